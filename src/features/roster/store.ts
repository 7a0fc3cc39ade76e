import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { organizationOf, undoHoursOf } from "../../data/organization.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { waysToWrite } from "../../domain/phones.ts";
import { undoableSince } from "../../domain/undoing.ts";
import { visiblePeople } from "../people/public.ts";
import { makeTeams, segmentOf, type TeamWish } from "../team/public.ts";
import type { Entry, Filling, KnownPerson } from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";
export { holdPeople } from "../../data/people-lock.ts";

/** Keeps a pasted list until it is added or forgotten; those of days ago go, and of those added what undoes them. */
export async function keepDraft(change: Change, text: string): Promise<string> {
  const id = newId();
  const { organizationId, at: createdAt } = change;
  const lt = undoableSince(createdAt, await undoHoursOf(change));
  await from(change).rosterDraft.deleteMany({
    where: { organizationId, createdAt: { lt }, OR: [{ addedAt: null }, { addedAt: { lt } }] },
  });
  const memberId = change.memberId ?? "";
  await from(change).rosterDraft.create({ data: { id, organizationId, memberId, text, createdAt } });
  return id;
}

/** The list somebody pasted themselves, and has not added yet. */
export async function readDraft(scope: Scope, id: string): Promise<string | undefined> {
  const where = { ...own(scope, id), addedAt: null };
  return (await from(scope).rosterDraft.findFirst({ where, select: { text: true } }))?.text;
}
const own = ({ organizationId, memberId }: Scope, id: string) => ({ id, organizationId, memberId: memberId ?? "" });

/** Uses a list up, whoever was added by it: true for one only. */
export async function useDraft(change: Change, id: string, addedIds: readonly MemberId[]): Promise<boolean> {
  const data = { text: "", addedAt: change.at, addedIds: [...addedIds] };
  return (
    (await from(change).rosterDraft.updateMany({ where: { ...own(change, id), addedAt: null }, data })).count === 1
  );
}

/** Whom a list of one's own has added, and when. */
export async function readAdded(
  scope: Scope,
  id: string,
): Promise<{ readonly at: Instant; readonly ids: readonly string[] } | undefined> {
  const row = await from(scope).rosterDraft.findFirst({ where: { ...own(scope, id), addedAt: { not: null } } });
  return row?.addedAt ? { at: row.addedAt, ids: row.addedIds } : undefined;
}

/** Whether a list is kept, whoever pasted it. */
export const isKept = async ({ organizationId, ...scope }: Scope, id: string): Promise<boolean> =>
  (await from(scope).rosterDraft.count({ where: { id, organizationId } })) > 0;

/** Undone once, a list cannot be undone again. */
export const dropDraft = (change: Change, id: string): Promise<unknown> =>
  from(change).rosterDraft.deleteMany({ where: own(change, id) });

/** Teams of these names in a segment, in the organization's zone and language; one that is there by now is what was wanted. False: there is no such segment. */
export async function addTeams(
  change: Change,
  names: readonly string[],
  { segment: wish, ...here }: Pick<TeamWish, "segment" | "platform" | "workspace">,
): Promise<boolean> {
  await holdPeople(change);
  const segment = await segmentOf(change, wish);
  if (!segment) return false;
  const known = await readTeamNames(change);
  const { zone, language } = await organizationOf(change);
  const teams = names.filter((name) => !known.has(name)).map((name) => ({ id: newId(), name, zone, language }));
  await makeTeams(change, teams, { segment, ...here, channel: null, approvals: null });
  return true;
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
  const rows = await from(scope).member.findMany({
    where: {
      organizationId: scope.organizationId,
      OR: [
        { mail: { in: entries.flatMap(({ mail }) => mail ?? []) } },
        { phone: { in: entries.flatMap(({ phone }) => (phone === null ? [] : waysToWrite(phone, country))) } },
        { name: { in: entries.map(({ name }) => name) } },
      ],
    },
    select: { id: true, name: true, mail: true, phone: true, closedAt: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ closedAt, ...row }) => ({ ...row, id: asMemberId(row.id), open: closedAt === null }));
}

