import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, type OpenForm, open, type ValuesIn } from "../../chat/form.ts";
import { addDays, dateIn, type PlainDate, sayDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { absencesOf, sayAway } from "../absence/public.ts";
import { givesTasks, type InReach, memberSees, personAtStart, readInReach, readReach } from "../assignees/public.ts";
import { dayCard, readDay, reviseToday } from "../care/public.ts";
import { type Customer, customerById, customerChoice } from "../customers/public.ts";
import { customerInLine } from "../finding/public.ts";
import { listCard, taskCard, type View } from "./cards.ts";
import { cannotForm, doneForm, giveForm, laterForm, type Side, type TaskAbout, type TaskRef } from "./forms.ts";
import { reviseTask } from "./public.ts";
import { dayProblem, FURTHEST, LONGEST_TASK, readTaskLine, type Task, type TaskSaid } from "./rules.ts";
import { closeTask, createTask, moveTask, readOpenTasks, readTask } from "./store.ts";
import { refusals, texts } from "./texts.ts";

const PAGE = 8;

const viewOf = ({ language, today, who }: Ctx): View => ({ language, today, member: who.id });

/** "/task @Emma 宏达 周五前给王总回电话"; whatever is missing or not clear is asked in the form. */
export async function taskCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  if (!givesTasks(ctx.scope)) return { refuse: refusals.notYours };
  const line = typed.trim();
  if (line === "") return { ask: open(giveForm, {}) };
  const read = await readCommand(ctx, line);
  const agreed = read.wanted && (await agreeOn(ctx, read.wanted));
  if (read.wanted && agreed && !("errors" in agreed)) return give(ctx, read.wanted);
  const errors = { ...read.errors, ...(agreed && "errors" in agreed && agreed.errors) };
  return { ask: open(giveForm, {}, { seeds: read.seeds, errors }) };
}

/** What a line says; `wanted` when nothing is missing from it, else what to ask, with the rest filled in. */
async function readCommand(ctx: Ctx, line: string) {
  const { people, said, rest } = personAtStart(line, await readReach(ctx.scope, ctx.who.identity));
  const person = people.length === 1 ? people[0] : undefined;
  const found = person && rest !== "" ? await customerInLine(ctx.scope, rest) : undefined;
  const customer = found?.kind === "one" ? found.customer : undefined;
  const { what, by } = readTaskLine(found?.kind === "one" ? found.rest : people.length > 0 ? rest : line, ctx.today);
  const errors = { ...personProblem(people.length, said, ctx), ...saidProblem({ what, by }, ctx) };
  const several = found?.kind === "several" && texts[ctx.language].whichCustomer({ name: found.name });
  const isWhole = person && by && !several && Object.keys(errors).length === 0;
  return {
    wanted: isWhole ? { to: person.id, customer: customer?.id, what, by } : undefined,
    errors: { ...errors, ...(several && { customer: several }) },
    seeds: {
      ...(person && { to: { value: person.id, label: person.name } }),
      what: [...what].slice(0, LONGEST_TASK).join(""),
      by: by ?? undefined,
      ...(customer && { customer: customerChoice(customer, ctx.language, ctx.today) }),
    },
  };
}

const personProblem = (count: number, said: string, { language }: Ctx): FieldErrors => {
  if (count === 1) return {};
  return { to: count === 0 ? texts[language].notThere : texts[language].whichPerson({ said }) };
};

const saidProblem = ({ what, by }: TaskSaid, { language }: Ctx): FieldErrors => {
  const t = texts[language];
  const long = [...what].length > LONGEST_TASK;
  return {
    ...(what === "" && { what: t.noWhat }),
    ...(long && { what: t.tooLong({ max: LONGEST_TASK }) }),
    ...(!by && { by: by === null ? t.noSuchDay : t.noDay }),
  };
};

interface Wanted {
  readonly to: string;
  readonly customer: string | undefined;
  readonly what: string;
  readonly by: PlainDate;
}

/** Who is to have it and of which customer, or what stands against it at the field to change: both must see the customer. */
async function agreeOn(
  { scope, language, today }: Pick<Ctx, "scope" | "language" | "today">,
  { to, customer, by }: Wanted,
): Promise<{ readonly errors: FieldErrors } | { readonly person: InReach; readonly customerId: string | null }> {
  const t = texts[language];
  const day = dayProblem(by, { today, last: addDays(today, FURTHEST) });
  if (day) return { errors: { by: t[day] } };
  const person = await readInReach(scope, to);
  if (!person) return { errors: { to: t.notThere } };
  if (customer === undefined) return { person, customerId: null };
  const known = await customerById(scope, customer);
  if (!known) return { errors: { customer: t.customerGone } };
  if (!(await memberSees(scope, person.id, known.id))) return { errors: { customer: t.notTheirs(person) } };
  return { person, customerId: known.id };
}

