import type { PlainDate } from "../core/dates.ts";
import type { ActivityKind } from "./activities.ts";
import type { CustomerFlag, CustomerKind, LifecycleClass } from "./customers.ts";
import type { Stage } from "./stages.ts";
import type { Birthday } from "./when-birthday.ts";

/** Why a row is refused, or what is to be known of it; texts.ts says it in both languages. */
export interface Reason {
  readonly code: string;
  readonly field?: string;
  readonly value?: string;
  /** Who or what stands in for the value. */
  readonly instead?: string;
  readonly row?: number;
}

export interface ContactValues {
  /** Of a row that names nobody but has numbers: whoever has the title, or the front desk. */
  readonly unnamed?: true;
  readonly name: string;
  readonly key: string;
  readonly sound: string;
  readonly title?: string;
  readonly department?: string;
  readonly phones: readonly string[];
  readonly mail?: string;
  readonly birthday?: Birthday;
  readonly handle?: string;
  readonly family?: string;
  readonly likes?: string;
  readonly taboos?: string;
  readonly channel?: "call" | "visit" | "message" | "mail";
  readonly hours?: string;
  readonly publicSector?: boolean;
  readonly doNotContact?: boolean;
  readonly noContactReason?: string;
}
interface CustomerName {
  readonly name: string;
  readonly key: string;
  readonly sound: string;
}
export interface CustomerValues extends CustomerName {
  /** As the row has it, where that says that it is the head office: some keep it by that name. */
  readonly said?: CustomerName;
  readonly shortNames?: readonly string[];
  readonly industry?: string;
  readonly kind?: CustomerKind;
  readonly region?: string;
  readonly city?: string;
  readonly address?: string;
  readonly source?: string;
  readonly lifecycleClass?: LifecycleClass;
  readonly flags?: readonly CustomerFlag[];
  readonly warningReason?: string;
  readonly firstContactOn?: PlainDate;
}
export interface DealValues {
  readonly name: string;
  /** Neither a name nor a number of its own is said: it is called by its product. */
  readonly isUnnamed?: true;
  /** None that was there before the file is meant, as the dry run found. */
  readonly isApart?: true;
  readonly number?: string;
  readonly product?: string;
  readonly stage: Stage;
  /** Minor units, as digits. */
  readonly amount?: string;
  /** The amount is the list price, as none is said. */
  readonly isListed?: true;
  readonly expectedOn?: PlainDate;
  readonly firstMeetingOn?: PlainDate;
  readonly closedOn?: PlainDate;
}
export interface ActivityValues {
  readonly kind: ActivityKind;
  /** No word says its kind exactly. */
  readonly kindGuessed?: true;
  readonly happenedOn: PlainDate;
  readonly said: string;
  /** What the line was known by when somebody was still named in it. */
  readonly formerly?: readonly string[];
}
export interface SaleValues {
  readonly product: string;
  /** Thousandths and minor units, as digits. */
  readonly quantity: string;
  /** The quantity as its cell has it, where the heading says that 1 is more. */
  readonly written?: string;
  readonly net: string;
  readonly soldOn: PlainDate;
  readonly paper?: string;
  /** Which of the same lines in one file it is, from 1. */
  readonly times?: number;
}

export interface ProductValues {
  readonly name: string;
  readonly key: string;
  readonly series?: string;
  /** Minor units, as digits. */
  readonly price: string;
}

/** What a row says, as it is kept between the dry run and the going in. */
export interface RowValues {
  /** Of a sheet about customers: one that is not there is made. */
  readonly makes: boolean;
  /** Without a name where there is none: of a product, and of a deal whose customer nobody knows yet. */
  readonly customer: CustomerValues;
  readonly owner?: string;
  /** In which of the owner's teams. */
  readonly team?: string;
  readonly contact?: ContactValues;
  readonly deal?: DealValues;
  readonly activity?: ActivityValues;
  readonly sale?: SaleValues;
  readonly product?: ProductValues;
}
