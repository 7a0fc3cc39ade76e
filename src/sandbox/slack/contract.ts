import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { Frequency } from "../armory.ts";
import type { PersonDriver } from "../driver.ts";
import type { JsonObject } from "../json.ts";
import type { Desk } from "./screen.ts";

/** Who and what is in the workspace when it starts. Ids that are left out are made from the names, always the same. */
export interface WorkspaceSeed {
  readonly team: { readonly id?: string; readonly name: string; readonly domain: string };
  readonly app: AppSeed;
  readonly users: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
}

export interface AppSeed {
  readonly id?: string;
  readonly name: string;
  readonly botUserId?: string;
  readonly botId?: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Bot scopes, as in the manifest. */
  readonly scopes: readonly string[];
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint?: string;
    readonly shouldEscape?: boolean;
  }[];
  /** Bot events the app subscribes to, such as `message.im`, `app_mention`, `app_home_opened`. */
  readonly events: readonly string[];
  readonly homeTab?: boolean;
  readonly messagesTab?: boolean;
  /** Request URLs; without them everything goes through Socket Mode. */
  readonly http?: HttpDelivery;
}

export interface HttpDelivery {
  readonly commandsUrl: string;
  readonly eventsUrl: string;
  readonly interactivityUrl: string;
  /** Default: `interactivityUrl`. */
  readonly optionsUrl?: string;
}

export interface UserSeed {
  readonly id?: string;
  readonly name: string;
  readonly realName: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly email?: string;
  readonly color?: string;
  readonly isAdmin?: boolean;
  /** Someone from outside, in some channels only. */
  readonly isGuest?: boolean;
  readonly deactivated?: boolean;
}

export interface ChannelSeed {
  readonly id?: string;
  /** Without `#`. */
  readonly name: string;
  readonly isPrivate?: boolean;
  /** Names or ids of users. */
  readonly members: readonly string[];
  /** Whether the app's bot is in it. */
  readonly withBot?: boolean;
  readonly archived?: boolean;
}

export interface SlackSandboxOptions {
  readonly clock: Clock;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  readonly workspace: WorkspaceSeed;
  readonly log?: Log;
  /** How long Slack waits for an answer; default 3,000 ms. */
  readonly ackMs?: number;
  /** How long a trigger_id lives, in real time; default 3,000 ms. */
  readonly triggerMs?: number;
  /** The waits before events are sent again (at once, 1 min, 5 min) are multiplied by it: 1 as Slack, 0.001 in a test. */
  readonly retryPace?: number;
  /** Clock of the timestamps in signed requests; default the system's, whatever day the workspace plays. */
  readonly wireClock?: Clock;
  /** Rate tiers are enforced unless false. */
  readonly rates?: boolean;
  /** 0 ≤ x < 1, for probabilities and the choice of a socket. */
  readonly random?: () => number;
}

/** One call of the Web API, as the server took it. */
export interface Call {
  readonly method: string;
  readonly args: JsonObject;
  readonly result: JsonObject;
  readonly status: number;
  readonly at: Date;
}

/** One attempt to hand something to the app. */
export interface DeliveryRecord {
  /** slash_commands, block_actions, view_submission, view_closed, block_suggestion, or the event's type. */
  readonly type: string;
  readonly payload: JsonObject;
  /** 0 for the first. */
  readonly attempt: number;
  readonly via: "socket" | "http";
  readonly outcome: "answered" | "late" | "failed" | "dropped" | "waiting";
  readonly response: JsonObject;
  readonly at: Date;
}

/** A misbehaviour of the Web API. `on`: a method's name, "upload" or "download" of a file's bytes, or "*". */
export type ApiFault = Frequency & { readonly on: string } & (
    | { readonly do: "rate_limit"; readonly retryAfter: number }
    | { readonly do: "http_error"; readonly status: number }
    | { readonly do: "error"; readonly error: string }
    /** Performs, then cuts the line instead of answering. */
    | { readonly do: "lose_response" }
    /** Cuts the line without performing. */
    | { readonly do: "lose_request" }
    | { readonly do: "delay"; readonly ms: number }
  );

/** A misbehaviour of deliveries. `to`: a DeliveryRecord type, an envelope type (slash_commands, interactive, events_api), or "*". */
export type DeliveryFault = Frequency & { readonly to: string } & (
    | { readonly do: "repeat"; readonly copies: number }
    | { readonly do: "delay"; readonly ms: number }
    /** Never reaches the app. */
    | { readonly do: "drop" }
    /** Reaches it, but its answer is lost. */
    | { readonly do: "lose_answer" }
  );

export interface Faults {
  /** Returns the way to take it back. */
  add(fault: ApiFault | DeliveryFault): () => void;
  clear(): void;
  /** Sends `disconnect`, or with "drop" just cuts the sockets. */
  disconnectAll(reason: "refresh_requested" | "warning" | "drop"): void;
  /** Ends one of the open connections, the oldest. */
  disconnectOne(reason: "refresh_requested" | "warning" | "drop"): void;
  /** New sockets get 503 while it is true. */
  refuseSockets: boolean;
  /** Pings are not answered: sockets that are only half there. */
  mutePong: boolean;
  /** How an expired trigger is refused: Slack has been seen doing both. */
  triggerError: "expired_trigger_id" | "invalid_arguments";
  revokeToken(token: string): void;
}

export interface SlackSandbox extends PersonDriver {
  start(): Promise<void>;
  /** Cuts what is open and frees the port. */
  stop(): Promise<void>;
  /** `http://127.0.0.1:PORT/api/`; known after start. */
  readonly apiUrl: string;
  readonly desk: Desk;
  readonly faults: Faults;
  readonly calls: readonly Call[];
  readonly deliveries: readonly DeliveryRecord[];
  /** Open Socket Mode connections. */
  readonly connections: number;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** From now on deliveries go there, as after a change in the app's settings; null: Socket Mode. */
  useHttp(http: HttpDelivery | null): void;
  /** url_verification and ssl_check, as Slack does when a URL is entered; true when the app answered rightly. */
  verifyUrls(): Promise<boolean>;
  /** Someone joins the workspace (team_join); returns the id. */
  addUser(user: UserSeed): Promise<string>;
  /** An admin deactivates someone (user_change). */
  deactivate(user: string): Promise<void>;
  addChannel(channel: ChannelSeed): string;
  /** member_joined_channel; the bot too. */
  addToChannel(user: string, channel: string): Promise<void>;
  removeFromChannel(user: string, channel: string): void;
  archive(channel: string): void;
  /** Id of a user or channel by its name. @throws when there is none. */
  idOf(name: string): string;
  /** A file anyone shared; for the page, which is no app and has no token. */
  readFile(id: string): { readonly name: string; readonly mimetype: string; readonly content: Uint8Array } | undefined;
  /** Resolves when no delivery is on its way (retries included). */
  quiet(): Promise<void>;
  /** What has been said so far, for `recall` after the next start. */
  remember(): Buffer;
  /** Before `start`. @throws when these bytes are of another version. */
  recall(bytes: Buffer): void;
}
