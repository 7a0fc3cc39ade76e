import type { Instant } from "../../core/clock.ts";
import { fromColumn, type PlainDate, plainDate, toColumn, type Zone, zone } from "../../core/dates.ts";
import { isId, newId } from "../../core/ids.ts";
import { type Currency, currency, type Money, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import { organizationOf } from "../../data/organization.ts";
import { type Page, type PageRequest, pageArguments, pageOf } from "../../data/paging.ts";
import { isSame, type Moved } from "./rules.ts";

export interface TeamOfGoals {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
}

/** Teams whose goals this person sets, as many as a card offers. */
const MOST_TEAMS = 60;

export const teamsToSet = ({ organizationId, roles, teamIds, segmentIds }: Scope) => ({
  organizationId,
  closedAt: null,
  ...(!roles.has("admin") && {
    OR: [
      { id: { in: roles.has("manager") ? [...teamIds] : [] } },
      { segmentId: { in: roles.has("segment_admin") ? [...segmentIds] : [] } },
    ],
  }),
});

/** The teams whose goals the person sets, by name; or the one of this id, when it is among them. */
export const readTeamsToSet = async (scope: Scope, id?: string): Promise<TeamOfGoals[]> => {
  const rows = await from(scope).team.findMany({
    where: { ...teamsToSet(scope), ...(id !== undefined && { AND: { id: { in: [id].filter(isId) } } }) },
    select: { id: true, name: true, zone: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_TEAMS,
  });
  return rows.map((row) => ({ ...row, zone: zone(row.zone) }));
};

export const currencyOf = async (scope: Scope): Promise<Currency> => (await organizationOf(scope)).currency;

export type Goals = ReadonlyMap<PlainDate, Money>;
export const readGoals = async (scope: Scope, teamId: string, months: readonly PlainDate[]): Promise<Goals> => {
  const rows = await from(scope).goal.findMany({
    where: { organizationId: scope.organizationId, teamId, month: { in: months.map(toColumn) } },
  });
  return new Map(rows.map((row) => [fromColumn(row.month), money(row.amountMinor, currency(row.currency))]));
};

/** For each month what it is to be, and what it was when the person looked; undefined: no goal. */
export type Wanted = ReadonlyMap<PlainDate, { readonly value: Money | undefined; readonly seen: Money | undefined }>;
export type Set =
  | { readonly moved: readonly Moved[] /** The entry to take it back by. */; readonly entry: string }
  /** Since they were looked at somebody has set others: nothing was written. */
  | { readonly overtaken: readonly Moved[] };

/** Sets the goals of a team, one person after another: a month that is no longer what it was is not written over. */
export const setGoals = async (change: Change, teamId: string, wanted: Wanted): Promise<Set> => {
  const { organizationId } = change;
  await from(change)
    .$queryRaw`SELECT 1 FROM "Team" WHERE id = ${teamId}::uuid AND "organizationId" = ${organizationId}::uuid FOR UPDATE`;
  const now = await readGoals(change, teamId, [...wanted.keys()]);
  const moves = [...wanted].map(([month, { value, seen }]) => ({ month, before: now.get(month), after: value, seen }));
  const moved = moves.filter(({ before, after }) => !isSame(before, after));
  const overtaken = moved.filter(({ before, seen }) => !isSame(before, seen));
  if (overtaken.length > 0) return { overtaken };
  if (moved.length === 0) return { moved, entry: "" };
  for (const { month, after } of moved) await keep(change, { teamId, month: toColumn(month) }, after);
  const side = (of: "before" | "after") => Object.fromEntries(moved.map((each) => [each.month, each[of] ?? null]));
  const entry = newId();
  await audit(change, {
    id: entry,
    what: "goals.changed",
    subject: `goals:${teamId}`,
    before: side("before"),
    after: side("after"),
  });
  return { moved, entry };
};

const keep = async (
  change: Change,
  key: { readonly teamId: string; readonly month: Date },
  goal: Money | undefined,
): Promise<void> => {
  const { organizationId } = change;
  if (!goal) {
    await from(change).goal.deleteMany({ where: { organizationId, ...key } });
    return;
  }
  const amount = { amountMinor: goal.minor, currency: goal.currency };
  await from(change).goal.upsert({
    where: { teamId_month: key },
    create: { organizationId, ...key, ...amount },
    update: amount,
  });
};

export interface Entry {
  readonly id: string;
  readonly by: string | undefined;
  readonly at: Instant;
  readonly moved: readonly Moved[];
}

const entryOf = (
  row: { id: string; memberId: string | null; at: Date; before: unknown; after: unknown },
  names: ReadonlyMap<string, string>,
): Entry => {
  const [before, after] = [row.before, row.after].map((side) => new Map(Object.entries(Object(side))));
  const months = [...(after?.keys() ?? [])].sort();
  return {
    id: row.id,
    by: names.get(row.memberId ?? ""),
    at: row.at,
    moved: months.map((month) => ({
      month: plainDate(month),
      before: goalIn(before?.get(month)),
      after: goalIn(after?.get(month)),
    })),
  };
};
const goalIn = (kept: unknown): Money | undefined => {
  const { minor, currency: code } = Object(kept) as { readonly minor?: unknown; readonly currency?: unknown };
  return minor === undefined ? undefined : money(BigInt(String(minor)), currency(String(code)));
};

const entries = ({ organizationId }: Scope, teamId: string) => ({
  organizationId,
  subject: `goals:${teamId}`,
  what: "goals.changed",
});

/** Who set what, the latest first. */
export const readHistory = async (scope: Scope, teamId: string, page: PageRequest): Promise<Page<Entry>> => {
  const rows = await from(scope).auditEntry.findMany({
    where: entries(scope, teamId),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  const ids = shown.flatMap(({ memberId }) => memberId ?? []);
  const names = await readNames(scope, ids);
  return { rows: shown.map((row) => entryOf(row, names)), next };
};

export const readEntry = async (scope: Scope, teamId: string, id: string): Promise<Entry | undefined> => {
  const row = await from(scope).auditEntry.findFirst({ where: { id, ...entries(scope, teamId) } });
  return row ? entryOf(row, new Map()) : undefined;
};
