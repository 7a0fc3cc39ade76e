import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import {
  type Choice,
  check,
  choice,
  choices,
  defineForm,
  type FieldErrors,
  type OpenForm,
  open,
  type Search,
  type SeedsOf,
  text,
  type ValuesOf,
} from "../../chat/form.ts";
import type { Sight } from "../../chat/sight.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { movesSegments } from "../../domain/roles.ts";
import { calledSo, nameInList } from "../customers/public.ts";
import type { Undoable } from "../ownership/public.ts";
import { type Colleague, colleagueValue, isInCharge, type Listed, MOST_AT_ONCE } from "./rules.ts";
import { findAmong, findColleagues, findOwners, type Which } from "./store.ts";
import { texts } from "./texts.ts";

/** Opens the form for a customer; other features put it on a button. */
export const beginHandover = defineAction("handover.begin", z.object({ customerId: z.uuid() }));
export const pickOwn = defineAction("handover.pickOwn", z.object({}));
export const pickOf = defineAction("handover.pickOf", z.object({}));
export const showPortrait = defineAction("handover.portrait", z.object({ customerId: z.uuid() }));
const team = z.object({ teamId: z.uuid().optional() });
export const listOrphans = defineAction("handover.list", team.extend({ after: z.uuid().optional() }));
export const pickOrphans = defineAction("handover.pick", team);
/** To the one that was suggested. */
export const giveOrphan = defineAction(
  "handover.give",
  z.object({ id: z.uuid(), to: z.string(), teamId: z.uuid().optional() }),
);
export const showHanded = defineAction("handover.show", z.object({ id: z.uuid(), after: z.uuid().optional() }));
/** More of those called so. */
export const showCalledSo = defineAction("handover.which", calledSo);

export const customerChoice = (customer: Listed, language: Language): Choice => ({
  value: customer.id,
  label: nameInList(customer, language),
  ...(customer.city !== null && { detail: customer.city }),
});

export const choiceOf = (one: Colleague): Choice => ({ value: colleagueValue(one), label: one.name });
const searchColleagues: Search<unknown> = async (ctx, typed) => {
  const t = texts[ctx.language];
  const far = movesSegments(ctx.scope);
  // Being an admin shows no customers by itself, not even how many somebody has.
  const counts = isInCharge(ctx.scope) || !far;
  const found = await findColleagues(ctx.scope, typed);
  return found
    .toSorted((a, b) => Number(b.here) - Number(a.here) || Number(a.awayUntil !== null) - Number(b.awayUntil !== null))
    .map((one) => {
      const team = far ? `${one.segment} · ${one.team}` : one.team;
      return {
        ...choiceOf(one),
        detail: [
          counts ? t.colleague({ team, load: one.load }) : team,
          ...(one.here ? [] : [t.notHere]),
          ...(one.awayUntil ? [t.awayUntil({ day: lastDayOf(one.awayUntil, ctx) })] : []),
        ].join(" · "),
      };
    });
};
const lastDayOf = (back: Instant, { zone, language, today }: Sight): string =>
  sayDate(dateIn(zone, new Date(back.getTime() - 1)), language, today);
const searchAmong: Search<Which> = async (ctx, typed, which) =>
  (await findAmong(ctx.scope, typed, which)).map((one) => customerChoice(one, ctx.language));

/** Characters. */
const LONGEST_NOTE = 500;
/** Papers that become invalid with this handover, as it was said when the form was shown. */
const ends = z.string().max(300).optional();
const warning = (said: string | undefined, language: Language): string[] =>
  said ? [texts[language].willEnd({ papers: said })] : [];
/** The most papers that are named. */
const NAMED = 5;
export const sayPapers = (papers: readonly { readonly number: string; readonly name: string }[]): string => {
  const few = papers.slice(0, NAMED).map(({ number, name }) => `${number} · ${[...name].slice(0, NAME).join("")}`);
  return `${few.join("; ")}${papers.length > NAMED ? ` (+${papers.length - NAMED})` : ""}`;
};
const NAME = 30;
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
  params: z.object({ customerId: z.uuid(), was: z.uuid().nullable(), name: z.string(), far: z.boolean(), ends }),
  sample: {
    customerId: "00000000-0000-4000-8000-000000000000",
    was: "00000000-0000-4000-8000-000000000000",
    name: "x".repeat(200),
    far: true,
    ends: "x".repeat(300),
  },
  build: (language, { name, far, ends: said }) => {
    const t = texts[language];
    return {
      title: t.oneTitle,
      submit: t.handOver,
      intro: [[{ bold: name }], t.oneIntro, ...(far ? [t.farIntro] : []), ...warning(said, language)],
      fields: receiver(language),
    };
  },
});

