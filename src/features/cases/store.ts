import type { Instant } from "../../core/clock.ts";
import { asMemberId, idFrom, isId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { MetAnother } from "../../data/errors.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { type OrganizationFacts, organizationOf } from "../../data/organization.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { Office } from "../../domain/office.ts";
import {
  DUTIES,
  DUTIES_OF,
  type Duty,
  dueOf,
  type Met,
  type NewCase,
  nearestDue,
  type Pace,
  type ServiceCase,
  tellAt,
} from "./rules.ts";

const ANSWER = { select: { csi: true, recommend: true } } as const;
const SHOWN = {
  clocks: true,
  answer: ANSWER,
  contact: { select: { id: true, name: true, title: true, erasedAt: true } },
  customer: {
    select: {
      ...{ id: true, name: true, flags: true, ownerId: true, teamId: true, segmentId: true },
      owner: { select: { name: true } },
    },
  },
} as const satisfies Prisma.ServiceCaseInclude;
type CaseRow = Prisma.ServiceCaseGetPayload<{ include: typeof SHOWN }>;

/** By what the clocks of a team's customers count, and for how long a step can be taken back. */
export const paceOf = async (scope: Scope, teamId: string): Promise<Pace & { readonly undoHours: number }> => {
  const facts = await organizationOf(scope);
  const { service, undoHours } = facts.settingsFor(teamId);
  return { office: officeIn(facts), service, undoHours };
};

export const officeOf = async (scope: Scope): Promise<Office> => officeIn(await organizationOf(scope));
const officeIn = ({ calendar, zone, settings }: OrganizationFacts): Office => ({
  calendar,
  zone,
  hours: settings.hours,
});

async function casesOf(scope: Scope, rows: readonly CaseRow[]): Promise<ServiceCase[]> {
  if (rows.length === 0) return [];
  const ids = rows.flatMap(({ openedById, clocks }) => [openedById, ...clocks.map(({ metById }) => metById)]);
  const names = await readNames(
    scope,
    ids.filter((id) => id !== null),
  );
  const member = (id: string | null) => (id === null ? null : asMemberId(id));
  return rows.map(({ customer: { owner, ...customer }, contact, clocks, openedById, ...row }) => ({
    id: row.id,
    kind: row.kind,
    customer: { ...customer, ownerId: member(customer.ownerId), ownerName: owner?.name ?? null },
    contact: contact?.erasedAt ? null : contact,
    said: row.said,
    answer: row.answer,
    openedById: member(openedById),
    openedBy: names.get(openedById ?? "") ?? null,
    openedAt: row.openedAt,
    undoneAt: row.undoneAt,
    version: row.version,
    clocks: clocks
      .map((clock) => ({ ...clock, metById: member(clock.metById), metBy: names.get(clock.metById ?? "") ?? null }))
      .toSorted((a, b) => DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty)),
  }));
}

const inSight = (scope: Scope): Prisma.ServiceCaseWhereInput => ({
  organizationId: scope.organizationId,
  customer: visibleCustomers(scope),
});

/** Undefined when there is no such case, or its customer is out of sight. */
export async function readCase(scope: Scope, id: string): Promise<ServiceCase | undefined> {
  if (!isId(id)) return undefined;
  const row = await from(scope).serviceCase.findFirst({ where: { ...inSight(scope), id }, include: SHOWN });
  return row ? (await casesOf(scope, [row]))[0] : undefined;
}

/** What is looked through: all that is open, or that of one customer or those whose owner is one of these; or all of a customer. */
export type Which =
  | { readonly open: true; readonly ownerIds?: readonly string[]; readonly ofCustomer?: string }
  | { readonly customerId: string };

const whereOf = (scope: Scope, which: Which): Prisma.ServiceCaseWhereInput => {
  if ("customerId" in which) return { AND: [inSight(scope), { customerId: which.customerId, undoneAt: null }] };
  const { ownerIds, ofCustomer } = which;
  const own = ownerIds ? { customer: { ownerId: { in: [...ownerIds] } } } : {};
  const its = ofCustomer === undefined ? {} : { customerId: ofCustomer };
  return { AND: [inSight(scope), own, its, { dueAt: { not: null } }] };
};

export interface CasePage {
  readonly cases: readonly ServiceCase[];
  /** The last of them, when more follow. */
  readonly next: string | undefined;
}

