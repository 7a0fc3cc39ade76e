import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayPlatform, sayPlatforms } from "../../domain/platforms.ts";
import { pickAccount } from "../accounts/public.ts";
import { AGAIN, outcomeOf, type Said, type SoughtPerson } from "./rules.ts";
import { texts } from "./texts.ts";

export const findAccount = defineAction("lookups.find", z.object({ id: z.uuid() }));
export const findEverybody = defineAction("lookups.findAll", z.object({}));
export const lookAgain = defineAction("lookups.again", z.object({ id: z.uuid(), version: z.int() }));

export interface Looked {
  readonly id: string;
  readonly version: number;
  /** Whoever asked may pick accounts by hand, and knows everybody here. */
  readonly byAdmin: boolean;
  readonly people: readonly SoughtPerson[];
}

const SHOWN = 12;

/** How far the look-up is, or what came of it: those who are not on board first of all. */
export const lookupCard = (looked: Looked, language: Language): Card => {
  const t = texts[language];
  const outcomes = looked.people.map((person) => ({ person, outcome: outcomeOf(person) }));
  const count = outcomes.length;
  const waiting = outcomes.filter(({ outcome }) => outcome?.state === "waiting").length;
  if (waiting > 0) {
    const title = t.underWay({ done: count - waiting, count });
    return { tone: "waiting", title, plain: title, text: [t.underWayText] };
  }
  const missing = outcomes.filter(({ outcome }) => outcome?.state !== "found");
  const found = count - missing.length;
  const title = t.result({ found, count });
  return {
    tone: missing.length === 0 ? "done" : "waiting",
    title,
    plain: title,
    text: textOf(looked, found, language),
    lines: missing.slice(0, SHOWN).map(({ person, outcome }) => lineOf(looked, { person, outcome }, language)),
    buttons: againButton(looked, language),
    ...(missing.length > SHOWN && { footer: t.andMore({ count: missing.length - SHOWN }) }),
  };
};

const textOf = ({ people }: Looked, found: number, language: Language): string[] => {
  const t = texts[language];
  const forbidden = people.flatMap(({ said }) =>
    said.filter(({ state }) => state === "not_allowed").map(({ platform }) => platform),
  );
  const platforms = sayPlatforms([...new Set(forbidden)], language);
  return [
    ...(found > 0 ? [t.welcomed] : []),
    ...(found < people.length ? [t.whatNext] : []),
    ...(forbidden.length > 0 ? [t.notAllowed({ platforms })] : []),
  ];
};

const againButton = ({ id, version, people }: Looked, language: Language): Button[] => {
  const isWorthIt = people.some((person) => {
    const state = outcomeOf(person)?.state;
    return state !== undefined && AGAIN.includes(state);
  });
  return isWorthIt ? [{ label: texts[language].again, press: lookAgain.with({ id, version }) }] : [];
};

interface Outcome {
  readonly person: SoughtPerson;
  readonly outcome: Said | undefined;
}
const lineOf = ({ byAdmin }: Looked, { person, outcome }: Outcome, language: Language): Line => {
  const { id, name, mail, phone } = person;
  const reached = [mail, phone].filter((part) => part !== null);
  return {
    text: [{ bold: name }, ...reached.map((part) => ` · ${part}`)],
    ...(outcome && { detail: sayOutcome(person, outcome, { byAdmin, language }) }),
    ...(byAdmin && outcome?.state !== "closed" && { buttons: [pickAccount(id, texts[language].pick)] }),
  };
};

const sayOutcome = (
  { phone, canBeDialled }: SoughtPerson,
  { state, platform, holder }: Said,
  { byAdmin, language }: { readonly byAdmin: boolean; readonly language: Language },
): string => {
  const t = texts[language];
  const where = { platform: sayPlatform(platform, language) };
  if (state === "taken") {
    if (!holder || !byAdmin) return t.takenUnnamed;
    return holder.open ? t.taken(holder) : t.takenClosed(holder);
  }
  if (state === "unfindable") {
    if (phone === null) return t.noAddress;
    return canBeDialled ? t.mailOnly(where) : t.phoneUnclear;
  }
  if (state === "nobody" || state === "two" || state === "closed") return t[state];
  if (state === "found" || state === "waiting") return "";
  return t[state](where);
};

/** `who`: one by name, or how many; `left`: how many more there are than one look-up takes. */
export const startedCard = (who: string | number, language: Language, left = 0): Card => {
  const t = texts[language];
  const title = typeof who === "string" ? t.started({ name: who }) : t.startedAll({ count: who });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [t.startedText, ...(left > 0 ? [t.left({ count: left })] : [])],
    buttons: findAllButton(left, language),
  };
};

/** For the list of people, while some of them lack an account on some platform. */
export const findAllButton = (count: number, language: Language): Button[] =>
  count === 0 ? [] : [{ label: texts[language].findAll({ count }), press: findEverybody.with({}) }];

/** For the menu of a person who lacks an account on some platform. */
export const findEntry = (id: string, language: Language): Button => ({
  label: texts[language].find,
  press: findAccount.with({ id }),
});
