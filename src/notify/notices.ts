import type { Card } from "../chat/card.ts";
import type { PersonIdentity } from "../chat/feature.ts";
import { dateIn, zone } from "../core/dates.ts";
import { asMemberId, newReference } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Change } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { findRecipients } from "./destination.ts";
import { laneOf, type Owner, queue } from "./outbox.ts";
import { texts } from "./texts.ts";

/** Keys of messages to admins about messages; a failure of one of these is told to nobody. */
const PREFIX = "undelivered:";
export const isNotice = (key: string): boolean => key.startsWith(PREFIX);

/** Why a message did not arrive, as far as an admin can do something about it. */
export type Cause = "gone" | "forbidden" | "invalid" | "withheld" | "lost";
type FileCause = `file_${Cause}`;

/** A member without an account is told of once, a team without a channel once a day. */
export async function tellAdminsUnreachable(
  change: Change,
  { owner, name, why }: { readonly owner: Owner; readonly name: string; readonly why: "no_identity" | "no_channel" },
): Promise<void> {
  const key = why === "no_identity" ? `no_identity:${owner.memberId}` : `no_channel:${owner.teamId}:${dayOf(change)}`;
  const card = (language: Language) => unreachableCard(language, name, why);
  await tellAdmins(change, { key, owner, notTo: owner.memberId, card });
}

/** A place that does not take messages is told of once a day. */
export async function tellAdminsFailed(
  change: Change,
  failed: {
    readonly owner: Owner;
    readonly lane: string;
    readonly isFile: boolean;
    readonly cause: Cause;
    readonly reference: string;
  },
): Promise<void> {
  const { owner, lane, isFile, cause, reference } = failed;
  const name = await nameOf(change, owner);
  if (name === undefined) return;
  await tellAdmins(change, {
    key: `${lane}${isFile ? ":file" : ""}:${dayOf(change)}`,
    owner,
    // What was held back is one message; the next reaches the same person.
    notTo: cause === "withheld" ? null : owner.memberId,
    card: (language) =>
      failedCard(language, {
        name,
        person: owner.memberId !== null,
        cause: isFile ? `file_${cause}` : cause,
        reference,
      }),
  });
}

/** Like a message to that person. */
export const tellAdminsHomeWithheld = (
  change: Change,
  { memberId, identity }: { readonly memberId: string | null; readonly identity: PersonIdentity },
): Promise<void> => {
  const { lane } = laneOf({ ...identity, place: null });
  const owner = { memberId, teamId: null };
  return tellAdminsFailed(change, { owner, lane, isFile: false, cause: "withheld", reference: newReference() });
};

/** Days of the change's own clock, so that a moved clock is told anew. */
export const dayOf = (change: Change): string => dateIn(DAY_ZONE, change.at);
const DAY_ZONE = zone("UTC");

async function nameOf(change: Change, { memberId, teamId }: Owner): Promise<string | undefined> {
  const { organizationId } = change;
  const select = { name: true } as const;
  if (memberId !== null)
    return (await from(change).member.findFirst({ where: { id: memberId, organizationId }, select }))?.name;
  if (teamId !== null)
    return (await from(change).team.findFirst({ where: { id: teamId, organizationId }, select }))?.name;
  return undefined;
}

/** @param notice `notTo`: an admin whom the messages do not reach */
async function tellAdmins(
  change: Change,
  notice: {
    readonly key: string;
    readonly owner: Owner;
    readonly notTo: string | null;
    card(language: Language): Card;
  },
): Promise<void> {
  const admins = await from(change).member.findMany({
    where: {
      organizationId: change.organizationId,
      roles: { has: "admin" },
      closedAt: null,
      identities: { some: {} },
      ...(notice.notTo !== null && { id: { not: notice.notTo } }),
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const recipients = admins.map(({ id }) => ({ member: asMemberId(id) }));
  for (const [{ member }, { to, owner, reader }] of await findRecipients(change, recipients)) {
    const [direct] = typeof to === "string" ? [] : to;
    if (!direct) continue;
    const card = notice.card(reader.language);
    const key = `${PREFIX}${notice.key}:${member}`;
    queue(change, { key, kind: "post", lane: laneOf(direct), to: direct, owner, card, refId: null });
  }
}

/** Said where a file does not come. */
export function noFileCard(language: Language, file: string): Card {
  const t = texts[language];
  return noticeCard(t.noFile({ file }), t.noFileWhy, t.noFileDo);
}

/** Said in place of a message that is held back, with nothing of it; or below a card that could not be changed. */
export function withheldCard(language: Language, isChange: boolean): Card {
  const t = texts[language];
  return isChange
    ? noticeCard(t.changeWithheld, t.changeWithheldWhy, t.changeWithheldDo)
    : noticeCard(t.withheld, t.withheldHere, t.withheldHereDo);
}

function unreachableCard(language: Language, name: string, why: "no_identity" | "no_channel"): Card {
  const t = texts[language];
  return why === "no_identity"
    ? noticeCard(t.person({ name }), t.noIdentityWhy, t.noIdentityDo)
    : { ...noticeCard(t.channel({ name }), t.noChannelWhy, t.noChannelDo), footer: t.onceADay };
}

function failedCard(
  language: Language,
  { name, person, cause, reference }: { name: string; person: boolean; cause: Cause | FileCause; reference: string },
): Card {
  const t = texts[language];
  const remedies: Record<Cause | FileCause, readonly [string, string]> = {
    gone: [t.goneWhy, person ? t.goneDoPerson : t.goneDoChannel],
    forbidden: [t.forbiddenWhy, t.forbiddenDo],
    invalid: [t.invalidWhy, t.invalidDo({ reference })],
    withheld: [t.withheldWhy, t.withheldDo],
    lost: [t.lostWhy, t.lostDo({ reference })],
    file_gone: [t.goneWhy, t.goneDoPerson],
    file_forbidden: [t.filesForbiddenWhy, t.filesForbiddenDo],
    file_invalid: [t.fileInvalidWhy, t.invalidDo({ reference })],
    file_withheld: [t.withheldWhy, t.withheldDo],
    file_lost: [t.lostWhy, t.lostDo({ reference })],
  };
  const [why, remedy] = remedies[cause];
  return { ...noticeCard(person ? t.person({ name }) : t.channel({ name }), why, remedy), footer: t.onceADay };
}

const noticeCard = (title: string, why: string, remedy: string): Card => ({
  tone: "stopped",
  title,
  plain: `${title} · ${why}`,
  text: [why, remedy],
});
