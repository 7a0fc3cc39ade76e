import type { z } from "zod";
import type { Clock, Instant } from "./clock.ts";
import type { Change, Scope } from "./scope.ts";
import type { Address, PlatformPlace, WhoIs } from "./who-is.ts";

/** What a job or tick works with: one organization, seen whole. */
export interface JobContext {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly now: Instant;
  /** One transaction; see Change. */
  change<T>(work: (change: Change) => Promise<T>): Promise<T>;
  /** Whose accounts the addresses are there, in their order. Never rejects; never asked for inside a change. */
  whoIs(place: PlatformPlace, addresses: readonly Address[]): Promise<readonly WhoIs[]>;
}

/** Work to be done once, later, outside the click that asked for it. Safe to repeat. */
export interface Job<Payload> {
  readonly name: string;
  /** Ids only: what they stand for is read when the job runs. */
  readonly payload: z.ZodType<Payload>;
  /** How often it is tried again after a failure, with growing pauses. */
  readonly retries: number;
  run(context: JobContext, payload: Payload): Promise<void>;
  /** Tells whoever waits for it that the last try failed. */
  gaveUp?(context: JobContext, payload: Payload): Promise<void>;
}

/**
 * Asked every minute, once per organization however many processes run. It must ask "what is due and not yet
 * done?", never "what is now?", so that an outage is made up for by the first minute after it.
 */
export interface Tick {
  readonly name: string;
  run(context: JobContext): Promise<void>;
}

export const defineJob = <Payload>(job: Job<Payload>): Job<Payload> => job;
export const defineTick = (tick: Tick): Tick => tick;
