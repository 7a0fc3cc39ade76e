import type { Instant } from "../core/clock.ts";
import { asMemberId, type MemberId } from "../core/ids.ts";
import type { Role, Scope, StoodFor } from "../core/scope.ts";
import { type StandIn, standingIn } from "../domain/standing-in.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Somebody who is away, as SQL tells of them. */
export interface AwayRow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly id: string; readonly segmentId: string }[];
}

/** In SQL: those the member is the stand-in of at that instant, as JSON. */
export const awayRows = (standIn: Prisma.Sql, at: Instant): Prisma.Sql => Prisma.sql`(
  SELECT COALESCE(json_agg(json_build_object('id', w.id, 'name', w.name, 'roles', w.roles::text[], 'teams', (
      SELECT COALESCE(json_agg(json_build_object('id', g.id, 'segmentId', g."segmentId")), '[]')
      FROM "TeamMember" u JOIN "Team" g ON g.id = u."teamId" WHERE u."memberId" = w.id)) ORDER BY w.name, w.id), '[]')
  FROM "Absence" b JOIN "Member" w ON w.id = b."memberId" AND w."closedAt" IS NULL
  WHERE b."standInId" = ${standIn} AND b."startsAt" <= ${at}::timestamptz AND b."endsAt" > ${at}::timestamptz)`;

/** What the stand-in takes over of each, as both are now. */
export const stoodForIn = (rows: readonly AwayRow[], standIn: StandIn): StoodFor[] =>
  rows.flatMap(({ id, ...away }) => standingIn(standIn, { ...away, memberId: asMemberId(id) }) ?? []);

/** By whose hands a member works: their own, and those of colleagues they stand in for. */
export const handsOf = ({ standsFor }: Pick<Scope, "standsFor">, memberId: MemberId): MemberId[] => [
  memberId,
  ...standsFor.map((absent) => absent.memberId),
];

/**
 * The same for what was done at an earlier instant: also by those of colleagues who are back by now, and of those for
 * whom another has stood in since.
 */
export const handsThen = async (scope: Scope, memberId: MemberId, then: Instant): Promise<MemberId[]> => {
  const rows = await from(scope).$queryRaw<{ memberId: string }[]>`
    SELECT b."memberId" FROM "Absence" b
    WHERE b."organizationId" = ${scope.organizationId}::uuid AND b."standInId" = ${memberId}::uuid
      AND b."startsAt" <= ${then}::timestamptz AND b."endsAt" > ${then}::timestamptz
    UNION SELECT f."memberId" FROM "FormerStandIn" f
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."standInId" = ${memberId}::uuid
      AND f."startsAt" <= ${then}::timestamptz AND f."endsAt" > ${then}::timestamptz`;
  return [...handsOf(scope, memberId), ...rows.map((row) => asMemberId(row.memberId))];
};

/**
 * In SQL: whose is what the member promises to a customer. For a colleague who is away it is the colleague's, who is
 * back by then or has a stand-in still.
 */
export const keeperOf = (
  { standsFor }: Pick<Scope, "standsFor">,
  { memberId, customerId }: { readonly memberId: MemberId; readonly customerId: string },
): Prisma.Sql => {
  if (standsFor.length === 0) return Prisma.sql`${memberId}::uuid`;
  const absent = standsFor.map((each) => each.memberId);
  return Prisma.sql`(SELECT CASE WHEN k."ownerId" = ANY(${absent}::uuid[]) THEN k."ownerId" ELSE ${memberId}::uuid END
    FROM "Customer" k WHERE k.id = ${customerId}::uuid)`;
};
