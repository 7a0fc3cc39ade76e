import type { Instant } from "../core/clock.ts";
import type { Zone } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";
import type { InBoth, Language } from "../core/language.ts";
import type { Log } from "../core/log.ts";
import type { Address, WhoIs } from "../core/who-is.ts";
import type { Card } from "./card.ts";
import type { PersonIdentity, PersonProfile, Place } from "./feature.ts";
import type { Choice, FieldErrors, Fields, Form, FormContent, UploadedFile } from "./form.ts";

/** A form ready to be drawn: built in the person's language, with what is known or was typed. */
export interface ShownForm {
  readonly formId: string;
  /** JSON, at most 2000 characters; comes back with the submit. */
  readonly params: string;
  readonly language: Language;
  readonly content: FormContent<Fields>;
  /** By field name; see RawValue. */
  readonly values: Readonly<Record<string, RawValue>>;
  readonly errors: FieldErrors;
}

/**
 * A field's value as platforms tell it: text, number and money as typed; date `YYYY-MM-DD`; datetime an ISO instant;
 * choice(s) with their labels; people and place as the platform's ids; check true or absent.
 */
export type RawValue =
  | { readonly text: string }
  | { readonly choices: readonly Choice[] }
  | { readonly ids: readonly string[] }
  | { readonly files: readonly UploadedFile[] }
  | { readonly checked: boolean };

/** What every delivery tells: an id that is the same when it comes again, who, where, when it arrived. */
interface Arrival {
  /**
   * `slack:…`; the same for a redelivery of the same click, another for another click. It is the key, too, under which the
   * answer is delivered as a message.
   */
  readonly id: string;
  readonly identity: PersonIdentity;
  readonly place: Place;
  /** Where the person is, when the platform tells it along. */
  readonly zone?: Zone;
  readonly receivedAt: Instant;
}
export interface CommandArrival extends Arrival {
  /** The platform brings it again by itself until it is acknowledged, to any process. */
  readonly repeats?: true;
  readonly name: string;
  readonly typed: string;
}
/** A message in the direct chat, one that mentions the bot, or one in a thread of a group the bot is in. */
export interface SayArrival extends Arrival {
  readonly text: string;
  readonly mentioned: boolean;
  /** What came with it, or instead of words. */
  readonly files?: readonly UploadedFile[];
}
export interface PressArrival extends Arrival {
  /** What `button` said: the action's name and JSON payload. */
  readonly action: string;
  readonly payload: string;
}
export interface SubmitArrival extends Arrival {
  readonly formId: string;
  readonly params: string;
  readonly values: Readonly<Record<string, RawValue>>;
}
export interface SearchArrival extends Arrival {
  readonly formId: string;
  readonly params: string;
  readonly field: string;
  readonly typed: string;
  /** The very form that was handed over, where its choices are looked for as it opens: whose it is is known then. */
  readonly opening?: ShownForm;
}

/** An outcome ready to be drawn. */
export type Shown =
  | { readonly kind: "card"; readonly card: Card; readonly to: "you" | "all"; readonly thread?: Card }
  | { readonly kind: "replace"; readonly card: Card; readonly say?: Card }
  | { readonly kind: "form"; readonly form: ShownForm }
  /** Only after a submit: the same form again, with messages. */
  | { readonly kind: "fix"; readonly form: ShownForm };

/**
 * What a delivery comes to. `late` when the two seconds are over before the work is: the platform shows `waiting` at
 * once and the outcome when it comes (a form that comes late is a card with a button that opens it; after a submit it is
 * still a form, for the place of the one that was sent).
 * `settled` is told when the person has it, `missed` when the platform did not take it for now and brings this delivery
 * but once: then it is delivered as a message. What came of a change is delivered so in any case until it is settled.
 */
export interface Answer {
  /**
   * Nothing to show: another process has this delivery, and may have ended without a word. Left unacknowledged, the
   * platform brings it again.
   */
  readonly elsewhere?: true;
  readonly shown?: Shown;
  readonly late?: { readonly waiting: Card; readonly outcome: Promise<Shown> };
  settled(): Promise<void>;
  missed(): Promise<void>;
}

/** What a platform hands the bot. None of these ever rejects. */
export interface Inbound {
  command(arrival: CommandArrival): Promise<Answer>;
  /** Undefined when nobody expects an answer: people talking among themselves. */
  say(arrival: SayArrival): Promise<Answer | undefined>;
  press(arrival: PressArrival): Promise<Answer>;
  submit(arrival: SubmitArrival): Promise<Answer>;
  search(arrival: SearchArrival): Promise<readonly Choice[]>;
  /**
   * The Home of a person is looked at: build it and show it through the port. False when it could not be shown, or when
   * another process is at it: it is to be told again, by the same id where the platform repeats this to any process.
   */
  homeOpened(identity: PersonIdentity, id?: string): Promise<boolean>;
  /** The platform closed this person's account. False when that could not be kept: it is to be told again. */
  left(identity: PersonIdentity): Promise<boolean>;
  /**
   * The direct chat with the person has been heard of: it is kept, as a platform may never tell it when asked. False when
   * it could not be kept, or nobody here has that account (yet): it is to be told again.
   */
  directPlaceIs(identity: PersonIdentity, place: string): Promise<boolean>;
}

/** A message that stands on a platform. */
export interface SentMessage {
  readonly platform: string;
  readonly workspace: string;
  readonly place: string;
  readonly message: string;
  readonly thread?: string;
}

