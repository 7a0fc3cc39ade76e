import type { PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { CustomerFlag, CustomerKind, LifecycleClass } from "../../domain/customers.ts";
import type { Allegiance } from "../../domain/satisfaction.ts";
import type { Grade, Loyalty, Quadrant } from "../../domain/worth.ts";

/** A customer as whoever may see it sees it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly searchText: string;
  readonly kind: CustomerKind;
  readonly industry: string | null;
  readonly city: string | null;
  readonly segmentId: string;
  readonly teamId: string;
  readonly ownerId: MemberId | null;
  readonly ownerName: string | null;
  readonly lifecycleClass: LifecycleClass;
  /** Warning first. */
  readonly flags: readonly CustomerFlag[];
  /** Null: not reckoned yet. */
  readonly grade: Grade | null;
  readonly quadrant: Quadrant | null;
  readonly loyalty: Loyalty | null;
  readonly allegiance: Allegiance | null;
  readonly lastContactOn: PlainDate | null;
  readonly lastVisitOn: PlainDate | null;
  readonly restUntil: PlainDate | null;
  readonly version: number;
}
