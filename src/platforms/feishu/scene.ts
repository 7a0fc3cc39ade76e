import type { Choice } from "../../chat/form.ts";
import type { Zone } from "../../core/dates.ts";
import type { Origin } from "./origin.ts";

/** What surrounds a form that is drawn. */
export interface Scene {
  /** Tells this drawing from another. */
  readonly instance: string;
  readonly origin?: Origin | undefined;
  /** Where the reader is: times are entered in it. */
  readonly zone: Zone;
  /** What was looked for in each searched field, and what was found. */
  readonly queries: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, readonly Choice[]>>;
  /** Files of the direct chat, newest first. */
  readonly files: readonly Choice[];
  /** Groups the bot is in. */
  readonly places: readonly Choice[];
  /** Those one can pick in a field for people. */
  readonly colleagues: readonly Choice[];
}

/** How much of a form is drawn. What is known stands there whole: what is not shown would be lost with the next save. */
export interface Size {
  /** Of each select. */
  readonly options: number;
}
