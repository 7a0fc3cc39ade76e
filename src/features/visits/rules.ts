import { daysBetween, isFarAway, type PlainDate } from "../../core/dates.ts";
import { type ActivityKind, LONGEST_AGO } from "../../domain/activities.ts";
import { type NamedPerson, type PersonMention, peopleIn } from "../../domain/names-people.ts";
import { parseStage, type Stage } from "../../domain/stages.ts";
import { type DateMention, datesIn } from "../../domain/when.ts";

/** Characters of a line that a button or form carries on beside its other values; longer ones go into the form. */
export const LONGEST_LINE = 1500;
/** A next step as the line has it. */
export interface StepSaid {
  /** Empty when only a day was said. */
  readonly what: string;
  /** Null: the day does not exist. */
  readonly on: PlainDate | null;
  readonly dateText: string;
  /** The days it can be, where the line leaves open which. */
  readonly either?: readonly [PlainDate, PlainDate] | undefined;
}

/** A day that can be read in two ways, as it was said. */
export interface UnclearDay {
  readonly said: string;
  readonly either: readonly [PlainDate, PlainDate];
}

/** What a line says after the customer's name. */
export interface Reading {
  readonly kind: ActivityKind | undefined;
  readonly happenedOn: PlainDate | undefined;
  /** A day it happened on that can be read in two ways. */
  readonly unclearDay: UnclearDay | undefined;
  readonly people: readonly PersonMention[];
  readonly said: string;
  readonly step: StepSaid | undefined;
  readonly stage: Stage | undefined;
}

const KIND_WORDS: Readonly<Record<string, ActivityKind>> = {
  拜访: "visit",
  上门: "visit",
  visit: "visit",
  visited: "visit",
  电话: "call",
  通话: "call",
  致电: "call",
  call: "call",
  called: "call",
  会议: "meeting",
  开会: "meeting",
  meeting: "meeting",
  微信: "message",
  短信: "message",
  邮件: "message",
  message: "message",
  mail: "message",
  emailed: "message",
};
const KIND = new RegExp(`^(${Object.keys(KIND_WORDS).join("|")})(?=[\\s,，:：、]|$)`, "iu");
const BETWEEN = /^(?:[\s,，、:：;；。.&+]+|(?:和|与|及|跟|and|with)(?=[\s\p{Script=Han}])\s*)/iu;

/** Something before the name: "昨天 宏达 …", "电话 宏达 …". What is left of the line begins with the customer. */
export interface LeadIn {
  readonly kind: ActivityKind | undefined;
  readonly happenedOn: PlainDate | undefined;
  readonly rest: string;
}

export function leadIn(line: string, today: PlainDate): LeadIn {
  const taken = takeFront(line.trimStart(), { people: [], today, gluedKind: true });
  // A day that is not clear stays where it is: it is asked for once the customer is known.
  if (taken.unclearDay) return { kind: undefined, happenedOn: undefined, rest: line };
  return { kind: taken.kind, happenedOn: taken.happenedOn, rest: taken.rest };
}

interface Front {
  kind: ActivityKind | undefined;
  happenedOn: PlainDate | undefined;
  unclearDay: UnclearDay | undefined;
  readonly people: PersonMention[];
  rest: string;
}

/** Takes the day it happened, the kind and the people met from the beginning of a text, in whatever order. */
function takeFront(
  text: string,
  { people, today, gluedKind = false }: { people: readonly NamedPerson[]; today: PlainDate; gluedKind?: boolean },
): Front {
  const front: Front = { kind: undefined, happenedOn: undefined, unclearDay: undefined, people: [], rest: text };
  for (;;) {
    const kind = gluedKind ? kindGlued(front.rest) : KIND.exec(front.rest)?.[0];
    const person = peopleIn(front.rest, people)[0];
    if (kind && !front.kind) {
      front.kind = KIND_WORDS[kind.toLowerCase()];
      front.rest = front.rest.slice(kind.length);
    } else if (person?.start === 0 && person.ids.length === 1) {
      front.people.push(person);
      front.rest = front.rest.slice(person.end);
    } else if (!takeDay(front, today)) return front;
    front.rest = front.rest.replace(BETWEEN, "");
  }
}

/** The day it happened, one of two where it can be read in two ways; false when the text does not begin with it. */
function takeDay(front: Front, today: PlainDate): boolean {
  const date = front.happenedOn || front.unclearDay ? undefined : datesIn(front.rest, today)[0];
  if (date?.start !== 0 || !isPast(date, front.rest, today)) return false;
  front.happenedOn = date.behind ?? undefined;
  front.unclearDay = date.either && { said: date.text, either: date.either };
  front.rest = front.rest.slice(date.end);
  return true;
}

const kindGlued = (text: string): string | undefined =>
  KIND.exec(text)?.[0] ?? /^(?:拜访|电话|会议|微信)(?=\p{Script=Han})/u.exec(text)?.[0];

