import { z } from "zod";

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const entry = z.union([text, z.number(), z.array(z.string().max(3000)).max(200).readonly(), z.null()]);
const place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), channel: id, ts: id }),
  z.strictObject({ kind: z.literal("view"), view: id }),
]);
const element = { place, block_id: id, action_id: id };

/** Everything the page can ask for on behalf of a person in Slack. */
export const slackAction = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("command"), channel: id, text, thread_ts: id.exactOptional() }),
  z.strictObject({
    type: z.literal("say"),
    channel: id,
    text,
    thread_ts: id.exactOptional(),
    files: z.array(id).max(10).readonly().exactOptional(),
  }),
  z.strictObject({ type: z.literal("enter"), ...element, entry: entry.exactOptional() }),
  z.strictObject({ type: z.literal("act"), ...element, entry: entry.exactOptional() }),
  z.strictObject({ type: z.literal("suggest"), ...element, query: z.string().max(1000) }),
  z.strictObject({
    type: z.literal("submit"),
    view: id,
    values: z.record(z.string(), z.record(z.string(), entry)).exactOptional(),
  }),
  z.strictObject({ type: z.literal("close"), view: id, all: z.boolean().exactOptional() }),
  z.strictObject({ type: z.literal("openHome") }),
  z.strictObject({ type: z.literal("openDirect"), withUser: id }),
  z.strictObject({ type: z.literal("join"), channel: id }),
  z.strictObject({ type: z.literal("react"), channel: id, ts: id, name: z.string().min(1).max(80) }),
]);
export type SlackAction = z.infer<typeof slackAction>;
