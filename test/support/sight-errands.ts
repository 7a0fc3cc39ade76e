import type { Feature } from "../../src/chat/feature.ts";
import type { Role } from "../../src/core/scope.ts";
import { ACTIONS } from "./attack-cases.ts";
import type { Ids } from "./secrets.ts";

/** One thing to try: a command, or a button with ids of what is out of sight. */
export type Errand =
  | { readonly does: "command"; readonly name: string }
  | { readonly does: "press"; readonly name: string; readonly payload: (ids: Ids) => unknown };

/** What is another each time, whoever asks: a code to link accounts with. */
const BY_CHANCE = new Set(["link"]);

/** Everything there is to type and to press. */
export const errandsOf = (features: readonly Feature[]): Errand[] => [
  ...features
    .flatMap((feature) => feature.commands ?? [])
    .filter(({ name }) => !BY_CHANCE.has(name))
    .map(({ name }): Errand => ({ does: "command", name })),
  ...features
    .flatMap((feature) => feature.actions ?? [])
    .flatMap(({ action: { name } }) =>
      Array.from(
        { length: count(name) },
        (_, at): Errand => ({ does: "press", name, payload: (ids) => payloads(name, ids)[at] }),
      ),
    ),
];
const payloads = (name: string, ids: Ids): readonly unknown[] => ACTIONS[name]?.payloads(ids) ?? [];
const NONE = {} as Ids;
const count = (name: string): number => payloads(name, NONE).length;

/**
 * Deals all errands of every role among those who have it, so that together they do each of them; nobody gets more than
 * a fair part.
 */
export const dealErrands = (
  viewers: readonly { readonly roles: readonly Role[] }[],
  all: readonly Errand[],
): Errand[][] => {
  const hands: Errand[][] = viewers.map(() => []);
  for (const role of new Set(viewers.flatMap(({ roles }) => roles))) {
    const having = hands.filter((_, n) => viewers[n]?.roles.includes(role));
    for (const [at, errand] of all.entries()) having[at % having.length]?.push(errand);
  }
  return hands;
};
