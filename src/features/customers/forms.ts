import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, type Search, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { CUSTOMER_KINDS, sayKind } from "../../domain/customers.ts";
import { LONGEST_OF_CONTACT, LONGEST_OF_CUSTOMER } from "../../domain/lengths.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { readTeams } from "./store.ts";
import { texts } from "./texts.ts";

/** Longest name of a customer, a person, a title; in characters. */
export const LONGEST_NAME = LONGEST_OF_CUSTOMER.customer;

/** A line that was typed for a customer that is not there yet: logged once it is. */
const carried = z.object({ kind: z.string(), line: z.string(), happenedOn: z.string().optional() });
export type Carried = z.output<typeof carried>;

/** Opens the form for a new customer; other features put it on a button. */
export const beginCustomer = defineAction(
  "customers.begin",
  z.object({ name: z.string().optional(), carried: carried.optional() }),
);
/** Shows a customer. */
export const openCustomer = defineAction("customers.open", z.object({ id: z.uuid() }));
/** Those called so, from one of them on. */
export const calledSo = z.object({ name: z.string(), from: z.int().nonnegative() });
export type CalledSo = z.output<typeof calledSo>;
export const showCalledSo = defineAction("customers.which", calledSo);
/** Shows what one seldom does with it. */
export const moreOfCustomer = defineAction("customers.more", z.object({ id: z.uuid() }));
/**
 * `seen`: customers it looks like, which the person was told of and goes on nevertheless. `several`: the person works in
 * more teams than one, and says whose the customer is. `seenErased`: the person was told that the contact seems to be
 * somebody who was erased, and goes on.
 */
const about = z.object({
  carried: carried.optional(),
  seen: z.array(z.uuid()).optional(),
  several: z.literal(true).optional(),
  seenErased: z.literal(true).optional(),
});
export type AboutCustomer = z.output<typeof about>;

const searchTeams: Search<AboutCustomer> = async ({ scope }, typed) => {
  const key = nameKey(typed);
  const teams = await readTeams(scope);
  return teams.flatMap(({ id, name, segment }) =>
    searchTextOf(name).includes(key) ? [{ value: id, label: name, detail: segment }] : [],
  );
};

const fields = (language: Language, { several }: Pick<AboutCustomer, "several">) => {
  const t = texts[language];
  return {
    ...(several && { team: choice({ label: t.team, hint: t.teamHint, search: searchTeams, complete: true }) }),
    name: text({ label: t.name, hint: t.nameHint, max: LONGEST_NAME }),
    shortName: text({ label: t.shortName, hint: t.shortNameHint, max: LONGEST_OF_CUSTOMER.shortName, optional: true }),
    kind: choice({
      label: t.kind,
      options: CUSTOMER_KINDS.map((kind) => ({ value: kind, label: sayKind(kind, language) })),
    }),
    city: text({ label: t.city, max: LONGEST_OF_CUSTOMER.city, optional: true }),
    industry: text({ label: t.industry, max: LONGEST_OF_CUSTOMER.industry, optional: true }),
    contactName: text({ label: t.contactName, max: LONGEST_OF_CONTACT.contact, optional: true }),
    contactTitle: text({ label: t.contactTitle, max: LONGEST_OF_CONTACT.title, optional: true }),
  };
};
export type CustomerFields = ReturnType<typeof fields>;

export const newCustomerForm = defineForm({
  id: "customers.new",
  params: about,
  sample: { several: true, carried: { kind: "meeting", line: "谈".repeat(1500), happenedOn: "2026-11-25" } },
  build: (language, { carried: line, several }) => {
    const t = texts[language];
    const intro = line && line.line !== "" ? { intro: [[{ quiet: t.carries({ line: shortened(line.line) }) }]] } : {};
    return { title: t.newTitle, submit: t.create, ...intro, fields: fields(language, { several }) };
  },
});

const shortened = (line: string): string => ([...line].length > 120 ? `${[...line].slice(0, 120).join("")}…` : line);
