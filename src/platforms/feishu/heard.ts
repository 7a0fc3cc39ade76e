import { z } from "zod";
import type { FileOrigin } from "./files.ts";

const ids = z.object({
  open_id: z.string().nullish(),
  union_id: z.string().nullish(),
  user_id: z.string().nullish(),
});

/** Feishu leaves out what there is none of, or sends null or nothing in it. */
export const idOrNone = z
  .string()
  .nullish()
  .transform((id) => id || undefined);

/** `im.message.receive_v1`, as far as it matters here; the SDK has laid header and event into one. */
export const messageEvent = z.object({
  event_id: z.string().nullish(),
  tenant_key: z.string(),
  sender: z.object({ sender_id: ids.nullish(), sender_type: z.string(), tenant_key: idOrNone }),
  message: z.object({
    message_id: z.string(),
    root_id: idOrNone,
    thread_id: idOrNone,
    chat_id: z.string(),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(z.object({ key: z.string(), id: ids.nullish(), name: z.string().nullish() })).nullish(),
  }),
});
export type MessageEvent = z.output<typeof messageEvent>;

export interface Words {
  readonly text: string;
  /** The bot is mentioned. */
  readonly mentioned: boolean;
}

/** What the person typed, without the mention of the bot, names as they read. Undefined for what is no text. */
export const wordsOf = ({ message }: MessageEvent, bot: string): Words | undefined => {
  const written = textOf(message.message_type, message.content);
  if (written === undefined) return undefined;
  let mentioned = false;
  let text = written;
  for (const { key, id, name } of message.mentions ?? []) {
    const isBot = id?.open_id === bot;
    mentioned ||= isBot;
    // "@_user_1" is the beginning of "@_user_12".
    text = text.replace(new RegExp(`${escaped(key)}(?!\\d)`, "g"), () => (isBot ? "" : `@${name ?? ""}`));
  }
  return {
    text: text
      .replaceAll("@_all", "@all")
      .replace(/[^\S\n]{2,}/g, " ")
      .trim(),
    mentioned,
  };
};

/** The file or picture that the message is. */
export const fileIn = ({ message: { message_id: message, message_type: type, content } }: MessageEvent) => {
  const { data } = sent.safeParse(parse(content));
  const key = data?.file_key ?? data?.image_key;
  if (!FILES.has(type) || key === undefined) return undefined;
  return { message, key, name: data?.file_name ?? type } satisfies FileOrigin;
};
const FILES = new Set(["file", "image", "audio", "media"]);
const sent = z.object({
  file_key: z.string().optional(),
  image_key: z.string().optional(),
  file_name: z.string().optional(),
});

const escaped = (key: string): string => key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const post = z.object({
  title: z.string().nullish(),
  content: z.array(z.array(z.object({ tag: z.string(), text: z.string().nullish(), user_id: z.string().nullish() }))),
});

const textOf = (type: string, content: string): string | undefined => {
  const body = parse(content);
  if (type === "text") {
    const { data } = z.object({ text: z.string() }).safeParse(body);
    return data?.text;
  }
  if (type !== "post") return undefined;
  const { data } = post.safeParse(body);
  const lines = data?.content.map((line) => line.map((part) => part.text ?? part.user_id ?? "").join(""));
  return lines && [data?.title, ...lines].filter(Boolean).join("\n");
};

const parse = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
};
