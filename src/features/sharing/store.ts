import { asMemberId, isId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { findMembers } from "../../data/colleagues.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers } from "../../data/scope.ts";

export interface Colleague {
  readonly id: MemberId;
  readonly name: string;
}

const colleagueOf = ({ id, name }: { readonly id: string; readonly name: string }): Colleague => ({
  id: asMemberId(id),
  name,
});

/** Open accounts of the customer's segment but its owner's: a segment's customers stay in it. Nobody: it is out of sight. */
async function colleaguesOf(scope: Scope, customerId: string): Promise<Prisma.MemberWhereInput> {
  const nobody = { id: { in: [] } };
  if (!isId(customerId)) return nobody;
  const customer = await from(scope).customer.findFirst({
    where: { AND: [visibleCustomers(scope), { id: customerId }] },
    select: { segmentId: true, ownerId: true },
  });
  if (!customer) return nobody;
  const { segmentId, ownerId } = customer;
  return {
    organizationId: scope.organizationId,
    closedAt: null,
    teams: { some: { team: { segmentId } } },
    ...(ownerId !== null && { id: { not: ownerId } }),
  };
}

/** With whom a customer can be shared, by name, pinyin or initials. */
export const findColleagues = async (scope: Scope, customerId: string, typed: string): Promise<Colleague[]> =>
  findMembers(scope, await colleaguesOf(scope, customerId), typed);

export async function readColleagues(scope: Scope, customerId: string, ids: readonly string[]): Promise<Colleague[]> {
  const rows = await from(scope).member.findMany({
    where: { AND: [await colleaguesOf(scope, customerId), { id: { in: ids.filter(isId) } }] },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(colleagueOf);
}

/** With whom a customer in sight is shared, by name. */
export async function readShares(scope: Scope, customerId: string): Promise<Colleague[]> {
  const rows = await from(scope).customerShare.findMany({
    where: { organizationId: scope.organizationId, customerId, customer: visibleCustomers(scope) },
    select: { memberId: true },
  });
  const members = await from(scope).member.findMany({
    where: { organizationId: scope.organizationId, id: { in: rows.map(({ memberId }) => memberId) } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return members.map(colleagueOf);
}

/** Shares a customer with colleagues it was not shared with; those are returned. */
export async function giveShares(change: Change, customerId: string, to: readonly Colleague[]): Promise<Colleague[]> {
  const { organizationId } = change;
  const given: Colleague[] = [];
  for (const colleague of to) {
    const data = [{ customerId, memberId: colleague.id, organizationId }];
    const { count } = await from(change).customerShare.createMany({ data, skipDuplicates: true });
    if (count === 0) continue;
    given.push(colleague);
    await audit(change, {
      what: "customer.shared",
      subject: `customer:${customerId}`,
      after: { memberId: colleague.id, name: colleague.name },
    });
  }
  return given;
}

/** Takes a customer back from colleagues it was shared with; those are returned. */
export async function takeBackShares(
  change: Change,
  customerId: string,
  of: readonly Colleague[],
): Promise<Colleague[]> {
  const { organizationId } = change;
  const takenBack: Colleague[] = [];
  for (const colleague of of) {
    const { count } = await from(change).customerShare.deleteMany({
      where: { organizationId, customerId, memberId: colleague.id },
    });
    if (count === 0) continue;
    takenBack.push(colleague);
    await audit(change, {
      what: "customer.unshared",
      subject: `customer:${customerId}`,
      before: { memberId: colleague.id, name: colleague.name },
    });
  }
  return takenBack;
}

/** Somebody has left: what was shared with them is theirs to see no more, nor when they come back. */
export async function endShares(change: Change, memberId: MemberId): Promise<void> {
  const { organizationId } = change;
  const rows = await from(change).customerShare.findMany({
    where: { organizationId, memberId },
    select: { customerId: true },
    orderBy: { customerId: "asc" },
  });
  if (rows.length === 0) return;
  const { id, name } = await from(change).member.findFirstOrThrow({ where: { id: memberId, organizationId } });
  for (const { customerId } of rows) await takeBackShares(change, customerId, [{ id: asMemberId(id), name }]);
}
