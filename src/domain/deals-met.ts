import type { PlainDate } from "../core/dates.ts";
import { nameKey } from "./names.ts";
import type { DealValues, Reason } from "./row-values.ts";
import { isOpen, type Stage } from "./stages.ts";

/** A deal as the import knows it, there before or made by an earlier row. */
export interface KnownDeal {
  readonly stage: Stage;
  /** Minor units, as digits. */
  readonly amount: string | null;
  readonly firstMeetingOn: PlainDate | null;
  readonly expectedOn: PlainDate | null;
  readonly closedOn: PlainDate | null;
  /** The row of this file that made it. */
  readonly madeIn: number | undefined;
}
/** One that came without a customer. */
export interface LooseDeal extends KnownDeal {
  /** It has one by now. */
  readonly hasCustomer: boolean;
  /** Still of whom it came with: of another's nothing is told. */
  readonly isTheirs: boolean;
}
/** How a deal came that was there before the file. */
interface Coming {
  readonly createdOn: PlainDate;
  /** Its product, where nothing else names it. */
  readonly called: string;
  /** The product by which a sheet brought it in before unnamed deals were told apart. */
  readonly cameAs: string | undefined;
}
/** Deals of a customer. */
export interface KnownDeals {
  /** Each by all it may be met under. */
  readonly byKey: Map<string, KnownDeal>;
  /** Those from before the file that no row of it has meant yet. */
  readonly unmet: Map<KnownDeal, Coming>;
}
export const noDeals = (): KnownDeals => ({ byKey: new Map(), unmet: new Map() });

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

/** The key it came with, whatever it is called by now. */
const cameWith = (importKey: string | null): string | undefined => /^[0-9a-f-]{36} (.+)$/su.exec(importKey ?? "")?.[1];

type Told = Omit<KnownDeal, "madeIn"> & {
  readonly name: string;
  readonly importKey: string | null;
  readonly createdOn: PlainDate;
  /** There before the file came. */
  readonly isEarlier: boolean;
};
/** Of several that may be called the same an open one comes first. */
export const dealsMet = (deals: readonly Told[]): KnownDeals | undefined => {
  if (deals.length === 0) return undefined;
  const { byKey, unmet } = noDeals();
  for (const { name, importKey, createdOn, isEarlier, ...facts } of deals) {
    const deal = { ...facts, madeIn: undefined };
    const [called, came] = [keyOfName(name), cameWith(importKey)];
    if (isEarlier) unmet.set(deal, { createdOn, called, cameAs: came && /^[^~#]/.test(came) ? came : undefined });
    for (const key of [called, unnamedKey({ name, ...facts }), ...(came ? [came] : [])]) {
      const other = byKey.get(key);
      if (!other || (isOpen(deal.stage) && !isOpen(other.stage))) byKey.set(key, deal);
    }
  }
  return { byKey, unmet };
};

/** What a deal that was there is to a row that says something else of the same product. */
type Means = (row: DealValues, deal: KnownDeal, coming: Coming) => boolean;
/** Its amount was corrected. */
const closedThatDay: Means = ({ closedOn }, deal) => closedOn !== undefined && closedOn === deal.closedOn;
/** Its amount, its day or its stage may have changed since; what closed before it was made is another. */
const isOpenSince: Means = ({ closedOn }, { stage }, { createdOn }) =>
  isOpen(stage) && (closedOn === undefined || closedOn >= createdOn);
/** It came in open, by its product alone, whatever became of it. */
const cameOpen: Means = (row, { closedOn }, { cameAs, createdOn }) =>
  isOpen(row.stage) && cameAs === keyOfName(row.name) && closedOn !== null && closedOn >= createdOn;

/** Of those that were there the first that a row may mean. */
const unmetBy = (row: DealValues, { unmet }: KnownDeals, means: Means): KnownDeal | undefined => {
  const key = keyOfName(row.name);
  for (const [deal, coming] of unmet)
    if ((coming.called === key || coming.cameAs === key) && means(row, deal, coming)) return deal;
  return undefined;
};

/** A row without a name may mean one that was there and says something else by now: each is meant by one row at most. */
export const dealKnownAs = (row: DealValues, deals: KnownDeals | undefined): KnownDeal | undefined => {
  const same = deals?.byKey.get(dealKey(row));
  if (same || !deals || !row.isUnnamed || row.isApart) return same;
  return unmetBy(row, deals, closedThatDay) ?? unmetBy(row, deals, isOpenSince) ?? unmetBy(row, deals, cameOpen);
};

/** A row has meant it: one that says the same does so again, any other does not. */
export const meetDeal = (row: DealValues, { byKey, unmet }: KnownDeals, deal: KnownDeal): void => {
  byKey.set(dealKey(row), deal);
  unmet.delete(deal);
};

/** Of a closed one that is made what was there and may be the same, its day corrected: nobody counts its money twice unsaid. */
export const othersLike = (row: DealValues, deals: KnownDeals | undefined): Reason[] => {
  if (!deals || !row.isUnnamed || isOpen(row.stage)) return [];
  const open = unmetBy(row, deals, (_, { stage }) => isOpen(stage));
  const paid = unmetBy(row, deals, ({ amount }, deal) => deal.closedOn !== null && deal.amount === amount);
  return [
    ...(open ? [{ code: "another_open", value: row.name }] : []),
    ...(paid?.closedOn ? [{ code: "another_paid", value: row.name, instead: paid.closedOn }] : []),
  ];
};
