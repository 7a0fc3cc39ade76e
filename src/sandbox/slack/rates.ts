import { elapsed } from "../../core/clock.ts";
import { TooMany } from "./web-api/error.ts";

/** Calls a minute, per method: https://docs.slack.dev/apis/web-api/rate-limits */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
export type Tier = keyof typeof TIERS;

const MINUTE = 60_000;
/** chat.postMessage: about one a second in a channel, short bursts tolerated, and a cap for the whole workspace. */
const BURST_PER_CHANNEL = 5;
const POSTS_PER_MINUTE = 500;

/** Slack's rate limits in real time: people's clocks may jump, Slack's limits do not. */
export class Rates {
  readonly #on: boolean;
  readonly #calls = new Map<string, number[]>();
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(on: boolean) {
    this.#on = on;
  }

  /** Counts a call. @throws TooMany when the method had its share in the last minute. */
  call(method: string, tier: Tier): void {
    if (this.#on) this.#window(method, TIERS[tier]);
  }

  /** Counts a message posted to a channel. @throws TooMany */
  post(channel: string): void {
    if (!this.#on) return;
    const now = elapsed();
    const bucket = this.#buckets.get(channel) ?? { tokens: BURST_PER_CHANNEL, at: now };
    const tokens = Math.min(BURST_PER_CHANNEL, bucket.tokens + (now - bucket.at) / 1000);
    this.#buckets.set(channel, { tokens: Math.max(0, tokens - 1), at: now });
    if (tokens < 1) {
      this.#buckets.set(channel, { tokens, at: now });
      throw new TooMany(1);
    }
    this.#window("posts", POSTS_PER_MINUTE);
  }

  #window(key: string, most: number): void {
    const now = elapsed();
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < MINUTE);
    this.#calls.set(key, recent);
    const oldest = recent[0];
    if (recent.length >= most && oldest !== undefined)
      throw new TooMany(Math.max(1, Math.ceil((oldest + MINUTE - now) / 1000)));
    recent.push(now);
  }
}
