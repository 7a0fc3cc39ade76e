import { z } from "zod";

const id = z.string().min(1).max(255);
const text = z.string().max(40_000);
const entry = z.union([text, z.array(z.string().max(3000)).max(200).readonly(), z.boolean(), z.null()]);
const element = { message: id, at: z.string().regex(/^\d+(?:\/\d+)*$/) };

/** Everything the page can ask for on behalf of a person in Feishu. */
export const feishuAction = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("say"),
    chat: id,
    text,
    thread: id.exactOptional(),
    answers: id.exactOptional(),
    files: z.array(id).max(10).readonly().exactOptional(),
  }),
  z.strictObject({ type: z.literal("enter"), ...element, entry }),
  z.strictObject({ type: z.literal("press"), ...element }),
  z.strictObject({ type: z.literal("choose"), ...element, entry }),
  z.strictObject({ type: z.literal("openChat"), chat: id }),
  z.strictObject({ type: z.literal("openDirect"), withUser: id }),
  z.strictObject({ type: z.literal("chooseMenu"), eventKey: id }),
  z.strictObject({ type: z.literal("recall"), message: id }),
  z.strictObject({ type: z.literal("forward"), message: id, to: id }),
]);
export type FeishuAction = z.infer<typeof feishuAction>;
