import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { Frequency } from "../armory.ts";
import type { PersonDriver } from "../driver.ts";
import type { JsonObject } from "../json.ts";
import type { Desk } from "./screen.ts";

/** Who and what is in the tenant when it starts. Ids that are left out are made from the names, always the same. */
export interface TenantSeed {
  readonly tenant: { readonly key?: string; readonly name: string };
  readonly app: AppSeed;
  readonly users: readonly UserSeed[];
  readonly chats: readonly ChatSeed[];
}

export interface AppSeed {
  /** `cli_` and 16 hex digits: the SDK connects with no other. */
  readonly appId?: string;
  readonly secret: string;
  readonly name: string;
  /** Tenant scopes that were granted with the last version. */
  readonly scopes: readonly string[];
  /** Events the app subscribes to, such as `im.message.receive_v1`. */
  readonly events: readonly string[];
  /** Callbacks it subscribes to: `card.action.trigger`, on a tab of its own. */
  readonly callbacks: readonly string[];
  /** The bot's menu below the input box. */
  readonly menu?: readonly MenuEntry[];
  /** Whom the app is there for (可用范围): everyone, or users by name or id. Default everyone. */
  readonly availability?: "everyone" | readonly string[];
  readonly encryptKey?: string;
  readonly verificationToken?: string;
  /** Where events and callbacks are pushed; without it they come over the long connection. */
  readonly pushUrl?: string;
}

export interface MenuEntry {
  readonly eventKey: string;
  readonly name: string;
  /** The entry of the first level that opens the one with this; absent for one that stands there itself. */
  readonly under?: string;
}

export interface UserSeed {
  readonly openId?: string;
  readonly unionId?: string;
  /** The tenant's own id of them, eight letters and digits. */
  readonly userId?: string;
  /** By which the sandbox's users are told apart: `liwei`. */
  readonly name: string;
  /** As everyone sees it: 李伟. */
  readonly realName: string;
  readonly enName?: string;
  readonly locale?: string;
  readonly tz?: string;
  readonly email?: string;
  /** With the country's prefix: +8613800000000. */
  readonly mobile?: string;
  readonly deactivated?: boolean;
  /** Locked by an admin for a while. */
  readonly frozen?: boolean;
  /** tenant_key of another company, for whoever is in a group that two companies share. */
  readonly tenantKey?: string;
}

export interface ChatSeed {
  readonly chatId?: string;
  readonly name: string;
  /** Names or ids of users. */
  readonly members: readonly string[];
  readonly withBot?: boolean;
  /** Default: group. In a topic group every message begins a topic. */
  readonly kind?: "group" | "topic";
}

/** How often clients of the long connection ping and how they come back, in seconds. */
export interface LinePace {
  readonly pingEvery: number;
  readonly reconnectEvery: number;
  /** Before the first attempt clients wait a part of it, by chance. */
  readonly reconnectJitter: number;
}

export interface FeishuSandboxOptions {
  readonly clock: Clock;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  readonly tenant: TenantSeed;
  readonly log?: Log;
  /** How long Feishu waits for an answer; default 3,000 ms. */
  readonly ackMs?: number;
  /** The waits before events are sent again (15 s, 5 min, 1 h, 6 h) are multiplied by it: 1 as Feishu, 0.00001 in a test. */
  readonly retryPace?: number;
  /** Clock of the timestamps in signed requests; default the system's, whatever day the tenant plays. */
  readonly wireClock?: Clock;
  /** Rate limits are enforced unless false. */
  readonly rates?: boolean;
  /** What clients of the long connection are told; as Feishu: 120, 120 and 30. */
  readonly linePace?: LinePace;
  /** 0 ≤ x < 1, for probabilities and the choice of a connection. */
  readonly random?: () => number;
}

/** One call of the API, as the server took it. */
export interface Call {
  /** As in the documentation: `POST /open-apis/im/v1/messages/:message_id/reply`. */
  readonly api: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** `content` and other JSON in strings as values. */
  readonly body: JsonObject;
  readonly result: JsonObject;
  readonly status: number;
  readonly at: Date;
}

/** One attempt to hand something to the app. */
export interface DeliveryRecord {
  /** `im.message.receive_v1`, `card.action.trigger`, … */
  readonly type: string;
  readonly eventId: string;
  /** The whole of it: schema, header, event. */
  readonly payload: JsonObject;
  /** 0 for the first. */
  readonly attempt: number;
  readonly via: "line" | "push";
  readonly outcome: "answered" | "late" | "failed" | "dropped" | "waiting";
  /** What a callback was answered. */
  readonly response: JsonObject;
  readonly at: Date;
}

