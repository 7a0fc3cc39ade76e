import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { type Answer, type NewAnswer, onceKeys, saidIn } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

type AnswerRow = Prisma.SurveyAnswerGetPayload<object>;

const answerOf = (row: AnswerRow, step: Answer["step"] = null): Answer => ({
  id: row.id,
  customerId: row.customerId,
  contactId: row.contactId,
  memberId: asMemberId(row.memberId),
  answeredOn: fromColumn(row.answeredOn),
  ...saidIn(row),
  low: row.low,
  step,
  createdAt: row.createdAt,
  undone: row.undoneAt !== null,
  version: row.version,
});

/** What still stands of the call back. */
async function readStep(scope: Scope, { stepId: id }: Pick<AnswerRow, "stepId">): Promise<Answer["step"]> {
  if (id === null) return null;
  const where = { organizationId: scope.organizationId, id, state: "open" } as const;
  const step = await from(scope).nextStep.findFirst({ where });
  return step && { id, what: step.what, dueOn: fromColumn(step.dueOn) };
}

/** The answer, or null when it does not exist or is of a customer out of sight. */
export async function readAnswer(scope: Scope, id: string): Promise<Answer | null> {
  const row = await from(scope).surveyAnswer.findFirst({ where: { id, customer: visibleCustomers(scope) } });
  return row && answerOf(row, await readStep(scope, row));
}

const NEWEST_FIRST = [{ answeredOn: "desc" }, { createdAt: "desc" }, { id: "desc" }] as const;

/** The last with a CSI that was given before this one; null where it is the first. */
export async function readBefore(
  scope: Scope,
  { id, customerId, answeredOn, createdAt }: Answer,
): Promise<{ readonly csi: number; readonly on: PlainDate } | null> {
  const day = toColumn(answeredOn);
  const row = await from(scope).surveyAnswer.findFirst({
    where: {
      ...{ customerId, undoneAt: null, customer: visibleCustomers(scope), csi: { not: null }, id: { not: id } },
      OR: [{ answeredOn: { lt: day } }, { answeredOn: day, createdAt: { lt: createdAt } }],
    },
    select: { csi: true, answeredOn: true },
    orderBy: [...NEWEST_FIRST],
  });
  return row?.csi == null ? null : { csi: row.csi, on: fromColumn(row.answeredOn) };
}

/** What stands on a customer's card. */
export interface Latest {
  readonly csi: number | null;
  readonly recommend: number | null;
  readonly on: PlainDate;
}

/** What a customer in sight said last; null where it was never asked. */
export async function readLatest(scope: Scope, customerId: string): Promise<Latest | null> {
  const row = await from(scope).surveyAnswer.findFirst({
    where: { customerId, undoneAt: null, customer: visibleCustomers(scope) },
    select: { csi: true, recommend: true, answeredOn: true },
    orderBy: [...NEWEST_FIRST],
  });
  return row && { csi: row.csi, recommend: row.recommend, on: fromColumn(row.answeredOn) };
}

/** An answer in a list, with who answered and who asked. */
export interface Listed extends Answer {
  readonly contact: { readonly name: string; readonly title: string | null } | null;
  readonly by: string | null;
}

/** What a customer in sight has said and stands, the newest first. */
export async function readAnswers(scope: Scope, customerId: string, request: PageRequest): Promise<Page<Listed>> {
  const where = { customerId, undoneAt: null, customer: visibleCustomers(scope) };
  const page = await placedInSight(request, (id) => from(scope).surveyAnswer.count({ where: { ...where, id } }));
  const rows = await from(scope).surveyAnswer.findMany({
    where,
    include: { contact: { select: { name: true, title: true } } },
    orderBy: [...NEWEST_FIRST],
    ...pageArguments(page),
  });
  const names = await readNames(
    scope,
    rows.map(({ memberId }) => memberId),
  );
  const { rows: shown, next } = pageOf(rows, page);
  return {
    rows: shown.map((row) => ({ ...answerOf(row), contact: row.contact, by: names.get(row.memberId) ?? null })),
    next,
  };
}

/** What somebody has to do about a low answer. */
export interface CallBack {
  readonly memberId: MemberId;
  readonly what: string;
  readonly dueOn: PlainDate;
}