/** Of these members those whom the asker may look up. */
export async function readSeen(scope: Scope, ids: readonly MemberId[]): Promise<ReadonlySet<string>> {
  if (scope.roles.has("admin")) return new Set(ids);
  const where = { AND: [visiblePeople(scope), { id: { in: [...ids] } }] };
  const rows = await from(scope).member.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

interface FilledIn {
  /** Of how many. */
  readonly count: number;
  /** Those of them who are on no platform yet. */
  readonly awaited: readonly MemberId[];
}
/** Fills in mail and phone where there is none. */
export async function fillIn(change: Change, fillings: readonly Filling[]): Promise<FilledIn> {
  const { organizationId } = change;
  const [ids, mails, phones] = [
    fillings.map(({ id }) => id),
    fillings.map(({ mail }) => mail),
    fillings.map(({ phone }) => phone),
  ];
  const rows = await from(change).$queryRaw<(Filling & { awaited: boolean })[]>`
    UPDATE "Member" m SET mail = coalesce(m.mail, u.mail), phone = coalesce(m.phone, u.phone), version = m.version + 1
    FROM unnest(${ids}::uuid[], ${mails}::text[], ${phones}::text[]) AS u(id, mail, phone)
    WHERE m.id = u.id AND m."organizationId" = ${organizationId}::uuid AND m."closedAt" IS NULL
      AND (u.mail IS NULL OR m.mail IS NULL) AND (u.phone IS NULL OR m.phone IS NULL)
    RETURNING m.id::text, u.mail, u.phone, NOT EXISTS (SELECT 1 FROM "Identity" i
      WHERE i."organizationId" = m."organizationId" AND i."memberId" = m.id AND i."goneAt" IS NULL) AS awaited`;
  for (const { id, mail, phone } of rows) {
    const after = { ...(mail !== null && { mail }), ...(phone !== null && { phone }) };
    const before = Object.fromEntries(Object.keys(after).map((key) => [key, null]));
    await audit(change, { what: "member.changed", subject: `member:${id}`, before, after });
  }
  const awaited = rows.flatMap((row) => (row.awaited ? asMemberId(row.id) : []));
  return { count: rows.length, awaited };
}

/** Adds people who have no account on any platform yet. */
export async function addMembers(
  change: Change,
  people: readonly (Entry & { readonly teamIds: readonly string[] })[],
): Promise<MemberId[]> {
  const { organizationId, at } = change;
  const { zone, language } = await organizationOf(change);
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

interface Added {
  readonly id: string;
  readonly name: string;
  readonly used: boolean;
}
/**
 * Those of these who are there, held until the change ends. Used are accounts that were changed since, that acted, or
 * that something was given to: by then they are part of what happened.
 */
export async function holdAdded(change: Change, ids: readonly string[], since: Instant): Promise<Added[]> {
  const { organizationId } = change;
  await from(change).$queryRaw`
    SELECT 1 FROM "Member" WHERE "organizationId" = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])
    ORDER BY id FOR UPDATE`;
  return from(change).$queryRaw<Added[]>`
    SELECT m.id::text, m.name, m.version > 1 OR m."closedAt" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "Customer" c WHERE c."organizationId" = m."organizationId" AND c."ownerId" = m.id)
      OR EXISTS (SELECT 1 FROM "CustomerShare" s WHERE s."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "Deal" d WHERE d."organizationId" = m."organizationId" AND d."ownerId" = m.id)
      OR EXISTS (SELECT 1 FROM "Activity" a WHERE a."organizationId" = m."organizationId" AND a."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "NextStep" n WHERE n."organizationId" = m."organizationId" AND n."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "CareItem" i WHERE i."organizationId" = m."organizationId" AND i."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "Task" t WHERE t."organizationId" = m."organizationId" AND m.id IN (t."assigneeId", t."giverId"))
      OR EXISTS (SELECT 1 FROM "AccountRequest" r WHERE r."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "Import" i WHERE i."organizationId" = m."organizationId" AND i."memberId" = m.id)
      OR EXISTS (SELECT 1 FROM "Absence" w WHERE w."memberId" = m.id OR w."standInId" = m.id)
      OR EXISTS (SELECT 1 FROM "AuditEntry" e WHERE e."organizationId" = m."organizationId"
        AND e.at >= ${since}::timestamptz AND e."memberId" = m.id) AS used
    FROM "Member" m WHERE m."organizationId" = ${organizationId}::uuid AND m.id = ANY(${[...ids]}::uuid[])
    ORDER BY m."createdAt", m.name, m.id`;
}

/** Takes people out who were never at work here, with the accounts that were found for them; nobody is written to any more. */
export async function removeMembers(change: Change, people: readonly Pick<Added, "id" | "name">[]): Promise<void> {
  const { organizationId } = change;
  const where = { organizationId, memberId: { in: people.map(({ id }) => id) } };
  const db = from(change);
  await db.lookupEntry.deleteMany({ where });
  await db.linkCode.deleteMany({ where });
  await db.careDay.deleteMany({ where });
  await db.careDigest.deleteMany({ where });
  await db.outgoingMessage.deleteMany({ where: { ...where, state: "pending" } });
  await db.messageRef.deleteMany({ where });
  await db.identity.deleteMany({ where });
  await db.teamMember.deleteMany({ where });
  await db.member.deleteMany({ where: { organizationId, id: where.memberId } });
  for (const { id, name } of people)
    await audit(change, { what: "member.undone", subject: `member:${id}`, before: { name } });
}
