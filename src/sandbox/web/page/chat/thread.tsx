import { useEffect, useRef } from "preact/hooks";
import type { Screen, ShownChannel } from "../../../slack/screen.ts";
import { CloseButton } from "../chrome/close-button.tsx";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { Composer } from "./composer.tsx";
import { titleOf } from "./conversation.tsx";
import { MessageList } from "./message-list.tsx";

interface Props {
  readonly session: Session;
  readonly screen: Screen;
  readonly channel: ShownChannel;
  readonly ts: string;
  readonly close: () => void;
}

/** An opened thread has the focus; a closed one gives it back. */
const useThreadFocus = (ts: string) => {
  const title = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const from = document.activeElement;
    title.current?.focus();
    const panel = box.current;
    return () => {
      const inside = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (inside && from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [ts]);
  return { box, title };
};

/** A message and its replies, beside the conversation. */
export function Thread({ session, screen, channel, ts, close }: Props) {
  const { t } = useReading();
  const { box, title } = useThreadFocus(ts);
  const last = screen.messages[channel.id]?.findLast((one) => one.thread_ts === ts)?.ts;
  useEffect(() => session.markThreadRead(channel.id, ts), [session, channel.id, ts, last]);
  const messages = (screen.messages[channel.id] ?? []).filter(
    (one) => (one.ts === ts || one.thread_ts === ts) && !session.dismissed.has(`${one.channel}:${one.ts}`),
  );
  return (
    <aside
      ref={box}
      class="thread"
      aria-label={t.threadOf(titleOf(channel))}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <div class="place-top">
        <h2 ref={title} tabIndex={-1}>
          {t.thread} <span class="quiet">{titleOf(channel)}</span>
        </h2>
        <CloseButton label={t.closeThread} close={close} />
      </div>
      <MessageList
        key={ts}
        session={session}
        messages={messages}
        label={t.threadOf(titleOf(channel))}
        empty={t.empty}
      />
      {channel.isMember && !channel.archived && (
        <Composer
          key={ts}
          session={session}
          screen={screen}
          channel={channel.id}
          thread={ts}
          placeholder={t.writeReply}
        />
      )}
    </aside>
  );
}