/** Keeps an answer, and what it leads to; the same given twice within minutes is kept once. */
export async function keepAnswer(
  change: Change,
  answer: NewAnswer,
  { memberId, callBack }: { readonly memberId: MemberId; readonly callBack: CallBack | null },
): Promise<{ readonly answer: Answer; readonly again: boolean }> {
  const { organizationId } = change;
  const [now, earlier] = onceKeys(change, memberId, answer);
  // Two presses at the same moment: the second waits until the first is committed, and then finds it.
  await from(change).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${now.slice(0, 36)}, 0))::text`;
  const same = await from(change).surveyAnswer.findFirst({
    where: { organizationId, onceKey: { in: [now, earlier] } },
  });
  if (same) return { answer: answerOf(same, await readStep(change, same)), again: true };
  const step = callBack && (await promise(change, answer, callBack));
  const row = await from(change).surveyAnswer.create({
    data: {
      ...{ id: newId(), organizationId, memberId, ...columnsOf(answer) },
      ...{ stepId: step?.id ?? null, onceKey: now, createdAt: change.at },
    },
  });
  await audit(change, { ...about("survey.answered", answer), after: sides(row.id, answer) });
  return { answer: answerOf(row, step), again: false };
}

const columnsOf = ({ customerId, contactId, answeredOn, items, csi, recommend, said, low }: NewAnswer) => ({
  ...{ customerId, contactId, csi, recommend, said, low },
  answeredOn: toColumn(answeredOn),
  items: JSON.parse(JSON.stringify(items)) as Prisma.InputJsonArray,
});
const about = (what: string, { customerId }: Pick<NewAnswer, "customerId">) => ({
  what,
  subject: `customer:${customerId}`,
});
/** What the audit log keeps of an answer. */
const sides = (answerId: string, { contactId, answeredOn, items, csi, recommend, said, low }: NewAnswer) => ({
  ...{ answerId, csi, recommend, contactId, answeredOn, low, said },
  marks: items.map(({ name, mark }) => ({ ...name, mark })),
});

/** Anybody who is in touch with the customer before has kept it. */
const promise = async (
  change: Change,
  { customerId, contactId }: Pick<NewAnswer, "customerId" | "contactId">,
  { memberId, what, dueOn }: CallBack,
): Promise<NonNullable<Answer["step"]>> => {
  const id = newId();
  const { organizationId } = change;
  await from(change).nextStep.create({
    data: { id, organizationId, customerId, contactId, memberId, what, dueOn: toColumn(dueOn) },
  });
  return { id, what, dueOn };
};

const drop = (change: Change, { id }: NonNullable<Answer["step"]>) =>
  from(change).nextStep.updateMany({
    where: { organizationId: change.organizationId, id, state: "open" },
    data: { state: "dropped", closedAt: change.at, version: { increment: 1 } },
  });

/** Corrects an answer; undefined: somebody was faster, and nothing is changed. */
export async function correctAnswer(
  change: Change,
  before: Answer,
  edit: NewAnswer & { readonly version: number; readonly callBack: CallBack | null },
): Promise<Answer | undefined> {
  const { organizationId } = change;
  const { version, callBack, ...after } = edit;
  const { count } = await from(change).surveyAnswer.updateMany({
    where: { organizationId, id: before.id, version, undoneAt: null },
    data: { ...columnsOf(after), onceKey: null, version: { increment: 1 } },
  });
  if (count === 0) return undefined;
  const step = await callBackAnew(change, before, { ...after, callBack });
  await audit(change, {
    ...about("survey.corrected", after),
    before: sides(before.id, before),
    after: sides(before.id, after),
  });
  return { ...before, ...after, step, version: version + 1 };
}

/** A call back stands while the answer is low: one that was made already is not asked for again. */
async function callBackAnew(
  change: Change,
  before: Answer,
  { callBack, ...after }: NewAnswer & { readonly callBack: CallBack | null },
): Promise<Answer["step"]> {
  if (before.low === after.low) return before.step;
  if (before.step) await drop(change, before.step);
  const step = callBack && (await promise(change, after, callBack));
  await from(change).surveyAnswer.updateMany({
    where: { organizationId: change.organizationId, id: before.id },
    data: { stepId: step?.id ?? null },
  });
  return step;
}

/** Takes an answer back with the call back it led to. False: it was undone or corrected meanwhile, and nothing is changed. */
export async function takeBackAnswer(change: Change, answer: Answer): Promise<boolean> {
  const { count } = await from(change).surveyAnswer.updateMany({
    where: { organizationId: change.organizationId, id: answer.id, version: answer.version, undoneAt: null },
    data: { undoneAt: change.at, onceKey: null, version: { increment: 1 } },
  });
  if (count === 0) return false;
  if (answer.step) await drop(change, answer.step);
  await audit(change, { ...about("survey.undone", answer), before: sides(answer.id, answer) });
  return true;
}
