import type { Button, Card, Fact, Line } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, dateParts, type PlainDate, sayDate, sayInstant, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { sayStage } from "../../domain/stages.ts";
import { type Activity, KINDS, type Step, visitButton } from "../activities/public.ts";
import type { PaperFace } from "../approvals/public.ts";
import { type CaseView, type ServiceCase, sayOpenCase } from "../cases/public.ts";
import { type CalledSo, type Customer, offerOf, openCustomer, sayFlags } from "../customers/public.ts";
import { sayFee } from "../fees/public.ts";
import { type InfluenceMap, mapTable, sayDealWarnings } from "../influence/public.ts";
import type { OwnerSpell } from "../ownership/public.ts";
import { ownPapersButton } from "../passing/public.ts";
import type { Deal } from "../pipeline/public.ts";
import { type Along, alongFacts } from "../possessions/public.ts";
import { sayFew, undoButton } from "../recalls/public.ts";
import { sayAsked, type Task } from "../tasks/public.ts";
import {
  beginHandover,
  giveOrphan,
  listOrphans,
  pickOf,
  pickOrphans,
  pickOwn,
  showCalledSo,
  showHanded,
  showPortrait,
} from "./forms.ts";
import type { BirthdayWithin, Done, Listed, Suggestion } from "./rules.ts";
import { texts } from "./texts.ts";

export interface View {
  readonly language: Language;
  readonly zone: Zone;
  readonly today: PlainDate;
}

const between = (language: Language) => (language === "zh" ? "、" : "; ");
export const noticeCard = (tone: Card["tone"], title: string, ...text: readonly string[]): Card => ({
  tone,
  title,
  plain: [title, ...text].join(" · "),
  ...(text.length > 0 && { text }),
});

/** How one hands over one's own. */
export const howCard = (language: Language): Card => {
  const t = texts[language];
  return {
    ...noticeCard("plain", t.howTitle, t.howText),
    buttons: [{ label: t.pick, press: pickOwn.with({}), look: "primary" }],
  };
};

/** Orphans of a team, or of all teams in the reader's charge. */
export interface OrphanList {
  readonly rows: readonly Listed[];
  readonly count: number;
  readonly next: string | null;
  readonly teamId: string | undefined;
  readonly team: string | undefined;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
}
/** Lines of a page. */
export const PAGE = 8;

const aboutOf = ({ flags, city }: Listed, language: Language, industry: string | null = null): string[] =>
  [...sayFlags({ flags }, language), city, industry].flatMap((said) => (said ? [` · ${said}`] : []));

const orphanLine = (one: Listed, list: OrphanList, language: Language): Line => {
  const t = texts[language];
  const best = list.suggestions.get(one.id);
  const give = (to: Suggestion["to"]): Button => ({
    label: t.giveTo({ name: to.name }),
    press: giveOrphan.with({ id: one.id, to: `${to.id}:${to.teamId}`, ...(list.teamId && { teamId: list.teamId }) }),
  });
  return {
    text: [{ bold: one.name }, ...aboutOf(one, language, one.industry)],
    ...(best && { detail: t.because({ ...best, name: best.to.name, load: best.to.load }) }),
    buttons: [
      ...(best ? [give(best.to)] : []),
      { label: t.another, press: beginHandover.with({ customerId: one.id }) },
    ],
  };
};

export const orphansCard = (list: OrphanList, language: Language, leaver?: string): Card => {
  const t = texts[language];
  const { count, next, team: name, teamId } = list;
  if (count === 0) return noticeCard("done", leaver ? t.allHanded({ name: leaver }) : t.noOrphans, t.noOrphansText);
  const title = leaver ? t.leftTitle({ name: leaver, count }) : t.orphansTitle({ count });
  const of = teamId === undefined ? {} : { teamId };
  return {
    tone: "waiting",
    title: name && !leaver ? `${title} · ${name}` : title,
    plain: title,
    ...(leaver && { text: [t.leftText] }),
    lines: list.rows.map((one) => orphanLine(one, list, language)),
    counts: t.orphansCounts,
    buttons: [
      { label: t.pick, press: pickOrphans.with(of), look: "primary" },
      ...(next ? [{ label: t.more, press: listOrphans.with({ ...of, after: next }) }] : []),
    ],
  };
};

