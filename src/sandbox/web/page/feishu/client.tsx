import { useMemo } from "preact/hooks";
import type { Screen } from "../../../feishu/screen.ts";
import { colourFor } from "../../colours.ts";
import type { PagePerson } from "../../wire.ts";
import type { Cast } from "../chrome/cast.ts";
import { type Going, goingFrom, useClient } from "../chrome/client.ts";
import { Frame, Room } from "../chrome/frame.tsx";
import { BOT_COLOR, type Known, type Reading, ReadingContext } from "../reading.ts";
import { ChatList } from "./chat/chat-list.tsx";
import { Conversation } from "./chat/conversation.tsx";
import { Thread } from "./chat/thread.tsx";
import { FeishuSession } from "./session.ts";
import { Toasts } from "./toasts.tsx";

const knownIn = ({ users, app }: Screen): readonly Known[] => [
  { id: app.botOpenId, name: app.name, handle: "", color: BOT_COLOR, isBot: true, gone: false },
  ...users.map(({ openId, realName, name, deactivated }) => ({
    id: openId,
    name: realName,
    handle: name,
    color: colourFor(openId),
    isBot: false,
    gone: deactivated,
  })),
];

const readingOf = ({ t, person }: FeishuSession, screen: Screen | undefined): Reading => ({
  t,
  reader: { language: person.language, zone: person.tz },
  platform: "feishu",
  me: person.id,
  bot: screen?.app.botOpenId ?? "",
  people: new Map(screen && knownIn(screen).map((one) => [one.id, one])),
});

/** Feishu's client in front of one person. */
export function FeishuClient({ person, cast }: { person: PagePerson; cast: Cast }) {
  const { session, going, frame } = useClient(person, (one) => new FeishuSession(one));
  const { screen } = session;
  const reading = useMemo(() => readingOf(session, screen), [session, screen?.users, screen?.app]);
  return (
    <ReadingContext.Provider value={reading}>
      <Frame {...frame} cast={cast}>
        {screen && <Places {...{ session, screen }} {...going} />}
        <Toasts session={session} />
      </Frame>
    </ReadingContext.Provider>
  );
}

interface PlacesProps extends Going {
  readonly session: FeishuSession;
  readonly screen: Screen;
}

function Places({ session, screen, spot, go, leave, drawerOpen }: PlacesProps) {
  const bot = screen.chats.find(({ withUser }) => withUser === screen.app.botOpenId);
  const chat = screen.chats.find(({ id }) => id === spot.at) ?? bot;
  const { goTo, goDirect } = goingFrom(session, go);
  const sidebar = (
    <ChatList {...{ session, screen }} at={chat?.id ?? ""} go={goTo} goDirect={(user) => void goDirect(user)} />
  );
  const thread = chat && spot.thread !== null && (
    <Thread {...{ session, screen, chat }} root={spot.thread} close={() => goTo(chat.id)} />
  );
  return (
    <Room {...{ drawerOpen, leave, sidebar, thread }}>
      {chat && (
        <Conversation
          key={chat.id}
          {...{ session, screen, chat }}
          openThread={(root) => go({ at: chat.id, thread: root })}
        />
      )}
    </Room>
  );
}
