import { type ChatPort, isForNow, PortError, type PortFailure, type SentMessage, type Target } from "../chat/port.ts";
import { type Clock, elapsed, type Instant } from "../core/clock.ts";
import { orGiveUp } from "../core/giving-up.ts";
import type { Log } from "../core/log.ts";
import type { DatabaseHandle } from "../core/scope.ts";
import { isClosed, knownDirectPlace } from "./destination.ts";
import { fileOf } from "./files.ts";
import { mentionsIn } from "./mentions.ts";
import { standingOf } from "./message-refs.ts";
import type { Taken } from "./outbox.ts";
import type { Pause } from "./settling.ts";

/** What one attempt came to. */
export type Verdict =
  /** Where it stands is known of cards alone. */
  | { readonly kind: "sent"; readonly sent?: SentMessage }
  | { readonly kind: "again"; readonly pause: Pause; readonly error: unknown }
  /** The card cannot be edited any more where it stands: a new one takes its place. */
  | { readonly kind: "anew"; readonly error: unknown }
  | { readonly kind: "failed"; readonly failure: Failure; readonly error: unknown };
/**
 * `no_message`: the card to edit or answer was never delivered or is gone. `lost`: given up after many attempts. `over`:
 * it would come too late to say anything. `closed`: whoever asked for the file has left.
 */
type Failure = "gone" | "forbidden" | "invalid" | "withheld" | "lost" | "no_message" | "over" | "closed";

export interface Sender {
  readonly port: ChatPort;
  readonly database: DatabaseHandle;
  readonly clock: Clock;
  readonly log: Log;
  /** Places of direct chats by lane, as far as they were asked for. */
  readonly directPlaces: Map<string, string>;
  /** Milliseconds an attempt may take, 30,000 when left out. */
  readonly patience?: number | undefined;
}

/** Since the message was taken up: well inside the lease, so that no other process sends it meanwhile. */
const PATIENCE = 30_000;
/** Milliseconds a platform may stay away before a message is given up. While it refuses the app it is not away. */
const GIVE_UP_AFTER = 24 * 60 * 60_000;
/** Attempts at what fails for no known reason: it must not hold up its lane for long. */
const ATTEMPTS_AT_UNKNOWN = 6;
/** Milliseconds: longer and longer, from 1 s to 5 min. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
/** Milliseconds a platform's clock may be behind ours when we look for a message of ours. */
const CLOCK_SKEW = 60_000;

/**
 * Tries once to send, edit or find the message; one that takes too long is given up, and sends nothing any more. Never
 * throws.
 */
export async function attempt(message: Taken, sender: Sender): Promise<Verdict> {
  const progress = { mayBeDone: false };
  if (message.until && message.until <= sender.clock.now()) return OVER;
  try {
    const left = message.takenAt + (sender.patience ?? PATIENCE) - elapsed();
    const work = { edit, post, reply: post, file: bring }[message.kind];
    return await orGiveUp(left, () => work(message, sender, progress), noAnswer);
  } catch (error) {
    return judge(error, message, progress.mayBeDone);
  }
}

const noAnswer = () => new PortError("unavailable", "The attempt took too long", { uncertain: true });
const OVER: Verdict = { kind: "failed", failure: "over", error: undefined };
const CLOSED: Verdict = { kind: "failed", failure: "closed", error: undefined };
const NO_MESSAGE: Verdict = { kind: "failed", failure: "no_message", error: undefined };

async function edit(message: Taken, { port, database }: Sender): Promise<Verdict> {
  const sent = message.refId === null ? undefined : await standingOf(database, message.refId);
  if (!sent) return NO_MESSAGE;
  await port.edit(sent, { card: message.card, mention: await mentionFor(message, database) });
  return { kind: "sent", sent };
}

async function post(message: Taken, sender: Sender, progress: { mayBeDone: boolean }): Promise<Verdict> {
  const { port, database } = sender;
  const target = await targetOf(message, sender);
  if (!target) return NO_MESSAGE;
  const mention = await mentionFor(message, database);
  const look = async (since: Instant) => port.find(await whereItIs(message, target, sender), message.key, since);
  const earlier = message.uncertain ? await lookedFor(sender, look, message) : undefined;
  if (earlier) return { kind: "sent", sent: earlier };
  progress.mayBeDone = true;
  return { kind: "sent", sent: await port.post(target, { card: message.card, key: message.key, mention }) };
}

