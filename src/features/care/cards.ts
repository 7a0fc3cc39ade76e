import type { Button, Card, Line, Part } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { daysBetween, type PlainDate, sayDate, timeIn, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Gone } from "../absence/public.ts";
import { KINDS } from "../activities/public.ts";
import { sayFlags } from "../customers/public.ts";
import { type Logged, sayLogged } from "../discipline/public.ts";
import { beginHandover } from "../handover/public.ts";
import { type Detail, reasonLine, reasonOf, whoOf } from "../occasions/public.ts";
import { sayAsked, type Task, taskLines } from "../tasks/public.ts";
import { addressOf, closenessOf, wordsFor } from "../words/public.ts";
import type { ItemRef } from "./forms.ts";
import * as forms from "./forms.ts";
import { type Item, isAhead, isClosed, isOpen, pageAt, pageOf, type Spot, takenOver } from "./rules.ts";
import type { ToldDay } from "./store.ts";
import { texts } from "./texts.ts";

/** The list of a member and day, with all that its card says. */
export interface DayList {
  readonly owner: MemberId;
  /** That the owner is away, and who has the list meanwhile. */
  readonly gone: Gone | undefined;
  readonly today: PlainDate;
  readonly items: readonly Item[];
  /** What was asked of the owner, before all else; a stand-in has none of it. */
  readonly tasks: readonly Task[];
  /** On how few days of the week before the owner has logged something, where it is time to say so. */
  readonly logged: Logged | undefined;
  readonly details: ReadonlyMap<string, Detail>;
  /** What was said, by activity, of what is done. */
  readonly said: ReadonlyMap<string, string>;
  readonly told: ToldDay | null;
  /** When it should have come, "08:30". */
  readonly time: string;
  /** Lines shown at once. */
  readonly lines: number;
  /** False: counted without holidays nobody has published. */
  readonly announced: boolean;
  /** The hour to put things off to, on the owner's day; null once it has come. */
  readonly evening: Instant | null;
  /** By whose clock the card says it: the reader's. */
  readonly zone: Zone;
  readonly tomorrow: PlainDate;
  readonly nextWeek: PlainDate;
}

/** Who reads a list. */
interface ListReader {
  readonly language: Language;
  readonly member: MemberId | null;
}

/** The card as the reader may see it; of a list that is no longer theirs, that it is not. */
const drawnFor = (list: DayList, { member, language }: ListReader, draw: (seen: DayList) => Card): Card => {
  if (member === list.owner) return draw(list);
  const t = texts[language];
  if (!list.gone || list.gone.standIn.id !== member)
    return { tone: "past", title: t.givenBack, plain: t.givenBack, text: [t.givenBackDetail] };
  // What came of the day before counts lines that are not for a stand-in to see.
  const told = list.told && { ...list.told, before: null };
  const card = draw({ ...takenOver(list, list.gone.standIn), told, zone: list.gone.standIn.zone, tasks: [] });
  const name = t.forColleague(list.gone);
  return { ...card, tags: [name], plain: `${name} · ${card.plain}` };
};

/** Whose it is, where another reads it. */
const listRef = ({ owner }: DayList, { member }: ListReader) => (member === owner ? {} : { of: owner });

/** What kind of customer it is, when they were last in touch, and a line to say. */
function detailOf(item: Item, detail: Detail, { today, language }: { today: PlainDate; language: Language }): Part[] {
  const t = texts[language];
  const { last, person } = detail;
  const kind = last?.kind ? KINDS[last.kind as keyof typeof KINDS][language] : "";
  const seen = last ? t.last({ day: sayDate(last.on, language, today), kind }) : t.neverContacted;
  // Whoever does not know the day had better not wish today.
  const ahead = isAhead(item, today) || (item.kind === "birthday" && person?.monthOnly === true);
  const who = person ? addressOf(person, language) : detail.customer;
  const words = wordsFor(
    {
      occasion: ahead ? "birthday_ahead" : item.kind === "no_activity" ? "periodic_call" : item.kind,
      closeness: closenessOf(detail.lifecycleClass),
      language,
      key: item.onceKey,
    },
    { who, what: detail.promised[0] ?? "" },
  );
  const flags = sayFlags(detail, language).flatMap((flag): Part[] => [{ bold: flag }, " · "]);
  return [...flags, { quiet: seen }, " · ", ahead ? words : t.quote({ words })];
}