/** Resolves a member to the user id that this platform mentions; undefined: the name is written. */
export type Mention = (member: MemberId) => string | undefined;

export interface Target {
  readonly workspace: string;
  readonly place: string;
  readonly thread?: string;
}

/** A file the bot gives somebody. */
export interface GivenFile {
  /** With its ending, as it will lie on the person's disk. */
  readonly name: string;
  /** At least one byte and at most `LARGEST_FILE`. */
  readonly bytes: Uint8Array;
}
/** Bytes: what every platform takes; Feishu the least, 30 MB. */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** How it stands with a platform: true readiness, for /readyz. */
export interface PortStatus {
  readonly up: boolean;
  readonly detail: string;
}

/** All that a platform must do. No member is optional: what a platform lacks it answers another way. */
export interface ChatPort {
  readonly platform: string;
  start(inbound: Inbound): Promise<void>;
  /** Takes nothing new, lets what is under way finish. */
  stop(): Promise<void>;
  status(): PortStatus;
  /** @throws PortError */
  post(target: Target, message: { card: Card; key: string; mention: Mention }): Promise<SentMessage>;
  /** The message with this key, when an earlier, uncertain send got through. @throws PortError */
  find(target: Target, key: string, since: Instant): Promise<SentMessage | undefined>;
  /** Puts the file below what was said last; it stands for itself, without words. @throws PortError */
  sendFile(target: Target, file: GivenFile & { readonly key: string }): Promise<void>;
  /** Whether an earlier, uncertain send of the file got through: told by its name and, where known, its size. @throws PortError */
  hasFile(target: Target, file: GivenFile, since: Instant): Promise<boolean>;
  /** @throws PortError */
  edit(sent: SentMessage, message: { card: Card; mention: Mention }): Promise<void>;
  /** The place of the direct chat with a person. @throws PortError */
  directPlace(identity: PersonIdentity): Promise<string>;
  /** @throws PortError */
  profile(identity: PersonIdentity): Promise<PersonProfile>;
  /**
   * Whose accounts these addresses are, in their order; as many as the platform takes are asked for, the others are for
   * later. For jobs, never for a click: a long list takes minutes. Changes nothing and never rejects.
   */
  whoIs(workspace: string, addresses: readonly Address[]): Promise<readonly WhoIs[]>;
  /**
   * Asked when someone picks a place in a form: why the bot cannot post there as things stand, and what to do about it,
   * for the field it was picked in ("Rapport is not in this channel. Type … in it, then save again."). Undefined when
   * the bot is in it, and when the platform cannot tell or does not answer: then the first message there shows it.
   * Posts nothing, changes nothing, answers within 2.5 seconds and never rejects.
   */
  placeProblem(target: Target): Promise<InBoth | undefined>;
  /** @throws PortError */
  showHome(identity: PersonIdentity, home: { cards: readonly Card[]; mention: Mention }): Promise<void>;
  /** Draws the form without sending it. @throws Error that names the form and the limit it breaks. */
  // biome-ignore lint/suspicious/noExplicitAny: any form
  check(form: Form<any, any>, language: Language): void;
}

/** Why a platform did not do what it was asked. */
export type PortFailure =
  | "rate_limited"
  /** The place, message or person is not there any more: do not try again. */
  | "gone"
  /** The bot may not: a scope or membership is missing; the admin is told. */
  | "forbidden"
  /** The message stands, but the platform no longer lets it be changed: its card is issued anew. Only for an edit. */
  | "too_old"
  /** The platform refuses the content: a bug of ours. */
  | "invalid"
  /** A check of the company's own refuses what it says; the same without that gets through. */
  | "withheld"
  /** No answer, or a 5xx: try again. `uncertain` when it may have been done. */
  | "unavailable"
  | "unknown";

export class PortError extends Error {
  readonly failure: PortFailure;
  /** Milliseconds to wait, for rate_limited. */
  readonly retryAfter: number | undefined;
  /** True when the platform may have done it all the same. */
  readonly uncertain: boolean;
  /**
   * True when the platform refuses the app, whatever it asks for: a revoked token, an app that was disabled. No message
   * is to blame, and none gets through until the operator acts.
   */
  readonly ofApp: boolean;
  /** What the operator should do, in plain English; goes to the log. */
  readonly remedy: string | undefined;
  readonly remedyInBoth: InBoth | undefined;

  constructor(
    failure: PortFailure,
    message: string,
    more: {
      retryAfter?: number | undefined;
      uncertain?: boolean;
      ofApp?: boolean;
      remedy?: InBoth | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "PortError";
    this.failure = failure;
    this.retryAfter = more.retryAfter;
    this.uncertain = more.uncertain ?? false;
    this.ofApp = more.ofApp ?? false;
    this.remedy = more.remedy?.en;
    this.remedyInBoth = more.remedy;
  }
}

/** Whether the same may be taken a little later. */
export const isForNow = (error: unknown): boolean =>
  error instanceof PortError && (error.failure === "unavailable" || error.failure === "rate_limited" || error.ofApp);

/** Shows an answer, and says that the person has it. @returns whether the platform did not take it for now */
export const failsForNow = async (
  { settled }: Answer,
  { show, log }: { show: () => Promise<void>; log: Log },
): Promise<boolean> => {
  try {
    await show();
  } catch (error) {
    log.error({ err: error }, "An answer could not be shown");
    return isForNow(error);
  }
  await settled();
  return false;
};
