import type { Message } from "../driver.ts";
import type { FeishuDesk } from "./desk.ts";
import { type CardView, readCard, readPlain, summaryOf } from "./readable.ts";
import type { Reader } from "./readable-text.ts";
import type { Message as Kept } from "./records.ts";
import { filesIn } from "./screen-files.ts";

/** A message as a person reads it; `view` when it is a card. */
export const readMessage = (
  { desk, ...reader }: Reader & { readonly desk: FeishuDesk },
  kept: Kept,
  view: CardView | undefined,
): Message => {
  const { app, users, files } = reader.tenant;
  const content = view ? readCard(view) : readPlain(reader, kept);
  const by = kept.sender.kind === "app" ? app.botOpenId : kept.sender.openId;
  return {
    ...content,
    id: kept.id,
    in: kept.chatId,
    ...(kept.threadId !== undefined && kept.rootId !== undefined && { thread: kept.rootId }),
    by: { id: by, name: users.get(by)?.realName ?? app.name, isBot: kept.sender.kind === "app" },
    text: content.lines.join("\n"),
    plain: summaryOf(reader, kept),
    onlyYou: kept.onlyFor !== undefined,
    edited: kept.edits > 0,
    replies: desk.screens.replies(reader.user, kept),
    files: filesIn(kept).map(({ key, name }) => {
      const bytes = Buffer.from(files.get(key)?.content ?? "");
      return { id: key, name: name || (files.get(key)?.name ?? key), content: bytes.toString(), bytes };
    }),
  };
};
