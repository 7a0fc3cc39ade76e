import type { ComponentChildren, RefObject } from "preact";
import { useCallback, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type PopupPlace, useOutside, usePopup } from "./popup.ts";

interface MenuItem {
  readonly text: string;
  readonly description?: string | undefined;
  readonly pick: () => void;
}

interface Props {
  readonly label: string;
  readonly look: string;
  readonly busy: boolean;
  readonly items: readonly MenuItem[];
  /** What stands on the button; without it the three dots. */
  readonly children?: ComponentChildren;
}

/** A button that opens a menu of actions. */
export function MenuButton({ label, look, busy, items, children }: Props) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const place = usePopup(open, frame, 200);
  const leave = useCallback(() => setOpen(false), []);
  useOutside(open, frame, leave);
  const pick = (item: MenuItem): void => {
    setOpen(false);
    opener.current?.focus();
    item.pick();
  };
  return (
    <span ref={frame} class="overflow">
      <button
        ref={opener}
        type="button"
        class={`button ${look}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={children ? undefined : label}
        aria-busy={busy}
        onClick={() => !busy && setOpen(!open)}
      >
        {busy && <span class="spinner" aria-hidden="true" />}
        {children ?? (!busy && <span aria-hidden="true">⋯</span>)}
      </button>
      {open && place && <Menu {...{ id, place, label, items, pick, leave, opener }} />}
    </span>
  );
}

interface MenuProps {
  readonly id: string;
  readonly place: PopupPlace;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly pick: (item: MenuItem) => void;
  readonly leave: () => void;
  readonly opener: RefObject<HTMLButtonElement | null>;
}

function Menu({ id, place, label, items, pick, leave, opener }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(), []);
  return (
    <div
      ref={box}
      role="menu"
      tabIndex={-1}
      id={id}
      class="popup menu"
      aria-label={label}
      style={{ ...place }}
      onKeyDown={menuKeys(leave, opener)}
    >
      {items.map((item, index) => (
        <button key={index} type="button" role="menuitem" class="option" tabIndex={-1} onClick={() => pick(item)}>
          <span class="option-text">{item.text}</span>
          {item.description !== undefined && <span class="option-description">{item.description}</span>}
        </button>
      ))}
    </div>
  );
}

/** Arrows, Home and End move in a menu; Esc and Tab leave it. */
const menuKeys = (leave: () => void, opener: { readonly current: HTMLElement | null }) => (event: KeyboardEvent) => {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement)) return;
  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (next !== undefined) items[next]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    leave();
    opener.current?.focus();
  } else return;
  if (event.key !== "Tab") event.preventDefault();
};
