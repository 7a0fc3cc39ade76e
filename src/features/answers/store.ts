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

/** The complaint that it opened, while that is not withdrawn. */
const SHOWN = { complaints: { where: { undoneAt: null }, select: { id: true } } } as const;
type AnswerRow = Prisma.SurveyAnswerGetPayload<{ include: typeof SHOWN }>;

const answerOf = (row: AnswerRow): Answer => ({
  id: row.id,
  customerId: row.customerId,
  contactId: row.contactId,
  memberId: asMemberId(row.memberId),
  answeredOn: fromColumn(row.answeredOn),
  ...saidIn(row),
  low: row.low,
  complaintId: row.complaints[0]?.id ?? null,
  createdAt: row.createdAt,
  undone: row.undoneAt !== null,
  version: row.version,
});

/** The answer, or null when it does not exist or is of a customer out of sight. */
export async function readAnswer(scope: Scope, id: string): Promise<Answer | null> {
  const where = { id, customer: visibleCustomers(scope) };
  const row = await from(scope).surveyAnswer.findFirst({ where, include: SHOWN });
  return row && answerOf(row);
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
    include: { ...SHOWN, contact: { select: { name: true, title: true } } },
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

/** Keeps an answer; the same given twice within minutes is kept once. */
export async function keepAnswer(
  change: Change,
  answer: NewAnswer,
  memberId: MemberId,
): Promise<{ readonly answer: Answer; readonly again: boolean }> {
  const { organizationId } = change;
  const [now, earlier] = onceKeys(change, memberId, answer);
  // Two presses at the same moment: the second waits until the first is committed, and then finds it.
  await from(change).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${now.slice(0, 36)}, 0))::text`;
  const same = await from(change).surveyAnswer.findFirst({
    where: { organizationId, onceKey: { in: [now, earlier] } },
    include: SHOWN,
  });
  if (same) return { answer: answerOf(same), again: true };
  const row = await from(change).surveyAnswer.create({
    data: {
      ...{ id: newId(), organizationId, memberId, ...columnsOf(answer) },
      ...{ onceKey: now, createdAt: change.at },
    },
    include: SHOWN,
  });
  await audit(change, { ...about("survey.answered", answer), after: sides(row.id, answer) });
  return { answer: answerOf(row), again: false };
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

/** Corrects an answer; undefined: somebody was faster, and nothing is changed. */
export async function correctAnswer(
  change: Change,
  before: Answer,
  edit: NewAnswer & { readonly version: number },
): Promise<Answer | undefined> {
  const { organizationId } = change;
  const { version, ...after } = edit;
  const { count } = await from(change).surveyAnswer.updateMany({
    where: { organizationId, id: before.id, version, undoneAt: null },
    data: { ...columnsOf(after), onceKey: null, version: { increment: 1 } },
  });
  if (count === 0) return undefined;
  await audit(change, {
    ...about("survey.corrected", after),
    before: sides(before.id, before),
    after: sides(before.id, after),
  });
  return { ...before, ...after, version: version + 1 };
}

/** Takes an answer back. False: it was undone or corrected meanwhile, and nothing is changed. */
export async function takeBackAnswer(change: Change, answer: Answer): Promise<boolean> {
  const { count } = await from(change).surveyAnswer.updateMany({
    where: { organizationId: change.organizationId, id: answer.id, version: answer.version, undoneAt: null },
    data: { undoneAt: change.at, onceKey: null, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await audit(change, { ...about("survey.undone", answer), before: sides(answer.id, answer) });
  return true;
}
