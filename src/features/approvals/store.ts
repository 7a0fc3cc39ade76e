import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId, newId, type OrganizationId } from "../../core/ids.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { addAtEnd, atEnd, recordsOf } from "../../data/at-end.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isTeamRole, type Part, partsOf } from "../../domain/signing.ts";
import type { Approval, EventKind } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

const withSteps = { steps: { orderBy: { position: "asc" } } } as const satisfies Prisma.ApprovalInclude;
type Step = Prisma.ApprovalStepGetPayload<object>;
/** Within JSON an instant is text. */
type Row = Prisma.ApprovalGetPayload<object> & {
  readonly steps: readonly (Omit<Step, "decidedAt"> & { readonly decidedAt: Date | string | null })[];
};

const approvalFrom = (row: Row): Approval => ({
  id: row.id,
  subject: row.subject,
  subjectId: row.subjectId,
  teamId: row.teamId,
  askerId: asMemberId(row.askerId),
  requesterId: asMemberId(row.requesterId),
  state: row.state,
  step: row.step,
  version: row.version,
  createdAt: row.createdAt,
  closedAt: row.closedAt,
  steps: row.steps.map((step) => ({
    role: step.role,
    decision:
      step.decidedById && step.decidedAt && step.approved !== null
        ? {
            by: asMemberId(step.decidedById),
            for: step.forId === null ? null : asMemberId(step.forId),
            at: new Date(step.decidedAt),
            approved: step.approved,
            reason: step.reason,
          }
        : null,
  })),
});

/** The approvals of papers; who may see the papers is their own to say. */
export const approvalsOf = async (scope: Scope, subject: string, ids: readonly string[]): Promise<Approval[]> => {
  const found = Prisma.sql`
    SELECT a.*, (SELECT json_agg(s ORDER BY s.position) FROM "ApprovalStep" s WHERE s."approvalId" = a.id) AS steps
    FROM "Approval" a WHERE a."organizationId" = ${scope.organizationId}::uuid
      AND a.subject = ${subject} AND a."subjectId" = ANY(${[...ids]}::uuid[])`;
  return (await ask<Row>(scope, found)).map(approvalFrom);
};
export const approvalOf = async (scope: Scope, subject: string, id: string): Promise<Approval | undefined> =>
  (await approvalsOf(scope, subject, [id]))[0];

