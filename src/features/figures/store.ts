import { z } from "zod";
import type { Instant } from "../../core/clock.ts";
import { isId, newId } from "../../core/ids.ts";
import type { Currency } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { type Page, type PageRequest, pageArguments, pageOf } from "../../data/paging.ts";
import { figuresIn, keptOf, type Settings, settingsOf } from "../../domain/settings.ts";
import { keyOf, type TeamsAfter } from "../company/public.ts";
import { isSame, type Problem, problemsIn, valueIn } from "./rules.ts";

/** Whose figures: a segment's, or the organization's. */
export interface Of {
  readonly segment: string | undefined;
}

export interface SegmentNamed {
  readonly id: string;
  readonly name: string;
}
/** The segments of the organization by name, of these ids alone or called so; as many as a list to choose from holds. */
export const readSegments = async (
  scope: Scope,
  { ids, typed = "" }: { readonly ids?: readonly string[]; readonly typed?: string } = {},
): Promise<SegmentNamed[]> =>
  from(scope).segment.findMany({
    where: {
      organizationId: scope.organizationId,
      closedAt: null,
      name: { contains: typed.trim(), mode: "insensitive" },
      ...(ids && { id: { in: ids.filter(isId) } }),
    },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 100,
  });

export interface Standing {
  /** What holds. */
  readonly now: Settings;
  /** What would hold if nothing had been changed here: the organization's for a segment, else the defaults. */
  readonly below: Settings;
  readonly currency: Currency;
}
export const readStanding = async (scope: Scope, { segment }: Of): Promise<Standing> => {
  const { segments, currency } = await organizationOf(scope);
  if (segment === undefined) return { now: segments.others, below: settingsOf({}), currency };
  return { now: segments.own.get(segment) ?? segments.others, below: segments.others, currency };
};

/** The rows that hold settings, held until the change ends: figures are changed one after another. */
const holdFigures = async (change: Change) => {
  const { organizationId } = change;
  await from(change).$queryRaw`SELECT 1 FROM "Organization" WHERE id = ${organizationId}::uuid FOR UPDATE`;
  const row = await from(change).organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: {
      settings: true,
      segments: { where: { closedAt: null }, select: { id: true, name: true, settings: true } },
    },
  });
  return row;
};
type Held = Awaited<ReturnType<typeof holdFigures>>;

/** What was found in the way: two figures that do not fit together, here or in a segment. */
export interface Clash {
  readonly problem: Problem;
  readonly key: string;
  /** The segment in which they clash; undefined: where they were to be changed. */
  readonly segment: string | undefined;
}
export interface Moved {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}
/** Since the values were looked at somebody has changed them. */
interface Overtaken {
  readonly overtaken: readonly Moved[];
}
export type Changed =
  | { readonly moved: readonly Moved[]; readonly entry: string; readonly teams?: TeamsAfter }
  | { readonly clash: Clash }
  | Overtaken;

/**
 * Changes figures of the organization or of a segment. Stored is what differs from what holds below; what is set to just
 * that, or to nothing, follows it from then on. `seen`: a figure that is no longer what it was is not written over.
 */
export const changeFigures = async (
  change: Change,
  { segment }: Of,
  wanted: ReadonlyMap<string, { readonly value: unknown; readonly seen: unknown }>,
): Promise<Changed> => {
  const held = await holdFigures(change);
  const own = segment === undefined ? held.settings : held.segments.find(({ id }) => id === segment)?.settings;
  const resolve = (stored: unknown) => (segment === undefined ? settingsOf(stored) : settingsOf(held.settings, stored));
  const [before, below] = [resolve(own), resolve({})];
  const overtaken = [...wanted].flatMap(([key, { value, seen }]) => {
    const now = valueIn(before, key);
    return isSame(now, seen) || isSame(now, value === undefined ? valueIn(below, key) : value)
      ? []
      : [{ key, before: seen, after: now }];
  });
  if (overtaken.length > 0) return { overtaken };
  const figures = new Map(figuresIn(own));
  for (const [key, { value }] of wanted) {
    figures.delete(key);
    if (value !== undefined && !isSame(value, valueIn(below, key))) figures.set(key, value);
  }
  const settings = keptOf(figures);
  const after = resolve(settings);
  const clash = clashIn(held, { segment, settings }, after);
  if (clash) return { clash };
  const moved = [...wanted.keys()]
    .map((key) => ({ key, before: valueIn(before, key), after: valueIn(after, key) }))
    .filter((each) => !isSame(each.before, each.after));
  if (moved.length === 0) return { moved, entry: "" };
  await keep(change, { segment }, settings);
  const set = figuresIn(own);
  const followed = moved.flatMap(({ key }) => (set.has(key) ? [] : [key]));
  const entry = newId();
  await audit(change, {
    id: entry,
    what: "figures.changed",
    subject: subjectOf(change, { segment }),
    before: Object.fromEntries(moved.map((each) => [each.key, each.before])),
    after: { ...Object.fromEntries(moved.map((each) => [each.key, each.after])), followed },
  });
  return { moved, entry };
};

