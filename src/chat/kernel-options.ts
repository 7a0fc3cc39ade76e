import type { Clock } from "../core/clock.ts";
import type { Zone } from "../core/dates.ts";
import type { OrganizationId } from "../core/ids.ts";
import type { InBoth } from "../core/language.ts";
import type { Lease } from "../core/lease.ts";
import type { Log } from "../core/log.ts";
import type { Membership } from "../core/membership.ts";
import type { Metrics } from "../core/metrics.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import type { Card } from "./card.ts";
import type { Feature } from "./feature.ts";
import type { SentMessage, Shown } from "./port.ts";
import type { PersonIdentity, PersonProfile, Place } from "./sight.ts";

/** How a delivery that came before stands. */
export type Earlier = { readonly shown: Shown | null; readonly answered: boolean };

/** What the kernel needs of the house; `app.ts` gives it. */
export interface KernelOptions {
  readonly features: readonly Feature[];
  readonly clock: Clock;
  readonly log: Log;
  /** What arrives and how long it takes; not counted when absent. */
  readonly metrics?: Pick<Metrics, "arrivals" | "answerTime">;
  readonly database: DatabaseHandle;
  membershipOf(identity: PersonIdentity): Promise<Membership>;
  /** False when nobody here has that account. */
  keepDirectPlace(identity: PersonIdentity, place: string): Promise<boolean>;
  /** A platform tells where this member is, of whom no zone was told before. */
  keepZone(scope: Scope, zone: Zone, from: string): Promise<void>;
  systemScope(organizationId: OrganizationId): Scope;
  change<T>(scope: Scope, options: { readonly from: string }, work: (change: Change) => Promise<T>): Promise<T>;
  readonly deliveries: {
    /** Words are delivered again and again. */
    lease(id: string, identity: PersonIdentity): Promise<Lease>;
    /** Goes on holding what is ours: the work on it takes long. */
    hold(id: string): Promise<void>;
    /** Marks it done with the change, and keeps what it came to; calls the change off when it was done before. */
    finish(change: Change, arrived: Pick<Arrived, "id" | "identity">, shown: Shown): void;
    /** What it came to when it was done before. */
    earlier(id: string): Promise<Earlier | undefined>;
    answered(id: string): Promise<void>;
    /** What could not be shown: it is told in the direct chat. Once for the same delivery. */
    missed(arrived: Pick<Arrived, "id" | "identity">, organizationId: OrganizationId, shown: Shown): Promise<void>;
  };
  /** "fee:ID" when the message is the card of a subject. */
  subjectOf(
    message: Omit<SentMessage, "thread">,
  ): Promise<{ readonly organizationId: string; readonly subject: string } | null>;
  /**
   * The card that stands there was changed in answer to a press, which took so many milliseconds: when another process
   * showed a newer face of it meanwhile, that one is to be seen in the end.
   */
  bringNewestFace(
    message: Omit<SentMessage, "thread">,
    shown: { readonly card: Card; readonly took: number },
  ): Promise<void>;
  profile(identity: PersonIdentity): Promise<PersonProfile>;
  /** See ChatPort. */
  placeProblem(place: { platform: string; workspace: string; place: string }): Promise<InBoth | undefined>;
  showHome(identity: PersonIdentity, cards: readonly Card[]): Promise<void>;
  /** The platform withholds a member's Home: the admins are told what to do about it. */
  homeWithheld(scope: Scope, identity: PersonIdentity): Promise<void>;
  isUnavailable(error: unknown): boolean;
  /** Milliseconds until "saving…" is shown; both platforms allow 3 seconds. */
  readonly deadline?: number;
}

export interface Arrived {
  readonly id: string;
  readonly identity: PersonIdentity;
  readonly place: Place;
  readonly zone?: Zone;
}
/** What a delivery came to: what to show (nothing for talk), and whether a change was committed with it. */
export interface Result {
  readonly shown: Shown | undefined;
  readonly changed: boolean;
  /** Ours, of what the platform may bring again to any process: none is to answer it a second time. */
  readonly leased?: boolean;
  /** Another process has it. */
  readonly elsewhere?: true;
}
