import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { ConfirmDialog } from "../dialogs/confirm.tsx";
import type { Session } from "../session.ts";
import type { Cast } from "./cast.ts";
import { ClockDialog } from "./clock.tsx";
import { Banner, Header } from "./header.tsx";
import { PeopleDialog } from "./people.tsx";

type Sheet = "clock" | "people" | "drawer" | null;

/** What lies over the page: the clock, the people, or the drawer of a phone. */
export const useSheet = () => useState<Sheet>(null);

/** The session's own drawing: anew whenever anything in it changes, until the person leaves. */
export const useDrawn = (session: Session): void => {
  const [, draw] = useState(0);
  useEffect(() => {
    const stop = session.onChange(() => draw((one) => one + 1));
    session.open();
    return () => {
      stop();
      session.close();
    };
  }, [session]);
};

interface Props {
  readonly session: Session;
  readonly cast: Cast;
  readonly sheet: Sheet;
  readonly setSheet: (sheet: Sheet) => void;
  readonly threadOpen: boolean;
  readonly children: ComponentChildren;
}

/** Around every client, whichever platform's: that it is a sandbox, who one is, what time it is. */
export function Frame({ session, cast, sheet, setSheet, threadOpen, children }: Props) {
  const { t, person } = session;
  const drawerOpen = sheet === "drawer";
  const leave = (): void => setSheet(null);
  useLayoutEffect(() => {
    document.documentElement.lang = person.language === "zh" ? "zh-CN" : "en";
    document.title = `${person.realName} · ${t.platform[person.platform]} · ${t.sandboxShort}`;
  }, [person, t]);
  return (
    <div
      class={`page ${drawerOpen ? "drawer-open" : ""} ${threadOpen ? "with-thread" : ""}`}
      data-platform={person.platform}
    >
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <Header
        session={session}
        cast={cast}
        drawerOpen={drawerOpen}
        toggleDrawer={() => setSheet(drawerOpen ? null : "drawer")}
        openClock={() => setSheet("clock")}
        openPeople={() => setSheet("people")}
      />
      <Banner session={session} />
      {session.screen ? (
        children
      ) : (
        <p class="empty" role="status">
          {t.connecting}
        </p>
      )}
      {sheet === "clock" && <ClockDialog session={session} leave={leave} />}
      {sheet === "people" && (
        <PeopleDialog
          cast={cast}
          current={person}
          leave={leave}
          choose={(next) => {
            leave();
            cast.become(next);
          }}
        />
      )}
      {session.asking && <ConfirmDialog asking={session.asking} />}
    </div>
  );
}

interface RoomProps {
  readonly drawerOpen: boolean;
  readonly leave: () => void;
  readonly sidebar: ComponentChildren;
  readonly thread: ComponentChildren;
  readonly children: ComponentChildren;
}

/** An open drawer has the focus, from the moment one sees it, and gives it back unless where one went has it by then. */
const useDrawerFocus = (open: boolean, leave: () => void): void => {
  useLayoutEffect(() => {
    if (!open) return;
    const from = document.activeElement;
    document.querySelector<HTMLElement>("#navigation .nav-item")?.focus();
    const keys = (event: KeyboardEvent): void => {
      if (event.key === "Escape") leave();
    };
    addEventListener("keydown", keys);
    return () => {
      removeEventListener("keydown", keys);
      const arrived = document.querySelector("#main")?.contains(document.activeElement);
      if (!arrived && from instanceof HTMLElement) from.focus();
    };
  }, [open]);
};

/** The places one can go, where one is, and perhaps a thread beside it. */
export function Room({ drawerOpen, leave, sidebar, thread, children }: RoomProps) {
  useDrawerFocus(drawerOpen, leave);
  return (
    <div class="room">
      <button type="button" class="drawer-shade" tabIndex={-1} aria-hidden="true" onClick={leave} />
      {sidebar}
      <main id="main" class="place" tabIndex={-1} inert={drawerOpen}>
        {children}
      </main>
      {thread}
    </div>
  );
}
