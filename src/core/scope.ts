import type { Clock, Instant } from "./clock.ts";
import type { MemberId, OrganizationId } from "./ids.ts";

/** The roles of domain.md §1. */
export const ROLES = [
  "rep",
  "clerk",
  "manager",
  "finance",
  "executive",
  "compliance",
  "coordinator",
  "segment_admin",
  "admin",
] as const;
export type Role = (typeof ROLES)[number];

declare const database: unique symbol;
/** A handle on the database that only data/ can open: outside data/ and store.ts it says nothing. */
export interface DatabaseHandle {
  readonly [database]: true;
}

/**
 * A colleague who is away, as whoever stands in for them has their part: they sign in this name, with these of the
 * roles and for these teams, and look after the customers the colleague owns.
 */
export interface StoodFor {
  readonly memberId: MemberId;
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
  readonly teamIds: readonly string[];
}

/**
 * Who is asking, and through which handle. The first parameter of every store function.
 * `memberId` is null for a job, which sees one whole organization.
 */
export interface Scope {
  readonly organizationId: OrganizationId;
  readonly memberId: MemberId | null;
  readonly roles: ReadonlySet<Role>;
  /** Teams the member belongs to. */
  readonly teamIds: readonly string[];
  /** Segments of those teams. */
  readonly segmentIds: readonly string[];
  /** Those the member stands in for at this moment. */
  readonly standsFor: readonly StoodFor[];
  readonly clock: Clock;
  readonly database: DatabaseHandle;
}

declare const changing: unique symbol;
/** A scope inside the one transaction of a change. Only these can write, so nothing is written outside a transaction. */
export interface Change extends Scope {
  readonly [changing]: true;
  /** When the change happens: one instant for all its rows. */
  readonly at: Instant;
  /** The platform the change came from, for audit and timeline; "system" for a job, "operator" for the command line. */
  readonly from: string;
}
