import { useState } from "preact/hooks";
import type { Screen, ShownChannel, ShownMessage } from "../../../../slack/screen.ts";
import { Composer } from "../../chat/composer.tsx";
import { useMarkRead } from "../../chat/place.ts";
import { useReading } from "../../reading.ts";
import type { SlackSession } from "../session.ts";
import { msOf } from "../stamps.ts";
import { Messages } from "./messages.tsx";
import { outletOf } from "./outlet.ts";

interface Props {
  readonly session: SlackSession;
  readonly screen: Screen;
  readonly channel: ShownChannel;
  readonly openThread: (ts: string) => void;
  readonly goHome: () => void;
}

export const titleOf = (channel: ShownChannel): string => (channel.kind === "im" ? channel.name : `#${channel.name}`);

/** What stands in the conversation itself: no replies unless they were sent to it too, nothing dismissed. */
const inConversation = (session: SlackSession, messages: readonly ShownMessage[]): readonly ShownMessage[] =>
  messages.filter(
    (one) =>
      (one.thread_ts === undefined || one.thread_ts === one.ts || one.broadcast) &&
      !session.dismissed.has(`${one.channel}:${one.ts}`),
  );

function Tabs({ bot, goHome }: { bot: boolean; goHome: () => void }) {
  const { t } = useReading();
  if (!bot) return null;
  return (
    <div class="tabs">
      <button type="button" class="tab" onClick={goHome}>
        {t.home}
      </button>
      <span class="tab tab-current" aria-current="page">
        {t.messages}
      </span>
    </div>
  );
}

function Foot({ session, screen, channel }: Props) {
  const { t } = useReading();
  if (channel.archived) return <p class="foot-note">{t.archived}</p>;
  if (!channel.isMember)
    return (
      <div class="foot-note">
        {t.notMember}{" "}
        <button
          type="button"
          class="button primary"
          onClick={() =>
            void session.do(
              { type: "join", channel: channel.id },
              { key: `join:${channel.id}`, where: `channel:${channel.id}` },
            )
          }
        >
          {t.join(channel.name)}
        </button>
      </div>
    );
  return (
    <Composer
      key={channel.id}
      session={session}
      outlet={outletOf(t, { screen, channel: channel.id, placeholder: t.write(titleOf(channel)) })}
    />
  );
}

/** A channel or direct message: its messages and the line to write in. */
export function Conversation(props: Props) {
  const { session, screen, channel, openThread, goHome } = props;
  const { t } = useReading();
  const [newAfter] = useState(() => session.readUpTo(channel.id));
  const messages = inConversation(session, screen.messages[channel.id] ?? []);
  const last = screen.messages[channel.id]?.at(-1)?.ts;
  const bot = channel.withUser === screen.app.botUserId;
  useMarkRead(session, channel.id, last === undefined ? undefined : msOf(last));
  return (
    <>
      <div class="place-top">
        <h1>{titleOf(channel)}</h1>
        {channel.kind !== "im" && <span class="quiet">{t.members(channel.members.length)}</span>}
        <Tabs bot={bot && screen.app.homeTab} goHome={goHome} />
      </div>
      <Messages
        session={session}
        messages={messages}
        label={t.log(titleOf(channel))}
        empty={bot ? t.emptyBot(screen.app.name) : t.empty}
        openThread={openThread}
        newAfter={newAfter}
      />
      <Foot {...props} />
    </>
  );
}
