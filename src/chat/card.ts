import type { z } from "zod";
import type { MemberId } from "../core/ids.ts";

/** A piece of running text. A person is mentioned where the platform can, else named. */
export type Part =
  | string
  | { readonly bold: string }
  | { readonly quiet: string }
  | { readonly person: MemberId; readonly name: string };
/** Text as people wrote it: renderers escape it, so nothing in it is ever markup, a mention or a link. */
export type Rich = string | readonly Part[];

/** Colour means state: green, yellow, red, grey, none. */
export type Tone = "done" | "waiting" | "stopped" | "past" | "plain";

/** A pressed button's name and its payload; made by `action.with(payload)`. */
export interface ActionCall {
  readonly action: string;
  readonly payload: unknown;
}

export interface Confirm {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

export interface Button {
  readonly label: string;
  readonly press: ActionCall;
  readonly look?: "primary" | "danger";
  readonly confirm?: Confirm;
}

export interface Fact {
  readonly label: string;
  readonly value: Rich;
}

/** One entry of a list, with what can be done about it. */
export interface Line {
  readonly text: Rich;
  readonly detail?: Rich;
  /** At most 3 buttons; more go into `menu`. */
  readonly buttons?: readonly Button[];
  readonly menu?: readonly Button[];
}

export interface Table {
  readonly columns: readonly { readonly label: string; readonly align?: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

export interface Chart {
  readonly kind: "bar" | "line" | "funnel" | "radar";
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

export interface TimelineEntry {
  readonly state: "done" | "now" | "ahead" | "stopped";
  readonly text: Rich;
}

/** What the bot shows: verdict first, at most six facts, what one can do last. Plain data, safe to store. */
export interface Card {
  readonly tone: Tone;
  /** The verdict, one line. */
  readonly title: string;
  /** The whole card in one line: notifications and screen readers read it. */
  readonly plain: string;
  /** Flags of a customer, warning first. */
  readonly tags?: readonly string[];
  /** Paragraphs. */
  readonly text?: readonly Rich[];
  /** At most 6. */
  readonly facts?: readonly Fact[];
  readonly lines?: readonly Line[];
  readonly chart?: Chart;
  readonly table?: Table;
  readonly timeline?: readonly TimelineEntry[];
  /** At most 5; more go into `menu`. */
  readonly buttons?: readonly Button[];
  readonly menu?: readonly Button[];
  /** Of a list, what it counts, as a sentence; until when is added as it is shown or sent. */
  readonly counts?: string;
  /** Small print. */
  readonly footer?: Rich;
}

/** A button's meaning: a name and the shape of what it carries, checked again when it comes back. */
export interface Action<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  with(payload: Payload): ActionCall;
}

/** @param name `feature.verb`, unique in the whole bot. */
export const defineAction = <Payload>(name: string, payload: z.ZodType<Payload>): Action<Payload> => ({
  name,
  payload,
  with: (value) => ({ action: name, payload: value }),
});

/** The text without its dress, as a person would read it aloud. */
export const plainText = (rich: Rich): string =>
  typeof rich === "string"
    ? rich
    : rich
        .map((part) => {
          if (typeof part === "string") return part;
          if ("bold" in part) return part.bold;
          return "quiet" in part ? part.quiet : part.name;
        })
        .join("");
