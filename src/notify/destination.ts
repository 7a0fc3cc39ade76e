import { zone } from "../core/dates.ts";
import { asMemberId, type MemberId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { Prisma } from "../data/generated/client.ts";
import { type Purpose, teamPlaces } from "../data/team-channels.ts";
import type { Reader } from "./message-refs.ts";
import type { Destination, Owner, Queued } from "./outbox.ts";

export type Recipient =
  /** Somebody who is no member, in the direct chat of the account they wrote from. */
  | { readonly account: Identified; readonly language: Language; readonly zone: string }
  /** In the direct chat on the platform the member prefers, or on this one. */
  | { readonly member: MemberId; readonly on?: string }
  /** A team's channels for its summary, or those where its papers wait for approval: one on each platform it is at work on. */
  | { readonly team: string; readonly channel: Purpose };

/** Why there is nowhere to send to. */
type Unreachable =
  /** The member has no account on any platform. */
  | "no_identity"
  /** The team has no channel. */
  | "no_channel"
  /** The member's account is closed: nobody misses the message. */
  | "closed";

export interface Found {
  readonly reader: Reader;
  readonly owner: Owner;
  /** The member's or the team's name. */
  readonly name: string;
  readonly to: readonly Destination[] | Unreachable;
}

/** Who will read and where, by recipient. @throws when there is no such member or team in the organization. */
export async function findRecipients<R extends Recipient>(
  change: Change,
  recipients: readonly R[],
  members?: readonly MemberRow[],
): Promise<ReadonlyMap<R, Found>> {
  const rows = members ?? (await readMembers(change, membersAmong(recipients)));
  const known = new Map(rows.map((member) => [member.id, member]));
  const found = new Map<R, Found>();
  for (const recipient of recipients) {
    const member = "member" in recipient ? known.get(recipient.member) : undefined;
    if ("account" in recipient) found.set(recipient, foundOutside(recipient));
    else if ("team" in recipient) found.set(recipient, await findTeam(change, recipient));
    else if (member) found.set(recipient, foundAt(member, recipient.on));
    else throw new TypeError("There is no such member in the organization.");
  }
  return found;
}

/** The members among recipients, each once. */
export const membersAmong = (recipients: readonly Recipient[]): string[] => [
  ...new Set(recipients.flatMap((to) => ("member" in to ? [to.member] : []))),
];

/** Members with their accounts; a part of a larger statement where every way to the database counts. */
export const memberRows = ({ organizationId }: Scope, ids: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT m.id, m.name, m.language::text, m.zone, m.prefers, m."closedAt" IS NOT NULL AS closed,
    COALESCE((SELECT json_agg(json_build_object('platform', i.platform, 'workspace', i.workspace, 'user', i."user",
        'gone', i."goneAt" IS NOT NULL) ORDER BY i."addedAt", i.platform)
      FROM "Identity" i WHERE i."memberId" = m.id), '[]') AS accounts
  FROM "Member" m WHERE m.id = ANY(${[...ids]}::uuid[]) AND m."organizationId" = ${organizationId}::uuid`;

export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly zone: string;
  readonly prefers: string | null;
  readonly closed: boolean;
  /** In the order they became known. */
  readonly accounts: readonly Account[];
}

const readMembers = async (change: Change, ids: readonly string[]): Promise<readonly MemberRow[]> =>
  ids.length === 0 ? [] : from(change).$queryRaw<MemberRow[]>(memberRows(change, ids));

/** Whether the account of a member was closed, perhaps since they were to be told. */
export async function isClosed(database: DatabaseHandle, memberId: string | null): Promise<boolean> {
  if (memberId === null) return false;
  const where = { id: memberId, closedAt: { not: null } };
  return (await from({ database }).member.count({ where })) > 0;
}

const foundAt = (member: MemberRow, on: string | undefined): Found => {
  const [first] = inOrderOf(member.accounts, on ?? member.prefers);
  const destinationsOf = (): Found["to"] => {
    if (member.closed) return "closed";
    return first ? [directWith(first)] : "no_identity";
  };
  return {
    reader: { member: asMemberId(member.id), language: member.language, zone: zone(member.zone) },
    owner: { memberId: member.id, teamId: null },
    name: member.name,
    to: destinationsOf(),
  };
};

const foundOutside = ({
  account,
  language,
  zone: zoneName,
}: Extract<Recipient, { readonly account: Identified }>): Found => ({
  reader: { member: null, language, zone: zone(zoneName) },
  owner: { memberId: null, teamId: null },
  name: "",
  to: [directWith(account)],
});

interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}
interface Account extends Identified {
  /** Messages do not reach it any more. */
  readonly gone: boolean;
}

/** The accounts of a member as messages try them: those that are reached before those that are gone, the preferred one first. */
const inOrderOf = (accounts: readonly Account[], preferred: string | null): Account[] => {
  const rank = ({ platform, gone }: Account): number => (gone ? 2 : 0) + (platform === preferred ? 0 : 1);
  return accounts.toSorted((a, b) => rank(a) - rank(b));
};

const directWith = ({ platform, workspace, user }: Identified): Destination => ({
  platform,
  workspace,
  user,
  place: null,
});

/** Where the direct chat with the user is, as far as it has been heard of. */
export async function knownDirectPlace(
  database: DatabaseHandle,
  { platform, workspace }: Pick<Destination, "platform" | "workspace">,
  user: string,
): Promise<string | undefined> {
  const account = await from({ database }).identity.findUnique({
    where: { platform_workspace_user: { platform, workspace, user } },
    select: { directPlace: true },
  });
  return account?.directPlace ?? undefined;
}

/** Notes that the account a message was meant for is gone; where else the member, if still open, is reached. */
export async function accountInstead(
  change: Change,
  { owner: { memberId }, to: { user }, lane: { platform, workspace } }: Pick<Queued, "owner" | "to" | "lane">,
): Promise<Destination | undefined> {
  if (memberId === null || user === null) return undefined;
  const { organizationId, at } = change;
  await from(change).identity.updateMany({
    where: { platform, workspace, user, memberId, organizationId, goneAt: null },
    data: { goneAt: at },
  });
  const [member] = await readMembers(change, [memberId]);
  if (!member || member.closed) return undefined;
  const [other] = inOrderOf(member.accounts, member.prefers);
  return other && !other.gone ? directWith(other) : undefined;
}

async function findTeam(
  change: Change,
  { team: id, channel }: { readonly team: string; readonly channel: Purpose },
): Promise<Found> {
  const team = (await teamPlaces(change, [id], channel)).get(id);
  if (!team) throw new TypeError("There is no such team in the organization.");
  const { name, language, zone, places } = team;
  return {
    reader: { member: null, language, zone },
    owner: { memberId: null, teamId: id },
    name,
    to: places.length > 0 ? places.map((place) => ({ ...place, user: null })) : "no_channel",
  };
}
