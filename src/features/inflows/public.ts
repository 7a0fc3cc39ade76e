import type { MemberId } from "../../core/ids.ts";
import { type Currency, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { type PaidDeal, receiptCard } from "./cards.ts";
import type { Inflow } from "./rules.ts";
import { collectedOf, keepAsked, readMembersWith, readNames, readSigner } from "./store.ts";

export { confirmReceipt, receiptButtons, refuseReceipt, sayInflow } from "./cards.ts";
export { type Inflow, openOf } from "./rules.ts";
export { keepReminded, readSignedBy, readSigner, readUnasked, type Unasked } from "./store.ts";

/** What came in for deals of what is agreed, by deal. @param otherwise the currency where no amount is agreed */
export async function inflowsOf(
  scope: Scope,
  deals: readonly Pick<PaidDeal, "id" | "amount">[],
  otherwise: Currency,
): Promise<(deal: Pick<PaidDeal, "id" | "amount">) => Inflow> {
  const collected = await collectedOf(
    scope,
    deals.map(({ id }) => id),
  );
  return ({ id, amount: contract }) => {
    const currency = contract?.currency ?? otherwise;
    return { contract, collected: money(collected(id), currency) };
  };
}

interface Asking {
  readonly currency: Currency;
  readonly among?: readonly MemberId[];
  readonly again?: boolean;
  readonly signer?: MemberId;
}
/**
 * Whoever of finance can confirm the receipt gets the card that does, never its owner or who entered the signing; false
 * when there is nobody. `signer`: who enters it in this same change, where that is written last.
 */
export async function askForReceipt(
  change: Change,
  deal: PaidDeal,
  { currency, among, again = false, signer }: Asking,
): Promise<boolean> {
  const by = signer ?? (await readSigner(change, deal.id));
  const isAnother = (member: MemberId) => member !== deal.ownerId && member !== by;
  const members = (among ?? (await readMembersWith(change, "finance"))).filter(isAnother);
  const owner = (await readNames(change, [deal.ownerId])).get(deal.ownerId) ?? "";
  const inflow = (await inflowsOf(change, [deal], currency))(deal);
  if (!again) await keepAsked(change, deal.id, members);
  for (const member of members) {
    await tell(change, {
      key: `deal:${deal.id}:receipt:${change.at.getTime()}:${member}`,
      to: { member },
      about: `receipt:${deal.id}`,
      asks: true,
      card: (reader) => receiptCard(deal, { owner, inflow, again }, reader.language),
    });
  }
  return members.length > 0;
}
