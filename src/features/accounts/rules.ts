import type { Instant } from "../../core/clock.ts";

/** Minutes in which a code is to be given on the other platform. */
export const CODE_MINUTES = 10;
/** Codes an account may try in that time: a code that is guessed at would take a million years. */
export const GUESSES = 5;

/** What follows "/link", "link" or "绑定" in words of someone who has no commands yet; undefined for other words. */
export const linkTyped = (typed: string): string | undefined =>
  /^[/／]?(?:link(?![\p{L}\p{N}])|绑定)\s*(.*)$/isu.exec(typed.trim())?.[1]?.trim();

export type CodeState = "good" | "used" | "expired";

export const codeState = (
  { createdAt, usedAt }: { readonly createdAt: Instant; readonly usedAt: Instant | null },
  now: Instant,
): CodeState => {
  if (usedAt) return "used";
  return now.getTime() - createdAt.getTime() > CODE_MINUTES * 60_000 ? "expired" : "good";
};

export interface Identified {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}
export interface Account extends Identified {
  readonly addedAt: Instant;
}

/** From an account one unlinks itself and those that came after it; `accounts` are in the order they came. */
export const mayUnlink = (
  accounts: readonly Account[],
  { asking, account }: { readonly asking: Identified; readonly account: Identified },
): boolean => {
  const placeOf = ({ platform, user }: Identified) =>
    accounts.findIndex((each) => each.platform === platform && each.user === user);
  return placeOf(asking) <= placeOf(account);
};
