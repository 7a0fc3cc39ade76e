import type { Clock } from "../core/clock.ts";
import { elapsed } from "../core/clock.ts";
import type { Zone } from "../core/dates.ts";
import type { OrganizationId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Log } from "../core/log.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import { busyCard, waitingCard } from "./answers.ts";
import type { Card } from "./card.ts";
import type { Feature, PersonIdentity, PersonProfile, Place } from "./feature.ts";
import { type Handling, handlingOf } from "./handling.ts";
import type { Answer, Inbound, SentMessage, Shown } from "./port.ts";
import { registryOf } from "./registry.ts";

/** Who an identity is, as the database knows it. */
export type Membership =
  | {
      readonly kind: "member";
      readonly scope: Scope;
      readonly name: string;
      readonly language: Language;
      readonly zone: Zone;
    }
  | { readonly kind: "closed"; readonly language: Language }
  | { readonly kind: "stranger"; readonly organizationId: OrganizationId | null };

/** How a delivery that came before stands. */
export type Earlier = { readonly shown: Shown | null; readonly answered: boolean };

/** What the kernel needs of the house; `app.ts` gives it. */
export interface KernelOptions {
  readonly features: readonly Feature[];
  readonly clock: Clock;
  readonly log: Log;
  readonly database: DatabaseHandle;
  membershipOf(identity: PersonIdentity): Promise<Membership>;
  systemScope(organizationId: OrganizationId): Scope;
  change<T>(scope: Scope, options: { readonly from: string }, work: (change: Change) => Promise<T>): Promise<T>;
  readonly deliveries: {
    /** False when someone is at it or has done it: words are delivered again and again. */
    lease(id: string, identity: PersonIdentity): Promise<boolean>;
    /** Marks the delivery done inside the change; what it came to before when it was done already. */
    begin(change: Change, id: string, identity: PersonIdentity): Promise<Earlier | undefined>;
    finish(change: Change, id: string, shown: Shown): Promise<void>;
    answered(id: string): Promise<void>;
  };
  /** "fee:ID" when the message is the card of a subject. */
  subjectOf(
    message: Omit<SentMessage, "thread">,
  ): Promise<{ readonly organizationId: string; readonly subject: string } | null>;
  profile(identity: PersonIdentity): Promise<PersonProfile>;
  showHome(identity: PersonIdentity, cards: readonly Card[]): Promise<void>;
  isUnavailable(error: unknown): boolean;
  /** Milliseconds until "saving…" is shown; both platforms allow 3 seconds. */
  readonly deadline?: number;
}

export interface Kernel extends Inbound {
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

const DEADLINE = 2_000;

export interface Arrived {
  readonly id: string;
  readonly identity: PersonIdentity;
  readonly place: Place;
}
/** What a delivery came to: what to show (nothing for talk), and whether a change was committed with it. */
export interface Result {
  readonly shown: Shown | undefined;
  readonly changed: boolean;
}

/** Takes what the platforms hand in, finds who it is and the feature it is for, and sees that it is answered in time. */
export const createKernel = (options: KernelOptions): Kernel => {
  const registry = registryOf(options.features);
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => undefined);
    return work;
  };
  const handling = handlingOf(options, registry);

  /** Runs the work against the clock. It never rejects: handling has made an apology of whatever was thrown. */
  const answer = async (arrived: Arrived, kind: string, work: () => Promise<Result>): Promise<Answer> => {
    const started = elapsed();
    let changed = false;
    const done = track(
      work()
        .then((result) => {
          changed = result.changed;
          return result.shown;
        })
        .finally(() => options.log.info({ arrival: kind, ms: Math.round(elapsed() - started) }, "Handled")),
    );
    const settled = async () => {
      if (!changed) return;
      await track(options.deliveries.answered(arrived.id)).catch((error: unknown) =>
        options.log.warn({ err: error }, "An answer could not be marked as given; it will be given again"),
      );
    };
    const first = await within(options.deadline ?? DEADLINE, done);
    if (first !== LATE) return { ...(first && { shown: first }), settled };
    const language = handling.languageOf(arrived.identity);
    const outcome = done.then((shown) => lateShown(handling, shown, language));
    return { late: { waiting: waitingCard(language), outcome }, settled };
  };

  return {
    command: (arrival) => answer(arrival, `command ${arrival.name}`, () => handling.command(arrival)),
    press: (arrival) => answer(arrival, `press ${arrival.action}`, () => handling.press(arrival)),
    submit: (arrival) => answer(arrival, `submit ${arrival.formId}`, () => handling.submit(arrival)),
    async say(arrival) {
      const given = await answer(arrival, "words", () => handling.say(arrival));
      return given.shown || given.late ? given : undefined;
    },
    search: (arrival) =>
      track(handling.search(arrival)).catch((error: unknown) => {
        options.log.error({ err: error, form: arrival.formId, field: arrival.field }, "A search failed");
        return [];
      }),
    homeOpened: (identity) =>
      track(handling.home(identity)).catch((error: unknown) => {
        options.log.error({ err: error }, "A Home could not be shown");
      }),
    left: (identity) =>
      track(handling.left(identity)).catch((error: unknown) => {
        options.log.error({ err: error }, "A leaver could not be closed");
      }),
    async drain() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
};

const LATE = Symbol("late");
const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T | typeof LATE> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, milliseconds, LATE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** A form cannot open by itself once its moment has passed: a button does it. */
const lateShown = (handling: Handling, shown: Shown | undefined, language: Language): Shown => {
  if (!shown) return { kind: "card", card: busyCard(language), to: "you" };
  return shown.kind === "form" ? { kind: "card", card: handling.reopenCardOf(shown.form), to: "you" } : shown;
};
