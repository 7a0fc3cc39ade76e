import { useLayoutEffect } from "preact/hooks";
import type { Screen, ShownChannel } from "../../../../slack/screen.ts";
import { Composer } from "../../chat/composer.tsx";
import { ThreadPane } from "../../chat/thread-pane.tsx";
import { useReading } from "../../reading.ts";
import type { SlackSession } from "../session.ts";
import { titleOf } from "./conversation.tsx";
import { Messages } from "./messages.tsx";
import { outletOf } from "./outlet.ts";

interface Props {
  readonly session: SlackSession;
  readonly screen: Screen;
  readonly channel: ShownChannel;
  readonly ts: string;
  readonly close: () => void;
}

/** A message and its replies, beside the conversation. */
export function Thread({ session, screen, channel, ts, close }: Props) {
  const { t } = useReading();
  const last = screen.messages[channel.id]?.findLast((one) => one.thread_ts === ts)?.ts;
  useLayoutEffect(() => session.markThreadRead(channel.id, ts), [session, channel.id, ts, last]);
  const messages = (screen.messages[channel.id] ?? []).filter(
    (one) => (one.ts === ts || one.thread_ts === ts) && !session.dismissed.has(`${one.channel}:${one.ts}`),
  );
  const name = titleOf(channel);
  return (
    <ThreadPane thread={ts} title={name} close={close}>
      <Messages key={ts} session={session} messages={messages} label={t.threadOf(name)} empty={t.empty} />
      {channel.isMember && !channel.archived && (
        <Composer
          key={ts}
          session={session}
          outlet={outletOf(t, { screen, channel: channel.id, thread: ts, placeholder: t.writeReply })}
        />
      )}
    </ThreadPane>
  );
}
