import { asMemberId, isId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { keepDaysAway } from "../../data/member-zones.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { beginsAsRep } from "../../domain/roles.ts";
import { mailKey, type PeopleFilter, type Person, type PersonTeam, phoneKey, type Standing } from "./rules.ts";

export { readMembersWith } from "../../data/colleagues.ts";
export { holdPeople } from "../../data/people-lock.ts";

/** Whom somebody may look up: an admin everybody, a segment admin who is in a team of the segment. */
export const visiblePeople = ({ organizationId, roles, segmentIds }: Scope): Prisma.MemberWhereInput => {
  if (roles.has("admin")) return { organizationId };
  const teams = { some: { team: { segmentId: { in: [...segmentIds] } } } };
  return roles.has("segment_admin") ? { organizationId, teams } : { organizationId, id: { in: [] } };
};

const whole = {
  teams: { include: { team: { include: { segment: true } } }, orderBy: { team: { name: "asc" } } },
  identities: { orderBy: { addedAt: "asc" } },
} as const satisfies Prisma.MemberInclude;
type Row = Prisma.MemberGetPayload<{ include: typeof whole }>;

const personOf = (row: Row): Person => ({
  id: asMemberId(row.id),
  name: row.name,
  roles: row.roles,
  teams: row.teams.map(({ team }) => ({
    id: team.id,
    name: team.name,
    segmentId: team.segmentId,
    segment: team.segment.name,
  })),
  mail: row.mail,
  phone: row.phone,
  zone: row.zone,
  platforms: row.identities.map(({ platform }) => platform),
  gone: row.identities.filter(({ goneAt }) => goneAt !== null).map(({ platform }) => platform),
  open: row.closedAt === null,
  version: row.version,
});

/** More people than a company that uses one chat-bot has. */
const MOST_PEOPLE = 5_000;

/** By name, a part of it, pinyin, initials, mail or phone. */
async function namedSo(scope: Scope, where: Prisma.MemberWhereInput, typed: string): Promise<string[]> {
  const wanted = typed.normalize("NFKC").trim().toLowerCase();
  const rows = await from(scope).member.findMany({
    where,
    select: { id: true, name: true, mail: true, phone: true },
    orderBy: { id: "asc" },
    take: MOST_PEOPLE,
  });
  const fits = ({ name, mail, phone }: (typeof rows)[number]) =>
    name.toLowerCase().includes(wanted) ||
    searchTextOf(name).includes(` ${wanted.replace(/\s/g, "")}`) ||
    mail?.includes(wanted) ||
    (/^\d{4,}$/.test(phoneKey(wanted)) && phone?.includes(phoneKey(wanted)));
  return rows.filter(fits).map(({ id }) => id);
}

/** A page of people by name, and how many there are. */
export async function readPeople(
  scope: Scope,
  filter: PeopleFilter,
  request: PageRequest,
): Promise<Page<Person> & { readonly count: number }> {
  const page = await placedInSight(request, (id) =>
    from(scope).member.count({ where: { AND: [visiblePeople(scope), { id }] } }),
  );
  const seen: Prisma.MemberWhereInput = {
    AND: [
      visiblePeople(scope),
      { closedAt: filter.closed ? { not: null } : null },
      filter.role ? { roles: { has: filter.role } } : {},
      filter.team && isId(filter.team) ? { teams: { some: { teamId: filter.team } } } : {},
    ],
  };
  const where = filter.text ? { id: { in: await namedSo(scope, seen, filter.text) } } : seen;
  const rows = await from(scope).member.findMany({
    where,
    include: whole,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  return { rows: shown.map(personOf), next, count: await from(scope).member.count({ where }) };
}

/** The person, or undefined when there is none or the asker may not look them up: the two look the same. */
export async function readPerson(scope: Scope, id: string): Promise<Person | undefined> {
  if (!isId(id)) return undefined;
  const row = await from(scope).member.findFirst({ where: { AND: [visiblePeople(scope), { id }] }, include: whole });
  return row ? personOf(row) : undefined;
}

/** These members, wherever they work. */
export async function readPeopleById(scope: Scope, ids: readonly MemberId[]): Promise<Person[]> {
  const where = { organizationId: scope.organizationId, id: { in: [...ids] } };
  return (await from(scope).member.findMany({ where, include: whole, orderBy: { name: "asc" } })).map(personOf);
}

/** Teams that people can be put into by the asker, by name; these ones, or those called so. */
export async function readTeams(
  scope: Scope,
  which: { readonly ids: readonly string[] } | { readonly typed: string },
): Promise<PersonTeam[]> {
  const { organizationId, roles, segmentIds } = scope;
  const wanted = "ids" in which ? { id: { in: which.ids.filter(isId) } } : { name: { contains: which.typed.trim() } };
  const mine = roles.has("admin") ? {} : { segmentId: { in: [...segmentIds] } };
  const rows = await from(scope).team.findMany({
    where: { AND: [{ organizationId, closedAt: null }, mine, wanted] },
    include: { segment: true },
    orderBy: { name: "asc" },
    ...("typed" in which && { take: 100 }),
  });
  return rows.map(({ id, name, segmentId, segment }) => ({ id, name, segmentId, segment: segment.name }));
}

export interface PersonEdit extends Standing {
  readonly name: string;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly zone: string;
}

/** Changes a person. False: someone was faster, and nothing is changed. The caller holds the people. */
export async function savePerson(change: Change, before: Person, edit: PersonEdit): Promise<boolean> {
  const { organizationId } = change;
  const { id: memberId, version } = before;
  const kept = {
    name: edit.name,
    roles: [...edit.roles],
    mail: edit.mail && mailKey(edit.mail),
    phone: edit.phone && phoneKey(edit.phone),
  };
  // A zone that stays as it was shown is not told by that: it goes on being the company's, if it was.
  const moved = edit.zone === before.zone ? {} : { zone: edit.zone, zoneTold: true };
  const begins = beginsAsRep(before, { roles: edit.roles, open: before.open });
  await keepDaysAway(change, [memberId], edit.zone);
  const { count } = await from(change).member.updateMany({
    where: { id: memberId, organizationId, version },
    data: { ...kept, ...moved, ...(begins && { repSince: change.at }), version: { increment: 1 } },
  });
  if (count === 0) return false;
  await from(change).teamMember.deleteMany({ where: { memberId, organizationId } });
  await from(change).teamMember.createMany({
    data: edit.teams.map(({ id: teamId }) => ({ teamId, memberId, organizationId })),
  });
  const { name, roles, mail, phone, zone } = before;
  await audit(change, {
    what: "member.changed",
    subject: `member:${memberId}`,
    before: { name, roles, mail, phone, zone, teams: before.teams.map((team) => team.name) },
    after: { ...kept, zone: edit.zone, teams: edit.teams.map((team) => team.name) },
  });
  return true;
}

/** How many customers the member looks after in these segments. */
export const countOwned = (change: Change, ownerId: MemberId, segmentIds: readonly string[]): Promise<number> =>
  from(change).customer.count({
    where: { organizationId: change.organizationId, ownerId, segmentId: { in: [...segmentIds] } },
  });

/** Closes an account that is open, or opens one that is closed. False when it is so already. */
export async function setOpen(change: Change, memberId: MemberId, open: boolean): Promise<boolean> {
  await holdPeople(change);
  const { count } = await from(change).member.updateMany({
    where: { id: memberId, organizationId: change.organizationId, closedAt: open ? { not: null } : null },
    data: { closedAt: open ? null : change.at, ...(open && { repSince: change.at }), version: { increment: 1 } },
  });
  if (count === 1)
    await audit(change, {
      what: open ? "member.opened" : "member.closed",
      subject: `member:${memberId}`,
      before: { open: !open },
      after: { open },
    });
  return count === 1;
}

/** Who has this mail already: another person than the one given; without the name where the asker may not look them up. */
export async function ownerOfMail(
  scope: Scope,
  mail: string,
  except: string,
): Promise<{ readonly name: string | undefined } | undefined> {
  const theirs = { organizationId: scope.organizationId, mail: mailKey(mail), id: { not: except } };
  const members = from(scope).member;
  if ((await members.count({ where: theirs })) === 0) return undefined;
  const seen = await members.findFirst({ where: { AND: [visiblePeople(scope), theirs] }, select: { name: true } });
  return { name: seen?.name };
}

/** Open accounts that hold one of the roles, for what everyone in charge has to know. */
export async function readOpenWith(scope: Scope, roles: readonly Person["roles"][number][]): Promise<MemberId[]> {
  const rows = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, closedAt: null, roles: { hasSome: [...roles] } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  return rows.map(({ id }) => asMemberId(id));
}
