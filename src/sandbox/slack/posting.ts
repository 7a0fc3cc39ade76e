import { isArray, isObject, type Json, type JsonObject, objects } from "../json.ts";
import { problemsInBlocks } from "./blocks/validate.ts";
import type { Channel, Message } from "./records.ts";
import type { Workspace } from "./state.ts";
import { blocksWithIds } from "./views.ts";
import type { Args } from "./web-api/args.ts";
import { refuseProblems, SlackError } from "./web-api/error.ts";

const MOST_TEXT = 40_000;
/** Undocumented; measured by users of bolt-js (#2509). */
const MOST_IN_BLOCKS = 13_200;
const MOST_METADATA = 8_000;
const VISIBLE = new Set(["text", "title", "caption", "alt_text", "label", "fallback", "name"]);

/** What a message says, as an app gave it and Slack accepted it. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly metadata?: JsonObject;
}

const visibleLength = (value: Json | undefined, key = ""): number => {
  if (typeof value === "string") return VISIBLE.has(key) ? value.length : 0;
  if (isArray(value)) return value.reduce<number>((sum, each) => sum + visibleLength(each, key), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [inner, each]) => sum + visibleLength(each, inner), 0);
};

const checkedMetadata = (metadata: JsonObject): JsonObject => {
  const { event_type: type, event_payload: payload, ...others } = metadata;
  if (typeof type !== "string" || !/^\w{1,255}$/.test(type) || !isObject(payload))
    throw new SlackError("invalid_metadata_format");
  if (Object.keys(others).some((key) => key !== "entities" && key !== "external_ref"))
    throw new SlackError("invalid_metadata_format");
  if (JSON.stringify(payload).length > MOST_METADATA) throw new SlackError("metadata_too_large");
  return metadata;
};

/** The content of a message in the arguments. @throws SlackError for whatever Slack would not take. */
export const contentIn = (args: Args): Content => {
  const text = args.text("text") ?? "";
  const given = args.array("blocks", "invalid_blocks_format");
  const metadata = args.object("metadata", "invalid_metadata_format");
  if (text === "" && (given === undefined || given.length === 0)) throw new SlackError("no_text");
  if (text.length > MOST_TEXT) throw new SlackError("msg_too_long");
  if (given !== undefined) {
    refuseProblems("invalid_blocks", problemsInBlocks(given, "message"));
    if (visibleLength(given) > MOST_IN_BLOCKS) throw new SlackError("msg_blocks_too_long");
  }
  const blocks = blocksWithIds(objects(given));
  return { text, blocks, ...(metadata && { metadata: checkedMetadata(metadata) }) };
};

export interface Posting {
  readonly channel: Channel;
  readonly content: Content;
  readonly threadTs?: string | undefined;
  readonly broadcast?: boolean;
  readonly onlyFor?: string | undefined;
  readonly files?: readonly string[];
}

/** Puts a message of the app's bot there. */
export const postAsApp = (
  space: Workspace,
  { channel, content, threadTs, broadcast = false, onlyFor, files = [] }: Posting,
): Message => {
  const message: Message = {
    channel: channel.id,
    ts: space.stamps.next(),
    user: space.app.botUserId,
    fromApp: true,
    ...(threadTs !== undefined && { threadTs }),
    broadcast,
    ...(onlyFor !== undefined && { onlyFor }),
    files,
    ...content,
    replies: [],
    reactions: new Map(),
  };
  space.put(message);
  return message;
};

/** New words for a message of the app. Left out: what the call did not name. */
export const rewrite = (space: Workspace, message: Message, content: Content): void => {
  message.text = content.text;
  message.blocks = content.blocks;
  if (content.metadata) message.metadata = content.metadata;
  message.edited = { user: space.app.botUserId, ts: space.stamps.next() };
  space.touch({ kind: "message", channel: message.channel, ts: message.ts });
};
