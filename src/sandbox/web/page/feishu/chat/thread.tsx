import { useLayoutEffect } from "preact/hooks";
import type { Screen, ShownChat } from "../../../../feishu/screen.ts";
import { Composer } from "../../chat/composer.tsx";
import { ThreadPane } from "../../chat/thread-pane.tsx";
import { useReading } from "../../reading.ts";
import type { FeishuSession } from "../session.ts";
import { Messages } from "./messages.tsx";
import { outletOf } from "./outlet.ts";

interface Props {
  readonly session: FeishuSession;
  readonly screen: Screen;
  readonly chat: ShownChat;
  /** The message that began the thread, or will. */
  readonly root: string;
  readonly close: () => void;
}

/** A topic: a message and what was said below it. */
export function Thread({ session, screen, chat, root, close }: Props) {
  const { t } = useReading();
  const all = screen.messages[chat.id] ?? [];
  const began = all.find(({ id }) => id === root);
  const messages = all.filter(
    ({ id, threadId }) => id === root || (threadId !== undefined && threadId === began?.threadId),
  );
  const last = messages.at(-1)?.createTime;
  useLayoutEffect(() => session.markThreadRead(root, last), [session, root, last]);
  return (
    <ThreadPane thread={root} title={chat.name} close={close}>
      <Messages key={root} session={session} messages={messages} label={t.threadOf(chat.name)} empty={t.empty} />
      {!chat.dissolved && (
        <Composer
          key={root}
          session={session}
          outlet={outletOf(session, { screen, chat, thread: root, placeholder: t.writeReply })}
        />
      )}
    </ThreadPane>
  );
}
