import type { Instant } from "../../core/clock.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageOf, placedInSight } from "../../data/paging.ts";
import { stillOpen } from "../fees/public.ts";

/** Whose it is, and whether that account is open. */
interface OpenPaper {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly requesterId: string;
  readonly open: boolean;
  readonly waiting: boolean;
}

/** A page of the papers that the asker has and that are not over, the latest first, and how many there are. */
export async function readOwn(
  scope: Scope,
  request: PageRequest,
): Promise<Page<{ readonly id: string }> & { readonly count: number }> {
  const own = Prisma.sql`"Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND ${stillOpen}
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND a."organizationId" = ${scope.organizationId}::uuid
      AND a."requesterId" = ${scope.memberId}::uuid`;
  const count = async (id?: string): Promise<number> => {
    const these = id === undefined ? Prisma.empty : Prisma.sql`AND f.id = ${id}::uuid`;
    const [row] = await from(scope).$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${own} ${these}`;
    return row?.count ?? 0;
  };
  const page = await placedInSight(request, count);
  const before =
    page.after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (f."createdAt", f.id) < (SELECT o."createdAt", o.id FROM "Fee" o WHERE o.id = ${page.after}::uuid)`;
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT f.id FROM ${own} ${before} ORDER BY f."createdAt" DESC, f.id DESC LIMIT ${page.size + 1}`;
  return { ...pageOf(rows, page), count: await count() };
}

/** Papers about these that are not over: under way, or approved with money still to come. */
export async function openPapers(scope: Scope, customerIds: readonly string[]): Promise<OpenPaper[]> {
  return from(scope).$queryRaw`
    SELECT f.id, f.number, f."customerId", a."requesterId", m."closedAt" IS NULL AS open, a.state = 'waiting' AS waiting
    FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND ${stillOpen}
      JOIN "Member" m ON m.id = a."requesterId"
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ANY(${[...customerIds]}::uuid[])
    ORDER BY f.number`;
}

/** Papers about these that became invalid in that moment. */
export async function endedAt(scope: Scope, customerIds: readonly string[], at: Instant): Promise<string[]> {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT f.id FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ANY(${[...customerIds]}::uuid[])
      AND a.state = 'invalid' AND a."closedAt" = ${at}::timestamptz ORDER BY f.number`;
  return rows.map(({ id }) => id);
}

/**
 * Customers are in another segment, or a team is, without those whose papers it had: papers, also those that are over, are
 * of the team that has the customer.
 */
export async function followCustomers(
  change: Change,
  which: { readonly customerIds: readonly string[] } | { readonly teamId: string },
): Promise<void> {
  const those =
    "teamId" in which
      ? Prisma.sql`f."teamId" = ${which.teamId}::uuid`
      : Prisma.sql`f."customerId" = ANY(${[...which.customerIds]}::uuid[])`;
  const rows = await from(change).$queryRaw<{ id: string; before: object; after: object }[]>`
    WITH moved AS (
      UPDATE "Fee" f SET "teamId" = c."teamId"
      FROM "Fee" b JOIN "Team" t ON t.id = b."teamId" JOIN "Customer" c ON c.id = b."customerId"
      WHERE b.id = f.id AND f."organizationId" = ${change.organizationId}::uuid
        AND ${those} AND t."segmentId" <> c."segmentId"
      RETURNING f.id, b."teamId" AS was, f."teamId" AS now
    ), theirs AS (
      UPDATE "Approval" a SET "teamId" = moved.now FROM moved WHERE a.subject = 'fee' AND a."subjectId" = moved.id)
    SELECT id, json_build_object('teamId', was) AS before, json_build_object('teamId', now) AS after FROM moved`;
  for (const { id, before, after } of rows)
    await audit(change, { what: "fee.followed", subject: `fee:${id}`, before: { ...before }, after: { ...after } });
}
