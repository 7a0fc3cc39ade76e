import type { Instant } from "../../core/clock.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { membershipOf } from "../../data/members.ts";
import { type Asker, isList, type ListName } from "../listings/public.ts";
import { GIVEN_UP_AFTER } from "./rules.ts";

export interface Asked {
  readonly id: string;
  readonly list: ListName;
  readonly memberId: MemberId;
  /** The platform it was asked for on. */
  readonly on: string;
}

interface Identity {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}

/** False when the same list is being written for them already. */
export async function beginExport(
  change: Change,
  { id, list, by }: { readonly id: string; readonly list: ListName; readonly by: Identity },
): Promise<boolean> {
  const { organizationId, memberId, at } = change;
  if (memberId === null) return false;
  const onceKey = `${memberId}:${list}`;
  const { platform, workspace, user } = by;
  const data = [{ id, organizationId, memberId, list, platform, workspace, user, onceKey, createdAt: at }];
  return (await from(change).export.createMany({ data, skipDuplicates: true })).count > 0;
}

/** Undefined when it has been written, or given up; without asker when they are no open member any more. */
export async function readAsked(
  scope: Scope,
  id: string,
): Promise<(Asked & { readonly asker: Asker | undefined }) | undefined> {
  const { organizationId, database, clock } = scope;
  const row = await from(scope).export.findFirst({ where: { id, organizationId, onceKey: { not: null } } });
  if (!row || !isList(row.list)) return undefined;
  const member = await membershipOf(database, clock, row);
  const isSame = member.kind === "member" && member.scope.organizationId === organizationId;
  const asked = { id, list: row.list, memberId: asMemberId(row.memberId), on: row.platform };
  return { ...asked, asker: isSame && member.scope.memberId === row.memberId ? member : undefined };
}

/** False when it was closed before. Whoever took along what stays known. */
export async function closeExport(
  change: Change,
  { id, list, memberId, on }: Asked,
  { state, rows }: { readonly state: "done" | "failed"; readonly rows: number },
): Promise<boolean> {
  const { count } = await from(change).export.updateMany({
    where: { id, organizationId: change.organizationId, onceKey: { not: null } },
    data: { onceKey: null, rows, closedAt: change.at },
  });
  if (count === 0) return false;
  if (rows > 0)
    await audit(
      { ...change, memberId, from: on },
      { what: "list.exported", subject: `member:${memberId}`, after: { list, rows, state } },
    );
  return true;
}

export async function overdueExports(scope: Scope, now: Instant): Promise<Asked[]> {
  const before = new Date(now.getTime() - GIVEN_UP_AFTER * 60_000);
  const rows = await from(scope).export.findMany({
    where: { organizationId: scope.organizationId, onceKey: { not: null }, createdAt: { lt: before } },
    take: 100,
  });
  return rows.flatMap(({ id, list, memberId, platform }) =>
    isList(list) ? [{ id, list, memberId: asMemberId(memberId), on: platform }] : [],
  );
}
