import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { type Choice, check, choice, choices, defineForm, type Search, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { movesSegments } from "../../domain/roles.ts";
import { calledSo, nameInList } from "../customers/public.ts";
import { colleagueValue, isInCharge, type Listed, MOST_AT_ONCE } from "./rules.ts";
import { findAmong, findColleagues, findOwners, type Which } from "./store.ts";
import { texts } from "./texts.ts";

/** Opens the form for a customer; other features put it on a button. */
export const beginHandover = defineAction("handover.begin", z.object({ customerId: z.uuid() }));
export const pickOwn = defineAction("handover.pickOwn", z.object({}));
export const pickOf = defineAction("handover.pickOf", z.object({}));
export const showPortrait = defineAction("handover.portrait", z.object({ customerId: z.uuid() }));
/** More of those called so. */
export const showCalledSo = defineAction("handover.which", calledSo);

const customerChoice = (customer: Listed, language: Language): Choice => ({
  value: customer.id,
  label: nameInList(customer, language),
  ...(customer.city !== null && { detail: customer.city }),
});

const searchColleagues: Search<unknown> = async (ctx, typed) => {
  const t = texts[ctx.language];
  const far = movesSegments(ctx.scope);
  // Being an admin shows no customers by itself, not even how many somebody has.
  const counts = isInCharge(ctx.scope) || !far;
  const found = await findColleagues(ctx.scope, typed);
  return found
    .toSorted((a, b) => Number(b.here) - Number(a.here) || Number(a.away) - Number(b.away))
    .map((one) => {
      const team = far ? `${one.segment} · ${one.team}` : one.team;
      return {
        value: colleagueValue(one),
        label: one.name,
        detail: [
          counts ? t.colleague({ team, load: one.load }) : team,
          ...(one.here ? [] : [t.notHere]),
          ...(one.away ? [t.awayNow] : []),
        ].join(" · "),
      };
    });
};
const searchAmong: Search<Which> = async (ctx, typed, which) =>
  (await findAmong(ctx.scope, typed, which)).map((one) => customerChoice(one, ctx.language));

/** Characters. */
const LONGEST_NOTE = 500;
const receiver = (language: Language) => {
  const t = texts[language];
  return {
    to: choice({ label: t.to, search: searchColleagues }),
    note: text({ label: t.note, hint: t.noteHint, max: LONGEST_NOTE, long: true, optional: true }),
  } as const;
};

/** One customer, from its card or a care line. */
export const oneForm = defineForm({
  id: "handover.one",
  /** `was`: the owner that was seen; `far`: to other segments too. */
  params: z.object({ customerId: z.uuid(), was: z.uuid().nullable(), name: z.string(), far: z.boolean() }),
  sample: {
    customerId: "00000000-0000-4000-8000-000000000000",
    was: "00000000-0000-4000-8000-000000000000",
    name: "x".repeat(200),
    far: true,
  },
  build: (language, { name, far }) => {
    const t = texts[language];
    return {
      title: t.oneTitle,
      submit: t.handOver,
      intro: [[{ bold: name }], t.oneIntro, ...(far ? [t.farIntro] : [])],
      fields: receiver(language),
    };
  },
});

/** Customers of which some are chosen, or all: as many as one handover takes. */
const someOf = (language: Language, { search, all }: { readonly search: Search<Which>; readonly all: string }) => {
  const t = texts[language];
  return {
    customers: choices({ label: t.which, hint: t.whichHint, search, optional: true }),
    all: check({ label: all }),
    ...receiver(language),
  } as const;
};

/** Orphans: some, or all of the team. */
export const orphansForm = defineForm({
  id: "handover.orphans",
  params: z.object({ teamId: z.uuid().optional(), count: z.int() }),
  sample: { teamId: "00000000-0000-4000-8000-000000000000", count: 100_000 },
  build: (language, { count }) => {
    const t = texts[language];
    const all = count > MOST_AT_ONCE ? t.firstOf({ count, max: MOST_AT_ONCE }) : t.allOf({ count });
    return { title: t.orphansFormTitle, submit: t.handOver, fields: someOf(language, { search: searchAmong, all }) };
  },
});

/** Whose customers are to be handed over. */
export const whoseForm = defineForm({
  id: "handover.whose",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    const search: Search<unknown> = async ({ scope, language: reads }, typed) =>
      (await findOwners(scope, typed)).map(({ id, name, count }) => ({
        ...{ value: id, label: name },
        detail: texts[reads].has({ count }),
      }));
    return { title: t.orphansFormTitle, submit: t.whoseNext, fields: { whose: choice({ label: t.whose, search }) } };
  },
});

/** One's own, or a colleague's: some, or all. */
export const ownForm = defineForm({
  id: "handover.own",
  params: z.object({ count: z.int(), of: z.object({ id: z.uuid(), name: z.string() }).optional() }),
  sample: { count: 100_000, of: { id: "00000000-0000-4000-8000-000000000000", name: "x".repeat(100) } },
  build: (language, { count, of }) => {
    const t = texts[language];
    const said = { count, max: MOST_AT_ONCE, theirs: of !== undefined };
    const all = count > MOST_AT_ONCE ? t.firstOwn(said) : t.allOwn(said);
    const search: Search<unknown> = (ctx, typed) =>
      searchAmong(ctx, typed, { ownerId: of?.id ?? ctx.scope.memberId ?? "" });
    return {
      title: t.orphansFormTitle,
      submit: t.handOver,
      intro: [...(of ? [[{ bold: of.name }]] : []), t.oneIntro],
      fields: someOf(language, { search, all }),
    };
  },
});