/** Before a customer's name or what was said, a day that can be past is the day it happened, unless a step follows it. */
const isPast = (date: DateMention, text: string, today: PlainDate): boolean => {
  if (date.either) return !STEP_VERB.test(text.slice(date.end, date.end + 12));
  if (date.behind === null || date.behind > today || daysBetween(date.behind, today) > LONGEST_AGO) return false;
  const after = text.slice(date.end);
  if (/^.{0,4}(?:再|回访|跟进|follow[ -]?up)|^.{0,20}\bagain\b/iu.test(after)) return false;
  return date.behind === date.ahead || !STEP_VERB.test(after.slice(0, 12));
};

const CHINESE_STEP =
  "再[访去来约谈见看聊联电打给拜上]|回访|回电|拜访|跟进|跟踪|登门|上门|面谈|见面|碰面|会面|联系|沟通|打电话|通电话|电话|通话|送样|送货|送合同|送资料|寄|发(?:报价|合同|方案|资料|样品|邮件|货)|报价|演示|试用|签约|签合同|开会|催款|收款|约(?:见|面|他|她|时间|客户|饭|茶)";
const ENGLISH_STEP =
  "follow(?:ing)?[ -]?up|see (?:him|her|them|us) again|see again|visit(?:ing)? again|meet(?:ing)? again|call(?:ing)? (?:back|again|him|her|them)|talk again|next(?: step)?:|(?:will |to )?(?:revisit|visit|call|meet|see|send|bring|deliver|demo|quote|present|sign|return|come back|go back)";
/** The first word of a step stands at a beginning: "see", not "foresee". */
const STEP_VERB = new RegExp(`${CHINESE_STEP}|(?<![\\p{L}])(?:${ENGLISH_STEP})(?![\\p{L}])`, "iu");
const ENGLISH_VERBS = new RegExp(`(?<![\\p{L}])(?:${ENGLISH_STEP})(?![\\p{L}])`, "giu");
/** What only joins a step to what was said before: "约好下周三再访". */
const AGREED = /(?:已经?)?(?:约好|约定|约了|约在|定于|定在|定好|说好|商定)(?:了|的)?\s*$/u;
/** What may stand before the day of a step in its clause: "next step: …", "准备 …". */
const JOINER =
  /^(?:(?:已经?)?(?:约好|约定|约了|约在|定于|定在|定好|说好|商定)(?:了|的)?|准备|打算|计划|下一?步|下次|[,，;；:：\s]|\bnext(?: step)?\b|\bthen\b|\band\b|\bwill\b|\bon\b|\bby\b|\bat\b)*$/iu;
/** Somebody else's word or wish about a day is no step of ours. */
const TOLD = /(?:说|称|表示|要求|希望|期望|预计|可能|想|问|等|每|从|到)$/u;
const CLAUSE_END = /[，,。;；\n!！?？]|\.(?=\s|$)|(?<=[\p{Script=Han}\d])\s+(?=\S)|\s+(?=\p{Script=Han})/gu;

/** Reads what follows the customer's name. Nothing is invented: every word stays in what was said unless another part took it. */
export function readLine(
  text: string,
  { people, today }: { readonly people: readonly NamedPerson[]; readonly today: PlainDate },
): Reading {
  const front = takeFront(text.trim(), { people, today });
  const staged = takeStage(front.rest);
  const stepped = takeStep(staged.rest, today);
  const mentioned = peopleIn(front.rest, people).filter(({ start, ids }) => ids.length > 0 || start === 0);
  return {
    kind: front.kind,
    happenedOn: front.happenedOn,
    unclearDay: front.unclearDay,
    people: distinct([...front.people, ...mentioned]),
    said: stepped.rest.trim().replace(/[^\S\n]{2,}/g, " "),
    step: stepped.step,
    stage: staged.stage,
  };
}

const distinct = (people: readonly PersonMention[]): PersonMention[] => [
  ...new Map(people.map((person) => [person.ids.join() || person.text, person])).values(),
];

/** Without the commas and colons that are left where a part was taken out. */
const tidy = (text: string): string =>
  withoutComma(text.replace(/^[\s,，、;；。.:：]+/, "")).replace(/[^\S\n]{2,}/g, " ");
const withoutComma = (text: string): string => text.replace(/[\s,，、;；:：]+$/, "");

