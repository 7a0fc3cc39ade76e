import type { Clock } from "../core/clock.ts";
import type { MemberId, OrganizationId } from "../core/ids.ts";
import type { Job, Tick } from "../core/job.ts";
import type { InBoth } from "../core/language.ts";
import type { Change, DatabaseHandle, Scope } from "../core/scope.ts";
import type { Action, Card } from "./card.ts";
import type { FieldErrors, Fields, Form, OpenForm, UploadedFile, ValuesOf } from "./form.ts";
import type { PersonIdentity, PersonProfile, Place, Sight } from "./sight.ts";

export type { PersonIdentity, PersonProfile, Place } from "./sight.ts";

/** What a handler gets to know and may do. It never sees a platform. */
export interface Ctx extends Sight {
  /**
   * The one transaction of a handler: the change, its audit entry, its messages and the mark that this delivery is
   * done are committed together. An outcome that asks, corrects or refuses rolls everything back.
   */
  change(work: (change: Change) => Promise<Outcome>): Promise<Outcome>;
}

/** What should happen now, for the person who acted. Messages to others go through notify. */
export type Outcome =
  /**
   * An answer. To the person alone in a group, unless `to` is "all"; in the direct chat simply there. From a form: it
   * closes and the answer is shown where it was opened. `thread` stands below it, in its thread; what is for one person
   * alone in a group has none, so that the card itself must lead there too.
   */
  | { readonly show: Card; readonly to?: "you" | "all"; readonly thread?: Card | undefined }
  /** The card whose button was pressed becomes this one (from a form opened by that button too); `say` answers besides. */
  | { readonly replace: Card; readonly say?: Card }
  /** The form stays, with what was typed, the messages at its fields. */
  | { readonly fix: FieldErrors }
  /** A form opens; from a form: it takes its place. */
  | { readonly ask: OpenForm }
  /** What did not happen, why, what to do; to the person alone. `stale` also brings the card pressed up to date. */
  | { readonly refuse: InBoth; readonly stale?: Card };

export interface Command {
  /** Latin, lower case: typed as /name. */
  readonly name: string;
  /** Other words for it, in Chinese and English; never another command's. */
  readonly aliases: readonly string[];
  /** Those of them that what they are about may follow without a space, "拜访宏达": verbs, which begin no other sentence. */
  readonly glued?: readonly string[];
  /** One line: what it is for. */
  readonly about: InBoth;
  /** What may follow the name: "[customer] [what was said]". */
  readonly hint: InBoth;
  readonly example: InBoth;
  /**
   * Among the few that a platform with room for no more offers without typing: what one does with it, note something
   * down or look. Five of each at most.
   */
  readonly menu?: "do" | "look";
  /**
   * Whom help tells of it; everyone when absent. It says to whom it is of use, not who may: whoever types it all the
   * same is answered by `run`.
   */
  readonly offeredTo?: (scope: Scope) => boolean;
  run(ctx: Ctx, typed: string): Promise<Outcome>;
}

export interface FormHandler {
  // biome-ignore lint/suspicious/noExplicitAny: `onSubmit` has matched the form and its handler
  readonly form: Form<any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  submit(ctx: Ctx, values: any, params: any): Promise<Outcome>;
}
export const onSubmit = <Params, F extends Fields>(
  form: Form<Params, F>,
  submit: (ctx: Ctx, values: ValuesOf<F>, params: Params) => Promise<Outcome>,
): FormHandler => ({ form, submit });

export interface ActionHandler {
  // biome-ignore lint/suspicious/noExplicitAny: `onPress` has matched the action and its handler
  readonly action: Action<any>;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  press(ctx: Ctx, payload: any): Promise<Outcome>;
}
export const onPress = <Payload>(
  action: Action<Payload>,
  press: (ctx: Ctx, payload: Payload) => Promise<Outcome>,
): ActionHandler => ({
  action,
  press,
});

/** What people say in the thread of a card about `subject` ("fee"): a decision, or just talk (undefined: no answer). */
export interface WordsHandler {
  readonly subject: string;
  heard(ctx: Ctx, said: { readonly subjectId: string; readonly text: string }): Promise<Outcome | undefined>;
}

/** Answers files that people drop in their direct chat: those that end so, and what came in the same message. */
export interface FilesHandler {
  /** Lower case, without the dot; never another feature's. */
  readonly endings: readonly string[];
  /** Reading a file refuses, in words, where the platform does not hand it out. */
  given(ctx: Ctx, files: readonly UploadedFile[]): Promise<Outcome>;
}

/** A part of a person's Home. Lower order stands higher. */
export interface HomeSection {
  readonly order: number;
  build(ctx: Ctx): Promise<readonly Card[]>;
}

/** Someone who is no open member writes or presses. */
export interface Stranger {
  readonly identity: PersonIdentity;
  readonly place: Place;
  /** The name, language and zone the platform tells of this person. */
  readonly profile: PersonProfile;
  /** The organization of this workspace, when it has one. */
  readonly organizationId: OrganizationId | null;
  /** What was typed, a command's name included. */
  readonly typed: string;
  readonly clock: Clock;
  readonly database: DatabaseHandle;
  /** One transaction in the given organization (also one that is being made). */
  change(organizationId: OrganizationId, work: (change: Change) => Promise<Outcome>): Promise<Outcome>;
}

/** Someone who is no open member looks at their Home. */
export interface Onlooker {
  readonly identity: PersonIdentity;
  readonly profile: PersonProfile;
  /** The organization of this workspace as a job sees it; null when there is none. */
  readonly scope: Scope | null;
}

/** One folder of features/: everything it adds to the bot. */
export interface Feature {
  readonly name: string;
  readonly commands?: readonly Command[];
  readonly forms?: readonly FormHandler[];
  readonly actions?: readonly ActionHandler[];
  readonly words?: readonly WordsHandler[];
  readonly files?: FilesHandler;
  readonly home?: readonly HomeSection[];
  // biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
  readonly jobs?: readonly Job<any>[];
  readonly ticks?: readonly Tick[];
  /**
   * By the word that their subject begins with, has the cards that ask for something show how it stands: they are issued
   * anew before platforms take no clicks on them any more. Without it they say again what they said last.
   */
  readonly redraws?: Readonly<Record<string, (change: Change, id: string) => Promise<unknown>>>;
  /** At most one feature answers strangers. */
  readonly stranger?: (stranger: Stranger) => Promise<Outcome>;
  /** What strangers find on their Home; of the feature that answers them. */
  readonly strangerHome?: (onlooker: Onlooker) => Promise<readonly Card[]>;
  /** The platform says that this member's account is gone there. */
  readonly left?: (leaver: {
    readonly member: MemberId;
    /** The account that is gone; the member may have others elsewhere. */
    readonly identity: PersonIdentity;
    change(work: (change: Change) => Promise<void>): Promise<void>;
  }) => Promise<void>;
}

export const defineFeature = (feature: Feature): Feature => feature;
