import type { Zone } from "./dates.ts";
import type { Language } from "./language.ts";

/** By what a platform may know somebody; either is enough. Mail in lower case, phone with its country: +8613800138000. */
export interface Address {
  readonly mail: string | null;
  readonly phone: string | null;
}

/** A workspace of a platform. */
export interface PlatformPlace {
  readonly platform: string;
  readonly workspace: string;
}

/** Whose account an address belongs to, by the platform's own word. */
export type WhoIs =
  /** `language` and `zone` where the platform tells them. */
  | { readonly kind: "found"; readonly user: string; readonly language?: Language; readonly zone?: Zone }
  /** Nobody has it, or nobody whom the bot may see. */
  | { readonly kind: "nobody" }
  /** A guest, a bot, a closed account, or one of another company: none of ours. */
  | { readonly kind: "outsider" }
  /** Mail and phone belong to two people. */
  | { readonly kind: "two" }
  /** The platform finds nobody by what is known: it takes mail only, say. */
  | { readonly kind: "unfindable" }
  /** The bot may not look people up: whoever runs it has to act. */
  | { readonly kind: "not_allowed" }
  /** No answer for now; milliseconds to wait before asking again. */
  | { readonly kind: "later"; readonly wait: number };

/** What a process that does not speak to the platform knows: another one may. */
export const askNobody = async (_: PlatformPlace, addresses: readonly Address[]): Promise<readonly WhoIs[]> =>
  addresses.map(() => ({ kind: "later", wait: 60_000 }));
