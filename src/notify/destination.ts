import { zone } from "../core/dates.ts";
import { asMemberId, type MemberId } from "../core/ids.ts";
import type { Change } from "../core/scope.ts";
import { from } from "../data/client.ts";
import type { Reader } from "./message-refs.ts";
import type { Destination, Owner } from "./outbox.ts";

export type Recipient =
  | { readonly member: MemberId }
  /** A team's channel for its summary, or the one where its papers wait for approval. */
  | { readonly team: string; readonly channel: "team" | "approvals" };

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
  readonly to: Destination | Unreachable;
}

/** Who will read and where. @throws when there is no such member or team in the organization. */
export const findRecipient = (change: Change, recipient: Recipient): Promise<Found> =>
  "member" in recipient ? findMember(change, recipient.member) : findTeam(change, recipient);

async function findMember(change: Change, id: MemberId): Promise<Found> {
  const member = await from(change).member.findFirstOrThrow({
    where: { id, organizationId: change.organizationId },
    include: { identities: { orderBy: [{ platform: "desc" }, { workspace: "asc" }, { user: "asc" }] } },
  });
  // Someone on two platforms reads it where the change was made, which is where the team is at work.
  const identity = member.identities.find(({ platform }) => platform === change.from) ?? member.identities[0];
  const destinationOf = (): Found["to"] => {
    if (member.closedAt) return "closed";
    if (!identity) return "no_identity";
    return { platform: identity.platform, workspace: identity.workspace, user: identity.user, place: null };
  };
  return {
    reader: { member: asMemberId(member.id), language: member.language, zone: zone(member.zone) },
    owner: { memberId: member.id, teamId: null },
    name: member.name,
    to: destinationOf(),
  };
}

async function findTeam(
  change: Change,
  { team: id, channel }: { readonly team: string; readonly channel: "team" | "approvals" },
): Promise<Found> {
  const team = await from(change).team.findFirstOrThrow({ where: { id, organizationId: change.organizationId } });
  const { platform, workspace } = team;
  const place = channel === "approvals" ? (team.approvals ?? team.channel) : team.channel;
  return {
    reader: { member: null, language: team.language, zone: zone(team.zone) },
    owner: { memberId: null, teamId: team.id },
    name: team.name,
    to: platform && workspace && place ? { platform, workspace, user: null, place } : "no_channel",
  };
}
