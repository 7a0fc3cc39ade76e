import { type PlainDate, toColumn } from "../../core/dates.ts";
import { type MemberId, newId } from "../../core/ids.ts";
import type { Money } from "../../core/money.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";

export { organizationOf } from "../../data/organization.ts";

export interface Receipt {
  readonly dealId: string;
  readonly customerId: string | null;
  readonly amount: Money;
  readonly receivedOn: PlainDate;
  readonly confirmedBy: MemberId;
}

/** Keeps the money that came in for a deal; what is kept is never changed. */
export async function addCollection(change: Change, receipt: Receipt): Promise<void> {
  const id = newId();
  await from(change).collection.create({
    data: {
      id,
      organizationId: change.organizationId,
      customerId: receipt.customerId,
      dealId: receipt.dealId,
      amountMinor: receipt.amount.minor,
      currency: receipt.amount.currency,
      receivedOn: toColumn(receipt.receivedOn),
      confirmedById: receipt.confirmedBy,
      at: change.at,
    },
  });
  await audit(change, { what: "collection.confirmed", subject: `collection:${id}`, after: { ...receipt } });
}
