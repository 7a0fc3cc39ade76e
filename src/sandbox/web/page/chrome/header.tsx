import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { Avatar } from "./avatar.tsx";
import type { Cast } from "./cast.ts";
import { ClockButton } from "./clock.tsx";
import { PlatformSwitch } from "./platforms.tsx";

interface Props {
  readonly session: Session;
  readonly cast: Cast;
  readonly drawerOpen: boolean;
  readonly toggleDrawer: () => void;
  readonly openClock: () => void;
  readonly openPeople: () => void;
}

/** Always in sight: that this is a sandbox, whose client it plays, what time it is in it, and who one is. */
export function Header({ session, cast, drawerOpen, toggleDrawer, openClock, openPeople }: Props) {
  const { t, reader } = useReading();
  const { person } = session;
  const seats = cast.people.filter((one) => one.key === person.key);
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
        <span class="sandbox-long">{t.sandbox}</span>
        <span class="sandbox-short">{t.sandboxShort}</span>
      </p>
      <div class="bar-end">
        <PlatformSwitch
          platforms={cast.platforms}
          current={person.platform}
          language={reader.language}
          missing={cast.platforms.filter((platform) => !seats.some((one) => one.platform === platform))}
          choose={(platform) => {
            const seat = seats.find((one) => one.platform === platform);
            if (seat) cast.become(seat);
          }}
        />
        {session.clock?.movable && <ClockButton session={session} open={openClock} />}
        <WhoButton session={session} open={openPeople} />
      </div>
    </header>
  );
}

function WhoButton({ session: { person }, open }: { session: Session; open: () => void }) {
  const { t, reader } = useReading();
  return (
    <button type="button" class="bar-button who" aria-haspopup="dialog" onClick={open}>
      <Avatar name={person.realName} color={person.color} size="small" />
      <span class="sr-only">{t.youAre} </span>
      <span class="who-name">{person.realName}</span>
      {person.role && <span class="who-role">{person.role[reader.language]}</span>}
      <span class="sr-only">. {t.changePerson}</span>
      <span class="who-arrow" aria-hidden="true">
        ▾
      </span>
    </button>
  );
}

/** Says when the sandbox or the bot is away. */
export function Banner({ session }: { session: Session }) {
  const { t } = useReading();
  const { bot } = session;
  const trouble = session.troubleAt("app");
  const away = session.line === "lost" ? t.offline : bot && !bot.connected ? t.botAway(bot.name) : "";
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