/** Open ones, what is due first at the top; those of a customer, the newest first. */
export async function readCases(
  scope: Scope,
  which: Which,
  { size, after }: { readonly size: number; readonly after?: string | undefined },
): Promise<CasePage> {
  const last =
    after === undefined ? null : await from(scope).serviceCase.findFirst({ where: { ...inSight(scope), id: after } });
  const ofCustomer = "customerId" in which;
  const rows = await from(scope).serviceCase.findMany({
    where: { AND: [whereOf(scope, which), last ? behind(last, ofCustomer) : {}] },
    include: SHOWN,
    orderBy: ofCustomer ? [{ openedAt: "desc" }, { id: "desc" }] : [{ dueAt: "asc" }, { id: "asc" }],
    take: size + 1,
  });
  const cases = await casesOf(scope, rows.slice(0, size));
  return { cases, next: rows.length > size ? cases.at(-1)?.id : undefined };
}

/** One that was done meanwhile has no place in the list any more: then it begins anew. */
const behind = (
  { id, dueAt, openedAt }: { readonly id: string; readonly dueAt: Instant | null; readonly openedAt: Instant },
  ofCustomer: boolean,
): Prisma.ServiceCaseWhereInput => {
  if (ofCustomer) return { OR: [{ openedAt: { lt: openedAt } }, { openedAt, id: { lt: id } }] };
  return dueAt === null ? {} : { OR: [{ dueAt: { gt: dueAt } }, { dueAt, id: { gt: id } }] };
};

export async function countCases(
  scope: Scope,
  which: Which,
  now: Instant,
): Promise<{ readonly total: number; readonly missed: number }> {
  const where = whereOf(scope, which);
  const count = (more: Prisma.ServiceCaseWhereInput) =>
    from(scope).serviceCase.count({ where: { AND: [where, more] } });
  return { total: await count({}), missed: await count({ dueAt: { lte: now } }) };
}

/** Minutes within which the same said again by the same person is one case. */
const SAME_MINUTES = 10;

