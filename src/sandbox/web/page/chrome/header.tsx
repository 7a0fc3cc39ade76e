import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { Avatar } from "./avatar.tsx";
import { ClockButton } from "./clock.tsx";

interface Props {
  readonly session: Session;
  readonly drawerOpen: boolean;
  readonly toggleDrawer: () => void;
  readonly openClock: () => void;
  readonly openPeople: () => void;
}

/** Always in sight: that this is a sandbox, what time it is in it, and who one is. */
export function Header({ session, drawerOpen, toggleDrawer, openClock, openPeople }: Props) {
  const { t, reader } = useReading();
  const { person } = session;
  return (
    <header class="bar">
      <button
        type="button"
        class="bar-button drawer-button"
        aria-label={t.openNavigation}
        aria-expanded={drawerOpen}
        aria-controls="navigation"
        onClick={toggleDrawer}
      >
        <span aria-hidden="true">☰</span>
      </button>
      <p class="sandbox-mark">
        <span class="sandbox-dot" aria-hidden="true" />
        {t.sandbox}
      </p>
      <div class="bar-end">
        {session.clock?.movable && <ClockButton session={session} open={openClock} />}
        <button type="button" class="bar-button who" aria-haspopup="dialog" onClick={openPeople}>
          <Avatar name={person.realName} color={person.color} size="small" />
          <span class="sr-only">{t.youAre} </span>
          <span class="who-name">{person.realName}</span>
          {person.role && <span class="who-role">{person.role[reader.language]}</span>}
          <span class="sr-only">. {t.changePerson}</span>
          <span class="who-arrow" aria-hidden="true">
            ▾
          </span>
        </button>
      </div>
    </header>
  );
}

/** Says when the sandbox or the bot is away. */
export function Banner({ session }: { session: Session }) {
  const { t } = useReading();
  const app = session.screen?.app;
  const trouble = session.troubles.find((one) => one.where === "app");
  const away = session.line === "lost" ? t.offline : app && !app.connected ? t.botAway(app.name) : "";
  const text = away || trouble?.text;
  return (
    <div role="status" class={text ? "banner" : "banner banner-none"}>
      {text}
      {!away && trouble && (
        <button type="button" class="link-button" onClick={() => session.forget("app")}>
          {t.dismiss}
        </button>
      )}
    </div>
  );
}
