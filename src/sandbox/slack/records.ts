import type { JsonObject } from "../json.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly tz: string;
  readonly locale: string;
  readonly email: string;
  readonly color: string;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  readonly isBot: boolean;
  deactivated: boolean;
  /** Unix seconds. */
  updated: number;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly members: Set<string>;
  readonly created: number;
  archived: boolean;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly fromApp: boolean;
  /** Set on a message that a person typed. */
  readonly clientMsgId?: string;
  readonly threadTs?: string;
  readonly broadcast: boolean;
  /** Only this user sees it: an ephemeral message, unknown to the Web API. */
  readonly onlyFor?: string;
  readonly files: readonly string[];
  text: string;
  blocks: readonly JsonObject[];
  metadata?: JsonObject;
  edited?: { readonly user: string; readonly ts: string };
  /** ts of its replies, oldest first. */
  readonly replies: string[];
  readonly reactions: Map<string, Set<string>>;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly mimetype: string;
  readonly created: number;
  title: string;
  content: Buffer;
  /** Where it has been shared. */
  readonly channels: Set<string>;
}

/** block_id → action_id → the element's state, as Slack sends it. */
export type Entered = Record<string, Record<string, JsonObject>>;

export interface View {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  /** The view as the app sent it, with block and action ids filled in. */
  body: JsonObject;
  entered: Entered;
  errors: Record<string, string>;
  busy: boolean;
  notice: string | null;
}

/** What of the state changed: screens are told. */
export type Touched =
  | { readonly kind: "message"; readonly channel: string; readonly ts: string }
  | { readonly kind: "removed"; readonly channel: string; readonly ts: string }
  | { readonly kind: "modals"; readonly user: string }
  | { readonly kind: "home"; readonly user: string }
  | { readonly kind: "users" }
  | { readonly kind: "channels" }
  | { readonly kind: "app" }
  /** A call or an answer came; nobody sees it, but tests may wait for it. */
  | { readonly kind: "traffic" }
  | {
      readonly kind: "notice";
      readonly user: string;
      readonly text: string;
      readonly channel?: string;
      readonly ts?: string;
    };
