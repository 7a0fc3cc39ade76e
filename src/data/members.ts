import type { Clock } from "../core/clock.ts";
import { zone } from "../core/dates.ts";
import { asMemberId, asOrganizationId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Membership } from "../core/membership.ts";
import type { DatabaseHandle, Role } from "../core/scope.ts";
import { ask, from } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { type AwayRow, awayRows, stoodForIn } from "./standing-in.ts";

interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}

interface Row {
  readonly organizationId: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly zone: string;
  readonly zoneTold: boolean;
  readonly language: Language;
  readonly closed: boolean;
  readonly teamIds: readonly string[] | null;
  readonly segmentIds: readonly string[] | null;
  readonly away: readonly AwayRow[];
}

/** Who an identity is, read anew each time: a member closed a moment ago can do nothing more. One query on the path of every click. */
export const membershipOf = async (
  database: DatabaseHandle,
  clock: Clock,
  identity: Identified,
): Promise<Membership> => {
  const { platform, workspace, user } = identity;
  const rows = await ask<Row>(
    { database },
    Prisma.sql`
    SELECT w."organizationId", i."memberId", m."name", m."roles"::text[] AS roles, m."zone", m."zoneTold", m."language"::text AS language,
           m."closedAt" IS NOT NULL AS closed,
           array_agg(t."id"::text) FILTER (WHERE t."id" IS NOT NULL) AS "teamIds",
           array_agg(DISTINCT t."segmentId"::text) FILTER (WHERE t."id" IS NOT NULL) AS "segmentIds",
           ${awayRows(Prisma.sql`m."id"`, clock.now())} AS away
    FROM "Workspace" w
    LEFT JOIN "Identity" i ON i."platform" = w."platform" AND i."workspace" = w."workspace" AND i."user" = ${user}
    LEFT JOIN "Member" m ON m."id" = i."memberId"
    LEFT JOIN "TeamMember" tm ON tm."memberId" = m."id"
    LEFT JOIN "Team" t ON t."id" = tm."teamId"
    WHERE w."platform" = ${platform} AND w."workspace" = ${workspace}
    GROUP BY w."organizationId", i."memberId", m."id"`,
  );
  const [row] = rows;
  if (!row) return { kind: "stranger", organizationId: null };
  if (row.memberId === null) return { kind: "stranger", organizationId: asOrganizationId(row.organizationId) };
  if (row.closed) return { kind: "closed", language: row.language };
  const segmentIds = row.segmentIds ?? [];
  return {
    kind: "member",
    name: row.name,
    language: row.language,
    zone: zone(row.zone),
    zoneTold: row.zoneTold,
    scope: {
      organizationId: asOrganizationId(row.organizationId),
      memberId: asMemberId(row.memberId),
      roles: new Set(row.roles),
      teamIds: row.teamIds ?? [],
      segmentIds,
      standsFor: stoodForIn(row.away, { roles: row.roles, segmentIds }),
      clock,
      database,
    },
  };
};

/** Keeps where the direct chat with somebody is. False when nobody here has that account. */
export const keepDirectPlace = async (
  database: DatabaseHandle,
  { platform, workspace, user }: Identified,
  directPlace: string,
): Promise<boolean> => {
  const { count } = await from({ database }).identity.updateMany({
    where: { platform, workspace, user },
    data: { directPlace },
  });
  return count > 0;
};
