import { elapsed } from "../../core/clock.ts";
import { FeishuError, TooMany } from "./api/error.ts";

const SECOND = 1000;
const MINUTE = 60_000;
/** Of most APIs, per app and tenant: https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN */
const PER_MINUTE = 1000;
const PER_SECOND = 50;
/** Messages to one person, to one group, and updates of one message. */
const PER_SECOND_AND_TARGET = 5;
const EPHEMERAL_PER_SECOND = 40;
/** Beyond so many, those that were not used for a while are forgotten. */
const MOST_KEPT = 1000;

/** Feishu's rate limits in real time: people's clocks may jump, Feishu's limits do not. */
export class Rates {
  readonly #on: boolean;
  readonly #times = new Map<string, readonly number[]>();

  constructor(on: boolean) {
    this.#on = on;
  }

  /** Counts a call. @throws TooMany when the API had its share. */
  call(api: string, perSecond = PER_SECOND): void {
    if (!this.#on) return;
    const key = `api ${api}`;
    const times = this.#recent(key, MINUTE);
    const now = elapsed();
    const oldest = times[0] ?? now;
    if (times.length >= PER_MINUTE) throw new TooMany(PER_MINUTE, Math.ceil((oldest + MINUTE - now) / 1000));
    if (times.filter((at) => now - at < SECOND).length >= perSecond) throw new TooMany(perSecond, 1);
    this.#note(key, times);
  }

  /** Counts a message to a person or group. @throws FeishuError 230020 */
  send(chatId: string): void {
    this.#target(`to ${chatId}`, PER_SECOND_AND_TARGET);
  }

  /** @throws FeishuError 230020 */
  update(messageId: string): void {
    this.#target(`update ${messageId}`, PER_SECOND_AND_TARGET);
  }

  /** @throws FeishuError 230020 */
  ephemeral(chatId: string): void {
    this.#target(`ephemeral ${chatId}`, EPHEMERAL_PER_SECOND);
  }

  #target(key: string, most: number): void {
    if (!this.#on) return;
    const times = this.#recent(key, SECOND);
    if (times.length >= most) throw new FeishuError(230020, "This operation triggers the frequency limit.");
    this.#note(key, times);
  }

  #recent(key: string, ms: number): readonly number[] {
    const now = elapsed();
    return (this.#times.get(key) ?? []).filter((at) => now - at < ms);
  }

  #note(key: string, before: readonly number[]): void {
    const now = elapsed();
    this.#times.set(key, [...before, now]);
    if (this.#times.size <= MOST_KEPT) return;
    for (const [other, times] of this.#times) if (now - (times.at(-1) ?? 0) > MINUTE) this.#times.delete(other);
  }
}
