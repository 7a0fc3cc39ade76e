import type { Stage } from "../../src/domain/stages.ts";

/** [name, title, phone's last digits, birthday: days from today, and whether it is kept in the lunar calendar] */
type DemoContact = readonly [name: string, title: string, birthday?: number, calendar?: "solar" | "lunar"];
/** [name, amount in major units, stage, days since it last moved forward] */
type DemoDeal = readonly [name: string, amount: number, stage: Stage, since: number];

export interface DemoCustomer {
  readonly name: string;
  readonly short: readonly string[];
  readonly owner: string;
  readonly city: string;
  readonly industry: string;
  readonly kind?: "government" | "state_owned";
  readonly flags?: readonly ("warning" | "important" | "key_account" | "vip")[];
  /** What its owner expects of it in a year, in major units. */
  readonly yearly?: number;
  /** What it buys again and again: for how much, and every how many days. */
  readonly buys?: readonly [amount: number, every: number];
  /** Days since the last call and the last visit. */
  readonly last: readonly [call: number, visit: number];
  readonly contacts: readonly DemoContact[];
  readonly deals: readonly DemoDeal[];
  /** What was promised, and in how many days it is due. */
  readonly next?: readonly [what: string, days: number];
}
