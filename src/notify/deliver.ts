import { setTimeout } from "node:timers/promises";
import type { Card } from "../chat/card.ts";
import { languageOf } from "../chat/card-words.ts";
import { type ChatPort, PortError } from "../chat/port.ts";
import { type Clock, elapsed } from "../core/clock.ts";
import { asOrganizationId, newReference } from "../core/ids.ts";
import type { Log } from "../core/log.ts";
import type { Metrics } from "../core/metrics.ts";
import { createPump } from "../core/pump.ts";
import type { Change, DatabaseHandle } from "../core/scope.ts";
import { isUnavailable } from "../data/errors.ts";
import { systemScope } from "../data/scope.ts";
import { change } from "../data/transaction.ts";
import { isAsking } from "./asking.ts";
import { accountInstead } from "./destination.ts";
import { dropFile } from "./files.ts";
import { forget, leaveOvertaken, recordStanding } from "./message-refs.ts";
import { dayOf, isNotice, tellAdminsFailed, withheldCard } from "./notices.ts";
import { queue, type Taken, take } from "./outbox.ts";
import { attempt, type Verdict } from "./sending.ts";
import {
  isSaidAlready,
  placeAtLast,
  postAnew,
  putBack,
  redirect,
  sayInstead,
  settleFailed,
  settleSent,
} from "./settling.ts";
import { queued } from "./wake.ts";

export interface DeliveryOptions {
  readonly database: { readonly handle: DatabaseHandle };
  /** By platform; messages for a platform without a port wait for a process that has it. */
  readonly ports: ReadonlyMap<string, ChatPort>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Places served at the same time, 8 when left out. */
  readonly lanes?: number;
  /** Milliseconds between looks for what other processes queued and for what is due again, 1000 when left out. */
  readonly every?: number;
  /** Milliseconds an attempt may take, 30,000 when left out. */
  readonly patience?: number;
  /** Milliseconds for which a platform that refuses the app is left alone, 30,000 when left out. */
  readonly leftAlone?: number;
}