function buttonsOf(
  item: Item,
  list: DayList,
  { language, ref, handsOver = false }: { language: Language; ref: ItemRef; handsOver?: boolean },
): Line {
  const t = texts[language];
  const done = isAhead(item, list.today)
    ? t.buttonNoted
    : item.kind === "next_step"
      ? t.buttonKept
      : item.kind === "periodic_visit"
        ? t.buttonMet
        : t.buttonDone;
  const day = (date: PlainDate) =>
    daysBetween(list.today, date) === 1 ? t.tomorrow : sayDate(date, language, list.today);
  const { tomorrow, nextWeek } = list;
  const menu: Button[] = [
    ...(list.evening && item.laterAt === null
      ? [{ label: t.laterToday({ time: timeIn(list.zone, list.evening) }), press: forms.laterToday.with(ref) }]
      : []),
    ...(tomorrow === nextWeek
      ? []
      : [{ label: t.laterOn({ day: day(tomorrow) }), press: forms.laterTomorrow.with(ref) }]),
    { label: t.laterNextWeek({ day: sayDate(nextWeek, language, list.today) }), press: forms.laterNextWeek.with(ref) },
    { label: t.laterDate, press: forms.laterOnDay.with(ref) },
    ...(handsOver ? [{ label: t.handOver, press: beginHandover.with({ customerId: item.customerId }) }] : []),
  ];
  const buttons = [
    { label: done, press: forms.markDone.with(ref) },
    { label: t.buttonNotNeeded, press: forms.notNeeded.with(ref) },
  ];
  return { text: "", buttons, menu };
}

/** What has become of an item that is not open any more; the line keeps its place. */
function settledLine(
  item: Item,
  list: DayList,
  { language, who, ref }: { language: Language; who: string; ref: ItemRef },
): Line {
  const t = texts[language];
  if (item.state === "not_needed") return { text: [{ quiet: t.notNeeded({ who, why: item.reason ?? "" }) }] };
  if (item.state === "later") {
    const soon = item.showOn <= list.today ? item.laterAt : null;
    const day = sayDate(item.showOn, language, list.today);
    return {
      text: [{ quiet: soon ? t.putOffUntil({ who, time: timeIn(list.zone, soon) }) : t.putOffTo({ who, day }) }],
      buttons: (buttonsOf(item, list, { language, ref }).buttons ?? []).slice(0, 1),
    };
  }
  if (item.activityId === null)
    return { text: [{ quiet: isAhead(item, list.today) ? t.noted({ who }) : t.done({ who }) }] };
  const said = list.said.get(item.activityId);
  return {
    text: [t.done({ who })],
    ...(said && { detail: [{ quiet: said }] }),
    ...(said !== undefined && { buttons: [{ label: t.buttonWrite, press: forms.writeLine.with(ref) }] }),
  };
}

function lineOf(item: Item, list: DayList, { language, member, now }: ListReader & { now?: boolean }): Line[] {
  const detail = list.details.get(item.onceKey);
  if (!detail) return [];
  const ref: ItemRef = { id: item.id, v: item.version, ...(now && { n: 1 as const }) };
  if (!isOpen(item)) return [settledLine(item, list, { language, who: whoOf(item, detail, language), ref })];
  const view = { today: list.today, language };
  return [
    {
      ...buttonsOf(item, list, { language, ref, handsOver: member === list.owner }),
      text: reasonLine(item, detail, view),
      detail: detailOf(item, detail, view),
    },
  ];
}

const beforeOf = ({ told, today }: DayList, language: Language): string => {
  const before = told?.before;
  if (!before || before.of === 0) return "";
  const t = texts[language];
  const day = daysBetween(before.day, today) === 1 ? t.yesterday : sayDate(before.day, language, today);
  return t.before({ day, done: before.done, of: before.of });
};

const isAnswered = ({ state }: Task): boolean => state !== "open";

/** The day's list, or one page of it; the first page is the morning's message. */
export const dayCard = (list: DayList, reader: ListReader, at: Spot = {}): Card =>
  drawnFor(list, reader, (seen) => drawDay(seen, reader, at));