export async function submitGive(ctx: Ctx, values: ValuesIn<typeof giveForm>): Promise<Outcome> {
  if (!givesTasks(ctx.scope)) return { refuse: refusals.notYours };
  const what = values.what.trim();
  if (what === "") return { fix: { what: texts[ctx.language].noWhat } };
  return give(ctx, { to: values.to, customer: values.customer, what, by: values.by });
}

/** Gives it and tells the other; the same that is open already is only shown. */
const give = (ctx: Ctx, wanted: Wanted): Promise<Outcome> =>
  ctx.change(async (change) => {
    const t = texts[ctx.language];
    const agreed = await agreeOn({ ...ctx, scope: change }, wanted);
    if ("errors" in agreed) return { fix: agreed.errors };
    const { person, customerId } = agreed;
    const { what, by } = wanted;
    const { id, isNew } = await createTask(change, { to: person.id, customerId, what, by });
    const task = await readTask(change, id);
    if (!task) return { refuse: refusals.gone };
    const day = sayDate(by, ctx.language, ctx.today);
    if (!isNew) return { show: taskCard(task, viewOf(ctx), { title: t.givenBefore(person) }) };
    await tell(change, {
      key: `task:${id}`,
      to: { member: person.id },
      about: `task:${id}`,
      asks: true,
      card: ({ language, zone, member }) => taskCard(task, { language, member, today: dateIn(zone, change.at) }),
    });
    await reviseToday(change, [task.assignee.id]);
    const away = (await absencesOf(change, [person.id])).get(person.id);
    const note = away && sayAway(away, { language: ctx.language, now: ctx.now });
    return { show: taskCard(task, viewOf(ctx), { title: t.given({ name: person.name, day }), note }) };
  });

/** The card that was pressed, as it stands now: a day's list, or the task's own. */
async function faceOf(scope: Scope, ctx: Ctx, { task, ref }: { task: Task; ref: TaskRef }): Promise<Card> {
  if (ref.d !== 1) return taskCard(task, viewOf(ctx));
  const list = await readDay(scope, { memberId: ctx.who.id, day: ctx.today }, ctx.now);
  return dayCard(list, { language: ctx.language, member: ctx.who.id });
}

interface Answering {
  /** Whose answer it is. */
  readonly by: "assignee" | "giver";
  /** False: somebody was faster, and nothing is changed. */
  work(change: Change, task: Task): Promise<boolean>;
  /** To the other of the two; what has just come of it stands above the task. */
  heading?(task: Task, language: Ctx["language"], today: PlainDate): string;
  /** Where words were typed for it: their form, with them. */
  again?(about: TaskAbout, errors: FieldErrors): OpenForm;
}

/** Why a task as it was seen cannot be answered. */
const lateness = ({ state, version }: Task, { v }: TaskRef): "closed" | "changed" | undefined => {
  if (state !== "open") return "closed";
  return version === v ? undefined : "changed";
};

interface Late {
  readonly task: Task;
  readonly ref: TaskRef;
  readonly why: "closed" | "changed";
}
const showLate = async (scope: Scope, ctx: Ctx, { why, ...late }: Late): Promise<Outcome> => ({
  refuse: refusals[why],
  stale: await faceOf(scope, ctx, late),
});

/** Nothing that was typed is lost: it stays where there is nothing left to answer, else it can be saved again. */
function typedLate(ctx: Ctx, { task, ref, why }: Late, again: NonNullable<Answering["again"]>): Outcome {
  const t = texts[ctx.language];
  const now = taskCard(task, viewOf(ctx)).title;
  if (why === "closed") return { fix: { "": t.closedMeanwhile({ now }) } };
  return { ask: again({ ...ref, v: task.version, what: task.what }, { "": t.changedMeanwhile({ now }) }) };
}

/**
 * Does something to an open task in one transaction, tells the other of the two, and brings every card of it up to date.
 * A press that comes second or late is answered with how it stands; to all others there is no such task.
 */
const answer = (ctx: Ctx, ref: TaskRef, { by, work, heading, again }: Answering): Promise<Outcome> =>
  ctx.change(async (change) => {
    const task = await readTask(change, ref.id);
    if (task?.[by].id !== ctx.who.id)
      return again ? { fix: { "": texts[ctx.language].notWithYou } } : { refuse: refusals.gone };
    const why = lateness(task, ref) ?? ((await work(change, task)) ? undefined : "changed");
    if (why) return again ? typedLate(ctx, { task, ref, why }, again) : showLate(change, ctx, { task, ref, why });
    const now = await readTask(change, ref.id);
    if (!now) return { refuse: refusals.gone };
    await tellOther(change, now, { to: by === "assignee" ? now.giver.id : now.assignee.id, heading });
    await reviseTask(change, now);
    await reviseToday(change, [now.assignee.id]);
    return { replace: await faceOf(change, ctx, { task: now, ref }) };
  });