/** The case that the same person opened minutes ago with the same words. Two at once come one after the other. */
export async function sameCase(change: Change, { kind, customerId, said }: NewCase): Promise<string | undefined> {
  const { organizationId, memberId, at } = change;
  const same = idFrom("case", organizationId, memberId ?? "", customerId, kind, said);
  await from(change).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${same}, 0))::text`;
  const openedAt = { gt: new Date(at.getTime() - SAME_MINUTES * 60_000) };
  const row = await from(change).serviceCase.findFirst({
    where: { organizationId, customerId, kind, said, openedById: memberId, openedAt, undoneAt: null },
    select: { id: true },
  });
  return row?.id;
}

/** Opens a case and starts its clocks. @returns its id */
export async function createCase(
  change: Change,
  { contactId = null, answerId = null, ...opened }: NewCase,
  pace: Pace,
): Promise<string> {
  const { organizationId, memberId, at } = change;
  const id = newId();
  const clocks = DUTIES_OF[opened.kind].map((duty) => {
    const dueAt = dueOf(duty, pace, at);
    return { id: newId(), caseId: id, duty, organizationId, dueAt, tellAt: dueAt };
  });
  const dueAt = nearestDue({ clocks: clocks.map((clock) => ({ ...NOT_MET, ...clock })), undoneAt: null });
  const row = { ...opened, contactId, answerId, dueAt };
  await from(change).serviceCase.create({ data: { ...row, id, organizationId, openedById: memberId, openedAt: at } });
  await from(change).caseClock.createMany({ data: clocks });
  await audit(change, { what: "case.noted", subject: `customer:${opened.customerId}`, after: { caseId: id, ...row } });
  return id;
}
const NOT_MET = { level: 0, metAt: null, metById: null, metBy: null, note: null, activityId: null };

/** Makes the case the next version, with its nearest time; false when somebody was faster, and nothing is changed. */
async function moveOn(
  change: Change,
  one: ServiceCase,
  { clocks, undoneAt, ...said }: Standing & { readonly contactId?: string | null; readonly said?: string },
): Promise<boolean> {
  const { count } = await from(change).serviceCase.updateMany({
    where: { organizationId: change.organizationId, id: one.id, version: one.version, undoneAt: null },
    data: { ...said, dueAt: nearestDue({ clocks, undoneAt }), undoneAt, version: { increment: 1 } },
  });
  return count === 1;
}
type Standing = Pick<ServiceCase, "clocks" | "undoneAt">;

/** What was done with a case, in its customer's history. */
const auditStep = (
  change: Change,
  { id: caseId, customer }: ServiceCase,
  { what, before, after }: { readonly what: string; readonly before?: object; readonly after?: object },
) =>
  audit(change, {
    ...{ what, subject: `customer:${customer.id}` },
    ...(before && { before: { caseId, ...before } }),
    ...(after && { after: { caseId, ...after } }),
  });

/** Of one thing owed, or of all. */
const setClocks = (
  { organizationId, ...change }: Change,
  { id: caseId }: ServiceCase,
  { duty, is: data }: { readonly duty?: Duty; readonly is: Prisma.CaseClockUpdateManyMutationInput },
) => from(change).caseClock.updateMany({ where: { organizationId, caseId, ...(duty && { duty }) }, data });

/** Writes down that something owed is done, and stops its clock. */
export async function meetDuty(change: Change, one: ServiceCase, { duty, note }: Met): Promise<boolean> {
  const { at: metAt, memberId: metById } = change;
  const clocks = one.clocks.map((clock) => (clock.duty === duty ? { ...clock, metAt } : clock));
  if (!(await moveOn(change, one, { clocks, undoneAt: null }))) return false;
  await setClocks(change, one, { duty, is: { metAt, metById, note, tellAt: null } });
  await auditStep(change, one, { what: "case.met", after: { duty, note } });
  return true;
}

/** Remembers as which activity it was logged. */
export const keepActivity = (
  change: Change,
  one: ServiceCase,
  { duty, activityId }: { readonly duty: Duty; readonly activityId: string },
) => setClocks(change, one, { duty, is: { activityId } });

/** It is owed again, and its clock runs on as if it had never stopped. */
export async function unmeetDuty(
  change: Change,
  one: ServiceCase,
  { duty, pace }: { duty: Duty; pace: Pace },
): Promise<boolean> {
  const clock = one.clocks.find((each) => each.duty === duty);
  const clocks = one.clocks.map((each) => (each.duty === duty ? { ...each, metAt: null } : each));
  if (!clock || !(await moveOn(change, one, { clocks, undoneAt: null }))) return false;
  const open = { metAt: null, metById: null, note: null, activityId: null, tellAt: tellAt(clock, pace) };
  await setClocks(change, one, { duty, is: open });
  await auditStep(change, one, { what: "case.undone", before: { duty, note: clock.note } });
  return true;
}

/** Who said it and their words, as they were put right since; what is owed, and by when, stays. */
export async function rewordCase(
  change: Change,
  one: ServiceCase,
  { contactId, said }: { readonly contactId: string | null; readonly said: string },
): Promise<void> {
  if (!(await moveOn(change, one, { clocks: one.clocks, undoneAt: null, contactId, said }))) throw new MetAnother();
  const before = { contactId: one.contact?.id ?? null, said: one.said };
  await auditStep(change, one, { what: "case.corrected", before, after: { contactId, said } });
}

/** It was opened by mistake: nothing is owed, and no list has it. */
export async function withdrawCase(change: Change, one: ServiceCase): Promise<boolean> {
  if (!(await moveOn(change, one, { clocks: one.clocks, undoneAt: change.at }))) return false;
  await setClocks(change, one, { is: { tellAt: null } });
  await auditStep(change, one, { what: "case.withdrawn", before: { kind: one.kind, said: one.said } });
  return true;
}

/** More open complaints of one customer are not told apart on its card. */
const MOST_COMPLAINTS = 100;

/** What a customer complains of and is still owed something for. */
export async function readOpenComplaints(
  scope: Scope,
  customerId: string,
  now: Instant,
): Promise<{
  readonly oldest: Pick<ServiceCase, "openedAt" | "said" | "answer"> | undefined;
  readonly count: number;
  readonly missed: boolean;
}> {
  const rows = await from(scope).serviceCase.findMany({
    where: { ...inSight(scope), customerId, kind: "complaint", dueAt: { not: null } },
    select: { openedAt: true, said: true, dueAt: true, answer: ANSWER },
    orderBy: { openedAt: "asc" },
    take: MOST_COMPLAINTS,
  });
  const missed = rows.some(({ dueAt }) => dueAt !== null && dueAt <= now);
  return { oldest: rows[0], count: rows.length, missed };
}

/** Open complaints of a team's customers, and how many of them are overdue. */
export async function countComplaints(scope: Scope, teamId: string, now: Instant) {
  const where = { organizationId: scope.organizationId, kind: "complaint", customer: { teamId } } as const;
  const count = (dueAt: Prisma.DateTimeNullableFilter) => from(scope).serviceCase.count({ where: { ...where, dueAt } });
  return { open: await count({ not: null }), missed: await count({ lte: now }) };
}