/** How these papers stand, and who asked for them. */
export const standingsOf = async (
  scope: Scope,
  subject: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Approval, "state" | "askerId">>> => {
  const rows = await from(scope).approval.findMany({
    where: { organizationId: scope.organizationId, subject, subjectId: { in: [...subjectIds] } },
    select: { subjectId: true, state: true, askerId: true },
  });
  return new Map(rows.map(({ subjectId, state, askerId }) => [subjectId, { state, askerId: asMemberId(askerId) }]));
};

export interface EventFor {
  readonly what: EventKind;
  readonly at: Instant;
  readonly approval: Approval;
  readonly by: string;
}

/** What others signed in a member's name from one instant to another, the latest first; and how much. */
export const eventsFor = async (
  scope: Scope,
  { memberId, since, to, limit }: { memberId: MemberId; since: Instant; to: Instant; limit: number },
): Promise<{ readonly events: readonly EventFor[]; readonly count: number }> => {
  const where = { organizationId: scope.organizationId, forId: memberId, at: { gte: since, lte: to } };
  const count = await from(scope).approvalEvent.count({ where });
  const rows = await from(scope).approvalEvent.findMany({
    where,
    include: { approval: { include: withSteps } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  const names = await readNames(
    scope,
    rows.flatMap((row) => row.memberId ?? []),
  );
  const events = rows.map(({ approval, what, at, memberId: by }) => ({
    approval: approvalFrom(approval),
    what: what as EventKind,
    at,
    by: names.get(by ?? "") ?? "—",
  }));
  return { events, count };
};

/** When each kind of event last happened to these approvals. */
export const lastEventsOf = async (
  scope: Scope,
  approvalIds: readonly string[],
): Promise<(approvalId: string, what: EventKind) => Instant | undefined> => {
  const rows = await from(scope).approvalEvent.groupBy({
    by: ["approvalId", "what"],
    where: { organizationId: scope.organizationId, approvalId: { in: [...approvalIds] } },
    _max: { at: true },
  });
  const latest = new Map(rows.map((row) => [`${row.approvalId} ${row.what}`, row._max.at]));
  return (approvalId, what) => latest.get(`${approvalId} ${what}`) ?? undefined;
};

/** Adds to the timeline, which nothing can change afterwards. */
export const addEvent = (
  change: Change,
  approvalId: string,
  event: { readonly what: EventKind; readonly reason?: string | null; readonly for?: MemberId | null },
): void => {
  const { organizationId, memberId, from, at } = change;
  const { what, reason = null, for: forId = null } = event;
  append(change, { id: newId(), organizationId, approvalId, memberId, forId, what, reason, from, at });
};

const append = addAtEnd<Prisma.ApprovalEventCreateManyInput>("ApprovalEvent");

type Opened = "subject" | "subjectId" | "teamId" | "requesterId";
type NewApproval = Pick<Approval, Opened> & { readonly chain: readonly Role[] };

export const createApproval = async (change: Change, given: NewApproval): Promise<Approval> => {
  const { organizationId, at: createdAt } = change;
  const { chain, ...opened } = given;
  const steps = { create: chain.map((role, position) => ({ position, role, organizationId })) };
  const row = await from(change).approval.create({
    data: { ...opened, id: newId(), organizationId, askerId: opened.requesterId, createdAt, steps },
    include: withSteps,
  });
  return approvalFrom(row);
};

/** What an approval was, and what a decision made of it. */
interface Move {
  readonly organizationId: OrganizationId;
  readonly before: Approval;
  readonly after: Approval;
}

const moving = (moves: readonly Move[]) => {
  const steps = moves.flatMap(({ before, after }) => {
    const decision = before.steps[before.step]?.decision ? null : after.steps[before.step]?.decision;
    if (!decision) return [];
    const { by, for: forId, at, approved, reason } = decision;
    const signed = { decidedById: by, forId, decidedAt: at, approved, reason };
    return [{ ...signed, approvalId: before.id, position: before.step }];
  });
  const approvals = moves.map(({ organizationId, after }) => ({ organizationId, ...after }));
  return {
    moved: Prisma.sql`
      UPDATE "Approval" a SET state = n.state, step = n.step, "closedAt" = n."closedAt", version = n.version,
        "requesterId" = n."requesterId"
      FROM ${recordsOf("Approval", approvals)} n
      WHERE a.id = n.id AND a."organizationId" = n."organizationId" AND a.version = n.version - 1 AND (a.state IN ('waiting', n.state) OR a.state = 'invalid' AND n.state = 'waiting') RETURNING a.id`,
    signed: Prisma.sql`
      UPDATE "ApprovalStep" s SET "decidedById" = n."decidedById", "forId" = n."forId", "decidedAt" = n."decidedAt",
        approved = n.approved, reason = n.reason
      FROM ${recordsOf("ApprovalStep", steps)} n JOIN moved ON moved.id = n."approvalId"
      WHERE s."approvalId" = n."approvalId" AND s.position = n.position`,
  };
};

/** Saves what was decided. Of those where someone was faster nothing is changed. @returns the ids of the others */
export const saveApprovals = async (change: Change, moves: readonly Omit<Move, "organizationId">[]) => {
  const { moved, signed } = moving(moves.map((each) => ({ organizationId: change.organizationId, ...each })));
  const saved = await from(change).$queryRaw<{ id: string }[]>`
    WITH moved AS (${moved}), signed AS (${signed}) SELECT id FROM moved`;
  return new Set(saved.map(({ id }) => id));
};
export const saveApproval = async (change: Change, before: Approval, after: Approval): Promise<boolean> =>
  (await saveApprovals(change, [{ before, after }])).size > 0;

/** Someone was faster: the change that decided is called off. */
export class DecidedMeanwhile extends Error {
  override name = "DecidedMeanwhile";
}

/** The same as the change ends, for whoever reads nothing of it before: the change may throw DecidedMeanwhile. */
export const saveAtEnd = (change: Change, before: Approval, after: Approval): void =>
  move(change, { organizationId: change.organizationId, before, after });
const move = atEnd<Move>(moving, { statement: "moved", otherwise: () => new DecidedMeanwhile() });

/** Holds the approval as it is until the change ends: whoever else wants it waits. False when it moved on meanwhile. */
export const lockApproval = async (change: Change, approval: Approval): Promise<boolean> => {
  const { count } = await from(change).approval.updateMany({
    where: { id: approval.id, organizationId: change.organizationId, version: approval.version },
    data: { version: approval.version },
  });
  return count === 1;
};

/** Part of a query. */
export type Condition = Prisma.Sql;

export interface Waiting {
  readonly approvals: readonly Approval[];
  /** All there are, also beyond those. */
  readonly total: number;
}

/**
 * In SQL, of an approval a and its step s: this part of a person's signs it. Nobody signs their own paper, and nobody
 * two steps of one, neither by another's hand.
 */
const isFor = ({ roles, teamIds, name }: Part, person: MemberId | null): Prisma.Sql => {
  const team = [...roles].filter(isTeamRole);
  const wide = [...roles].filter((role) => !isTeamRole(role));
  const whose = name ?? person;
  return Prisma.sql`(${whose}::uuid NOT IN (a."requesterId", a."askerId")
    AND (s.role::text = ANY(${wide}) OR (s.role::text = ANY(${team}) AND a."teamId" = ANY(${[...teamIds]}::uuid[])))
    AND NOT EXISTS (SELECT 1 FROM "ApprovalStep" d WHERE d."approvalId" = a.id
      AND (d."decidedById" = ${whose}::uuid OR d."forId" = ${whose}::uuid)))`;
};

/** Those of these ids, oldest first. */
export const readWaiting = async (
  scope: Scope,
  ids: readonly { readonly id: string; readonly total: bigint }[],
): Promise<Waiting> => {
  const rows = await from(scope).approval.findMany({
    where: { organizationId: scope.organizationId, id: { in: ids.map(({ id }) => id) } },
    include: withSteps,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return { approvals: rows.map(approvalFrom), total: Number(ids[0]?.total ?? 0) };
};

/** What waits for a decision of this member, oldest first. */
export const waitingFor = async (scope: Scope, { limit }: { readonly limit: number }): Promise<Waiting> => {
  const person = scope.memberId;
  const parts = partsOf(scope).map((part) => isFor(part, person));
  const ids = await from(scope).$queryRaw<{ id: string; total: bigint }[]>`
    SELECT a.id, count(*) OVER () AS total
    FROM "Approval" a JOIN "ApprovalStep" s ON s."approvalId" = a.id AND s.position = a.step
    WHERE a."organizationId" = ${scope.organizationId}::uuid AND a.state = 'waiting'
      AND ${person}::uuid NOT IN (a."requesterId", a."askerId") AND (${Prisma.join(parts, " OR ")})
      AND NOT EXISTS (SELECT 1 FROM "ApprovalStep" d WHERE d."approvalId" = a.id
        AND (d."decidedById" = ${person}::uuid OR d."forId" = ${person}::uuid))
    ORDER BY a."createdAt", a.id LIMIT ${limit}`;
  return readWaiting(scope, ids);
};

/** Papers under way, oldest first: of one kind, of one requester, or all; `after` is the last one seen. */
export const waitingPapers = async (
  scope: Scope,
  which: {
    readonly limit: number;
    readonly after?: Approval;
    readonly subject?: string;
    readonly requesterId?: MemberId;
  },
): Promise<Waiting> => {
  const { after, limit, ...asked } = which;
  const where: Prisma.ApprovalWhereInput = { ...asked, organizationId: scope.organizationId, state: "waiting" };
  const later = after && {
    OR: [{ createdAt: { gt: after.createdAt } }, { createdAt: after.createdAt, id: { gt: after.id } }],
  };
  const [total, rows] = await Promise.all([
    from(scope).approval.count({ where }),
    from(scope).approval.findMany({
      where: { ...where, ...later },
      include: withSteps,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit,
    }),
  ]);
  return { approvals: rows.map(approvalFrom), total };
};

const snapshotOf = ({ id, state, step, steps, requesterId }: Approval) => {
  const signed = steps.map(({ role, decision }) => ({ role, ...decision }));
  return { id, state, step, requesterId, signed };
};

/** The audit entry of a step; `what` is given where neither the state nor a signature changed. */
export const auditApproval = (
  change: Change,
  { before, after, what }: { readonly before?: Approval; readonly after: Approval; readonly what?: string },
): Promise<void> => {
  const moved = after.state === "waiting" ? "signed" : after.state;
  return audit(change, {
    what: `approval.${what ?? (before ? moved : "sent")}`,
    subject: `${after.subject}:${after.subjectId}`,
    ...(before && { before: snapshotOf(before) }),
    after: snapshotOf(after),
  });
};
