import { z } from "zod";
import type { InBoth, Language } from "../../core/language.ts";
import type { Screen, ScreenChange } from "../slack/screen.ts";

/** One of the people one can be on the page. */
export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** What they do in the company, when the app said so. */
  readonly role: InBoth | null;
  readonly language: Language;
  /** IANA time zone. */
  readonly tz: string;
  /** `#rrggbb`. */
  readonly color: string;
}

export interface PageClock {
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly now: number;
  /** Milliseconds the sandbox's clock is ahead of the computer's. */
  readonly ahead: number;
  /** Whether the page may move it. */
  readonly movable: boolean;
}

/** What the start page and the person switcher show. */
export interface PeopleAnswer {
  readonly team: string;
  readonly bot: string;
  readonly people: readonly PagePerson[];
  readonly clock: PageClock;
  /** Changes when the page itself was built anew. */
  readonly build: string;
}

/** Server-sent events: each is one JSON text. `screen` comes first, and again after every reconnection. */
export type PageEvent =
  | { readonly type: "screen"; readonly screen: Screen; readonly clock: PageClock; readonly build: string }
  | { readonly type: "change"; readonly change: ScreenChange }
  | { readonly type: "clock"; readonly clock: PageClock };

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const entry = z.union([text, z.number(), z.array(z.string().max(3000)).max(200).readonly(), z.null()]);
const place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), channel: id, ts: id }),
  z.strictObject({ kind: z.literal("view"), view: id }),
]);
const element = { place, block_id: id, action_id: id };

/** Everything the page can ask for on behalf of the person. */
const action = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("command"), channel: id, text, thread_ts: id.exactOptional() }),
  z.strictObject({
    type: z.literal("say"),
    channel: id,
    text,
    thread_ts: id.exactOptional(),
    files: z.array(id).max(10).readonly().exactOptional(),
  }),
  z.strictObject({ type: z.literal("enter"), ...element, entry: entry.exactOptional() }),
  z.strictObject({ type: z.literal("act"), ...element, entry: entry.exactOptional() }),
  z.strictObject({ type: z.literal("suggest"), ...element, query: z.string().max(1000) }),
  z.strictObject({
    type: z.literal("submit"),
    view: id,
    values: z.record(z.string(), z.record(z.string(), entry)).exactOptional(),
  }),
  z.strictObject({ type: z.literal("close"), view: id, all: z.boolean().exactOptional() }),
  z.strictObject({ type: z.literal("openHome") }),
  z.strictObject({ type: z.literal("openDirect"), withUser: id }),
  z.strictObject({ type: z.literal("join"), channel: id }),
  z.strictObject({ type: z.literal("react"), channel: id, ts: id, name: z.string().min(1).max(80) }),
  z.strictObject({ type: z.literal("moveClock"), to: z.number().int() }),
]);
export const request = z.strictObject({ as: id, action });
export type PageAction = z.infer<typeof action>;

/** What came of an action: `result` depends on it (a Reaction, a ts, a channel id, options). */
export type ActionAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly code: "refused" | "invalid" | "unknown_person" | "broken";
      readonly message: string;
    };

/** Bytes of the largest file one can hand over on the page. */
export const LARGEST_FILE = 10 * 1024 * 1024;