/** The list of all one's teams, with what else one may hand over: a colleague's, and one's own if there are any. */
export const withOthers = (card: Card, own: boolean, language: Language): Card => {
  const t = texts[language];
  const mine = own ? [{ label: t.pickOwn, press: pickOwn.with({}) }] : [];
  return { ...card, buttons: [...(card.buttons ?? []), { label: t.pickOf, press: pickOf.with({}) }, ...mine] };
};

/** To whoever handed over. */
export const doneCard = (done: Done, { language, zone, today }: View): Card => {
  const t = texts[language];
  const { to, team, segment, customers } = done;
  const called = customers.map(({ name }) => name);
  const names = sayFew(called, language);
  const title = team === undefined ? t.doneTitle({ names, to }) : t.placedTitle({ names, team });
  const what =
    team === undefined ? t.doneText({ to, on: sayDate(done.callOn, language, today) }) : t.placedText({ to });
  return {
    ...noticeCard("done", title, what),
    tags: sayFlags({ flags: customers.flatMap(({ flags }) => flags) }, language),
    text: [
      what,
      ...(segment ? [t.nowIn({ segment })] : []),
      ...(done.ended ? [t.ended({ papers: done.ended })] : []),
      ...(done.late > 0 ? [t.tooLate({ count: done.late })] : []),
    ],
    buttons: [undoButton(done.id, language)],
    footer: t.undoUntil({ time: sayInstant(done.until, language, zone) }),
  };
};

/** Customers that somebody else has handed on from the reader, or whose handover they have undone. */
export interface Moved {
  readonly customers: readonly Pick<Listed, "name" | "flags">[];
  readonly to: string;
  readonly by: string;
  readonly back: boolean;
}
export const movedCard = ({ customers, to, by, back }: Moved, language: Language): Card => {
  const said = { count: customers.length, to, by };
  const title = back ? texts[language].backWithYou(said) : texts[language].wentTo(said);
  const names = customers.map(({ name }) => name);
  const tags = sayFlags({ flags: customers.flatMap(({ flags }) => flags) }, language);
  return { ...noticeCard("plain", title, sayFew(names, language)), tags };
};

/** A customer as its new owner meets it. */
export interface Portrait {
  readonly customer: Pick<Listed, "id" | "name" | "flags">;
  readonly owners: readonly OwnerSpell[];
  readonly activities: readonly Activity[];
  readonly steps: readonly Step[];
  readonly deals: readonly Deal[];
  /** Those that are the reader's. */
  readonly fees: readonly PaperFace[];
  readonly birthdays: readonly BirthdayWithin[];
  /** How far ahead they are looked for. */
  readonly birthdayDays: number;
  readonly contacts: readonly { readonly name: string; readonly title: string | null }[];
  readonly note: string | null;
  /** Of open deals, the one that moved last first. */
  readonly maps: readonly InfluenceMap[];
  readonly open: { readonly cases: readonly ServiceCase[]; readonly office: CaseView["office"] };
  /** What the reader was asked to do for it. */
  readonly tasks: readonly Task[];
}
const SHOWN = 3;

type ViewNow = View & { readonly now: Instant };
const factsOf = (portrait: Portrait, { language, zone, today, now }: ViewNow): Fact[] => {
  const t = texts[language];
  const day = (on: PlainDate) => sayDate(on, language, today);
  const list = (all: readonly string[]) => {
    const rest = all.length > SHOWN + 1 ? [t.andMoreOf({ count: all.length - SHOWN })] : [];
    return [...(rest.length > 0 ? all.slice(0, SHOWN) : all), ...rest].join(between(language)) || t.none;
  };
  const { office, cases } = portrait.open;
  const waiting = [
    ...cases.map((one) => sayOpenCase(one, { language, zone, now, office })),
    ...portrait.tasks.map((task) => `${sayAsked(task, { language, today, member: null })} · ${day(task.dueOn)}`),
  ];
  // Who had it until a handover was undone was not its owner.
  const before = portrait.owners.find(({ name, cause }) => name !== null && cause !== "undone");
  const deals = portrait.deals.map(({ name, stage }) => `${name} ${sayStage(stage, language)}`);
  const fees = portrait.fees.map((face) => sayFee(face, language));
  return [
    {
      label: t.before,
      value: before ? t.ownedBy({ name: before.name ?? "", until: day(dateIn(zone, before.until)) }) : t.none,
    },
    { label: t.promises, value: list(portrait.steps.map(({ what, dueOn }) => `${what} · ${day(dueOn)}`)) },
    ...(waiting.length > 0 ? [{ label: t.waiting, value: list(waiting) }] : []),
    { label: fees.length > 0 ? t.dealsAndFees : t.deals, value: list([...fees, ...deals]) },
    {
      label: t.birthdays({ days: portrait.birthdayDays }),
      value: list(
        portrait.birthdays.map(
          ({ name, on, wholeMonth }) => `${name} ${wholeMonth ? t.inMonth({ month: dateParts(on).month }) : day(on)}`,
        ),
      ),
    },
    { label: t.contacts, value: list(portrait.contacts.map(sayPerson)) },
  ];
};

