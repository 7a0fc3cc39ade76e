import type { Trace } from "../../domain/intake.ts";
import { fieldOf } from "../../domain/intake-contacts.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import type { Reason } from "../../domain/row-values.ts";

export type RowTrace = Trace & { readonly row: number };

/** A row of the database as it stands, and as it would be when more and more is taken back of it. */
export interface Standing {
  version: number;
  readonly now: Record<string, unknown>;
}

/** One as the database has it. */
export interface Found extends Standing {
  /** Of its versions those that came of whoever brought it in leaving, or coming back. */
  readonly passed: number;
  /** As it stands, whatever is taken back of it. */
  readonly row: Readonly<Record<string, unknown>>;
}

export interface Ground {
  readonly standings: ReadonlyMap<string, Standing>;
  /** Those that something refers to. */
  readonly used: ReadonlySet<string>;
  /** Those that went into another: they come back with the undo of that. */
  readonly united: ReadonlySet<string>;
}

/** What is to be done to the rows of one table, and what stays, by row of the sheet. */
export interface Returns {
  readonly gone: ReadonlySet<string>;
  readonly restored: ReadonlySet<string>;
  readonly stays: readonly { readonly row: number; readonly why: Reason }[];
}

const STAYS: Readonly<Partial<Record<Trace["table"], string>>> = {
  Customer: "customer_stays",
  Contact: "contact_stays",
};
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * What was made goes, unless it was changed or used since; of what was added to, each fact that still stands as it was
 * added is as before, and each that somebody changed since stays. Later rows come first.
 */
export const returnsOf = (traces: readonly RowTrace[], { standings, used, united }: Ground): Returns => {
  const [gone, restored] = [new Set<string>(), new Set<string>()];
  const stays: { row: number; why: Reason }[] = [];
  for (const { row, table, id, version, before, after = {} } of traces) {
    const standing = standings.get(id);
    if (united.has(id)) stays.push({ row, why: { code: "went_into_another" } });
    if (!standing || gone.has(id)) continue;
    const untouched = standing.version === version;
    if (before === null) {
      if (untouched && !used.has(id)) gone.add(id);
      else stays.push({ row, why: { code: STAYS[table] ?? "changed_since" } });
      continue;
    }
    const facts = Object.keys(before);
    const mine = facts.filter((fact) => same(standing.now[fact], after[fact]));
    for (const fact of mine) standing.now[fact] = before[fact];
    const others = new Set(facts.filter((fact) => !mine.includes(fact)).map(fieldOf));
    for (const field of others) stays.push({ row, why: { code: "fact_stays", field } });
    if (mine.length === 0) continue;
    standing.version += untouched ? -1 : 1;
    restored.add(id);
  }
  return { gone, restored, stays };
};

/** What is written of one that is as before; a customer is found by the names it has then. */
export const asBefore = (
  table: Trace["table"],
  id: string,
  { version, passed, row: { name }, now }: Found,
): Record<string, unknown> => {
  const { shortNames } = now;
  const searchText = searchTextOf(String(name), Array.isArray(shortNames) ? shortNames : []);
  return { id, version: version + passed, ...now, ...(table === "Customer" && { searchText }) };
};

/** What the last contact, or visit, is to be, of those whose is still the one that was written: one step back for each row. */
export const touchesBack = (
  traces: readonly RowTrace[],
  day: "lastContactOn" | "lastVisitOn",
): { id: string; is: string; was: string | null }[] => {
  const back = new Map<string, { id: string; is: string; was: string | null }>();
  for (const { id, before, after } of traces) {
    const [was, is] = [text(before?.[day]), text(after?.[day])];
    if (is === null) continue;
    const later = back.get(id);
    if (!later) back.set(id, { id, is, was });
    else if (later.was === is) later.was = was;
  }
  return [...back.values()];
};
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
