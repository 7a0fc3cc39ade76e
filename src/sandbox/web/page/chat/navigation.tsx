import type { ComponentChildren } from "preact";
import { useReading } from "../reading.ts";

interface ItemProps {
  readonly current: boolean;
  readonly unread: number;
  readonly go: () => void;
  readonly children: ComponentChildren;
}

/** A place one can go. */
export function NavItem({ current, unread, go, children }: ItemProps) {
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

export function NavGroup({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="nav-group">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
