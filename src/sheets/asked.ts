import type { SheetLook, SheetRow } from "../core/sheet.ts";
import type { SheetProblemKind } from "./problem.ts";

/** A row with what the names in some of its columns sound like, for search, by column. */
export interface ReadRow extends SheetRow {
  readonly sounds: Readonly<Record<number, string>>;
}

/** What the thread that reads is asked for: a look at all sheets, or the rows of one, by its place among the visible. */
export type Asked =
  | { readonly kind: "look" }
  | { readonly kind: "rows"; readonly sheet: number; readonly named: readonly number[] };

/** What it says. */
export type Told =
  | { readonly kind: "looks"; readonly looks: readonly SheetLook[] }
  | { readonly kind: "rows"; readonly rows: readonly ReadRow[] }
  | { readonly kind: "end" }
  | { readonly kind: "problem"; readonly problem: SheetProblemKind };
