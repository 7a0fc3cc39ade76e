import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { ShownMessage } from "../../../../feishu/screen.ts";
import { Avatar } from "../../chrome/avatar.tsx";
import { TroubleNote } from "../../chrome/trouble.tsx";
import { MenuButton } from "../../controls/menu.tsx";
import { colorOf, nameOf, useReading } from "../../reading.ts";
import { sayMoment, sayTime, sayWhole } from "../../time.ts";
import type { FeishuSession } from "../session.ts";
import { Body } from "./body.tsx";

interface Props {
  readonly session: FeishuSession;
  readonly message: ShownMessage;
  /** Follows closely on another of the same person: no name and picture again. */
  readonly close: boolean;
  readonly openThread?: ((root: string) => void) | undefined;
  /** When the person had last looked: replies after it are new. */
  readonly newAfter?: number | undefined;
}

function Top({ message }: { message: ShownMessage }) {
  const reading = useReading();
  const { t, reader } = reading;
  const ms = message.createTime;
  return (
    <p class="message-top">
      <strong class="author">{nameOf(reading, message.sender)}</strong>
      {message.isBot && <span class="tag">{t.botTag}</span>}
      {message.urgent && <span class="tag tag-urgent">{t.urgent}</span>}
      <time dateTime={new Date(ms).toISOString()} title={sayWhole(reader, ms)}>
        {sayTime(reader, ms)}
      </time>
    </p>
  );
}

function OnlyYou() {
  const { t } = useReading();
  return (
    <p class="only-you">
      <span aria-hidden="true">👁</span> {t.onlyYou}
    </p>
  );
}

/** The message that this one answers, in a line. */
function Quoted({ session, message }: Pick<Props, "session" | "message">) {
  const reading = useReading();
  if (message.rootId === undefined || message.threadId !== undefined) return null;
  const answered = session.screen?.messages[message.chatId]?.find((one) => one.id === message.rootId);
  if (!answered) return null;
  return (
    <p class="quoted">
      {nameOf(reading, answered.sender)}：{answered.summary}
    </p>
  );
}

function FollowUps({ session, message }: Pick<Props, "session" | "message">) {
  const say = (text: string): void =>
    void session.do(
      { type: "say", chat: message.chatId, text },
      { key: `say:${message.id}:${text}`, where: `message:${message.id}` },
    );
  if (message.followUps.length === 0) return null;
  return (
    <div class="follow-ups">
      {message.followUps.map((text) => (
        <button key={text} type="button" class="button plain-button small" onClick={() => say(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}

function ReplyBar({ session, message, openThread, newAfter }: Props) {
  const { t } = useReading();
  if (!openThread || message.replies === 0) return null;
  return (
    <button type="button" class="reply-bar" onClick={() => openThread(message.id)}>
      {t.replies(message.replies)}
      {session.hasNewReplies(message, newAfter ?? 0) && <span class="badge">{t.newMessage}</span>}
    </button>
  );
}

/** What one can do with a message. */
function Tools({ session, message, openThread }: Props) {
  const { t, me } = useReading();
  const act = (type: "recall" | "forward", to = ""): void => {
    const target = { message: message.id };
    void session.do(type === "recall" ? { type, ...target } : { type, ...target, to }, {
      key: `${type}:${message.id}`,
      where: `message:${message.id}`,
    });
  };
  const others = session.screen?.chats.filter(({ id, dissolved }) => id !== message.chatId && !dissolved) ?? [];
  const items = [
    { text: t.answer, pick: () => session.answer(message.chatId, message.id) },
    ...(message.sender === me ? [{ text: t.recall, pick: () => act("recall") }] : []),
    ...others.slice(0, 6).map(({ id, name }) => ({ text: t.forwardTo(name), pick: () => act("forward", id) })),
  ];
  return (
    <span class="message-tools">
      {openThread && (
        <button type="button" class="button quiet small" onClick={() => openThread(message.id)}>
          <span aria-hidden="true">💬</span>
          <span class="reply-label">{t.reply}</span>
        </button>
      )}
      <MenuButton label={t.more} look="quiet small" busy={false} items={items} />
    </span>
  );
}

/** One message as the person sees it, with everything they can press in it. */
export function Message(props: Props) {
  const { session, message, close } = props;
  const reading = useReading();
  const { t, reader, me } = reading;
  const name = nameOf(reading, message.sender);
  // A card is much to draw: only when something in it has changed.
  const stamp = `${session.drafts.of(message).turn} ${session.underWay(message.id)}`;
  const body = useMemo(() => <Body session={session} message={message} />, [session, message, stamp]);
  const box = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (session.pressedIn === message.id && document.activeElement === document.body) box.current?.focus();
  }, [session, message]);
  if (message.deleted || message.type === "system")
    return (
      <li class="message-grey" data-id={message.id}>
        {message.deleted ? t.recalled(message.sender === me ? t.you : name) : message.text || message.summary}
      </li>
    );
  const looks = [message.sender === me ? "message-mine" : "", close ? "message-close" : ""].join(" ");
  return (
    <li
      ref={box}
      class={`message ${looks} ${message.ephemeral ? "message-ephemeral" : ""}`}
      data-id={message.id}
      tabIndex={-1}
    >
      {close ? (
        <time class="message-gutter" title={sayMoment(reader, message.createTime)}>
          {sayTime(reader, message.createTime)}
        </time>
      ) : (
        <Avatar name={name} color={colorOf(reading, message.sender)} bot={message.isBot} size="large" />
      )}
      <div class="message-body">
        {close ? <span class="sr-only">{name}: </span> : <Top message={message} />}
        {message.ephemeral && <OnlyYou />}
        <Quoted session={session} message={message} />
        {body}
        {message.edited && <span class="edited">{t.edited}</span>}
        <TroubleNote session={session} trouble={session.troubleAt(`message:${message.id}`)} />
        <FollowUps session={session} message={message} />
        <ReplyBar {...props} />
      </div>
      {!message.ephemeral && <Tools {...props} />}
    </li>
  );
}
