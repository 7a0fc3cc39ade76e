import type { JsonObject } from "../json.ts";

/**
 * What one person's Slack client shows, as plain JSON, and the changes to it. The page renders blocks itself from
 * these; ids, blocks and views are Slack's own.
 */
export interface Screen {
  /** Grows with every change; a change with a smaller one is already contained. */
  readonly revision: number;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: ShownApp;
  readonly me: ShownUser;
  readonly users: readonly ShownUser[];
  /** Channels the person is in, public ones they could join, and their direct messages. */
  readonly channels: readonly ShownChannel[];
  /** By channel id, oldest first; replies too (`thread_ts` differs from `ts`), and what only this person sees. */
  readonly messages: Readonly<Record<string, readonly ShownMessage[]>>;
  /** Open modals, the first opened first; the last is the one on top. */
  readonly modals: readonly ShownView[];
  readonly home: ShownView | null;
}

export interface ShownApp {
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
  /** Whether the app can be reached now: an open socket, or request URLs. */
  readonly connected: boolean;
  readonly commands: readonly ShownCommand[];
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
}

export interface ShownCommand {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface ShownUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly tz: string;
  readonly locale: string;
  readonly email: string;
  /** Six hex digits, without `#`. */
  readonly color: string;
  readonly isBot: boolean;
  readonly deactivated: boolean;
}

export interface ShownChannel {
  readonly id: string;
  /** Without `#`; for a direct message the other person's real name. */
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  /** The other side of a direct message. */
  readonly withUser?: string;
  readonly isMember: boolean;
  readonly archived: boolean;
  readonly members: readonly string[];
}

export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly isBot: boolean;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly thread_ts?: string;
  readonly reply_count: number;
  readonly reply_users: readonly string[];
  /** Also shown in the channel, though it is a reply. */
  readonly broadcast: boolean;
  readonly edited: boolean;
  readonly ephemeral: boolean;
  readonly files: readonly ShownFile[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** What this person has entered into its elements: block_id → action_id → Slack's state value. */
  readonly state: StateValues;
}

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  readonly url_private: string;
}

/** block_id → action_id → element state, exactly as in `view.state.values`. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

export interface ShownView {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly hash: string;
  readonly callback_id: string;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly blocks: readonly JsonObject[];
  readonly state: StateValues;
  /** Under the field of that block_id, after a submit with response_action "errors". */
  readonly errors: Readonly<Record<string, string>>;
  /** A submit is on its way. */
  readonly busy: boolean;
  /** What the client itself says when a submit got no answer. */
  readonly notice: string | null;
}

/** What happened on a person's screen. Every one is serialisable; applying it to the snapshot gives the new snapshot. */
export type ScreenChange = { readonly revision: number } & (
  | { readonly type: "message"; readonly message: ShownMessage }
  | { readonly type: "message_removed"; readonly channel: string; readonly ts: string }
  | { readonly type: "modals"; readonly modals: readonly ShownView[] }
  | { readonly type: "home"; readonly home: ShownView | null }
  | { readonly type: "users"; readonly users: readonly ShownUser[] }
  | { readonly type: "channels"; readonly channels: readonly ShownChannel[] }
  | { readonly type: "app"; readonly app: ShownApp }
  | { readonly type: "notice"; readonly notice: Notice }
);

/** Something only the client says, not the app: a command that timed out, a button whose app did not answer. */
export interface Notice {
  readonly text: string;
  readonly channel?: string;
  /** The message whose button it was. */
  readonly ts?: string;
}

/** An option of a menu as Slack has it, and the group it stood under. */
export interface ShownOption {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
  readonly group?: string;
}

/**
 * What a person enters into an element: text; the value of an option; ids of users, channels or files; dates and times as
 * Slack has them (`YYYY-MM-DD`, `HH:mm`, unix seconds); several as a list; null clears it. A button takes undefined.
 */
export type Entry = string | number | readonly string[] | null;

/** Where an element is. */
export type Place =
  | { readonly kind: "message"; readonly channel: string; readonly ts: string }
  | { readonly kind: "view"; readonly view: string };

/** How Slack's client took it. */
export interface Reaction {
  readonly outcome: "answered" | "late" | "failed";
  /** Slack's own words: `operation_timeout`, `dispatch_failed`, `dispatch_unknown_error`. */
  readonly error?: string;
  readonly notice?: string;
}

/** The person-side actions with raw Slack ids: what a click in Slack's own client does. Used by the page and the driver. */
export interface Desk {
  screen(user: string): Screen;
  /** Everyone of the workspace, as anyone there sees them, the bots too. */
  users(): readonly ShownUser[];
  /** Calls back on every change of that person's screen; returns the way to stop. */
  subscribe(user: string, listener: (change: ScreenChange) => void): () => void;
  /** Calls back after any change on anyone's screen. */
  onChange(listener: () => void): () => void;

  /** `text` is the whole line, "/visit 宏达". @throws DeskError when there is no such command or channel. */
  command(input: { user: string; channel: string; text: string; thread_ts?: string }): Promise<Reaction>;
  /** Posts; `<@U…>` is a mention. Resolves with the new ts when its events were delivered or given up. */
  say(input: {
    user: string;
    channel: string;
    text: string;
    thread_ts?: string;
    files?: readonly string[];
  }): Promise<string>;
  /** Stores a file of that person, for `say` or a file_input; returns its id. */
  addFile(input: { user: string; name: string; content: string | Uint8Array; mimetype?: string }): string;
  /** Typing or picking, without sending: an element of an input block. Sends block_actions when the block has dispatch_action. */
  enter(input: ElementInput): Promise<Reaction>;
  /** Pressing a button or picking in a section or actions block: sends block_actions. The confirm dialog is the caller's. */
  act(input: ElementInput): Promise<Reaction>;
  /** Options for the typed query: from the app for external selects, else those of the element itself. */
  suggest(input: {
    user: string;
    place: Place;
    block_id: string;
    action_id: string;
    query: string;
  }): Promise<readonly ShownOption[]>;
  /** Sends the modal; `values` (block_id → action_id → entry) are entered first. */
  submit(input: {
    user: string;
    view: string;
    values?: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  }): Promise<Reaction>;
  /** The close button; `all` is the X that clears the whole stack. */
  close(input: { user: string; view: string; all?: boolean }): Promise<Reaction>;
  /** Opens the app's Home tab: app_home_opened. */
  openHome(user: string): Promise<Reaction>;
  /** Opens the Messages tab, or starts the direct message with another person; returns the channel id. */
  openDirect(user: string, withUser: string): string;
  join(user: string, channel: string): Promise<void>;
  react(input: { user: string; channel: string; ts: string; name: string }): Promise<void>;
}

export interface ElementInput {
  readonly user: string;
  readonly place: Place;
  readonly block_id: string;
  readonly action_id: string;
  readonly entry?: Entry;
  /** The blocks as that person's client showed them, when it has not caught up with a change. */
  readonly shown?: readonly JsonObject[];
}
