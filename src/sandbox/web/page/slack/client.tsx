import { useEffect, useMemo } from "preact/hooks";
import type { Screen, ShownChannel } from "../../../slack/screen.ts";
import type { PagePerson } from "../../wire.ts";
import type { Cast } from "../chrome/cast.ts";
import { type Going, goingFrom, useClient } from "../chrome/client.ts";
import { Frame, Room } from "../chrome/frame.tsx";
import { type Known, type Reading, ReadingContext } from "../reading.ts";
import { ChannelsContext } from "./channels.ts";
import { Conversation } from "./chat/conversation.tsx";
import { Home } from "./chat/home.tsx";
import { Sidebar } from "./chat/sidebar.tsx";
import { Thread } from "./chat/thread.tsx";
import { Modal } from "./dialogs/modal.tsx";
import { SlackSession } from "./session.ts";

const readingOf = ({ t, person }: SlackSession, screen: Screen | undefined): Reading => ({
  t,
  reader: { language: person.language, zone: person.tz },
  platform: "slack",
  me: person.id,
  bot: screen?.app.botUserId ?? "",
  people: new Map(
    screen?.users.map((user): [string, Known] => [
      user.id,
      {
        id: user.id,
        name: user.realName,
        handle: user.name,
        color: `#${user.color}`,
        isBot: user.isBot,
        gone: user.deactivated,
      },
    ]),
  ),
});

const botChannel = (screen: Screen): ShownChannel | undefined =>
  screen.channels.find((channel) => channel.kind === "im" && channel.withUser === screen.app.botUserId);

/** Slack's client in front of one person. */
export function SlackClient({ person, cast }: { person: PagePerson; cast: Cast }) {
  const { session, going, frame } = useClient(person, (one) => new SlackSession(one));
  const { screen } = session;
  const reading = useMemo(() => readingOf(session, screen), [session, screen?.users, screen?.app]);
  const channels = useMemo(() => new Map(screen?.channels.map((channel) => [channel.id, channel])), [screen?.channels]);
  const modals = screen?.modals ?? [];
  const top = modals.at(-1);
  return (
    <ReadingContext.Provider value={reading}>
      <ChannelsContext.Provider value={channels}>
        <Frame {...frame} cast={cast}>
          {screen && <Places {...{ session, screen }} {...going} />}
          {top && <Modal key={top.id} session={session} view={top} depth={modals.length} />}
        </Frame>
      </ChannelsContext.Provider>
    </ReadingContext.Provider>
  );
}

interface PlacesProps extends Going {
  readonly session: SlackSession;
  readonly screen: Screen;
}

function Places({ session, screen, spot, go, leave, drawerOpen }: PlacesProps) {
  const bot = botChannel(screen);
  const channel = screen.channels.find((one) => one.id === spot.at) ?? (spot.at === "home" ? undefined : bot);
  const { goTo, goDirect } = goingFrom(session, go);
  const goMessages = (): void => (bot ? goTo(bot.id) : void goDirect(screen.app.botUserId));
  // The bot's conversation is where one starts; it is there once it was opened.
  const botUser = screen.app.botUserId;
  useEffect(() => {
    if (spot.at !== "home" && !bot)
      void session.do({ type: "openDirect", withUser: botUser }, { key: "direct", where: "app" });
  }, [session, spot.at, bot, botUser]);
  const sidebar = (
    <Sidebar
      {...{ session, screen, bot }}
      at={channel?.id ?? spot.at}
      go={goTo}
      goDirect={(user) => void goDirect(user)}
    />
  );
  const thread = channel && spot.thread !== null && (
    <Thread {...{ session, screen, channel }} ts={spot.thread} close={() => goTo(channel.id)} />
  );
  return (
    <Room {...{ drawerOpen, leave, sidebar, thread }}>
      {channel && (
        <Conversation
          key={channel.id}
          {...{ session, screen, channel }}
          openThread={(ts) => go({ at: channel.id, thread: ts })}
          goHome={() => goTo("home")}
        />
      )}
      {spot.at === "home" && <Home session={session} screen={screen} goMessages={goMessages} />}
    </Room>
  );
}
