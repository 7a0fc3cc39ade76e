import { elapsed } from "../../core/clock.ts";
import { opaque } from "./ids.ts";

const LIFE_MS = 7200 * 1000;
/** With less left of it another one is given out; both are good then. */
const RENEWED_BELOW_MS = 1800 * 1000;

/** tenant_access_tokens, in real time: people's clocks may jump, Feishu's do not. */
export class Tokens {
  #issued: { readonly token: string; readonly until: number }[] = [];

  /** The token, and the seconds that are left of it. */
  issue(): { readonly token: string; readonly expire: number } {
    const now = elapsed();
    this.#issued = this.#issued.filter(({ until }) => until > now);
    const newest = this.#issued.at(-1);
    if (newest && newest.until - now >= RENEWED_BELOW_MS)
      return { token: newest.token, expire: Math.floor((newest.until - now) / 1000) };
    const token = `t-g104${opaque(36)}`;
    this.#issued.push({ token, until: now + LIFE_MS });
    return { token, expire: LIFE_MS / 1000 };
  }

  isValid(token: string): boolean {
    return this.#issued.some((one) => one.token === token && one.until > elapsed());
  }

  /** None that was given out is good any more. */
  revoke(): void {
    this.#issued = [];
  }
}
