import type { Card } from "../chat/card.ts";
import { newId } from "../core/ids.ts";
import type { Change } from "../core/scope.ts";
import { findRecipient, type Recipient } from "./destination.ts";
import { holdCardsAbout, type Reader, remember } from "./message-refs.ts";
import { tellAdminsUnreachable } from "./notices.ts";
import { type Destination, laneOf, type Owner, queue, queueInVain, replaceWaiting } from "./outbox.ts";

export type { Reader } from "./message-refs.ts";

export interface Telling {
  /** Never sent twice: the same key is the same message. Name it after what happened: `fee:ID:approved:2`. */
  readonly key: string;
  readonly to: Recipient;
  /** "fee:ID" when this card is the one that will be kept up to date for that subject, and whose thread is its own. */
  readonly about?: string;
  /** Built for the reader, in their language. */
  card(reader: Reader): Card;
}

/**
 * Queues a message in the transaction of its change; delivered right after commit, retried until settled. A reader who
 * cannot be reached stops nothing: the message is kept as failed and the admins learn of it.
 */
export async function tell(change: Change, telling: Telling): Promise<void> {
  const { key, about } = telling;
  const found = await findRecipient(change, telling.to);
  const { owner, to } = found;
  const card = telling.card(found.reader);
  if (typeof to === "string") {
    const isNew = await queueInVain(change, { key, owner, card }, to);
    if (isNew && to !== "closed") await tellAdminsUnreachable(change, { owner, name: found.name, why: to });
    return;
  }
  for (const destination of to)
    await post(change, { key: keyAt(destination, key), to: destination, owner, card, about });
}

/** A team at work on several platforms has the message in each of them, and each once. */
const keyAt = ({ platform, user }: Destination, key: string): string => (user === null ? `${key}@${platform}` : key);

async function post(
  change: Change,
  message: { key: string; to: Destination; owner: Owner; card: Card; about: string | undefined },
): Promise<void> {
  const { key, to, owner, card, about } = message;
  const refId = about === undefined ? null : newId();
  const isNew = await queue(change, { key, kind: "post", lane: laneOf(to), to, owner, card, refId });
  if (isNew && refId !== null && about !== undefined)
    await remember(change, { id: refId, key, subject: about, to, owner });
}

/** Brings every card about the subject up to date, also those not delivered yet. */
export async function revise(change: Change, subject: string, card: (reader: Reader) => Card): Promise<void> {
  for (const { id, lane, owner, reader } of await holdCardsAbout(change, subject)) {
    const face = card(reader);
    if (await replaceWaiting(change, id, face)) continue;
    await queue(change, { key: `edit:${newId()}`, kind: "edit", lane, to: NO_PLACE, owner, card: face, refId: id });
  }
}

/** A line in the thread of every group card about the subject. */
export async function tellThread(
  change: Change,
  line: { readonly key: string; readonly subject: string; card(reader: Reader): Card },
): Promise<void> {
  const cards = await holdCardsAbout(change, line.subject);
  for (const { id, lane, owner, reader } of cards.filter(({ owner }) => owner.teamId !== null)) {
    const card = line.card(reader);
    await queue(change, { key: `${line.key}:${id}`, kind: "reply", lane, to: NO_PLACE, owner, card, refId: id });
  }
}

const NO_PLACE = { user: null, place: null };
