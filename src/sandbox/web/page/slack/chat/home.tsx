import { useEffect } from "preact/hooks";
import type { Screen } from "../../../../slack/screen.ts";
import { TroubleNote } from "../../chrome/trouble.tsx";
import { useReading } from "../../reading.ts";
import { Blocks } from "../blocks/block.tsx";
import type { SlackSession } from "../session.ts";
import { SurfaceProvider } from "../surface-provider.tsx";

interface Props {
  readonly session: SlackSession;
  readonly screen: Screen;
  readonly goMessages: () => void;
}

/** The bot's home page; opening it asks the bot to bring it up to date. */
export function Home({ session, screen, goMessages }: Props) {
  const { t } = useReading();
  const { home, app } = screen;
  useEffect(() => void session.do({ type: "openHome" }, { key: "home", where: "home" }), [session]);
  const busy = session.pending.has("home");
  const where = home === null ? "home" : `view:${home.id}`;
  const trouble = session.troubleAt(where) ?? session.troubleAt("home");
  return (
    <>
      <div class="place-top">
        <h1>{app.name}</h1>
        <div class="tabs">
          <span class="tab tab-current" aria-current="page">
            {t.home}
          </span>
          <button type="button" class="tab" onClick={goMessages}>
            {t.messages}
          </button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section class="messages home" aria-label={t.home} aria-busy={busy} tabIndex={0}>
        <div class="home-inner">
          <TroubleNote session={session} trouble={trouble} />
          {home === null ? (
            <p class="empty" role="status">
              {busy ? t.homeWaiting(app.name) : t.homeEmpty(app.name)}
            </p>
          ) : (
            <SurfaceProvider
              session={session}
              place={{ kind: "view", view: home.id }}
              blocks={home.blocks}
              state={home.state}
            >
              <Blocks blocks={home.blocks} />
            </SurfaceProvider>
          )}
        </div>
      </section>
    </>
  );
}
