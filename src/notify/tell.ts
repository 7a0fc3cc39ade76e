import type { Card } from "../chat/card.ts";
import { countedCard } from "../chat/counted.ts";
import type { GivenFile } from "../chat/port.ts";
import type { Instant } from "../core/clock.ts";
import { type MemberId, newId } from "../core/ids.ts";
import type { Change } from "../core/scope.ts";
import { beforeEnd } from "../data/at-end.ts";
import { audienceOf } from "./audience.ts";
import { type Found, findRecipients, type MemberRow, membersAmong, type Recipient } from "./destination.ts";
import { keepFile } from "./files.ts";
import { type Reader, type RememberedCard, remember } from "./message-refs.ts";
import { noFileCard, tellAdminsUnreachable } from "./notices.ts";
import { type Destination, laneOf, type Message, queue, queueNew } from "./outbox.ts";

export type { Reader } from "./message-refs.ts";

export interface Telling {
  /** Never sent twice: the same key is the same message. Name it after what happened: `fee:ID:approved:2`. */
  readonly key: string;
  readonly to: Recipient;
  /** "fee:ID" when this card is the one that will be kept up to date for that subject, and whose thread is its own. */
  readonly about?: string;
  /** Somebody has to act on it, however long that takes: it is issued anew before platforms take no clicks on it. */
  readonly asks?: boolean;
  /** What it says is over by then: what could not be sent until that moment is given up. */
  readonly until?: Instant;
  /** Built for the reader, in their language. */
  card(reader: Reader): Card;
}

/** A change to the cards about a subject, or a line in their threads. */
interface Sequel {
  readonly subject: string;
  card(reader: Reader): Card;
}
/** A file for one person alone, with words above it. */
export interface FileTelling extends Omit<Telling, "to" | "card"> {
  readonly to: Extract<Recipient, { readonly member: MemberId }>;
  readonly file: GivenFile;
  /** Nothing is said when it is absent: the file speaks for itself. */
  card?(reader: Reader): Card;
}
type Wish =
  | { readonly kind: "file"; readonly key: string; readonly to: FileTelling["to"]; readonly file: GivenFile }
  | ({ readonly kind: "post" } & Telling)
  | ({ readonly kind: "edit" } & Sequel)
  | ({ readonly kind: "reply"; readonly key: string } & Sequel);

/**
 * Queues a message in the transaction of its change; delivered right after commit, retried until settled. A reader who
 * cannot be reached stops nothing: the message is kept as failed and the admins learn of it.
 */
export async function tell(change: Change, telling: Telling): Promise<void> {
  wish(change, { ...telling, kind: "post" });
}

/**
 * Queues a file in the transaction of its change: brought right after commit, retried until it is there, once. When the
 * platform does not take it, the person reads so instead. @throws RangeError when it is empty or too large for platforms
 */
export async function tellFile(change: Change, { file, card, ...telling }: FileTelling): Promise<void> {
  if (card) await tell(change, { ...telling, card });
  wish(change, { kind: "file", key: `${telling.key}:file`, to: telling.to, file });
}

/** Brings every card about the subject up to date, also those not delivered yet. */
export async function revise(change: Change, subject: string, card: (reader: Reader) => Card): Promise<void> {
  wish(change, { kind: "edit", subject, card });
}

/** A line in the thread of every group card about the subject. */
export async function tellThread(change: Change, line: Sequel & { readonly key: string }): Promise<void> {
  wish(change, { ...line, kind: "reply" });
}

const wishesIn = new WeakMap<Change["database"], Wish[]>();

/** Readers are looked up and messages queued when the change ends, all together. */
function wish(change: Change, wanted: Wish): void {
  const wishes = wishesIn.get(change.database);
  if (wishes) return void wishes.push(wanted);
  const first = [wanted];
  wishesIn.set(change.database, first);
  beforeEnd(change, () => fulfil(change, first));
}

