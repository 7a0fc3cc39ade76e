import type { PlainDate } from "../core/dates.ts";
import { nameKey } from "./names.ts";
import type { DealValues } from "./row-values.ts";
import { isOpen, type Stage } from "./stages.ts";

/** A deal as the import knows it, there before or made by an earlier row. */
export interface KnownDeal {
  readonly stage: Stage;
  /** Minor units, as digits. */
  readonly amount: string | null;
  readonly firstMeetingOn: PlainDate | null;
  readonly expectedOn: PlainDate | null;
  readonly closedOn: PlainDate | null;
  /** There before the file came. */
  readonly isEarlier: boolean;
  /** The row of this file that made it. */
  readonly madeIn: number | undefined;
}
/** Deals of a customer, each by all it may be met under. */
export type KnownDeals = Map<string, KnownDeal>;

/** By its number where the sheet has one, else by its name: what makes two rows the same deal. */
export const dealKey = (deal: DealValues): string =>
  deal.number ? `#${deal.number}` : deal.isUnnamed ? unnamedKey(deal) : keyOfName(deal.name);
const keyOfName = (name: string): string => nameKey(name) || name;

type Unnamed = Pick<DealValues, "name" | "isListed"> & {
  readonly [fact in "amount" | "closedOn" | "expectedOn"]?: string | null | undefined;
};
/** A customer buys the same product again: what tells such deals apart is what is paid when. */
const unnamedKey = ({ name, amount, isListed, closedOn, expectedOn }: Unnamed): string =>
  `~${[keyOfName(name), closedOn ?? expectedOn ?? "", (!isListed && amount) || ""].join(" ")}`;

/** What the rows of a sheet may call a deal that is there: also the key it came with, whatever it is called by now. */
const keysOf = (name: string, importKey: string | null, deal: KnownDeal): string[] => [
  keyOfName(name),
  unnamedKey({ name, ...deal }),
  ...(/^[0-9a-f-]{36} (.+)$/su.exec(importKey ?? "")?.slice(1) ?? []),
];
/** Of several that may be called the same an open one comes first. */
export const dealsMet = (
  deals: readonly (Omit<KnownDeal, "madeIn"> & { readonly name: string; readonly importKey: string | null })[],
): KnownDeals | undefined => {
  if (deals.length === 0) return undefined;
  const met: KnownDeals = new Map();
  for (const { name, importKey, ...rest } of deals) {
    const deal = { ...rest, madeIn: undefined };
    for (const key of keysOf(name, importKey, deal)) {
      const other = met.get(key);
      if (!other || (isOpen(deal.stage) && !isOpen(other.stage))) met.set(key, deal);
    }
  }
  return met;
};

/** An open one of that product which was there before the file is meant, too: its amount or its day may have changed since. */
export const dealKnownAs = (deal: DealValues, deals: KnownDeals | undefined): KnownDeal | undefined => {
  const same = deals?.get(dealKey(deal));
  if (same || !deal.isUnnamed) return same;
  const named = deals?.get(keyOfName(deal.name));
  return named?.isEarlier && isOpen(named.stage) ? named : undefined;
};
