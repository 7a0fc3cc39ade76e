import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ShownMessage } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { dayOf, msOf, sayDivider } from "../time.ts";
import { Message } from "./message.tsx";

interface Props {
  readonly session: Session;
  readonly messages: readonly ShownMessage[];
  readonly label: string;
  readonly empty: string;
  readonly openThread?: (ts: string) => void;
  /** ts after which messages are new to the person; none are marked without it. */
  readonly newAfter?: string;
}

const CLOSE_MS = 5 * 60_000;
const AT_ONCE = 80;

const follows = (previous: ShownMessage | undefined, message: ShownMessage): boolean =>
  previous !== undefined &&
  previous.user === message.user &&
  previous.ephemeral === message.ephemeral &&
  !previous.isBot &&
  previous.reply_count === 0 &&
  msOf(message.ts) - msOf(previous.ts) < CLOSE_MS;

/** Stays at the newest message unless the person scrolled up. */
const useStickToEnd = (count: number, last: string | undefined) => {
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  useLayoutEffect(() => {
    if (box.current && sticks.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count, last]);
  useEffect(() => {
    if (!box.current) return;
    const grown = new ResizeObserver(() => {
      if (box.current && sticks.current) box.current.scrollTop = box.current.scrollHeight;
    });
    for (const child of box.current.children) grown.observe(child);
    return () => grown.disconnect();
  }, []);
  const scrolled = (): void => {
    if (box.current) sticks.current = box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight < 60;
  };
  return { box, scrolled };
};

const Divider = ({ kind, says }: { kind: "day" | "new"; says: string }) => (
  <li class={`${kind}-divider`}>
    <span>{says}</span>
  </li>
);

/** Messages from old to new; new ones are read out politely. */
export function MessageList({ session, messages, label, empty, openThread, newAfter }: Props) {
  const { t, reader, me } = useReading();
  const [shownCount, setShownCount] = useState(AT_ONCE);
  const { box, scrolled } = useStickToEnd(messages.length, messages.at(-1)?.ts);
  const shown = messages.slice(-shownCount);
  const [firstNew] = useState(
    () => newAfter && messages.find((one) => msOf(one.ts) > msOf(newAfter) && one.user !== me)?.ts,
  );
  const now = session.now();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section ref={box} class="messages" onScroll={scrolled} tabIndex={0} aria-label={label}>
      <div class="messages-inner">
        {shown.length < messages.length && (
          <button type="button" class="button quiet earlier" onClick={() => setShownCount(shownCount + AT_ONCE)}>
            {t.earlier}
          </button>
        )}
        {messages.length === 0 && <p class="empty">{empty}</p>}
        <div role="log" aria-live="polite" aria-label={label}>
          <ol class="message-list">
            {shown.map((message, index) => {
              const previous = shown[index - 1];
              const ms = msOf(message.ts);
              const newDay = !previous || dayOf(reader.zone, msOf(previous.ts)) !== dayOf(reader.zone, ms);
              return [
                newDay && <Divider key={`day ${message.ts}`} kind="day" says={sayDivider(reader, t, { ms, now })} />,
                message.ts === firstNew && <Divider key="new" kind="new" says={t.newMessage} />,
                <Message
                  key={message.ts}
                  session={session}
                  message={message}
                  close={!newDay && follows(previous, message)}
                  openThread={openThread}
                  newAfter={newAfter}
                />,
              ];
            })}
          </ol>
        </div>
      </div>
    </section>
  );
}
