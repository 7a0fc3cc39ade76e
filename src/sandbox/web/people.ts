import type { InBoth } from "../../core/language.ts";
import type { Account, Side } from "./side.ts";
import type { PagePerson } from "./wire.ts";

/** Someone the page offers, where they have an account, and what they do. */
export interface OfferedPerson {
  /** Slack user id. */
  readonly slack?: string;
  /** Feishu open_id. */
  readonly feishu?: string;
  readonly role?: InBoth;
}

/** The offered people first, in their order, then whoever joined since; never bots or closed accounts. */
export const peopleOf = (sides: readonly Side[], offered: readonly OfferedPerson[]): readonly PagePerson[] => {
  const there = sides.map((side) => ({ platform: side.platform, accounts: side.accounts() }));
  const known = offered.flatMap((one) => {
    const found = there.flatMap(({ platform, accounts }) => {
      const account = accounts.find(({ id }) => id === one[platform]);
      return account ? [{ platform, account }] : [];
    });
    const [first] = found;
    if (!first) return [];
    const same = { key: first.account.id, name: first.account.name, role: one.role ?? null };
    return found.map(({ platform, account }) => ({ ...account, ...same, platform }));
  });
  const joined = there.flatMap(({ platform, accounts }) => {
    const isKnown = ({ id }: Account): boolean => offered.some((one) => one[platform] === id);
    return accounts
      .filter((account) => !isKnown(account))
      .map((account) => ({ ...account, key: account.id, role: null, platform }));
  });
  return [...known, ...joined];
};
