import { elapsed } from "../core/clock.ts";
import { newGate } from "../core/gate.ts";
import type { Language } from "../core/language.ts";
import { within } from "../core/time-limit.ts";
import { busyCard, waitingCard } from "./answers.ts";
import { reopenCardFor } from "./drawing.ts";
import { type Handling, handlingOf } from "./handling.ts";
import type { Arrived, KernelOptions, Result } from "./kernel-options.ts";
import { doneOnce } from "./leasing.ts";
import type { Answer, Inbound, Shown } from "./port.ts";
import { registryOf } from "./registry.ts";
import type { PersonIdentity, Place } from "./sight.ts";
import { storable } from "./storable.ts";
import { newUnderWay, type UnderWay } from "./under-way.ts";

export interface Kernel extends Inbound {
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

const DEADLINE = 2_000;
/**
 * Deliveries handled at once. In a rush those that came first are answered in time and the others a little later;
 * without a limit all would slow each other down until the database turns some away.
 */
const AT_ONCE = 24;

/** Takes what the platforms hand in, finds who it is and the feature it is for, and sees that it is answered in time. */
export const createKernel = (options: KernelOptions): Kernel => {
  const underWay = newUnderWay();
  const handling = handlingOf(options, registryOf(options.features), underWay);
  const answer: Answering = answeringOf(options, { handling, underWay });
  const homeOpened = async (identity: PersonIdentity, id: string | undefined): Promise<boolean> => {
    if (id !== undefined) return doneOnce(options, { id, identity }, () => handling.home(identity));
    await handling.home(identity);
    return true;
  };
  return {
    command: (arrival) => answer(storable(arrival), `command ${arrival.name}`, handling.command),
    press: (arrival) => answer(storable(arrival), `press ${arrival.action}`, handling.press),
    submit: (arrival) => answer(storable(arrival), `submit ${arrival.formId}`, handling.submit),
    async say(arrival) {
      const given = await answer(storable(arrival), "words", handling.say);
      return given.shown || given.late || given.elsewhere ? given : undefined;
    },
    search: ({ opening, ...arrival }) =>
      underWay
        .add(counted(options, "search", handling.search({ ...storable(arrival), ...(opening && { opening }) })))
        .catch((error: unknown) => {
          options.log.error({ err: error, form: arrival.formId, field: arrival.field }, "A search failed");
          return [];
        }),
    homeOpened: (identity, id) =>
      underWay.add(counted(options, "home", homeOpened(storable(identity), id))).catch((error: unknown) => {
        options.log.error({ err: error }, "A Home could not be shown");
        return false;
      }),
    left: (identity) =>
      underWay.add(handling.left(storable(identity)).then(() => true)).catch((error: unknown) => {
        options.log.error({ err: error }, "A leaver could not be closed; it is to be told again");
        return false;
      }),
    directPlaceIs: (identity, place) =>
      underWay.add(options.keepDirectPlace(storable(identity), place)).catch((error: unknown) => {
        options.log.warn({ err: error }, "Where a direct chat is could not be kept; it is to be told again");
        return false;
      }),
    drain: underWay.drain,
  };
};

/** Counts what arrived, and how long it took until there was an answer. */
const counted = <T>({ metrics }: KernelOptions, kind: string, work: Promise<T>): Promise<T> => {
  if (!metrics) return work;
  metrics.arrivals.inc({ kind });
  const started = elapsed();
  return work.finally(() => metrics.answerTime.observe({ kind }, (elapsed() - started) / 1000));
};

type Answering = <A extends Arrived>(
  arrived: A,
  kind: string,
  handle: (arrived: A) => Promise<Result>,
) => Promise<Answer>;

/** Runs a handler against the clock. It never rejects: handling has made an apology of whatever was thrown. */
const answeringOf = (
  options: KernelOptions,
  { handling, underWay }: { handling: Handling; underWay: UnderWay },
): Answering => {
  const gate = newGate(AT_ONCE);
  return async (arrived, kind, handle) => {
    const [started, deadline] = [elapsed(), options.deadline ?? DEADLINE];
    let result: Result | undefined;
    const done = underWay.add(
      counted(
        options,
        kindOf(kind),
        gate(() => handle(arrived)),
      )
        .then((came) => {
          result = came;
          return came.shown;
        })
        .finally(() => options.log.info({ arrival: kind, ms: Math.round(elapsed() - started) }, "Handled")),
    );
    const settled = async () => {
      const newest = underWay.add(bringNewest(options, { place: arrived.place, shown: result?.shown, started }));
      // What took long may have been brought again, and must not be answered again. Killed before this is kept it is.
      const marked =
        (result?.changed || result?.leased || elapsed() - started >= deadline) &&
        underWay
          .add(options.deliveries.answered(arrived.id))
          .catch((error: unknown) =>
            options.log.warn({ err: error }, "An answer could not be marked as given; it will be given again"),
          );
      await Promise.all([newest, marked]);
    };
    const missed = async () => {
      await underWay
        .add(keepMissed(options, arrived, result))
        .catch((error: unknown) => options.log.error({ err: error }, "An answer that was not shown could not be kept"));
    };
    const first = await within(deadline, done, LATE);
    if (result?.elsewhere) return { elsewhere: true, settled, missed };
    if (first !== LATE) return { ...(first && { shown: first }), settled, missed };
    const language = handling.languageOf(arrived.identity);
    const goesOn = "formId" in arrived;
    const outcome = done.then((shown) => (goesOn && shown?.kind === "form" ? shown : lateShown(shown, language)));
    return { late: { waiting: waitingCard(language), outcome }, settled, missed };
  };
};

/**
 * What came of a change is kept with it already; a form with mistakes stands as it was sent. Whom the company does not
 * know as its own is told nothing behind their back.
 */
const keepMissed = async (options: KernelOptions, arrived: Arrived, result: Result | undefined): Promise<void> => {
  if (!result?.shown || result.changed || result.shown.kind === "fix") return;
  const membership = await options.membershipOf(arrived.identity);
  if (membership.kind !== "member") return;
  const shown = storable(lateShown(result.shown, membership.language));
  await options.deliveries.missed(arrived, membership.scope.organizationId, shown);
};

/** Of the card that was pressed, or whose button opened the form: others may have changed it while it was answered. */
const bringNewest = async (
  { bringNewestFace, log }: KernelOptions,
  answered: { readonly place: Place; readonly shown: Shown | undefined; readonly started: number },
): Promise<void> => {
  const { shown, started } = answered;
  const { platform, workspace, place, message, home } = answered.place;
  if (shown?.kind !== "replace" || message === undefined || home) return;
  const answer = { card: shown.card, took: elapsed() - started };
  await bringNewestFace({ platform, workspace, place, message }, answer).catch((error: unknown) =>
    log.warn({ err: error }, "Not known whether a card changed while it was answered; it may show an older state"),
  );
};

/** "command" of "command visit": names are for the log, kinds are few. */
const kindOf = (what: string): string => what.split(" ")[0] ?? what;

const LATE = Symbol("late");

/** A form cannot open by itself once its moment has passed: a button does it. Another that stands can still become it. */
const lateShown = (shown: Shown | undefined, language: Language): Shown => {
  if (!shown) return { kind: "card", card: busyCard(language), to: "you" };
  return shown.kind === "form" ? { kind: "card", card: reopenCardFor(shown.form), to: "you" } : shown;
};
