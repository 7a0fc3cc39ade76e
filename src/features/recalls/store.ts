import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { undoHoursOf } from "../../data/organization.ts";
import { type Page, type PageRequest, pageOf, placedInSight } from "../../data/paging.ts";
import { isSeen } from "../../data/scope.ts";
import { movesSegments } from "../../domain/roles.ts";
import { undoableSince } from "../../domain/undoing.ts";
import { FEW, type Recall } from "./rules.ts";

export { undoHoursOf };

/** In SQL: whether a customer that belongs there is the asker's to hand over: its owner's, its team's manager's, or of who stands above. */
const mayMove = (scope: Scope, row: Prisma.Sql): Prisma.Sql => {
  if (movesSegments(scope)) return Prisma.sql`true`;
  const teamIds = scope.roles.has("manager") ? [...scope.teamIds] : [];
  const segmentIds = scope.roles.has("segment_admin") ? [...scope.segmentIds] : [];
  return Prisma.sql`(coalesce(${row}."ownerId" = ${scope.memberId}::uuid, false)
    OR ${row}."teamId" = ANY(${teamIds}::uuid[]) OR ${row}."segmentId" = ANY(${segmentIds}::uuid[]))`;
};

/**
 * In SQL, of a handover h: whether the asker may take it back. Of what is still with whom it was given to, or went back,
 * all must be theirs to hand over: to where it was, and for whoever has not done it themselves also from where it is.
 */
const isTheirs = (scope: Scope): Prisma.Sql => {
  const items = Prisma.sql`FROM "HandoverItem" i JOIN "Customer" c ON c.id = i."customerId"
    WHERE i."handoverId" = h.id AND (i.undone OR c."ownerId" = h."toId")`;
  const near = movesSegments(scope) ? Prisma.sql`true` : Prisma.sql`i."segmentId" = c."segmentId"`;
  const from = Prisma.sql`(h."byId" = ${scope.memberId}::uuid OR ${isSeen(scope)} AND ${mayMove(scope, Prisma.sql`c`)})`;
  return Prisma.sql`(EXISTS (SELECT 1 ${items})
    AND NOT EXISTS (SELECT 1 ${items} AND NOT (${near} AND ${mayMove(scope, Prisma.sql`i`)} AND ${from})))`;
};

const within = ({ organizationId }: Scope): Prisma.Sql => Prisma.sql`h."organizationId" = ${organizationId}::uuid`;

/** Whether this handover is the asker's to take back, whoever did it; also when that was done, or it is too late. */
export async function mayRecall(scope: Scope, id: string): Promise<boolean> {
  const rows = await from(scope).$queryRaw<unknown[]>`
    SELECT 1 FROM "Handover" h WHERE h.id = ${id}::uuid AND ${within(scope)} AND ${isTheirs(scope)}`;
  return rows.length > 0;
}

/** In SQL, of a handover h: that the asker can still take it back. */
const isOpen = async (scope: Scope): Promise<Prisma.Sql> => {
  const since = undoableSince(scope.clock.now(), await undoHoursOf(scope));
  return Prisma.sql`${within(scope)} AND h."undoneAt" IS NULL AND h.at >= ${since}::timestamptz AND ${isTheirs(scope)}`;
};

/** Whether there is any. */
export async function hasRecalls(scope: Scope): Promise<boolean> {
  const rows = await from(scope).$queryRaw<unknown[]>`SELECT 1 FROM "Handover" h WHERE ${await isOpen(scope)} LIMIT 1`;
  return rows.length > 0;
}

/** A page of those that the asker can take back, the latest first. Of what another did it counts what the asker sees. */
export async function readRecalls(scope: Scope, request: PageRequest): Promise<Page<Recall>> {
  const open = await isOpen(scope);
  const count = async (id: string) => {
    const rows = await from(scope).$queryRaw<unknown[]>`
      SELECT 1 FROM "Handover" h WHERE h.id = ${id}::uuid AND ${open}`;
    return rows.length;
  };
  const page = await placedInSight(request, count);
  const before =
    page.after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (h.at, h.id) < (SELECT o.at, o.id FROM "Handover" o WHERE o.id = ${page.after}::uuid)`;
  const rows = await from(scope).$queryRaw<Recall[]>`
    SELECT h.id, CASE WHEN h."byId" = ${scope.memberId}::uuid THEN h.count ELSE (
        SELECT count(*)::int FROM "HandoverItem" i JOIN "Customer" c ON c.id = i."customerId"
        WHERE i."handoverId" = h.id AND ${isSeen(scope)}) END AS count, h.at, t.name AS "to", b.name AS by, (
      SELECT coalesce(json_agg(json_build_object('name', x.name, 'flags', x.flags)), '[]') FROM (
        SELECT c.name, coalesce(c.flags::text[], '{}') AS flags FROM "HandoverItem" i JOIN "Customer" c ON c.id = i."customerId"
        WHERE i."handoverId" = h.id AND ${isSeen(scope)} ORDER BY c.name, c.id LIMIT ${FEW}) x) AS customers
    FROM "Handover" h JOIN "Member" t ON t.id = h."toId" JOIN "Member" b ON b.id = h."byId"
    WHERE ${open} ${before} ORDER BY h.at DESC, h.id DESC LIMIT ${page.size + 1}`;
  return pageOf(rows, page);
}
