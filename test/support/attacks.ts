import { expect } from "vitest";
import type { Answer, RawValue, Shown } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import type { House } from "./conversation.ts";

export const t = (text: string): RawValue => ({ text });
export const pick = (...values: string[]): RawValue => ({
  choices: values.map((value) => ({ value, label: value })),
});
type Values = Readonly<Record<string, RawValue>>;

export const shownOf = async ({ shown, late }: Answer): Promise<Shown | undefined> => (late ? late.outcome : shown);

/** What the person reads, buttons and their payloads with it. */
export const textOf = (shown: Shown | undefined): string =>
  JSON.stringify(shown, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";

/** Everybody got an answer, and none of them an apology. */
export const clear = (...answers: readonly (Shown | undefined)[]): string[] =>
  answers.map((shown) => {
    expect(shown).toBeDefined();
    expect(textOf(shown)).not.toMatch(/R-[A-Z0-9]{6}/);
    return textOf(shown);
  });

/** The same, twice at once, as two clicks. */
export const twice = async (act: () => Promise<Shown | undefined>): Promise<string[]> =>
  clear(...(await Promise.all([act(), act()])));

/** Presses, forms and commands as they reach the kernel, with any payload whatever. */
export const attacksOn = (house: House) => {
  const arrival = (who: string) => {
    const { platform, workspace, people } = house.company;
    const user = people[who]?.user ?? who;
    const place = { platform, workspace, place: `D-${user}`, kind: "direct" } as const;
    return { id: `t:${newId()}`, identity: { platform, workspace, user }, place, receivedAt: house.clock.now() };
  };
  return {
    arrival,
    submit: async (who: string, formId: string, params: object, values: Values): Promise<Shown | undefined> =>
      shownOf(await house.kernel.submit({ ...arrival(who), formId, params: JSON.stringify(params), values })),
    press: async (who: string, action: string, payload: object): Promise<Shown | undefined> =>
      shownOf(await house.kernel.press({ ...arrival(who), action, payload: JSON.stringify(payload) })),
    type: async (who: string, name: string, typed: string): Promise<Shown | undefined> =>
      shownOf(await house.kernel.command({ ...arrival(who), name, typed })),
  };
};
