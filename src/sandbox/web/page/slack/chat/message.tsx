import { useMemo } from "preact/hooks";
import type { ShownMessage } from "../../../../slack/screen.ts";
import { Avatar } from "../../chrome/avatar.tsx";
import { TroubleNote } from "../../chrome/trouble.tsx";
import { colorOf, nameOf, type Reading, useReading } from "../../reading.ts";
import { fileAddress } from "../../server.ts";
import { sayMoment, sayTime, sayWhole } from "../../time.ts";
import { Blocks } from "../blocks/block.tsx";
import type { SlackSession } from "../session.ts";
import { msOf } from "../stamps.ts";
import { SurfaceProvider } from "../surface-provider.tsx";
import { emojiNamed } from "../text/emoji.ts";
import { Mrkdwn } from "../text/mrkdwn.tsx";

interface Props {
  readonly session: SlackSession;
  readonly message: ShownMessage;
  /** Follows closely on another of the same person: no name and picture again. */
  readonly close: boolean;
  readonly openThread?: ((ts: string) => void) | undefined;
  /** When the person had last looked: replies after it are new. */
  readonly newAfter?: number | undefined;
}

const isTextOnly = (message: ShownMessage): boolean =>
  message.blocks.length === 0 ||
  (!message.isBot && message.blocks.every((block) => block.type === "rich_text") && message.text !== "");

function Files({ message }: { message: ShownMessage }) {
  const { t, me } = useReading();
  return (
    <ul class="files">
      {message.files.map((file) => (
        <li key={file.id}>
          {file.mimetype.startsWith("image/") && file.mimetype !== "image/svg+xml" ? (
            <img
              class="picture"
              src={fileAddress({ platform: "slack", id: me }, file.id)}
              alt={file.title || file.name}
            />
          ) : (
            <a
              class="file"
              href={fileAddress({ platform: "slack", id: me }, file.id)}
              download={file.name}
              aria-label={t.download(file.name)}
            >
              <span aria-hidden="true">📄</span> {file.title || file.name}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Reactions({ session, message }: { session: SlackSession; message: ShownMessage }) {
  const { t, me } = useReading();
  const react = (name: string): void =>
    void session.do(
      { type: "react", channel: message.channel, ts: message.ts, name },
      { key: `react:${message.ts}:${name}`, where: `message:${message.channel}:${message.ts}` },
    );
  return (
    <div class="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          key={name}
          type="button"
          class="reaction"
          aria-pressed={users.includes(me)}
          aria-label={t.react(name, users.length)}
          onClick={() => !users.includes(me) && react(name)}
        >
          {emojiNamed(name)} {users.length}
        </button>
      ))}
    </div>
  );
}

function Body({ session, message }: { session: SlackSession; message: ShownMessage }) {
  return (
    <SurfaceProvider
      session={session}
      place={{ kind: "message", channel: message.channel, ts: message.ts }}
      blocks={message.blocks}
      state={message.state}
    >
      {isTextOnly(message) ? <Mrkdwn text={message.text} /> : <Blocks blocks={message.blocks} />}
    </SurfaceProvider>
  );
}

const authorOf = (reading: Reading, message: ShownMessage) => {
  return { name: nameOf(reading, message.user), color: colorOf(reading, message.user) };
};

function Top({ message }: { message: ShownMessage }) {
  const reading = useReading();
  const { t, reader } = reading;
  const ms = msOf(message.ts);
  return (
    <p class="message-top">
      <strong class="author">{authorOf(reading, message).name}</strong>
      {message.isBot && <span class="tag">{t.app}</span>}
      <time dateTime={new Date(ms).toISOString()} title={sayWhole(reader, ms)}>
        {sayTime(reader, ms)}
      </time>
    </p>
  );
}

interface ReplyBarProps {
  readonly message: ShownMessage;
  readonly hasNew: boolean;
  readonly openThread: (ts: string) => void;
}

function ReplyBar({ message, hasNew, openThread }: ReplyBarProps) {
  const reading = useReading();
  return (
    <button type="button" class="reply-bar" onClick={() => openThread(message.ts)}>
      <span class="reply-faces">
        {message.reply_users.slice(0, 3).map((user) => (
          <Avatar
            key={user}
            name={nameOf(reading, user)}
            color={colorOf(reading, user)}
            bot={user === reading.bot}
            size="small"
          />
        ))}
      </span>
      {reading.t.replies(message.reply_count)}
      {hasNew && <span class="badge">{reading.t.newMessage}</span>}
    </button>
  );
}

function OnlyYou({ dismiss }: { dismiss: () => void }) {
  const { t } = useReading();
  return (
    <p class="only-you">
      <span aria-hidden="true">👁</span> {t.onlyYou}
      <button type="button" class="link-button" onClick={dismiss}>
        {t.dismiss}
      </button>
    </p>
  );
}

/** One message as the person sees it, with everything they can press in it. */
export function Message({ session, message, close, openThread, newAfter }: Props) {
  const reading = useReading();
  const { t, reader } = reading;
  const author = authorOf(reading, message);
  const where = `message:${message.channel}:${message.ts}`;
  // Blocks are much to draw: only when something in them has changed.
  const stamp = session.underWay(where);
  const body = useMemo(() => <Body session={session} message={message} />, [session, message, stamp]);
  const threaded = openThread && !message.ephemeral;
  return (
    <li
      class={`message ${close ? "message-close" : ""} ${message.ephemeral ? "message-ephemeral" : ""}`}
      data-ts={message.ts}
      tabIndex={-1}
    >
      {close ? (
        <time class="message-gutter" title={sayMoment(reader, msOf(message.ts))}>
          {sayTime(reader, msOf(message.ts))}
        </time>
      ) : (
        <Avatar name={author.name} color={author.color} bot={message.isBot} size="large" />
      )}
      <div class="message-body">
        {close ? <span class="sr-only">{author.name}: </span> : <Top message={message} />}
        {message.ephemeral && <OnlyYou dismiss={() => session.dismiss(`${message.channel}:${message.ts}`)} />}
        {body}
        {message.files.length > 0 && <Files message={message} />}
        {message.edited && <span class="edited">{t.edited}</span>}
        {message.reactions.length > 0 && <Reactions session={session} message={message} />}
        <TroubleNote session={session} trouble={session.troubleAt(where)} />
        {threaded && message.reply_count > 0 && (
          <ReplyBar message={message} openThread={openThread} hasNew={session.hasNewReplies(message, newAfter ?? 0)} />
        )}
      </div>
      {threaded && (
        <button type="button" class="button quiet small reply-button" onClick={() => openThread(message.ts)}>
          <span aria-hidden="true">💬</span>
          <span class="reply-label">{t.reply}</span>
        </button>
      )}
    </li>
  );
}
