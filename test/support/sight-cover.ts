import { ROLES, type Role } from "../../src/core/scope.ts";
import { type Errand, needOf } from "./sight-errands.ts";
import type { Pair } from "./sight-oracle.ts";
import { mayName, sees } from "./sight-plan.ts";

/** Which errand was run as which role, and which of the buttons that a role was shown were pressed there. */
export class Coverage {
  readonly #run = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #shown = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #pressed = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));

  ran(roles: readonly Role[], label: string): void {
    for (const role of roles) this.#run.get(role)?.add(label);
  }
  shown(roles: readonly Role[], action: string): void {
    for (const role of roles) this.#shown.get(role)?.add(action);
  }
  pressed(roles: readonly Role[], action: string): void {
    for (const role of roles) this.#pressed.get(role)?.add(action);
  }
  /** Whether it was shown to one of these roles that has not pressed it yet. */
  isNew(roles: readonly Role[], action: string): boolean {
    return roles.some((role) => !this.#pressed.get(role)?.has(action));
  }

  /** Roles that nobody has stood before it as. */
  notShown(what: string): Role[] {
    return ROLES.filter((role) => !this.#shown.get(role)?.has(what));
  }

  /** Everything that a role has not done, by name. */
  missing(all: readonly Errand[]): string[] {
    return ROLES.flatMap((role) => [
      ...all.filter(({ label }) => !this.#run.get(role)?.has(label)).map(({ label }) => `${role} never ${label}`),
      ...[...(this.#shown.get(role) ?? [])]
        .filter((action) => !this.#pressed.get(role)?.has(action))
        .map((action) => `${role} was shown a button for ${action} and never pressed it`),
    ]);
  }
}

/**
 * Deals all errands of every role among those who have it, so that together they run each of them: what is about
 * something in sight to whoever sees such a thing. Nobody gets more than a fair part.
 */
export const dealErrands = (pairs: readonly Pair[], all: readonly Errand[]): Errand[][] => {
  const hands: Errand[][] = pairs.map(() => []);
  for (const role of ROLES) {
    const having = pairs.flatMap((pair, n) =>
      pair.viewer.roles.includes(role) ? [{ pair, hand: hands[n] ?? [] }] : [],
    );
    for (const errand of all) {
      const fitting = errand.about === "seen" ? having.filter(({ pair }) => meets(pair, errand)) : having;
      const some = fitting.length > 0 ? fitting : having.filter(({ pair }) => seenBy(pair).length > 0);
      const [least] = some.toSorted((a, b) => a.hand.length - b.hand.length);
      if (least && !least.hand.includes(errand)) least.hand.push(errand);
    }
  }
  return hands.map((hand) => hand.toSorted((a, b) => orderOf(a) - orderOf(b)));
};

const seenBy = ({ plan, viewer }: Pair) => plan.customers.filter((customer) => mayName(sees(plan, viewer, customer)));
const meets = ({ plan, viewer }: Pair, errand: Errand): boolean =>
  plan.customers.some((customer) => sees(plan, viewer, customer)[needOf(errand)]);

/** After these little may be left to see. */
const LAST = /^(presses|sends) (people\.(close|edit)|closing|handover|merging)/;
const orderOf = ({ label }: Errand): number => (LAST.test(label) ? 1 : 0);
