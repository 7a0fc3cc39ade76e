import type { ComponentChildren } from "preact";
import type { Screen, ShownChannel } from "../../../slack/screen.ts";
import { Avatar } from "../chrome/avatar.tsx";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { botChannel } from "./place.ts";

interface Props {
  readonly session: Session;
  readonly screen: Screen;
  readonly at: string;
  readonly go: (at: string) => void;
  readonly goDirect: (user: string) => void;
}

interface ItemProps {
  readonly current: boolean;
  readonly unread: number;
  readonly go: () => void;
  readonly children: ComponentChildren;
}

function Item({ current, unread, go, children }: ItemProps) {
  const { t } = useReading();
  return (
    <li>
      <button
        type="button"
        class={unread > 0 ? "nav-item nav-unread" : "nav-item"}
        aria-current={current ? "page" : undefined}
        onClick={go}
      >
        {children}
        {unread > 0 && (
          <span class="badge">
            {unread}
            <span class="sr-only"> {t.unread}</span>
          </span>
        )}
      </button>
    </li>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="nav-group">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

const lockOr = (channel: ShownChannel): string => (channel.kind === "private" ? "🔒" : "#");

function Channels({ session, screen, at, go }: Props) {
  const { t } = useReading();
  const channels = screen.channels.filter(
    (channel) => channel.kind !== "im" && (channel.isMember || !channel.archived),
  );
  return (
    <Group title={t.channels}>
      {channels.map((channel) => (
        <Item
          key={channel.id}
          current={at === channel.id}
          unread={channel.isMember ? session.unread(channel.id) : 0}
          go={() => go(channel.id)}
        >
          <span class={channel.kind === "private" ? "nav-sign nav-lock" : "nav-sign"} aria-hidden="true">
            {lockOr(channel)}
          </span>
          <span class={channel.isMember ? "nav-name" : "nav-name nav-other"}>{channel.name}</span>
        </Item>
      ))}
    </Group>
  );
}

function People({ session, screen, at, go, goDirect }: Props) {
  const { t } = useReading();
  const people = screen.users.filter((user) => !user.isBot && !user.deactivated && user.id !== screen.me.id);
  return (
    <Group title={t.direct}>
      {people.map((user) => {
        const channel = screen.channels.find((one) => one.withUser === user.id);
        return (
          <Item
            key={user.id}
            current={channel !== undefined && at === channel.id}
            unread={channel ? session.unread(channel.id) : 0}
            go={() => (channel ? go(channel.id) : goDirect(user.id))}
          >
            <Avatar name={user.realName} color={`#${user.color}`} size="small" />
            <span class="nav-name">{user.realName}</span>
          </Item>
        );
      })}
    </Group>
  );
}

/** The list of everywhere the person can go. */
export function Sidebar(props: Props) {
  const { session, screen, at, go, goDirect } = props;
  const { t } = useReading();
  const bot = botChannel(screen);
  const { app } = screen;
  return (
    <nav id="navigation" class="sidebar" aria-label={t.navigation}>
      <p class="team-name">{screen.team.name}</p>
      <Group title={t.apps}>
        {app.homeTab && (
          <Item current={at === "home"} unread={0} go={() => go("home")}>
            <span class="nav-sign" aria-hidden="true">
              ⌂
            </span>
            <span class="nav-name">
              {app.name} · {t.home}
            </span>
          </Item>
        )}
        <Item
          current={bot !== undefined && at === bot.id}
          unread={bot ? session.unread(bot.id) : 0}
          go={() => (bot ? go(bot.id) : goDirect(app.botUserId))}
        >
          <Avatar name={app.name} color="#0b6e6e" bot size="small" />
          <span class="nav-name">{app.name}</span>
          <span class={app.connected ? "presence on" : "presence"} aria-hidden="true" />
        </Item>
      </Group>
      <Channels {...props} />
      <People {...props} />
    </nav>
  );
}