/** "50%" on its own, also after an arrow, is the stage; "discount 50%" is part of what was said. */
function takeStage(text: string): { stage: Stage | undefined; rest: string } {
  const matches = [...text.matchAll(/(?<![\p{L}\p{N}.])(?:→|->|到)?\s*([\d０-９]{1,3}\s?[%％])(?![\p{L}\p{N}])/gu)];
  for (const match of matches.reverse()) {
    const stage = parseStage((match[1] ?? "").replace(/\s/g, ""));
    if (!stage) continue;
    const before = text.slice(0, match.index);
    const partOfSentence =
      /\p{Script=Latin}\s*$/u.test(before) && datesIn(before, ANY_DAY).at(-1)?.end !== before.trimEnd().length;
    if (partOfSentence) continue;
    return { stage, rest: `${withoutComma(before)} ${text.slice(match.index + match[0].length).trimStart()}`.trim() };
  }
  return { stage: undefined, rest: text };
}
/** Only where dates stand matters, not which they are. */
const ANY_DAY = "2026-01-01" as PlainDate;

/** The last clause that has a day and says what will be done then. */
function takeStep(text: string, today: PlainDate): { step: StepSaid | undefined; rest: string } {
  for (const date of datesIn(text, today).reverse()) {
    const [from, to] = clauseAround(text, date);
    const begin = stepBegin(text, { from, to, date, today });
    if (begin === undefined) continue;
    const lead = text.slice(begin, date.start);
    const what = tidy(
      `${JOINER.test(lead) ? "" : lead.replace(/(?:\s(?:on|by|at)|[约定](?:在|于))\s*$/i, "")} ${text.slice(date.end, to)}`,
    );
    const before = text
      .slice(0, begin)
      .replace(begin > from ? AGREED : /$/u, "")
      .trimEnd();
    const after = text.slice(to).replace(/^[\s,，。.;；!！]+/u, "");
    return {
      step: { what: closed(what), on: date.ahead, dateText: date.text, either: date.either },
      rest: `${withoutComma(before)} ${after}`.trim(),
    };
  }
  return { step: undefined, rest: text };
}

/** Where a day was taken out of a Chinese phrase no gap is left. */
const closed = (text: string): string => text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "");

function clauseAround(text: string, { start, end }: DateMention): [number, number] {
  let from = 0;
  for (const match of text.matchAll(CLAUSE_END)) {
    const stop = match.index + match[0].length;
    if (stop <= start) from = stop;
    // "周三 再访", "下周三 10:00": a space after the day does not end what it says.
    else if (match.index >= end && (match[0].trim() !== "" || match.index > end)) return [from, match.index];
  }
  return [from, text.length];
}

/** After the day: a time, who goes, then the verb: "下周三下午3点我去拜访". */
const VERB_FOLLOWS = new RegExp(
  `^[^\\p{L}]*(?:(?:上午|下午|早上|晚上|中午)?(?:[\\d一二三四五六七八九十两:：点半]+)?(?:去|到|要|会|再|我|to|I)?\\s*){0,3}(?:${STEP_VERB.source})`,
  "iu",
);

/** Where in the clause the step begins; undefined when the day belongs to what was said ("signs on 2 Dec"). */
function stepBegin(
  text: string,
  { from, to, date, today }: { from: number; to: number; date: DateMention; today: PlainDate },
): number | undefined {
  const [before, after] = [text.slice(from, date.start), text.slice(date.end, to)];
  const open = date.ahead === null || date.ahead >= today;
  if (JOINER.test(before)) {
    const alone = after.trim() === "" || STEP_VERB.test(after);
    return alone || (open && date.ahead !== null && date.ahead > today && !/了$/.test(after)) ? from : undefined;
  }
  if (TOLD.test(before.trimEnd())) return undefined;
  if (VERB_FOLLOWS.test(after)) return date.start;
  if (!open) return undefined;
  const verbs = [...before.matchAll(ENGLISH_VERBS)].map(({ index }) => index);
  const verb = verbs[0] === before.search(/\S/) ? verbs[0] : verbs.at(-1);
  const chinese = before.search(new RegExp(`(?:${CHINESE_STEP})[^，,]{0,8}$`, "u"));
  const begin = verb ?? (chinese >= 0 ? chinese : undefined);
  return begin === undefined ? undefined : from + begin;
}

/** What is wrong with the day of a next step. */
export type StepProblem = "impossible" | "past" | "farAway" | "either";
export const stepProblem = (step: StepSaid, today: PlainDate): StepProblem | undefined => {
  if (step.either) return "either";
  if (step.on === null) return "impossible";
  if (isFarAway(step.on, today)) return "farAway";
  return step.on < today ? "past" : undefined;
};

/** Everyone the line means without doubt. */
export const peopleMeant = ({ people }: Reading): string[] => [
  ...new Set(people.flatMap(({ ids }) => (ids.length === 1 ? ids : []))),
];

/** The first person of the line whom nobody or several fit, and who they may be. */
export function unclearPerson<P extends NamedPerson>(
  { people }: Reading,
  known: readonly P[],
): { said: string; people: P[] } | undefined {
  const unclear = people.find(({ ids }) => ids.length !== 1);
  return unclear && { said: unclear.text, people: known.filter(({ id }) => unclear.ids.includes(id)) };
}
