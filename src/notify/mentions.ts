import type { Card, Part, Rich } from "../chat/card.ts";
import type { Mention } from "../chat/port.ts";
import type { MemberId } from "../core/ids.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { from } from "../data/client.ts";

/**
 * Finds the user ids of everyone the card mentions, on that platform and in that workspace, with one query. An
 * account out of reach of direct messages may well read along; where a platform knows it no more, its port names it instead.
 */
export async function mentionsIn(
  card: Card,
  at: {
    readonly database: DatabaseHandle;
    readonly organizationId: string;
    readonly platform: string;
    readonly workspace: string;
  },
): Promise<Mention> {
  const people = peopleIn(card);
  if (people.length === 0) return () => undefined;
  const { database, organizationId, platform, workspace } = at;
  const identities = await from({ database }).identity.findMany({
    where: { organizationId, memberId: { in: people }, platform, workspace },
    select: { memberId: true, user: true },
  });
  const users = new Map(identities.map(({ memberId, user }) => [memberId, user]));
  return (member) => users.get(member);
}

function peopleIn(card: Card): MemberId[] {
  const texts: (Rich | undefined)[] = [
    ...(card.text ?? []),
    ...(card.facts ?? []).map(({ value }) => value),
    ...(card.lines ?? []).flatMap(({ text, detail }) => [text, detail]),
    ...(card.timeline ?? []).map(({ text }) => text),
    card.footer,
  ];
  const parts = texts.flatMap((text): readonly Part[] => (text === undefined || typeof text === "string" ? [] : text));
  return [...new Set(parts.flatMap((part) => (typeof part === "object" && "person" in part ? [part.person] : [])))];
}
