import type { Card } from "../chat/card.ts";
import type { Zone } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Change } from "../core/scope.ts";

/** Whoever will read a message: a member, or a team's channel (member null). */
export interface Reader {
  readonly member: MemberId | null;
  readonly language: Language;
  readonly zone: Zone;
}

export type Recipient =
  | { readonly member: MemberId }
  /** A team's channel for its summary, or the one where its papers wait for approval. */
  | { readonly team: string; readonly channel: "team" | "approvals" };

export interface Telling {
  /** Never sent twice: the same key is the same message. Name it after what happened: `fee:ID:approved:2`. */
  readonly key: string;
  readonly to: Recipient;
  /** "fee:ID" when this card is the one that will be kept up to date for that subject, and whose thread is its own. */
  readonly about?: string;
  /** Built for the reader, in their language. */
  card(reader: Reader): Card;
}

/** Queues a message in the transaction of its change; delivered right after commit, retried until settled. */
export declare const tell: (change: Change, telling: Telling) => Promise<void>;

/** Brings every card about the subject up to date, also those not delivered yet. */
export declare const revise: (change: Change, subject: string, card: (reader: Reader) => Card) => Promise<void>;

/** A line in the thread of every group card about the subject. */
export declare const tellThread: (
  change: Change,
  line: { readonly key: string; readonly subject: string; card(reader: Reader): Card },
) => Promise<void>;
