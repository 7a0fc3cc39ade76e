import { type Zone, zone } from "../core/dates.ts";
import type { Language } from "../core/language.ts";
import type { Change, Scope } from "../core/scope.ts";
import { from } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** What is posted into a team's channels: its summary, or the papers that wait for approval. */
export type Purpose = "team" | "approvals";

/** Where a team is at work on one platform. */
export interface TeamChannel {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string | null;
  /** Where papers wait; the channel itself when null. */
  readonly approvals: string | null;
}

interface TeamPlace {
  readonly platform: string;
  readonly workspace: string;
  readonly place: string;
}

/** A team's channels for a purpose, one on each platform it is at work on, and who reads there. */
export interface TeamPlaces {
  readonly name: string;
  readonly language: Language;
  readonly zone: Zone;
  readonly places: readonly TeamPlace[];
}

/** By team. Papers wait in a team's channel where it has none of their own. */
export const teamPlaces = async (
  scope: Scope,
  teamIds: readonly string[],
  purpose: Purpose,
): Promise<ReadonlyMap<string, TeamPlaces>> =>
  placesFrom(await from(scope).$queryRaw<TeamRow[]>(teamRows(scope, teamIds)), purpose);

/** Teams with their channels; a part of a larger statement where every way to the database counts. */
export const teamRows = ({ organizationId }: Scope, teamIds: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT t.id, t.name, t.language::text, t.zone,
    COALESCE((SELECT json_agg(c ORDER BY c.platform) FROM "TeamChannel" c WHERE c."teamId" = t.id), '[]') AS channels
  FROM "Team" t WHERE t.id = ANY(${[...new Set(teamIds)]}::uuid[]) AND t."organizationId" = ${organizationId}::uuid`;

export interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly zone: string;
  readonly channels: readonly TeamChannel[];
}

/** What `teamRows` gave, by team. */
export const placesFrom = (teams: readonly TeamRow[], purpose: Purpose): ReadonlyMap<string, TeamPlaces> =>
  new Map(
    teams.map(({ id, name, language, zone: zoneName, channels }) => {
      const places = channels.flatMap(({ platform, workspace, channel, approvals }) => {
        const place = purpose === "approvals" ? (approvals ?? channel) : channel;
        return place === null ? [] : [{ platform, workspace, place }];
      });
      return [id, { name, language, zone: zone(zoneName), places }];
    }),
  );

/** The team's channels on that platform from now on; those on others stay. */
export const putTeamChannel = async (
  change: Change,
  teamId: string,
  { platform, ...place }: TeamChannel,
): Promise<void> => {
  const { organizationId } = change;
  const channels = from(change).teamChannel;
  const before = await channels.findUnique({ where: { teamId_platform: { teamId, platform }, organizationId } });
  if (place.channel === null && place.approvals === null) {
    await channels.deleteMany({ where: { teamId, platform, organizationId } });
    return;
  }
  await channels.upsert({
    where: { teamId_platform: { teamId, platform } },
    create: { teamId, platform, organizationId, since: change.at, ...place },
    // Approvals may have waited there before the channel was named.
    update: { ...place, ...(before?.channel === null && { since: change.at }) },
  });
};

/** A channel of a team that a team of another segment has too. */
export interface TakenPlace {
  readonly platform: string;
  readonly workspace: string;
  readonly field: "channel" | "approvals";
  /** Of the other team, as an admin knows it. */
  readonly team: string;
}

/** Channels of a team in which one of another segment reads: a segment never sees another's. */
export const placesBeyond = async (change: Change, teamId: string): Promise<TakenPlace[]> =>
  from(change).$queryRaw<TakenPlace[]>`
    SELECT p.platform, p.workspace, p.field, u.name AS team
    FROM "Team" t JOIN "TeamChannel" c ON c."teamId" = t.id
    CROSS JOIN LATERAL (VALUES (c.platform, c.workspace, 'channel', c.channel),
      (c.platform, c.workspace, 'approvals', c.approvals)) AS p(platform, workspace, field, place)
    JOIN "TeamChannel" o ON o."organizationId" = t."organizationId" AND o.platform = p.platform
      AND o.workspace = p.workspace AND p.place IN (o.channel, o.approvals)
    JOIN "Team" u ON u.id = o."teamId" AND u."closedAt" IS NULL AND u."segmentId" <> t."segmentId"
    WHERE t.id = ${teamId}::uuid AND t."organizationId" = ${change.organizationId}::uuid
    ORDER BY p.platform, p.field DESC, u.name`;

/** The team lets go of the channels that one of another segment reads in, and of no other. */
export const leavePlacesBeyond = async (change: Change, teamId: string): Promise<TakenPlace[]> => {
  const taken = await placesBeyond(change, teamId);
  const { organizationId } = change;
  const rows = await from(change).teamChannel.findMany({ where: { teamId, organizationId } });
  for (const { platform, workspace, channel, approvals } of rows) {
    const fields = taken.filter((one) => one.platform === platform).map(({ field }) => field);
    if (fields.length === 0) continue;
    const left = { channel, approvals, ...Object.fromEntries(fields.map((field) => [field, null])) };
    await putTeamChannel(change, teamId, { platform, workspace, ...left });
  }
  return taken;
};
