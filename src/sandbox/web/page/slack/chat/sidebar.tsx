import type { Screen, ShownChannel } from "../../../../slack/screen.ts";
import { NavGroup, NavItem } from "../../chat/navigation.tsx";
import { Avatar } from "../../chrome/avatar.tsx";
import { BOT_COLOR, useReading } from "../../reading.ts";
import type { SlackSession } from "../session.ts";

interface Props {
  readonly session: SlackSession;
  readonly screen: Screen;
  /** The person's own conversation with the bot, once it was opened. */
  readonly bot: ShownChannel | undefined;
  readonly at: string;
  readonly go: (at: string) => void;
  readonly goDirect: (user: string) => void;
}

const lockOr = (channel: ShownChannel): string => (channel.kind === "private" ? "🔒" : "#");

function Channels({ session, screen, at, go }: Props) {
  const { t } = useReading();
  const channels = screen.channels.filter(
    (channel) => channel.kind !== "im" && (channel.isMember || !channel.archived),
  );
  return (
    <NavGroup title={t.channels}>
      {channels.map((channel) => (
        <NavItem
          key={channel.id}
          current={at === channel.id}
          unread={channel.isMember ? session.unread(channel.id) : 0}
          go={() => go(channel.id)}
        >
          <span class={channel.kind === "private" ? "nav-sign nav-lock" : "nav-sign"} aria-hidden="true">
            {lockOr(channel)}
          </span>
          <span class={channel.isMember ? "nav-name" : "nav-name nav-other"}>{channel.name}</span>
        </NavItem>
      ))}
    </NavGroup>
  );
}

function People({ session, screen, at, go, goDirect }: Props) {
  const { t } = useReading();
  const people = screen.users.filter((user) => !user.isBot && !user.deactivated && user.id !== screen.me.id);
  return (
    <NavGroup title={t.direct}>
      {people.map((user) => {
        const channel = screen.channels.find((one) => one.withUser === user.id);
        return (
          <NavItem
            key={user.id}
            current={channel !== undefined && at === channel.id}
            unread={channel ? session.unread(channel.id) : 0}
            go={() => (channel ? go(channel.id) : goDirect(user.id))}
          >
            <Avatar name={user.realName} color={`#${user.color}`} size="small" />
            <span class="nav-name">{user.realName}</span>
          </NavItem>
        );
      })}
    </NavGroup>
  );
}

/** The list of everywhere the person can go. */
export function Sidebar(props: Props) {
  const { session, screen, bot, at, go, goDirect } = props;
  const { t } = useReading();
  const { app } = screen;
  return (
    <nav id="navigation" class="sidebar" aria-label={t.navigation}>
      <p class="team-name">{screen.team.name}</p>
      <NavGroup title={t.apps}>
        {app.homeTab && (
          <NavItem current={at === "home"} unread={0} go={() => go("home")}>
            <span class="nav-sign" aria-hidden="true">
              ⌂
            </span>
            <span class="nav-name">
              {app.name} · {t.home}
            </span>
          </NavItem>
        )}
        <NavItem
          current={bot !== undefined && at === bot.id}
          unread={bot ? session.unread(bot.id) : 0}
          go={() => (bot ? go(bot.id) : goDirect(app.botUserId))}
        >
          <Avatar name={app.name} color={BOT_COLOR} bot size="small" />
          <span class="nav-name">{app.name}</span>
          <span class={app.connected ? "presence on" : "presence"} aria-hidden="true" />
        </NavItem>
      </NavGroup>
      <Channels {...props} />
      <People {...props} />
    </nav>
  );
}