/** Whoever has what they themselves asked for has nobody to tell. */
const tellOther = async (
  change: Change,
  task: Task,
  { to, heading }: { readonly to: MemberId; readonly heading: Answering["heading"] },
): Promise<void> => {
  if (to === change.memberId) return;
  await tell(change, {
    key: `task:${task.id}:${task.version}`,
    to: { member: to },
    card: ({ language, zone, member }) => {
      const today = dateIn(zone, change.at);
      return taskCard(task, { language, member, today }, heading && { title: heading(task, language, today) });
    },
  });
};

/** Opens the form about an open task of one's own; it is looked at again when the form is submitted. */
async function openAbout(ctx: Ctx, ref: TaskRef, form: (about: TaskAbout) => OpenForm): Promise<Outcome> {
  const task = await readTask(ctx.scope, ref.id);
  if (task?.assignee.id !== ctx.who.id) return { refuse: refusals.gone };
  const why = lateness(task, ref);
  return why ? showLate(ctx.scope, ctx, { task, ref, why }) : { ask: form({ ...ref, what: task.what }) };
}

export const pressDone = (ctx: Ctx, ref: TaskRef): Promise<Outcome> =>
  openAbout(ctx, ref, (about) => open(doneForm, about));
export const submitDone = (ctx: Ctx, seeds: ValuesIn<typeof doneForm>, ref: TaskAbout): Promise<Outcome> =>
  answer(ctx, ref, {
    by: "assignee",
    work: (change, task) =>
      closeTask(change, task, { state: "done", answer: seeds.answer?.trim() || undefined, on: ctx.today }),
    again: (about, errors) => open(doneForm, about, { seeds, errors }),
  });

export const pressCannot = (ctx: Ctx, ref: TaskRef): Promise<Outcome> =>
  openAbout(ctx, ref, (about) => open(cannotForm, about));
export const submitCannot = (ctx: Ctx, seeds: ValuesIn<typeof cannotForm>, ref: TaskAbout): Promise<Outcome> =>
  answer(ctx, ref, {
    by: "assignee",
    work: (change, task) => closeTask(change, task, { state: "declined", answer: seeds.why.trim(), on: ctx.today }),
    again: (about, errors) => open(cannotForm, about, { seeds, errors }),
  });

export const pressLater = (ctx: Ctx, ref: TaskRef): Promise<Outcome> =>
  openAbout(ctx, ref, (about) => open(laterForm, about));
export async function submitLater(ctx: Ctx, seeds: ValuesIn<typeof laterForm>, ref: TaskAbout): Promise<Outcome> {
  const { on, why } = seeds;
  const problem = dayProblem(on, { today: ctx.today, last: addDays(ctx.today, FURTHEST) });
  if (problem) return { fix: { on: texts[ctx.language][problem] } };
  return answer(ctx, ref, {
    by: "assignee",
    work: (change, task) => moveTask(change, task, { on, why: why?.trim() || undefined }),
    again: (about, errors) => open(laterForm, about, { seeds, errors }),
    heading: ({ assignee: { name }, dueOn }, language, today) =>
      texts[language].putOff({ name, day: sayDate(dueOn, language, today) }),
  });
}

export const pressBack = (ctx: Ctx, ref: TaskRef): Promise<Outcome> =>
  answer(ctx, ref, {
    by: "giver",
    work: (change, task) => closeTask(change, task, { state: "taken_back", on: ctx.today }),
  });

/** The same to somebody else: the form, with all that was said. */
export async function pressAgain(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const task = await readTask(ctx.scope, id);
  if (task?.giver.id !== ctx.who.id) return { refuse: refusals.gone };
  if (!givesTasks(ctx.scope)) return { refuse: refusals.notYours };
  const customer: Customer | null = task.customer && (await customerById(ctx.scope, task.customer.id));
  const seeds = {
    what: task.what,
    by: task.dueOn < ctx.today ? undefined : task.dueOn,
    ...(customer && { customer: customerChoice(customer, ctx.language, ctx.today) }),
  };
  return { ask: open(giveForm, {}, { seeds }) };
}

/** "/tasks": what waits for one, and what one gave. */
export async function showTasks(
  ctx: Ctx,
  { of, after }: { readonly of: Side; readonly after?: string | undefined },
): Promise<Outcome> {
  const page = { of, size: PAGE, ...(after !== undefined && { after }) };
  const list = await readOpenTasks(ctx.scope, page);
  return { show: listCard({ ...list, of, gives: givesTasks(ctx.scope) }, viewOf(ctx)) };
}
