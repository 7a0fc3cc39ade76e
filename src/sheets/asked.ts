import type { SheetLook, SheetRow } from "../core/sheet.ts";
import type { Reading } from "../domain/row-reader.ts";
import type { SheetProblemKind } from "./problem.ts";

/** What is read of one sheet: by its place among the visible, and what the rows after its header are read as. */
export interface SheetRead {
  readonly sheet: number;
  readonly header: number;
  readonly reading: Reading;
}

/** What the thread that reads is asked for: a look at all sheets, the rows of one, or what these say. */
export type Asked =
  | { readonly kind: "look" }
  | { readonly kind: "rows"; readonly sheet: number }
  | ({ readonly kind: "said" } & SheetRead);

/** What it says. */
export type Told =
  | { readonly kind: "looks"; readonly looks: readonly SheetLook[] }
  | { readonly kind: "rows"; readonly rows: readonly SheetRow[] }
  /** As one text, which the other side reads in half the time that as many objects take. */
  | { readonly kind: "said"; readonly rows: string }
  | { readonly kind: "end" }
  | { readonly kind: "problem"; readonly problem: SheetProblemKind };