export const openOne = (scope: Scope, { id: customerId, name, ownerId: was }: Listed): OpenForm =>
  open(oneForm, { customerId, was, name, far: movesSegments(scope) });
/** Once more, with what there is to know before it goes. */
export const openAgain =
  (scope: Scope, { id: customerId, name, ownerId: was }: Listed) =>
  (said: string, seeds: SeedsOf<ReturnType<typeof receiver>>): OpenForm =>
    open(oneForm, { customerId, was, name, far: movesSegments(scope), ends: said }, { seeds });

/** Customers of which some are chosen, or all: as many as one handover takes. */
const someOf = (language: Language, { search, all }: { readonly search: Search<Which>; readonly all: string }) => {
  const t = texts[language];
  return {
    customers: choices({ label: t.which, hint: t.whichHint, search, optional: true }),
    all: check({ label: all }),
    ...receiver(language),
  } as const;
};

type SomeOf = ReturnType<typeof someOf>;
/** What stood on the form: how many "all" were, and which papers become invalid. */
interface Shown {
  readonly count: number;
  readonly ends?: string | undefined;
}
/** The same form, with what is otherwise by now. */
export type Again = (more: Partial<Shown>, known: { seeds: SeedsOf<SomeOf>; errors?: FieldErrors<SomeOf> }) => OpenForm;
export interface Some {
  readonly values: ValuesOf<SomeOf>;
  readonly which: Which;
  readonly shown: Shown;
  readonly again: Again;
}

/** Orphans: some, or all of the team. */
export const orphansForm = defineForm({
  id: "handover.orphans",
  params: z.object({ teamId: z.uuid().optional(), count: z.int(), ends }),
  sample: { teamId: "00000000-0000-4000-8000-000000000000", count: 100_000, ends: "x".repeat(300) },
  build: (language, { count, ends: said }) => {
    const t = texts[language];
    const all = count > MOST_AT_ONCE ? t.firstOf({ count, max: MOST_AT_ONCE }) : t.allOf({ count });
    const warned = warning(said, language);
    return {
      title: t.orphansFormTitle,
      submit: t.handOver,
      ...(warned.length > 0 && { intro: warned }),
      fields: someOf(language, { search: searchAmong, all }),
    };
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
  params: z.object({ count: z.int(), of: z.object({ id: z.uuid(), name: z.string() }).optional(), ends }),
  sample: {
    ends: "x".repeat(300),
    count: 100_000,
    of: { id: "00000000-0000-4000-8000-000000000000", name: "x".repeat(100) },
  },
  build: (language, { count, of, ends: warned }) => {
    const t = texts[language];
    const said = { count, max: MOST_AT_ONCE, theirs: of !== undefined };
    const all = count > MOST_AT_ONCE ? t.firstOwn(said) : t.allOwn(said);
    const search: Search<unknown> = (ctx, typed) =>
      searchAmong(ctx, typed, { ownerId: of?.id ?? ctx.scope.memberId ?? "" });
    return {
      title: t.orphansFormTitle,
      submit: t.handOver,
      intro: [...(of ? [[{ bold: of.name }]] : []), t.oneIntro, ...warning(warned, language)],
      fields: someOf(language, { search, all }),
    };
  },
});

/** What holds of all of a handover first. */
export const STAYS = ["away", "overtaken", "teamless"] as const;
/** What does not go back, each with why. */
export const sayStays = ({ stays, merged }: Pick<Undoable, "stays" | "merged">, language: Language): string[] => {
  const t = texts[language];
  const say = { overtaken: t.stayed, teamless: t.stayedTeamless, away: t.stayedAway };
  const named = STAYS.filter((each) => stays[each].length > 0);
  return [
    ...named.map((each) => say[each]({ names: stays[each].slice(0, 10).join(", ") })),
    ...(merged > 0 ? [t.stayedMerged({ count: merged })] : []),
  ];
};
