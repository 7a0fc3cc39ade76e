import { asMemberId, type MemberId, newId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Role } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { holdPeople } from "../../data/people-lock.ts";
import { beginsAsRep } from "../../domain/roles.ts";

export interface NewMember {
  readonly name: string;
  readonly identity: { readonly platform: string; readonly workspace: string; readonly user: string };
  readonly roles: readonly Role[];
  readonly teamIds: readonly string[];
  readonly language: Language;
  /** As the platform tells it; else it is the company's. */
  readonly zone?: string | undefined;
  /** As the platform tells it of the account, in lower case. */
  readonly mail: string | null;
  /** They were on a list, and have an account from now on. */
  readonly awaited?: boolean;
}

/**
 * Adds a person, or opens the account of one who has left again, with these roles and this team; or whoever was on a
 * list. Of those who are in already undefined: whoever changes them sees what they have.
 */
export const putMember = async (change: Change, person: NewMember): Promise<MemberId | undefined> => {
  const db = from(change);
  const { identity, roles, teamIds, awaited = false } = person;
  await holdPeople(change);
  const there = await db.identity.findUnique({
    where: { platform_workspace_user: identity },
    include: { member: { include: { teams: { select: { teamId: true } } } } },
  });
  if (there?.member.closedAt === null && !awaited) return undefined;
  const id = there?.memberId ?? newId();
  if (there) await openAgain(change, { ...there.member, open: there.member.closedAt === null }, person);
  else await make(change, id, person);
  const { organizationId } = change;
  await db.teamMember.deleteMany({ where: { memberId: id, organizationId } });
  await db.teamMember.createMany({ data: teamIds.map((teamId) => ({ teamId, memberId: id, organizationId })) });
  await audit(change, {
    what: there ? "member.changed" : "member.added",
    subject: `member:${id}`,
    ...(there && { before: standingOf(there.member) }),
    after: { name: person.name, roles, teamIds },
  });
  return asMemberId(id);
};

const openAgain = async (
  change: Change,
  before: {
    readonly id: string;
    readonly roles: readonly Role[];
    readonly open: boolean;
    readonly mail: string | null;
  },
  { identity, roles, mail }: NewMember,
): Promise<void> => {
  const begins = beginsAsRep(before, { roles, open: true });
  await from(change).member.update({
    where: { id: before.id },
    data: {
      ...{ roles: [...roles], closedAt: null, version: { increment: 1 } },
      mail: before.mail ?? (await freeMail(change, mail)),
      ...(begins && { repSince: change.at }),
    },
  });
  await from(change).identity.update({ where: { platform_workspace_user: identity }, data: { goneAt: null } });
};

const make = async (
  change: Change,
  id: string,
  { name, roles, language, zone, mail, identity }: NewMember,
): Promise<void> => {
  const { organizationId, at } = change;
  const told = zone !== undefined;
  await from(change).member.create({
    data: {
      ...{ id, organizationId, name, language, roles: [...roles], createdAt: at },
      ...{ zone: zone ?? (await organizationOf(change)).zone, zoneTold: told, mail: await freeMail(change, mail) },
    },
  });
  await from(change).identity.create({ data: { ...identity, organizationId, memberId: id, addedAt: at } });
};

/** By it they are known on another platform; null where it is another's here. */
const freeMail = async (change: Change, mail: string | null): Promise<string | null> => {
  if (mail === null) return null;
  const where = { organizationId: change.organizationId, mail };
  return (await from(change).member.findFirst({ where, select: { id: true } })) ? null : mail;
};

const standingOf = (member: {
  readonly roles: readonly Role[];
  readonly closedAt: Date | null;
  readonly teams: readonly { readonly teamId: string }[];
}) => ({ roles: member.roles, closed: member.closedAt !== null, teamIds: member.teams.map(({ teamId }) => teamId) });