async function bring(message: Taken, sender: Sender, progress: { mayBeDone: boolean }): Promise<Verdict> {
  const { port, database } = sender;
  if (await isClosed(database, message.owner.memberId)) return CLOSED;
  const target = await targetOf(message, sender);
  const file = message.fileId ? await fileOf(database, message.fileId) : undefined;
  if (!target || !file) return NO_MESSAGE;
  const isThere = async (since: Instant) => port.hasFile(await whereItIs(message, target, sender), file, since);
  if (message.uncertain && (await lookedFor(sender, isThere, message))) return { kind: "sent" };
  progress.mayBeDone = true;
  await port.sendFile(target, { ...file, key: message.key });
  return { kind: "sent" };
}

const mentionFor = ({ card, organizationId, lane: { platform, workspace } }: Taken, database: DatabaseHandle) =>
  mentionsIn(card, { database, organizationId, platform, workspace });

async function targetOf(message: Taken, sender: Sender): Promise<Target | undefined> {
  const { workspace } = message.lane;
  if (message.kind === "reply") {
    const parent = message.refId === null ? undefined : await standingOf(sender.database, message.refId);
    return parent && { workspace, place: parent.place, thread: parent.thread ?? parent.message };
  }
  const { user, place } = message.to;
  if (user !== null) return { workspace, place: await directPlaceOf(message, user, sender) };
  return place === null ? whereItStood(message, sender) : { workspace, place };
}

/** A card issued anew: in the same place, and in the same thread when it stood in one. */
async function whereItStood({ refId, lane: { workspace } }: Taken, sender: Sender): Promise<Target | undefined> {
  const old = refId === null ? undefined : await standingOf(sender.database, refId);
  return old && { workspace, place: old.place, ...(old.thread !== undefined && { thread: old.thread }) };
}

async function directPlaceOf({ lane }: Taken, user: string, { port, directPlaces }: Sender): Promise<string> {
  const known = directPlaces.get(lane.lane);
  if (known !== undefined) return known;
  const place = await port.directPlace({ platform: lane.platform, workspace: lane.workspace, user });
  directPlaces.set(lane.lane, place);
  return place;
}

/**
 * A direct chat may be written to by whose it is, and looked through only by its id: a process that began anew knows it
 * from those before it.
 */
async function whereItIs({ lane, to: { user } }: Taken, target: Target, { database }: Sender): Promise<Target> {
  const known = user === null ? undefined : await knownDirectPlace(database, lane, user);
  return known === undefined ? target : { ...target, place: known };
}

/**
 * Looks for what an uncertain send may have left. Where that cannot be looked for, and not for now alone, it is sent again:
 * twice is better than never.
 */
async function lookedFor<T>(
  { clock, log }: Sender,
  look: (since: Instant) => Promise<T>,
  { age }: Taken,
): Promise<T | undefined> {
  const since = new Date(clock.now().getTime() - age - CLOCK_SKEW);
  try {
    return await look(since);
  } catch (error) {
    if (!(error instanceof PortError) || isForNow(error)) throw error;
    log.warn({ err: error, remedy: error.remedy }, "A message that may have been sent cannot be looked for");
    return undefined;
  }
}

function judge(error: unknown, message: Taken, mayBeDone: boolean): Verdict {
  const known = error instanceof PortError;
  const failure: PortFailure = known ? error.failure : "unknown";
  // A bug in a port may strike after the message is out.
  const uncertain = message.uncertain || (mayBeDone && (known ? error.uncertain : true));
  const again = (wait: number, spread: number): Verdict => ({
    kind: "again",
    pause: { wait, spread, uncertain, failure },
    error,
  });
  // No message is to blame: each is due as before, for whichever process is let in first.
  if (known && error.ofApp) return again(0, 0);
  const backOff = (pause: number): Verdict => {
    const half = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, pause)) / 2;
    return again(half, half);
  };
  const away = message.away ?? 0;
  switch (failure) {
    case "rate_limited":
      return again((known ? error.retryAfter : undefined) ?? FIRST_PAUSE, 0);
    case "unavailable":
      return away > GIVE_UP_AFTER ? { kind: "failed", failure: "lost", error } : backOff(2 * away);
    case "unknown":
      return message.unexplained + 1 >= ATTEMPTS_AT_UNKNOWN
        ? { kind: "failed", failure: "lost", error }
        : backOff(FIRST_PAUSE * 2 ** message.unexplained);
    case "too_old":
      return message.kind === "edit" ? { kind: "anew", error } : { kind: "failed", failure: "invalid", error };
    case "gone":
    case "forbidden":
    case "invalid":
    case "withheld":
      return { kind: "failed", failure, error };
    default:
      return failure satisfies never;
  }
}
