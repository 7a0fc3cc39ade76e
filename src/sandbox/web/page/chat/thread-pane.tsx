import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CloseButton } from "../chrome/close-button.tsx";
import { useReading } from "../reading.ts";

interface Props {
  /** Which thread it is. */
  readonly thread: string;
  /** The conversation it belongs to. */
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** An opened thread has the focus; a closed one gives it back. */
const useThreadFocus = (thread: string) => {
  const title = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const from = document.activeElement;
    title.current?.focus();
    const panel = box.current;
    return () => {
      const inside = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (inside && from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, [thread]);
  return { box, title };
};

/** A message and its replies, beside the conversation. */
export function ThreadPane({ thread, title: name, close, children }: Props) {
  const { t } = useReading();
  const { box, title } = useThreadFocus(thread);
  return (
    <aside
      ref={box}
      class="thread"
      aria-label={t.threadOf(name)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
    >
      <div class="place-top">
        <h2 ref={title} tabIndex={-1}>
          {t.thread} <span class="quiet">{name}</span>
        </h2>
        <CloseButton label={t.closeThread} close={close} />
      </div>
      {children}
    </aside>
  );
}