/** A misbehaviour of the API. `on`: a `Call.api`, its path alone, or "*". */
export type ApiFault = Frequency & { readonly on: string } & (
    | { readonly do: "rate_limit" /** Seconds. */; readonly reset: number }
    | { readonly do: "http_error"; readonly status: number }
    /** Refused with this code; HTTP 400 unless `status` says otherwise. */
    | { readonly do: "error"; readonly code: number; readonly msg?: string; readonly status?: number }
    /** Performs, then cuts the line instead of answering. */
    | { readonly do: "lose_response" }
    /** Cuts the line without performing. */
    | { readonly do: "lose_request" }
    | { readonly do: "delay"; readonly ms: number }
  );

/** A misbehaviour of deliveries. `to`: a DeliveryRecord type, `events`, `callbacks`, or "*". */
export type DeliveryFault = Frequency & { readonly to: string } & (
    | { readonly do: "repeat"; readonly copies: number }
    | { readonly do: "delay"; readonly ms: number }
    /** The way there and back takes so long, out of the time in which the app must answer. */
    | { readonly do: "distance"; readonly ms: number }
    /** Never reaches the app. */
    | { readonly do: "drop" }
    /** Does not reach it: nobody is connected, its address takes no connection, or its host's name is not found. */
    | { readonly do: "fail"; readonly error: "unreachable" | "connection" | "name" }
    /** Reaches it, but its answer is lost. */
    | { readonly do: "lose_answer" }
    /** Held back until the next one has been sent. */
    | { readonly do: "reorder" }
    /** Over the long connection: in that many frames, the last one first. */
    | { readonly do: "fragment"; readonly frames: number }
  );

export type HandshakeRefusal = { readonly code: number } | { readonly status: number } | "cut off";

export interface Faults {
  /** Returns the way to take it back. */
  add(fault: ApiFault | DeliveryFault): () => void;
  clear(): void;
  /** Cuts the long connections. */
  disconnectAll(): void;
  /** Cuts one of them, the oldest. */
  disconnectOne(): void;
  /** The code with which the endpoint refuses new long connections (1, 514, 403, 1000040343, …); null: they are taken. */
  refuseConnections: number | null;
  /** What an address that was given out is answered with: Feishu's code, or the status of a proxy on the way. */
  refuseHandshakes: HandshakeRefusal | null;
  /** Pings are not answered: a connection that is only half there. */
  mutePong: boolean;
  /** Card callbacks come in frames of the type `card`, as some have read of. */
  cardFrames: boolean;
  /** Card callbacks name nobody by open_id, as has been seen; neither do events. */
  emptyOpenId: boolean;
  /** user_id is left out everywhere, as without `contact:user.employee_id:readonly`. */
  userIdAbsent: boolean;
  /** Makes the tokens given out until now invalid (99991663). */
  revokeToken(): void;
}

export interface FeishuSandbox extends PersonDriver {
  start(): Promise<void>;
  /** Cuts what is open and frees the port. */
  stop(): Promise<void>;
  /** `http://127.0.0.1:PORT`, without a slash at the end; known after start. */
  readonly domain: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
  readonly desk: Desk;
  readonly faults: Faults;
  readonly calls: readonly Call[];
  readonly deliveries: readonly DeliveryRecord[];
  /** Open long connections. */
  readonly connections: number;
  /** From now on events and callbacks are pushed there, as after a change in the app's settings; null: the long connection. */
  usePush(url: string | null): void;
  /** The challenge that is sent when a URL is entered; true when the app answered rightly and in time. */
  verifyPush(): Promise<boolean>;
  /** Someone joins the tenant; returns the open_id. */
  addUser(user: UserSeed): string;
  /** Someone leaves (contact.user.deleted_v3). */
  deactivate(user: string): Promise<void>;
  addChat(chat: ChatSeed): string;
  /** By name or id; "bot" is the app's bot (im.chat.member.bot.added_v1). */
  addToChat(who: string, chat: string): Promise<void>;
  removeFromChat(who: string, chat: string): Promise<void>;
  /** im.chat.disbanded_v1; nothing can be sent there any more. */
  dissolve(chat: string): Promise<void>;
  /** open_id of a user or chat_id of a chat by its name. @throws when there is none. */
  idOf(name: string): string;
  /** A file or image anyone sent, by its key; for the page, which is no app and has no token. */
  readFile(key: string): { readonly name: string; readonly mimetype: string; readonly content: Uint8Array } | undefined;
  /** Resolves when no delivery is on its way (retries included). */
  quiet(): Promise<void>;
  /** What has been said so far, for `recall` after the next start. */
  remember(): Buffer;
  /** Before `start`. @throws when these bytes are of another version. */
  recall(bytes: Buffer): void;
}
