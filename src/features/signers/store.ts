import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Role, Scope } from "../../core/scope.ts";
import { ask } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { type AwayRow, awayRows, stoodForIn } from "../../data/standing-in.ts";
import { placesFrom, type TeamPlaces, type TeamRow, teamPlaces, teamRows } from "../../data/team-channels.ts";
import { isTeamRole, type Person } from "../../domain/signing.ts";
import { passesOn } from "../../domain/standing-in.ts";

export type { TeamPlaces } from "../../data/team-channels.ts";

export interface NamedPerson extends Person {
  readonly name: string;
  /** Where the person has an account, as `platform workspace`. */
  readonly accounts: readonly string[];
}

interface WhichPeople {
  readonly ids?: readonly MemberId[];
  readonly roles?: readonly Role[];
  /** Whose clerks and managers are meant; without it those of every team. */
  readonly teamIds?: readonly string[];
}
interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly open: boolean;
  readonly teams: readonly string[];
  readonly segments: readonly string[];
  readonly accounts: readonly string[];
  readonly away: readonly AwayRow[];
}

/** The open accounts meant by role: few of many, so that what is told of each is read for them alone. */
const holders = ({ organizationId }: Scope, { roles = [], teamIds }: WhichPeople): Prisma.Sql => {
  const inTeams = teamIds === undefined ? [] : roles.filter(isTeamRole);
  const anywhere = roles.filter((role) => !inTeams.includes(role));
  const open = (held: readonly Role[]) => Prisma.sql`h."organizationId" = ${organizationId}::uuid
    AND h."closedAt" IS NULL AND h.roles::text[] && ${[...held]}::text[]`;
  return Prisma.sql`
    SELECT h.id FROM "Member" h WHERE ${open(anywhere)}
    UNION ALL SELECT h.id FROM "TeamMember" t JOIN "Member" h ON h.id = t."memberId"
      WHERE t."teamId" = ANY(${[...(teamIds ?? [])]}::uuid[]) AND ${open(inTeams)}`;
};

const peopleRows = (scope: Scope, which: WhichPeople): Prisma.Sql => {
  const { organizationId, clock } = scope;
  const { ids = [], roles = [] } = which;
  const now = clock.now();
  return Prisma.sql`
  SELECT m.id, m.name, m.roles::text[] AS roles, m."closedAt" IS NULL AS open,
    ARRAY(SELECT t."teamId"::text FROM "TeamMember" t WHERE t."memberId" = m.id) AS teams,
    ARRAY(SELECT DISTINCT g."segmentId"::text FROM "TeamMember" t JOIN "Team" g ON g.id = t."teamId"
      WHERE t."memberId" = m.id) AS segments,
    ARRAY(SELECT i.platform || ' ' || i.workspace FROM "Identity" i WHERE i."memberId" = m.id) AS accounts,
    ${awayRows(Prisma.sql`m.id`, now)} AS away
  FROM (
    SELECT unnest(${[...ids]}::uuid[]) AS id
    UNION ${holders(scope, which)}
    UNION SELECT s.id FROM "Absence" b JOIN "Member" s ON s.id = b."standInId" AND s."closedAt" IS NULL
      WHERE b."organizationId" = ${organizationId}::uuid AND b."overAt" IS NULL AND b."startsAt" <= ${now}::timestamptz
        AND b."endsAt" > ${now}::timestamptz
        AND b."memberId" IN (${holders(scope, { ...which, roles: roles.filter(passesOn) })})
  ) which JOIN "Member" m ON m.id = which.id AND m."organizationId" = ${organizationId}::uuid`;
};

const personFrom = ({ id, name, roles, open, teams, segments, accounts, away }: PersonRow): NamedPerson => ({
  id: asMemberId(id),
  name,
  roles: new Set(roles),
  teamIds: teams,
  standsFor: stoodForIn(away, { roles, segmentIds: segments }),
  open,
  accounts,
});

/**
 * Members as they are now, by name: these ones, closed accounts too, and all open ones who hold one of the roles or
 * stand in for somebody who does.
 */
export const peopleOf = async (scope: Scope, which: WhichPeople): Promise<readonly NamedPerson[]> => {
  const rows = await ask<PersonRow>(scope, Prisma.sql`${peopleRows(scope, which)} ORDER BY m.name, m.id`);
  return rows.map(personFrom);
};

/** The same people, and where the papers of these teams wait: in one statement, as every decision asks for both. */
export const peopleAndPlaces = async (
  scope: Scope,
  which: WhichPeople & { readonly teamIds: readonly string[] },
): Promise<{ readonly people: readonly NamedPerson[]; readonly teams: ReadonlyMap<string, TeamPlaces> }> => {
  const [row] = await ask<{ people: PersonRow[]; teams: TeamRow[] }>(
    scope,
    Prisma.sql`
    SELECT (SELECT COALESCE(json_agg(p ORDER BY p.name, p.id), '[]') FROM (${peopleRows(scope, which)}) p) AS people,
      (SELECT COALESCE(json_agg(t), '[]') FROM (${teamRows(scope, which.teamIds)}) t) AS teams`,
  );
  return { people: (row?.people ?? []).map(personFrom), teams: placesFrom(row?.teams ?? [], "approvals") };
};

/** Where the papers of these teams wait. */
export const placesOfTeams = (scope: Scope, teamIds: readonly string[]): Promise<ReadonlyMap<string, TeamPlaces>> =>
  teamPlaces(scope, teamIds, "approvals");