function drawDay(list: DayList, reader: ListReader, at: Spot): Card {
  const { language } = reader;
  const t = texts[language];
  const { items, told, tasks } = list;
  const count = items.length + tasks.length;
  if (count === 0) return { tone: "plain", title: t.nothing, plain: t.nothing, text: [t.nothingDetail] };
  const view = { ...reader, today: list.today };
  const paged = { ...list, before: taskLines(tasks, view).length };
  const page = pageAt(paged, at);
  const [first, last] = pageOf(paged, page);
  const say = told && !told.late ? t.morning : t.today;
  const title =
    page === 0
      ? say({ count, before: beforeOf(list, language) })
      : t.moreTitle({ first: first + 1, last, count: items.length });
  const shown = items.slice(first, last);
  const notes = [
    ...(told?.late ? [t.late({ time: list.time })] : []),
    ...(list.logged && reader.member === list.owner ? [sayLogged(list.logged, language)] : []),
  ];
  const asked = page === 0 ? tasks : [];
  const names = shown.flatMap((item) => {
    const detail = list.details.get(item.onceKey);
    return detail ? [reasonOf(item, detail, view)] : [];
  });
  return {
    tone: items.every(isClosed) && tasks.every(isAnswered) ? "done" : "plain",
    title,
    plain: [title, ...[...asked.map((task) => sayAsked(task, view)), ...names].slice(0, 3)].join(" · "),
    ...(notes.length > 0 && page === 0 && { text: notes }),
    lines: [...taskLines(asked, view), ...shown.flatMap((item) => lineOf(item, list, reader))],
    ...(items.length > last && {
      buttons: [
        {
          label: t.more({ count: items.length - last }),
          press: forms.showDay.with({ page: page + 1, ...listRef(list, reader) }),
        },
      ],
    }),
    ...(!list.announced && { footer: t.weekendsOnly }),
    counts: t.counts,
  };
}

/** What was put off until this hour, once more. */
export const nowCard = (list: DayList, reader: ListReader): Card =>
  drawnFor(list, reader, (seen) => {
    const items = seen.items.filter(({ laterAt }) => laterAt !== null);
    const title = texts[reader.language].laterTitle({ count: items.length });
    const tone = items.every(isClosed) ? "done" : "plain";
    return {
      ...{ tone, title, plain: title },
      lines: items.flatMap((item) => lineOf(item, seen, { ...reader, now: true })),
    };
  });

/** A list whose day is over: what was done stays to be read, nothing can be pressed. */
export const pastCard = (list: DayList, reader: ListReader, today: PlainDate): Card =>
  drawnFor(list, reader, (seen) => drawPast(seen, reader.language, today));

function drawPast(list: DayList, language: Language, today: PlainDate): Card {
  const t = texts[language];
  const done = list.items.filter(({ state }) => state === "done").length;
  const of =
    done +
    list.items.filter(({ state, showOn }) => state === "open" || (state === "later" && showOn <= list.today)).length;
  const title = t.pastTitle({ day: sayDate(list.today, language, today), done, of });
  const lines = list.items.flatMap((item): Line[] => {
    const detail = list.details.get(item.onceKey);
    if (!detail) return [];
    const who = whoOf(item, detail, language);
    return [
      {
        text: isOpen(item)
          ? [{ quiet: t.movedOn({ who }) }]
          : settledLine(item, list, { language, who, ref: { id: item.id, v: item.version } }).text,
      },
    ];
  });
  return { tone: "past", title, plain: title, lines };
}

/** Lines on a person's Home. */
const HOME_LINES = 5;

export const homeCard = (list: DayList, reader: ListReader): Card =>
  drawnFor(list, reader, ({ items, tasks, today }) => {
    const t = texts[reader.language];
    const open = items.filter(isOpen);
    const asked = tasks.filter((task) => !isAnswered(task));
    const count = open.length + asked.length;
    const title = count === 0 ? t.homeDone : t.homeTitle({ count });
    const press = forms.showDay.with({ page: 0, ...listRef(list, reader) });
    return {
      ...({ tone: "plain", title, plain: title } as const),
      lines: [
        ...taskLines(asked, { ...reader, today }),
        ...open.slice(0, Math.max(0, HOME_LINES - asked.length)).flatMap((item) => lineOf(item, list, reader)),
      ],
      counts: t.homeCounts,
      ...(items.length + tasks.length > 0 && { buttons: [{ label: t.showAll, press }] }),
    };
  });
