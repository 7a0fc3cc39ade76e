import type { Self } from "./connection.ts";
import type { SlackFile } from "./files.ts";

/** What of a message event matters here; the many kinds of it have these in common. */
export interface Heard {
  readonly channel: string;
  readonly ts: string;
  readonly subtype?: string | undefined;
  readonly channel_type?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly team?: string;
  readonly user_team?: string;
  readonly text?: string;
  readonly thread_ts?: string;
  readonly files?: readonly SlackFile[];
}

/** The kinds of message in which a person says something new. */
const SAID = new Set([undefined, "file_share", "thread_broadcast"]);

/** Said by a person, not by a bot and not by us. */
export const isOurs = (event: Heard, self: Self): boolean =>
  SAID.has(event.subtype) && event.bot_id === undefined && event.user !== self.user && event.user !== "USLACKBOT";

/** What the person typed, from what Slack made of it: without the mention of the bot, links and names as they read. */
export const heardText = (text: string, bot: string): string =>
  text
    .replace(/<([^<>]*)>/g, (_, inner: string) => plain(inner, bot))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();

const plain = (inner: string, bot: string): string => {
  const [target = "", label] = inner.split("|", 2);
  if (target === `@${bot}`) return "";
  if (target.startsWith("@") || target.startsWith("#"))
    return label ? `${target[0]}${label.replace(/^[@#]/, "")}` : target;
  if (target.startsWith("!")) return label ?? `@${target.slice(1).split("^")[0]}`;
  return label ?? target.replace(/^(mailto|tel):/, "");
};
