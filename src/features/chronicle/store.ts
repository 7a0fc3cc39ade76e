import type { Instant } from "../../core/clock.ts";
import { fromColumn, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { visibleCustomers } from "../../data/scope.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import type { Entry } from "./rules.ts";

export interface PastActivity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly happenedOn: PlainDate;
  readonly said: string;
  readonly by: string | null;
  readonly met: readonly { readonly name: string; readonly title: string | null }[];
}

/** What was done with a customer in sight and stands, newest first. */
export async function readActivities(
  scope: Scope,
  customerId: string,
  request: PageRequest,
): Promise<Page<PastActivity>> {
  const { organizationId } = scope;
  const where = { organizationId, customerId, undoneAt: null, customer: visibleCustomers(scope) };
  const page = await placedInSight(request, (id) => from(scope).activity.count({ where: { ...where, id } }));
  const rows = await from(scope).activity.findMany({
    where,
    select: {
      id: true,
      kind: true,
      happenedOn: true,
      said: true,
      memberId: true,
      contacts: { select: { contact: { select: { name: true, title: true } } } },
    },
    orderBy: [{ happenedOn: "desc" }, { createdAt: "desc" }, { id: "desc" }],
    ...pageArguments(page),
  });
  const names = await readNames(
    scope,
    rows.map(({ memberId }) => memberId),
  );
  const { rows: shown, next } = pageOf(rows, page);
  return {
    rows: shown.map(({ id, kind, happenedOn, said, memberId, contacts }) => ({
      ...{ id, kind, said },
      happenedOn: fromColumn(happenedOn),
      by: names.get(memberId) ?? null,
      met: contacts.map(({ contact }) => contact),
    })),
    next,
  };
}

interface EntryRow {
  readonly id: string;
  readonly what: string;
  readonly before: Entry["before"];
  readonly after: Entry["after"];
  readonly at: Instant;
  readonly by: string | null;
  readonly ownerFrom: string | null;
  readonly ownerTo: string | null;
  readonly file: string | null;
}

/**
 * Entries of these kinds about a subject whose visibility the caller has seen to, newest first. Each kind is read by
 * itself, so that a long history of other things costs nothing.
 */
export async function readEntries(
  scope: Scope,
  { subject, kinds }: { readonly subject: string; readonly kinds: readonly string[] },
  page: PageRequest,
): Promise<Page<Entry & { readonly id: string }>> {
  const { organizationId } = scope;
  const after = page.after ?? null;
  const rows = await from(scope).$queryRaw<EntryRow[]>`
    WITH seen AS (
      SELECT at, id FROM "AuditEntry"
      WHERE id = ${after}::uuid AND "organizationId" = ${organizationId}::uuid AND subject = ${subject})
    SELECT e.id, e.what, e.before, e.after, e.at, m.name AS by, f.name AS "ownerFrom", o.name AS "ownerTo", i.file
    FROM unnest(${[...kinds]}::text[]) AS k(what)
    CROSS JOIN LATERAL (
      SELECT a.* FROM "AuditEntry" a
      WHERE a."organizationId" = ${organizationId}::uuid AND a.subject = ${subject} AND a.what = k.what
        AND (${after}::uuid IS NULL OR (a.at, a.id) < (SELECT at, id FROM seen))
      ORDER BY a.at DESC, a.id DESC LIMIT ${page.size + 1}) e
    LEFT JOIN "Member" m ON m.id = e."memberId"
    LEFT JOIN "Import" i ON i.id = (e.after->>'importId')::uuid AND i."organizationId" = e."organizationId"
      AND i."memberId" = ${scope.memberId}::uuid
    LEFT JOIN "Member" f ON f.id = (e.before->>'ownerId')::uuid AND f."organizationId" = e."organizationId"
    LEFT JOIN "Member" o ON o.id = (e.after->>'ownerId')::uuid AND o."organizationId" = e."organizationId"
    ORDER BY e.at DESC, e.id DESC LIMIT ${page.size + 1}`;
  const { rows: shown, next } = pageOf(rows, page);
  return {
    rows: shown.map(({ ownerFrom, ownerTo, ...entry }) => ({ ...entry, owners: { from: ownerFrom, to: ownerTo } })),
    next,
  };
}

/** When an entry of each kind was last made about a subject; kinds without any are missing. */
export async function readLast(
  scope: Scope,
  { subject, kinds }: { readonly subject: string; readonly kinds: readonly string[] },
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await from(scope).$queryRaw<{ what: string; at: Instant }[]>`
    SELECT k.what, e.at FROM unnest(${[...kinds]}::text[]) AS k(what)
    CROSS JOIN LATERAL (
      SELECT a.at FROM "AuditEntry" a
      WHERE a."organizationId" = ${scope.organizationId}::uuid AND a.subject = ${subject} AND a.what = k.what
      ORDER BY a.at DESC LIMIT 1) e`;
  return new Map(rows.map(({ what, at }) => [what, at]));
}
