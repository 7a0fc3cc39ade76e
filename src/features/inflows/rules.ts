import { type Money, money } from "../../core/money.ts";

/** What came in of what is agreed. */
export interface Inflow {
  readonly collected: Money;
  readonly contract: Money | null;
}
/** What is still to come; never below 0, and nothing where no amount is agreed. */
export const openOf = ({ collected, contract }: Inflow): Money =>
  contract && contract.minor > collected.minor
    ? money(contract.minor - collected.minor, contract.currency)
    : money(0n, collected.currency);