export interface Delivery {
  /** From now on what is queued goes out: at once when this process queued it, with the next look otherwise. */
  start(): void;
  /** Sends what is due and resolves when nothing is due any more. */
  deliverDue(): Promise<void>;
  /** Takes up nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>;
}

const POLL_EVERY = 1_000;
const LANES = 8;
const LEFT_ALONE = 30_000;
/** Milliseconds between tries to settle while the database is away: 0.2 s, 0.4 s … 3.2 s, within the lease. */
const SETTLE_PAUSE = 200;
const LONGEST_SETTLE_PAUSE = 3_200;

/** Brings queued messages to the platforms, in the order of each place. Any number of processes may do so at once. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { database, ports, log } = options;
  const closed = new Map<string, number>();
  const isOpen = (platform: string): boolean => (closed.get(platform) ?? 0) <= elapsed();
  const close = (platform: string) => closed.set(platform, elapsed() + (options.leftAlone ?? LEFT_ALONE));
  const pump = createPump({
    slots: options.lanes ?? LANES,
    every: options.every ?? POLL_EVERY,
    signal: queued,
    take: (limit) => take(database.handle, { platforms: [...ports.keys()].filter(isOpen), limit }),
    work: delivererOf(options, close),
    failed: (error) => log.warn({ err: error }, "Messages could not be taken up; the next second tries again"),
  });
  return { start: pump.start, deliverDue: pump.drain, stop: pump.stop };
}

/** Makes one attempt at a message and settles it. The returned function never rejects: what it cannot settle, the end of the lease does. */
function delivererOf(
  { database, ports, clock, log, metrics, patience }: DeliveryOptions,
  close: (platform: string) => void,
): (message: Taken) => Promise<void> {
  const directPlaces = new Map<string, string>();
  const inChange = (message: Taken, work: (change: Change) => Promise<void>) =>
    change(systemScope(database.handle, asOrganizationId(message.organizationId), clock), { from: "system" }, work);

  const settle = async (message: Taken, verdict: Verdict): Promise<void> => {
    const { refId } = message;
    if (verdict.kind === "again") return putBack(database.handle, message, verdict.pause);
    if (verdict.kind === "anew") return inChange(message, (change) => issueAnew(change, message));
    if (verdict.kind === "failed")
      return inChange(message, (change) => keepFailed(change, message, { ...verdict, log }));
    const { fileId, kind } = message;
    const place = verdict.sent?.place;
    const standing = kind === "post" && refId !== null && verdict.sent ? { refId, sent: verdict.sent } : undefined;
    if (!standing && !fileId) return settleSent(database.handle, message, { at: clock.now(), place });
    await inChange(message, async (change) => {
      if (standing) await recordStanding(change, standing.refId, standing.sent);
      if (fileId) await dropFile(change, fileId);
      await settleSent(change.database, message, { at: change.at, place });
    });
  };

  return async (message) => {
    const { platform, lane } = message.lane;
    try {
      const port = ports.get(platform);
      if (!port) return;
      const sender = { port, database: database.handle, clock, log, directPlaces, patience };
      const verdict = await attempt(message, sender);
      if (verdict.kind === "failed") directPlaces.delete(lane);
      if (verdict.kind === "again" && verdict.error instanceof PortError && verdict.error.ofApp) close(platform);
      report(message, verdict, { log, metrics });
      await onceThereIsADatabase(() => settle(message, verdict));
    } catch (error) {
      log.error({ err: error, message: message.id }, "A message could not be settled; its lease will end");
    }
  };
}

async function onceThereIsADatabase(settle: () => Promise<void>): Promise<void> {
  for (let pause = SETTLE_PAUSE; ; pause *= 2) {
    try {
      return await settle();
    } catch (error) {
      if (!isUnavailable(error) || pause > LONGEST_SETTLE_PAUSE) throw error;
      await setTimeout(pause);
    }
  }
}

/** Where a newer card stands about the same, that one says all there is to say; and what asks for nothing is not said twice. */
async function issueAnew(change: Change, message: Taken): Promise<void> {
  const isSaid = !isAsking(message.card) && (await isSaidAlready(change, message));
  const isLeft = isSaid || (message.refId !== null && (await leaveOvertaken(change, message.refId)));
  if (isLeft) await settleFailed(change, message, "too_old");
  else await postAnew(change.database, message);
}

async function keepFailed(
  change: Change,
  message: Taken,
  { failure, error, log }: Verdict & { kind: "failed"; log: Log },
): Promise<void> {
  if (message.kind === "edit" && failure === "gone" && message.refId !== null) await forget(change, message.refId);
  if (message.kind === "edit" && failure === "no_message" && (await postedAtLast(change, message))) return;
  const isNew = message.kind === "post" || message.kind === "file";
  if (isNew && failure === "gone" && (await sentElsewhere(change, message))) return;
  const instead = failure === "withheld" ? insteadOf(message) : undefined;
  const isMine =
    instead && message.kind !== "edit"
      ? await sayInstead(change, message, instead)
      : await settleFailed(change, message, failure);
  if (isMine && message.fileId) await giveUpFile(change, message, failure);
  if (isMine && instead && message.kind === "edit") tellBelow(change, message, instead);
  if (!isMine || isPast(failure) || (message.kind === "edit" && failure !== "withheld") || isNotice(message.key))
    return;
  const reference = newReference();
  log.error({ err: error, reference, message: message.id, failure }, "A message was given up; the admins are told");
  const { owner, kind, lane } = message;
  await tellAdminsFailed(change, { owner, lane: lane.lane, isFile: kind === "file", cause: failure, reference });
}

/**
 * A card that can no longer be edited or answered, came too late or to somebody who has left, is nothing an admin can
 * mend; a place is, and a check of what may be said.
 */
const isPast = (failure: (Verdict & { kind: "failed" })["failure"]): failure is "no_message" | "over" | "closed" =>
  ["no_message", "over", "closed"].includes(failure);

/** Whoever waits for the file reads that it does not come. */
async function giveUpFile(change: Change, message: Taken, failure: string): Promise<void> {
  const { key, lane, to, owner, card, fileId } = message;
  if (fileId) await dropFile(change, fileId);
  if (failure !== "gone" && failure !== "closed")
    queue(change, { key: `${key}:instead`, kind: "post", lane, to, owner, card, refId: null });
}

/**
 * What whoever would have read the message reads instead. In that there is nothing to be held back for: undefined where it
 * is, and for a file, which has its own.
 */
function insteadOf({ kind, card }: Taken): Card | undefined {
  const instead = withheldCard(languageOf(card), kind === "edit");
  return kind === "file" || card.title === instead.title ? undefined : instead;
}

/** A card that could not be changed goes on saying what is over: that stands below it, once a day. */
function tellBelow(change: Change, { lane, to, owner, refId }: Taken, card: Card): void {
  queue(change, { key: `withheld:${refId}:${dayOf(change)}`, kind: "reply", lane, to, owner, card, refId });
}

/**
 * The account in the direct chat is gone: the message takes the way to another account of the same member, as those
 * after it do from the start. False when there is none that is reached.
 */
async function sentElsewhere(change: Change, message: Taken): Promise<boolean> {
  const other = await accountInstead(change, message);
  if (!other) return false;
  return redirect(change, message, { to: other, failure: "gone" });
}

/** A card that was refused for good is posted with what it says now: that may be taken. */
async function postedAtLast(change: Change, message: Taken): Promise<boolean> {
  const found = await placeAtLast(change, message);
  if (!found) return false;
  const { until, ...to } = found;
  return redirect(change, message, { to, until, kind: "post", failure: "no_message" });
}

function report(
  message: Taken,
  verdict: Verdict,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics | undefined },
): void {
  const { platform } = message.lane;
  const outcome = { sent: "sent", again: "retried", anew: "retried", failed: "failed" }[verdict.kind];
  metrics?.messages.inc({ platform, outcome });
  if (verdict.kind === "sent") return;
  const remedy = verdict.error instanceof PortError ? verdict.error.remedy : undefined;
  const facts = { err: verdict.error, message: message.id, attempts: message.attempts, remedy };
  log.warn({ ...facts, failure: failureIn(verdict) }, WHAT_CAME[verdict.kind]);
}

const WHAT_CAME = {
  again: "A message is sent again later",
  anew: "A card is too old to be edited where it stands",
  failed: "A message was not sent",
} as const;

const failureIn = (verdict: Exclude<Verdict, { kind: "sent" }>): string => {
  if (verdict.kind === "anew") return "too_old";
  return verdict.kind === "failed" ? verdict.failure : verdict.pause.failure;
};
