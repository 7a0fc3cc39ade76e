import { isObject, type JsonObject, objects } from "../json.ts";
import type { Channel, Message, View } from "./records.ts";
import type { Workspace } from "./state.ts";

/** What every interaction says of who and where. */
export const who = (space: Workspace, userId: string): JsonObject => {
  const name = space.users.get(userId)?.name ?? "";
  return {
    team: { id: space.team.id, domain: space.team.domain },
    user: { id: userId, username: name, name, team_id: space.team.id },
    api_app_id: space.app.id,
    token: "sandbox-verification-token",
    enterprise: null,
    is_enterprise_install: false,
  };
};

/** Channels that are not public are not named to apps. */
export const channelName = (channel: Channel): string =>
  channel.kind === "im" ? "directmessage" : channel.kind === "private" ? "privategroup" : channel.name;

export const containerOf = (place: View | Message): JsonObject =>
  "rootId" in place
    ? { type: "view", view_id: place.id }
    : {
        type: "message",
        message_ts: place.ts,
        channel_id: place.channel,
        is_ephemeral: place.onlyFor !== undefined,
        ...(place.threadTs !== undefined && { thread_ts: place.threadTs }),
      };

/** What of the element itself a block_actions payload repeats, beside what was chosen. */
const repeated = (element: JsonObject): JsonObject => {
  if (element.type === "button" || element.type === "icon_button")
    return {
      ...(isObject(element.text) && { text: { emoji: true, ...element.text } }),
      ...(element.value !== undefined && { value: element.value }),
      ...(element.style !== undefined && { style: element.style }),
      ...(element.url !== undefined && { url: element.url }),
    };
  const kept = ["placeholder", "initial_option", "initial_date", "initial_time", "timezone"];
  return Object.fromEntries(kept.filter((key) => element[key] !== undefined).map((key) => [key, element[key]]));
};

/** One entry of `actions`. */
export const actionOf = (
  element: JsonObject,
  { blockId, state, ts }: { blockId: string; state: JsonObject; ts: string },
): JsonObject => ({
  type: element.type,
  block_id: blockId,
  action_id: element.action_id,
  ...repeated(element),
  ...state,
  action_ts: ts,
});

/** The label of an input block, for what the client says under it. */
export const plain = (value: unknown): string => (isObject(value) && typeof value.text === "string" ? value.text : "");

export const blocksOf = (place: View | Message): readonly JsonObject[] =>
  "rootId" in place ? objects(place.body.blocks) : place.blocks;
