import type { JsonObject } from "../../json.ts";
import type { Events } from "../events.ts";
import type { FaultBoard } from "../faults.ts";
import type { Rates, Tier } from "../rates.ts";
import type { Channel } from "../records.ts";
import type { SocketGate } from "../sockets.ts";
import type { Workspace } from "../state.ts";
import type { Triggers } from "../triggers.ts";
import type { Args } from "./args.ts";
import { SlackError } from "./error.ts";

/** What the methods work with. */
export interface Backend {
  readonly space: Workspace;
  readonly faults: FaultBoard;
  readonly rates: Rates;
  readonly triggers: Triggers;
  readonly events: Events;
  readonly sockets: SocketGate;
}

export interface Method {
  /** "none" needs no token at all. */
  readonly token: "bot" | "app" | "none";
  /** Any one of these is enough; empty: none needed. */
  readonly scopes: readonly string[];
  /** "post": limited per channel instead. */
  readonly tier: Tier | "post" | "none";
  /** The answer without `ok`. @throws SlackError, TooMany */
  readonly run: (args: Args, backend: Backend) => JsonObject;
}

export type Methods = Readonly<Record<string, Method>>;

/** The channel, if the bot can know of it. @throws SlackError channel_not_found */
export const knownChannel = (space: Workspace, what: string): Channel => {
  const channel = space.channelNamed(what);
  const hidden = channel && channel.kind !== "public" && !channel.members.has(space.app.botUserId);
  if (!channel || hidden) throw new SlackError("channel_not_found");
  return channel;
};

/** @throws SlackError missing_scope */
export const needScope = (space: Workspace, needed: string): void => {
  if (!space.app.scopes.includes(needed))
    throw new SlackError("missing_scope", { needed, provided: space.app.scopes.join(",") });
};

const KIND_SCOPES = { public: "channels", private: "groups", im: "im" } as const;
/** @throws SlackError missing_scope, such as `groups:history` for a private channel. */
export const needChannelScope = (space: Workspace, channel: Channel, right: "read" | "history" | "write"): void =>
  needScope(space, `${KIND_SCOPES[channel.kind]}:${right}`);

/** A page of the list, and the cursor of the next. @throws SlackError invalid_cursor */
export const paged = <Item>(
  items: readonly Item[],
  args: Args,
  most = 1000,
): { page: readonly Item[]; next: string } => {
  const limit = Math.min(Math.max(args.number("limit", 100), 1), most);
  const cursor = args.text("cursor");
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, "base64").toString().replace("from:", ""));
  if (!Number.isInteger(from) || from < 0) throw new SlackError("invalid_cursor");
  const next = from + limit < items.length ? Buffer.from(`from:${from + limit}`).toString("base64") : "";
  return { page: items.slice(from, from + limit), next };
};

export const cursorBeside = (next: string): JsonObject => ({ response_metadata: { next_cursor: next } });