async function fulfil(change: Change, wishes: readonly Wish[]): Promise<void> {
  const tellings = wishes.filter((each) => each.kind === "post");
  const files = wishes.filter((each) => each.kind === "file");
  const { cards, members } = await audienceOf(change, {
    subjects: wishes.flatMap((each) => ("subject" in each ? each.subject : [])),
    memberIds: membersAmong([...tellings, ...files].map(({ to }) => to)),
  });
  const posted = await post(change, tellings, members);
  const edits = new Map<string, Message>();
  const replies: Message[] = [];
  for (const each of wishes) {
    if (each.kind === "post") {
      cards.push(...(posted.get(each) ?? []));
      continue;
    }
    if (each.kind === "file") continue;
    for (const { id: refId, subject, lane, owner, reader } of cards) {
      if (subject !== each.subject || (each.kind === "reply" && owner.teamId === null)) continue;
      const message = {
        lane,
        to: NO_PLACE,
        owner,
        card: countedCard(each.card(reader), { ...reader, now: change.at }),
        refId,
      };
      if (each.kind === "reply") replies.push({ ...message, kind: "reply", key: `${each.key}:${refId}` });
      else edits.set(refId, { ...message, kind: "edit", key: `edit:${newId()}` });
    }
  }
  for (const message of [...edits.values(), ...replies]) queue(change, message);
  await bring(change, files, members);
}

/** Below what is said; to whom nothing can be said no file is sent either. */
async function bring(
  change: Change,
  files: readonly Extract<Wish, { kind: "file" }>[],
  members: readonly MemberRow[],
): Promise<void> {
  const recipients = await findRecipients(
    change,
    files.map(({ to }) => to),
    members,
  );
  for (const { key, to, file } of files) {
    const found = recipients.get(to);
    const [place] = typeof found?.to === "string" ? [] : (found?.to ?? []);
    if (!found || !place) continue;
    const fileId = await keepFile(change, key, file);
    if (fileId === undefined) continue;
    const { owner, reader } = found;
    const card = noFileCard(reader.language, file.name);
    queue(change, { key, kind: "file", lane: laneOf(place), to: place, owner, card, refId: null, fileId });
  }
}

const NO_PLACE = { user: null, place: null };

/** Queues what is told. @returns the cards that are remembered from now on, by what told of them */
async function post(
  change: Change,
  tellings: readonly Telling[],
  members: readonly MemberRow[],
): Promise<ReadonlyMap<Telling, readonly RememberedCard[]>> {
  const recipients = await findRecipients(
    change,
    tellings.map(({ to }) => to),
    members,
  );
  const posts = tellings.flatMap((telling) => {
    const found = recipients.get(telling.to);
    return found ? messagesOf(telling, found, change.at).map((message) => ({ telling, found, message })) : [];
  });
  const messages = posts.map(({ message }) => message);
  if (messages.every(({ refId, failure }) => refId === null && failure === undefined)) {
    for (const message of messages) queue(change, message);
    return new Map();
  }
  const remembered = new Map<Telling, RememberedCard[]>();
  const added = await queueNew(change, messages);
  for (const { telling, found, message } of posts.filter(({ message }) => added.has(message))) {
    const { reader, name, to: why } = found;
    const { key, refId, lane, owner } = message;
    if (why === "no_identity" || why === "no_channel") await tellAdminsUnreachable(change, { owner, name, why });
    if (telling.about === undefined || refId === null) continue;
    const card = { id: refId, subject: telling.about, lane, owner, reader };
    remember(change, card, { key, asks: telling.asks ?? false });
    remembered.set(telling, [...(remembered.get(telling) ?? []), card]);
  }
  return remembered;
}

const messagesOf = ({ key, about, until, card }: Telling, { to, owner, reader }: Found, now: Instant): Message[] => {
  const message = { kind: "post", owner, card: countedCard(card(reader), { ...reader, now }), until } as const;
  if (typeof to === "string")
    return [{ ...message, key, lane: laneOf(NOWHERE), to: NOWHERE, refId: null, failure: to }];
  return to.map((destination) => ({
    ...message,
    key: keyAt(destination, key),
    lane: laneOf(destination),
    to: destination,
    refId: about === undefined ? null : newId(),
  }));
};

/** A team at work on several platforms has the message in each of them, and each once. */
const keyAt = ({ platform, user }: Destination, key: string): string => (user === null ? `${key}@${platform}` : key);

const NOWHERE = { platform: "", workspace: "", user: null, place: null };
