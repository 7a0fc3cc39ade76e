import type { Stage } from "../../domain/stages.ts";

/** The columns of the board, in order; the last one holds this month's wins. */
export const COLUMNS = ["opportunity", "first_meeting", "p25", "p50", "p90", "won"] as const satisfies readonly Stage[];
export type Column = (typeof COLUMNS)[number];

/** How many deals stand in each open column, and how many of them somebody touched in the last seven days. */
export interface Standing {
  readonly opportunity: number;
  readonly first_meeting: number;
  readonly p25: number;
  readonly p50: number;
  readonly p90: number;
  readonly fresh: number;
  readonly freshP50: number;
}

/** What a board looks like (domain.md §5.5). */
export type Shape =
  | "empty"
  /** Nobody touched it this week. */
  | "stale"
  /** 90 % only. */
  | "harvest"
  /** Proposals at 50 % that do not move, or outweigh the rest. */
  | "plans_pending"
  /** Few at 25 %. */
  | "starved"
  /** 25 % does not become 50 %. */
  | "stuck"
  /** Well stocked, but nothing at 90 % yet. */
  | "not_closing"
  | "healthy";

/** "≫" of the domain: this many times as many. */
const FAR_MORE = 3;

/** The first fault from the bottom of the funnel up, or that it is healthy: 25 % ≥ 50 % ≥ 90 % with something in each. */
export function shapeOf({ opportunity, first_meeting, p25, p50, p90, fresh, freshP50 }: Standing): Shape {
  const advanced = p25 + p50 + p90;
  if (advanced + opportunity + first_meeting === 0) return "empty";
  if (fresh === 0) return "stale";
  if (p90 > 0 && p25 + p50 === 0) return "harvest";
  if (p50 >= 2 && (p50 > p25 + p90 || freshP50 === 0)) return "plans_pending";
  if (p25 === 0 || p25 < p50) return "starved";
  if (p50 === 0 || p25 >= FAR_MORE * p50 || p90 > p50) return "stuck";
  return p90 === 0 ? "not_closing" : "healthy";
}

/** Whose deals a board shows. */
export const BOARDS = ["mine", "team", "all"] as const;
export type BoardOf = (typeof BOARDS)[number];

/** What may be another in each segment; `others` where it is not. */
export interface BySegment<T> {
  readonly own: ReadonlyMap<string, T>;
  readonly others: T;
}
