import type { Button, Card, Line } from "../../chat/card.ts";
import { daysBetween, type PlainDate, sayDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { nameInList, sayFlags } from "../customers/public.ts";
import * as forms from "./forms.ts";
import { isOverdue, type Task } from "./rules.ts";
import { texts } from "./texts.ts";

/** Who reads it, in which language, on which of their days. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
  readonly member: MemberId | null;
}

const customerFor = ({ customer }: Task, { member }: View): NonNullable<Task["customer"]> | undefined =>
  member !== null && customer?.seenBy.includes(member) ? customer : undefined;

/** It has come, with its customer, to the one who had asked for it. */
const isOwn = ({ giver, assignee }: Task): boolean => giver.id === assignee.id;

/** What it has come to, to the one who has what they themselves asked for. */
function sayOwn(task: Task, { language, today }: View): string {
  const t = texts[language];
  const day = sayDate(task.dueOn, language, today);
  switch (task.state) {
    case "open":
      return isOverdue(task, today) ? t.ownOverdue({ day }) : t.own({ day });
    case "done":
      return t.ownDone;
    case "declined":
      return t.ownCannot;
    case "taken_back":
      return t.ownOver;
    case "returned":
      return t.left(task.assignee);
    default:
      return task.state satisfies never;
  }
}

/** What it has come to, to the one it was given to, or to whoever gave it. */
function sayTask(task: Task, view: View): string {
  const { language, today, member } = view;
  if (isOwn(task) && member === task.assignee.id) return sayOwn(task, view);
  const t = texts[language];
  const own = member === task.assignee.id;
  const giver = task.giver.name;
  const { name } = task.assignee;
  const day = sayDate(task.dueOn, language, today);
  switch (task.state) {
    case "open":
      if (isOverdue(task, today)) return own ? t.askedOverdue({ giver, day }) : t.hasOverdue({ name, day });
      return own ? t.askedOf({ giver, day }) : t.has({ name, day });
    case "done":
      return own ? t.youDid({ giver }) : t.did({ name });
    case "declined":
      return own ? t.youCannot({ giver }) : t.cannot({ name });
    case "taken_back":
      return own ? t.takenFrom({ giver }) : t.takenBack({ name });
    case "returned":
      return t.left({ name });
    default:
      return task.state satisfies never;
  }
}

const TONES = { open: "waiting", done: "done", declined: "stopped", taken_back: "past", returned: "stopped" } as const;

const answers = ({ id, version: v }: Task, language: Language, d?: 1): Button[] => {
  const t = texts[language];
  const ref = { id, v, ...(d && { d }) };
  return [
    { label: t.done, press: forms.finishTask.with(ref), ...(!d && { look: "primary" }) },
    { label: t.later, press: forms.postponeTask.with(ref) },
    { label: t.cannotButton, press: forms.declineTask.with(ref) },
  ];
};

function buttonsOf(task: Task, { language, member }: View): Button[] {
  const t = texts[language];
  const { id, version: v, state, assignee, giver } = task;
  if (member === assignee.id && state === "open") return answers(task, language);
  if (member !== giver.id) return [];
  if (state === "declined" || state === "returned") return [{ label: t.again, press: forms.giveAgain.with({ id }) }];
  if (state !== "open") return [];
  const confirm = { title: t.takeBack, text: t.takeBackAsk(assignee), yes: t.takeBack, no: t.keep };
  return [{ label: t.takeBack, press: forms.takeBackTask.with({ id, v }), confirm }];
}

/** A task, for the one it was given to or for whoever gave it. `title`: what has just come of it. */
export function taskCard(
  task: Task,
  view: View,
  { title, note }: { readonly title?: string; readonly note?: string | undefined } = {},
): Card {
  const t = texts[view.language];
  const heading = title ?? sayTask(task, view);
  const customer = customerFor(task, view);
  const said = task.answer === null ? [] : [t.quote({ words: task.answer })];
  return {
    tone: TONES[task.state],
    title: heading,
    plain: `${heading} · ${task.what}`,
    ...(customer && { tags: sayFlags(customer, view.language) }),
    text: [[{ bold: task.what }], ...said, ...(note === undefined ? [] : [note])],
    ...(customer && { facts: [{ label: t.customer, value: customer.name }] }),
    buttons: buttonsOf(task, view),
  };
}

const sayDue = (task: Task, { language, today }: View): string => {
  const t = texts[language];
  if (isOverdue(task, today)) return t.overdue({ days: daysBetween(task.dueOn, today) });
  return task.dueOn === today ? t.byToday : t.byDay({ day: sayDate(task.dueOn, language, today) });
};

/** How much of a task stands on a line; its own card has the whole. */
const ON_A_LINE = 120;
const short = (what: string): string => {
  const letters = [...what];
  return letters.length > ON_A_LINE ? `${letters.slice(0, ON_A_LINE - 1).join("")}…` : what;
};

export const sayAsked = (task: Task, view: View): string => {
  const t = texts[view.language];
  const about = customerFor(task, view);
  const customer = about && nameInList(about, view.language);
  const what = short(task.what);
  if (isOwn(task)) return customer === undefined ? t.ownLine({ what }) : t.ownLineAbout({ what, customer });
  const said = { giver: task.giver.name, what };
  return customer === undefined ? t.line(said) : t.lineAbout({ ...said, customer });
};

/** Tasks on a day's list before its other lines; more are counted. */
const MOST_LINES = 5;

/** What was asked of a member, as it stands on the list of their day. */
export function taskLines(tasks: readonly Task[], view: View): Line[] {
  const t = texts[view.language];
  const lines = tasks.slice(0, MOST_LINES).map((task): Line => {
    if (task.state !== "open") {
      const what = short(task.what);
      return { text: [{ quiet: task.state === "done" ? t.lineDone({ what }) : t.lineOver({ what }) }] };
    }
    return {
      text: ["📋 ", { bold: sayAsked(task, view) }],
      detail: [{ quiet: sayDue(task, view) }],
      buttons: answers(task, view.language, 1),
    };
  });
  const rest = tasks.length - lines.length;
  return rest > 0 ? [...lines, { text: [{ quiet: t.more({ count: rest }) }] }] : lines;
}

/** Where a task stood that is between two others now. */
export function elsewhereCard(language: Language): Card {
  const t = texts[language];
  return { tone: "past", title: t.elsewhere, plain: t.elsewhere, text: [t.elsewhereText] };
}

/** A page of the open tasks of one side. */
export interface TaskList {
  readonly of: forms.Side;
  readonly tasks: readonly Task[];
  readonly total: number;
  readonly next: string | null;
  /** Whether the reader gives tasks too. */
  readonly gives: boolean;
}

export function listCard({ of, tasks, total, next, gives }: TaskList, view: View): Card {
  const t = texts[view.language];
  const mine = of === "mine";
  const [none, noneText] = mine ? [t.mineNone, t.mineNoneText] : [t.givenNone, t.givenNoneText];
  const title = total === 0 ? none : (mine ? t.mine : t.givenList)({ count: total });
  const turn: Button[] = gives
    ? [{ label: mine ? t.seeGiven : t.seeMine, press: forms.listTasks.with({ of: mine ? "given" : "mine" }) }]
    : [];
  return {
    tone: tasks.some((task) => isOverdue(task, view.today)) ? "waiting" : "plain",
    title,
    plain: title,
    ...(total === 0 && { text: [noneText] }),
    lines: tasks.map((task): Line => {
      const due = sayDue(task, view);
      if (mine) return { text: [{ bold: sayAsked(task, view) }], detail: due, buttons: answers(task, view.language) };
      return {
        text: [{ bold: short(task.what) }],
        detail: `${t.withWhom(task.assignee)} · ${due}`,
        buttons: buttonsOf(task, view),
      };
    }),
    buttons: [...(next === null ? [] : [{ label: t.next, press: forms.listTasks.with({ of, after: next }) }]), ...turn],
    ...(total > 0 && { footer: t.counts({ day: sayDate(view.today, view.language, view.today) }) }),
  };
}

/** Tasks on one card; the rest is in the list. */
const MOST_MOVED = 8;

/** Tasks that are somebody else's to do, or to follow up, by now. */
export function movedCard(
  { of, tasks, title }: { readonly of: forms.Side; readonly tasks: readonly Task[]; readonly title: string },
  view: View,
): Card {
  const shown = tasks.slice(0, MOST_MOVED);
  const list = listCard({ of, tasks: shown, total: tasks.length, next: null, gives: false }, view);
  const all = { label: texts[view.language].seeAll, press: forms.listTasks.with({ of }) };
  return { ...list, title, plain: title, buttons: tasks.length > shown.length ? [all] : [] };
}