const clashIn = (held: Held, changed: Of & { readonly settings: unknown }, after: Settings): Clash | undefined => {
  const [here] = problemsIn(after);
  if (here) return { problem: here[0], key: here[1], segment: undefined };
  if (changed.segment !== undefined) return undefined;
  for (const { name, settings } of held.segments) {
    const [there] = problemsIn(settingsOf(changed.settings, settings));
    if (there) return { problem: there[0], key: there[1], segment: name };
  }
  return undefined;
};

const keep = async (change: Change, { segment }: Of, kept: Readonly<Record<string, unknown>>): Promise<void> => {
  const { organizationId } = change;
  const settings = kept as Prisma.InputJsonObject;
  if (segment !== undefined)
    await from(change).segment.updateMany({ where: { id: segment, organizationId }, data: { settings } });
  else
    await from(change).organization.update({
      where: { id: organizationId },
      data: { settings, version: { increment: 1 } },
    });
};

const subjectOf = ({ organizationId }: Scope, { segment }: Of): string => `figures:${segment ?? organizationId}`;

/** Changes of figures; the organization's with those of what it is itself. */
const entriesOf = (scope: Scope, of: Of) => {
  const { organizationId } = scope;
  const own = { organizationId, subject: subjectOf(scope, of), what: "figures.changed" };
  if (of.segment !== undefined) return own;
  const itself = { organizationId, subject: `organization:${organizationId}`, what: "organization.changed" };
  return { OR: [own, itself] };
};

export interface Entry {
  readonly id: string;
  readonly by: string | undefined;
  readonly at: Instant;
  readonly moved: readonly Moved[];
  /** Figures that followed what holds below until then: taken back, they do so again. */
  readonly followed: readonly string[];
  /** Teams that followed the organization itself. */
  readonly teams: readonly string[];
  /** Of what the organization itself is, not of its figures. Nothing moved: it was looked over. */
  readonly itself: boolean;
}

const entryOf = (
  row: { id: string; memberId: string | null; at: Date; what: string; before: unknown; after: unknown },
  names: ReadonlyMap<string, string>,
): Entry => {
  const values = (side: unknown) => Object.entries(Object(side) as Readonly<Record<string, unknown>>);
  const after = new Map(values(row.after));
  const ids = (key: string) => z.array(z.string()).catch([]).parse(after.get(key));
  const itself = row.what === "organization.changed";
  const moved = values(row.before).map(([key, before]) => ({ key, before, after: after.get(key) }));
  return {
    id: row.id,
    by: names.get(row.memberId ?? ""),
    at: row.at,
    moved: itself
      ? moved.filter((each) => !isSame(each.before, each.after)).map((each) => ({ ...each, key: keyOf(each.key) }))
      : moved,
    followed: ids("followed"),
    teams: ids("teams"),
    itself,
  };
};

/** Who changed what, the latest first. */
export const readHistory = async (scope: Scope, of: Of, page: PageRequest): Promise<Page<Entry>> => {
  const rows = await from(scope).auditEntry.findMany({
    where: entriesOf(scope, of),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  const names = await readNames(
    scope,
    shown.flatMap(({ memberId }) => memberId ?? []),
  );
  return { rows: shown.map((row) => entryOf(row, names)), next };
};

export const readEntry = async (scope: Scope, of: Of, id: string): Promise<Entry | undefined> => {
  const row = await from(scope).auditEntry.findFirst({
    where: { AND: [{ id }, entriesOf(scope, of)] },
  });
  return row ? entryOf(row, await readNames(scope, row.memberId ? [row.memberId] : [])) : undefined;
};
