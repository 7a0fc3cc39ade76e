import type { Screen, ShownChat } from "../../../../feishu/screen.ts";
import { NavGroup, NavItem } from "../../chat/navigation.tsx";
import { Avatar } from "../../chrome/avatar.tsx";
import { BOT_COLOR, colorOf, useReading } from "../../reading.ts";
import { dayOf, sayDivider, sayTime } from "../../time.ts";
import type { FeishuSession } from "../session.ts";

interface Props {
  readonly session: FeishuSession;
  readonly screen: Screen;
  readonly at: string;
  readonly go: (chat: string) => void;
  readonly goDirect: (user: string) => void;
}

const GROUP_COLOR = "#3a5ccc";

function ChatLine({ session, screen, chat }: Pick<Props, "session" | "screen"> & { chat: ShownChat }) {
  const reading = useReading();
  const { t, reader } = reading;
  const bot = chat.withUser === screen.app.botOpenId;
  const last = screen.messages[chat.id]?.at(-1);
  const now = session.now();
  const color = bot ? BOT_COLOR : chat.withUser === undefined ? GROUP_COLOR : colorOf(reading, chat.withUser);
  const today = last && dayOf(reader.zone, last.createTime) === dayOf(reader.zone, now);
  return (
    <>
      <Avatar name={chat.name} color={color} bot={bot} size="large" />
      <span class="chat-words">
        <span class="chat-top">
          <span class="nav-name">{chat.name}</span>
          {bot && <span class="tag">{t.botTag}</span>}
          {bot && <span class={screen.app.connected ? "presence on" : "presence"} aria-hidden="true" />}
        </span>
        {last && <span class="chat-last">{last.deleted ? t.recalledShort : last.summary}</span>}
      </span>
      {last && (
        <span class="chat-time">
          {today ? sayTime(reader, last.createTime) : sayDivider(reader, t, { ms: last.createTime, now })}
        </span>
      )}
    </>
  );
}

/** Everyone the person talks with, newest talk first, and below whom else they could talk to. */
export function ChatList({ session, screen, at, go, goDirect }: Props) {
  const { t } = useReading();
  const others = screen.users.filter(
    ({ openId, deactivated }) =>
      !deactivated && openId !== screen.me.openId && !screen.chats.some(({ withUser }) => withUser === openId),
  );
  return (
    <nav id="navigation" class="sidebar chat-list" aria-label={t.chatsAndPeople}>
      <p class="team-name">{screen.tenant.name}</p>
      <NavGroup title={t.messages}>
        {screen.chats.map((chat) => (
          <NavItem
            key={chat.id}
            current={at === chat.id}
            unread={at === chat.id ? 0 : session.unread(chat.id)}
            go={() => go(chat.id)}
          >
            <ChatLine session={session} screen={screen} chat={chat} />
          </NavItem>
        ))}
      </NavGroup>
      {others.length > 0 && (
        <NavGroup title={t.contacts}>
          {others.map((user) => (
            <NavItem key={user.openId} current={false} unread={0} go={() => goDirect(user.openId)}>
              <Contact id={user.openId} name={user.realName} />
            </NavItem>
          ))}
        </NavGroup>
      )}
    </nav>
  );
}

function Contact({ id, name }: { id: string; name: string }) {
  const reading = useReading();
  return (
    <>
      <Avatar name={name} color={colorOf(reading, id)} size="small" />
      <span class="nav-name">{name}</span>
    </>
  );
}