/** The handover card: history in short, open promises, birthdays ahead, who is there. */
export const portraitCard = (portrait: Portrait, by: string | undefined, view: ViewNow): Card => {
  const { language, today } = view;
  const t = texts[language];
  const { customer, note, maps } = portrait;
  const map = maps.find(({ people }) => people.length > 0);
  const title = by ? t.yours({ name: customer.name, by }) : customer.name;
  const history = portrait.activities.map(({ kind, happenedOn, said, step }) => ({
    text: [
      { bold: `${sayDate(happenedOn, language, today)} · ${KINDS[kind][language]}` },
      ` ${short(said || (step?.what ?? ""))}`,
    ],
  }));
  const text = [...(note ? [note] : []), ...sayDealWarnings(maps, language)];
  return {
    tone: by ? "waiting" : "plain",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    ...(text.length > 0 && { text }),
    facts: factsOf(portrait, view),
    lines: history,
    ...(map && { table: mapTable(map, language, short(map.deal.name, 12)) }),
    buttons: [
      { label: t.open, press: openCustomer.with({ id: customer.id }), look: "primary" },
      visitButton(customer.id, t.log),
    ],
  };
};
const short = (said: string, most = 100): string =>
  [...said].length > most ? `${[...said].slice(0, most).join("")}…` : said;

/** Several at once, to the new owner: each with its handover card behind a button. */
export const manyCard = (
  many: {
    readonly id: string;
    readonly count: number;
    readonly rows: readonly Listed[];
    readonly next: string | null;
    readonly by: string;
    readonly callOn: PlainDate | undefined;
    readonly note: string | null;
    readonly along: Along | undefined;
  },
  { language, today }: Pick<View, "language" | "today">,
): Card => {
  const t = texts[language];
  const { id, next, callOn, note } = many;
  const title = t.manyYours({ count: many.count, by: many.by });
  const text = [...(callOn ? [t.callThem({ on: sayDate(callOn, language, today) })] : []), ...(note ? [note] : [])];
  return {
    tone: "waiting",
    title,
    plain: title,
    ...(text.length > 0 && { text }),
    ...(many.along && { facts: alongFacts(many.along, { language, today }) }),
    lines: many.rows.map((one) => ({
      text: [{ bold: one.name }, ...aboutOf(one, language)],
      buttons: [{ label: t.look, press: showPortrait.with({ customerId: one.id }) }],
    })),
    counts: t.manyCounts,
    buttons: [
      ...(next ? [{ label: t.more, press: showHanded.with({ id, after: next }) }] : []),
      ...(many.along && many.along.papers > 0 ? [ownPapersButton(language)] : []),
    ],
  };
};

/** Which of those called so is meant: told apart by whose each is. */
export const whichCard = (found: readonly Customer[], called: CalledSo, language: Language): Card => {
  const button = ({ id, name, city, ownerName }: Customer): Button => ({
    label: [name, city, ownerName].filter((part) => part !== null).join(" · "),
    press: beginHandover.with({ customerId: id }),
  });
  const next = (from: number) => showCalledSo.with({ ...called, from });
  const { more, buttons } = offerOf(found, called.from, { button, next, language });
  return { ...noticeCard("plain", texts[language].whichTitle(called), ...more), buttons };
};
