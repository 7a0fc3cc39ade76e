import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../reading.ts";
import type { Session } from "../session.ts";
import { dayOf, sayDivider } from "../time.ts";

/** A message as the list of them needs to know it. */
export interface Item {
  readonly id: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly ms: number;
  readonly by: string;
  /** Whether it needs no name and picture again after that one, when it came soon after. */
  readonly follows: (previous: Item) => boolean;
  readonly show: (close: boolean) => ComponentChildren;
}

interface Props {
  readonly session: Session;
  readonly items: readonly Item[];
  readonly label: string;
  readonly empty: string;
  /** When the person had last looked, in milliseconds since 1970: what came later is marked as new. */
  readonly newAfter?: number;
}

const CLOSE_MS = 5 * 60_000;
const AT_ONCE = 80;

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
export function Timeline({ session, items, label, empty, newAfter }: Props) {
  const { t, me } = useReading();
  const [shownCount, setShownCount] = useState(AT_ONCE);
  const { box, scrolled } = useStickToEnd(items.length, items.at(-1)?.id);
  const shown = items.slice(-shownCount);
  const [firstNew] = useState(() => newAfter && items.find((one) => one.ms > newAfter && one.by !== me)?.id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section ref={box} class="messages" onScroll={scrolled} tabIndex={0} aria-label={label}>
      <div class="messages-inner">
        {shown.length < items.length && (
          <button type="button" class="button quiet earlier" onClick={() => setShownCount(shownCount + AT_ONCE)}>
            {t.earlier}
          </button>
        )}
        {items.length === 0 && <p class="empty">{empty}</p>}
        <div role="log" aria-live="polite" aria-label={label}>
          <ol class="message-list">
            <Items items={shown} firstNew={firstNew || undefined} now={session.now()} />
          </ol>
        </div>
      </div>
    </section>
  );
}

interface ItemsProps {
  readonly items: readonly Item[];
  readonly firstNew: string | undefined;
  readonly now: number;
}

function Items({ items, firstNew, now }: ItemsProps) {
  const { t, reader } = useReading();
  return (
    <>
      {items.map((item, index) => {
        const previous = items[index - 1];
        const newDay = !previous || dayOf(reader.zone, previous.ms) !== dayOf(reader.zone, item.ms);
        const close = !newDay && previous && item.ms - previous.ms < CLOSE_MS && item.follows(previous);
        return [
          newDay && <Divider key={`day ${item.id}`} kind="day" says={sayDivider(reader, t, { ms: item.ms, now })} />,
          item.id === firstNew && <Divider key="new" kind="new" says={t.newMessage} />,
          item.show(close ?? false),
        ];
      })}
    </>
  );
}
