import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { waysToWrite } from "../../domain/phones.ts";
import type { Entry } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";
export { holdPeople } from "../../data/people-lock.ts";

/** Keeps a pasted list until it is added or forgotten; those of days ago go. */
export async function keepDraft(change: Change, text: string): Promise<string> {
  const id = newId();
  const { organizationId, at: createdAt } = change;
  await from(change).rosterDraft.deleteMany({
    where: { organizationId, createdAt: { lt: new Date(createdAt.getTime() - 86_400_000) } },
  });
  const memberId = change.memberId ?? "";
  await from(change).rosterDraft.create({ data: { id, organizationId, memberId, text, createdAt } });
  return id;
}

/** The list somebody pasted themselves. */
export async function readDraft(scope: Scope, id: string): Promise<string | undefined> {
  const { organizationId, memberId } = scope;
  const where = { id, organizationId, memberId: memberId ?? "" };
  return (await from(scope).rosterDraft.findFirst({ where, select: { text: true } }))?.text;
}

/** Uses a list up: true for one only. */
export async function useDraft(change: Change, id: string): Promise<boolean> {
  const where = { id, organizationId: change.organizationId };
  return (await from(change).rosterDraft.deleteMany({ where })).count === 1;
}

/** Names of all teams. */
export async function readTeamNames(scope: Scope): Promise<ReadonlyMap<string, string>> {
  const rows = await from(scope).team.findMany({
    where: { organizationId: scope.organizationId, closedAt: null },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Whoever of these is known, closed accounts too: by mail, phone, or the same name with neither. */
export async function readKnown(
  scope: Scope,
  entries: readonly Entry[],
  country: string,
): Promise<readonly KnownPerson[]> {
  return from(scope).member.findMany({
    where: {
      organizationId: scope.organizationId,
      OR: [
        { mail: { in: entries.flatMap(({ mail }) => mail ?? []) } },
        { phone: { in: entries.flatMap(({ phone }) => (phone === null ? [] : waysToWrite(phone, country))) } },
        { name: { in: entries.map(({ name }) => name) } },
      ],
    },
    select: { name: true, mail: true, phone: true },
  });
}
export interface KnownPerson {
  readonly name: string;
  readonly mail: string | null;
  readonly phone: string | null;
}

/** Adds people who have no account on any platform yet. */
export async function addMembers(
  change: Change,
  people: readonly (Entry & { readonly teamIds: readonly string[] })[],
  { zone, language }: { readonly zone: string; readonly language: string },
): Promise<MemberId[]> {
  const { organizationId, at } = change;
  const rows = people.map(({ name, mail, phone, roles, teamIds }) => ({
    member: {
      id: newId(),
      organizationId,
      name,
      mail,
      phone,
      roles,
      zone,
      language,
      createdAt: at,
      reminderTime: "08:30",
      version: 1,
    },
    teamIds,
  }));
  await insertMany(
    change,
    "Member",
    rows.map(({ member }) => member),
  );
  await insertMany(
    change,
    "TeamMember",
    rows.flatMap(({ member, teamIds }) => teamIds.map((teamId) => ({ teamId, memberId: member.id, organizationId }))),
  );
  for (const { member, teamIds } of rows) {
    const { id, name, mail, phone, roles } = member;
    await audit(change, {
      what: "member.added",
      subject: `member:${id}`,
      after: { name, mail, phone, roles, teamIds },
    });
  }
  return rows.map(({ member }) => asMemberId(member.id));
}
