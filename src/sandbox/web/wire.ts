import { z } from "zod";
import type { InBoth, Language } from "../../core/language.ts";
import { PLATFORMS, type Platform } from "./platform.ts";

/** One of the people one can be on the page, on one platform. Whoever is on both stands there twice, with the same `key`. */
export interface PagePerson {
  readonly platform: Platform;
  readonly id: string;
  readonly key: string;
  /** Short, for the address; the same on both platforms. */
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
  readonly platforms: readonly Platform[];
  readonly people: readonly PagePerson[];
  readonly clock: PageClock;
  /** Changes when the page itself was built anew. */
  readonly build: string;
}

/** Server-sent events: each is one JSON text. `screen` comes first, and again after every reconnection. */
export type PageEvent<Screen, Change> =
  | { readonly type: "screen"; readonly screen: Screen; readonly clock: PageClock; readonly build: string }
  | { readonly type: "change"; readonly change: Change }
  | { readonly type: "clock"; readonly clock: PageClock };

const moveClock = z.strictObject({ type: z.literal("moveClock"), to: z.number().int() });
/** What the page can ask for whatever the platform. */
export type CommonAction = z.infer<typeof moveClock>;

/** The platform's own actions are looked at by its side. */
export const request = z.strictObject({
  platform: z.enum(PLATFORMS),
  as: z.string().min(1).max(255),
  action: z.union([moveClock, z.looseObject({ type: z.string() })]),
});
export const isMoveClock = (action: { readonly type: string }): action is CommonAction =>
  moveClock.safeParse(action).success;

/** What came of an action: `result` depends on it (a Reaction, the id of a message or chat, options). */
export type ActionAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly code: "refused" | "invalid" | "unknown_person" | "broken";
      readonly message: string;
    };

/** Bytes of the largest file one can hand over on the page. */
export const LARGEST_FILE = 60 * 1024 * 1024;
