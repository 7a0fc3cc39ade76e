import { useEffect, useMemo, useState } from "preact/hooks";
import type { Screen } from "../../slack/screen.ts";
import type { PagePerson } from "../wire.ts";
import { Conversation } from "./chat/conversation.tsx";
import { Home } from "./chat/home.tsx";
import { addressOf, botChannel, type Spot, spotIn } from "./chat/place.ts";
import { Sidebar } from "./chat/sidebar.tsx";
import { Thread } from "./chat/thread.tsx";
import { ClockDialog } from "./chrome/clock.tsx";
import { Banner, Header } from "./chrome/header.tsx";
import { PeopleDialog } from "./chrome/people.tsx";
import { ConfirmDialog } from "./dialogs/confirm.tsx";
import { Modal } from "./dialogs/modal.tsx";
import { NOBODY, type Reading, ReadingContext } from "./reading.ts";
import { Session } from "./session.ts";

interface Props {
  readonly people: readonly PagePerson[];
  readonly person: PagePerson;
  readonly become: (person: PagePerson) => void;
}

/** The session of that person, and a new drawing whenever anything in it changes. */
const useSession = (person: PagePerson): Session => {
  const session = useMemo(() => new Session(person), [person]);
  const [, draw] = useState(0);
  useEffect(() => {
    const stop = session.onChange(() => draw((one) => one + 1));
    session.open();
    return () => {
      stop();
      session.close();
    };
  }, [session]);
  return session;
};

/** Where the person is; the browser's back and forward move too. */
const useSpot = (person: PagePerson) => {
  const [spot, setSpot] = useState<Spot>(() => spotIn(location.search));
  useEffect(() => {
    const moved = (): void => setSpot(spotIn(location.search));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  const go = (next: Spot): void => {
    setSpot(next);
    history.pushState(null, "", addressOf(person.name, next));
  };
  return { spot, go };
};

const readingOf = (session: Session, screen: Screen | undefined): Reading => ({
  ...NOBODY,
  t: session.t,
  reader: { language: session.person.language, zone: session.person.tz },
  me: session.person.id,
  bot: screen?.app.botUserId ?? "",
  users: new Map(screen?.users.map((user) => [user.id, user])),
  channels: new Map(screen?.channels.map((channel) => [channel.id, channel])),
});

type Sheet = "clock" | "people" | "drawer" | null;

/** The chat client of one person. */
export function Client({ people, person, become }: Props) {
  const session = useSession(person);
  const { spot, go } = useSpot(person);
  const [sheet, setSheet] = useState<Sheet>(null);
  const { screen, t } = session;
  const reading = useMemo(() => readingOf(session, screen), [session, screen?.users, screen?.channels, screen?.app]);
  useEffect(() => {
    document.documentElement.lang = person.language === "zh" ? "zh-CN" : "en";
    document.title = `${person.realName} · ${t.sandboxShort}`;
  }, [person, t]);

  const goTo = (at: string): void => {
    setSheet(null);
    go({ at, thread: null });
  };
  const goDirect = async (user: string): Promise<void> => {
    const channel = await session.do({ type: "openDirect", withUser: user }, { key: "direct", where: "app" });
    if (typeof channel === "string") goTo(channel);
  };
  const leave = (): void => setSheet(null);
  const toggleDrawer = (): void => setSheet(sheet === "drawer" ? null : "drawer");
  const drawerOpen = sheet === "drawer";
  return (
    <ReadingContext.Provider value={reading}>
      <div class={`page ${drawerOpen ? "drawer-open" : ""} ${spot.thread ? "with-thread" : ""}`}>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <Header
          session={session}
          drawerOpen={drawerOpen}
          toggleDrawer={toggleDrawer}
          openClock={() => setSheet("clock")}
          openPeople={() => setSheet("people")}
        />
        <Banner session={session} />
        {screen ? (
          <Room {...{ session, screen, spot, go, goTo, leave, drawerOpen }} goDirect={(user) => void goDirect(user)} />
        ) : (
          <p class="empty" role="status">
            {t.connecting}
          </p>
        )}
        <Dialogs {...{ session, people, become, sheet, leave }} />
      </div>
    </ReadingContext.Provider>
  );
}

interface DialogsProps {
  readonly session: Session;
  readonly people: readonly PagePerson[];
  readonly become: (person: PagePerson) => void;
  readonly sheet: Sheet;
  readonly leave: () => void;
}

/** Whatever lies over the page. */
function Dialogs({ session, people, become, sheet, leave }: DialogsProps) {
  const modals = session.screen?.modals ?? [];
  const top = modals.at(-1);
  const choose = (next: PagePerson): void => {
    leave();
    become(next);
  };
  return (
    <>
      {sheet === "clock" && <ClockDialog session={session} leave={leave} />}
      {sheet === "people" && <PeopleDialog people={people} current={session.person.id} leave={leave} choose={choose} />}
      {top && <Modal key={top.id} session={session} view={top} depth={modals.length} />}
      {session.asking && <ConfirmDialog asking={session.asking} />}
    </>
  );
}

interface RoomProps {
  readonly session: Session;
  readonly screen: Screen;
  readonly spot: Spot;
  readonly go: (spot: Spot) => void;
  readonly goTo: (at: string) => void;
  readonly goDirect: (user: string) => void;
  readonly leave: () => void;
  readonly drawerOpen: boolean;
}

/** An open drawer has the focus; Esc gives it back. */
const useDrawerFocus = (open: boolean, leave: () => void): void => {
  useEffect(() => {
    if (!open) return;
    const from = document.activeElement;
    document.querySelector<HTMLElement>("#navigation .nav-item")?.focus();
    const keys = (event: KeyboardEvent): void => {
      if (event.key === "Escape") leave();
    };
    addEventListener("keydown", keys);
    return () => {
      removeEventListener("keydown", keys);
      if (from instanceof HTMLElement) from.focus();
    };
  }, [open]);
};

function Room({ session, screen, spot, go, goTo, goDirect, leave, drawerOpen }: RoomProps) {
  useDrawerFocus(drawerOpen, leave);
  const bot = botChannel(screen);
  const channel = screen.channels.find((one) => one.id === spot.at) ?? (spot.at === "home" ? undefined : bot);
  const at = channel?.id ?? spot.at;
  const goMessages = (): void => (bot ? goTo(bot.id) : goDirect(screen.app.botUserId));
  // The bot's conversation is where one starts; it is there once it was opened.
  const botUser = screen.app.botUserId;
  useEffect(() => {
    if (spot.at !== "home" && !bot)
      void session.do({ type: "openDirect", withUser: botUser }, { key: "direct", where: "app" });
  }, [session, spot.at, bot, botUser]);
  return (
    <div class="room">
      <button type="button" class="drawer-shade" tabIndex={-1} aria-hidden="true" onClick={leave} />
      <Sidebar session={session} screen={screen} at={at} go={goTo} goDirect={goDirect} />
      <main id="main" class="place" tabIndex={-1} inert={drawerOpen}>
        {channel && (
          <Conversation
            key={channel.id}
            session={session}
            screen={screen}
            channel={channel}
            openThread={(ts) => go({ at: channel.id, thread: ts })}
            goHome={() => goTo("home")}
          />
        )}
        {spot.at === "home" && <Home session={session} screen={screen} goMessages={goMessages} />}
      </main>
      {channel && spot.thread !== null && (
        <Thread
          session={session}
          screen={screen}
          channel={channel}
          ts={spot.thread}
          close={() => go({ at: channel.id, thread: null })}
        />
      )}
    </div>
  );
}
