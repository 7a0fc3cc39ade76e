import type { RefObject } from "preact";
import { useCallback, useEffect, useId, useRef, useState } from "preact/hooks";
import { type JsonObject, objects } from "../../../json.ts";
import { useReading } from "../reading.ts";
import { useSurface } from "../surface.ts";
import { safeAddress } from "../text/link.tsx";
import { words } from "../text/text-object.tsx";
import { type PopupPlace, useOutside, usePopup } from "./popup.ts";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** The three dots: a menu of actions. */
export function Overflow({ block, element }: Props) {
  const { t } = useReading();
  const surface = useSurface();
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const place = usePopup(open, frame, 200);
  const leave = useCallback(() => setOpen(false), []);
  useOutside(open, frame, leave);
  const busy = surface.isPending(block, String(element.action_id));
  const pick = (option: JsonObject): void => {
    setOpen(false);
    opener.current?.focus();
    const href = safeAddress(option.url);
    if (href) window.open(href, "_blank", "noopener,noreferrer");
    surface.act(block, element, String(option.value));
  };
  return (
    <span ref={frame} class="overflow">
      <button
        ref={opener}
        type="button"
        class="button plain-button icon-only"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={t.more}
        aria-busy={busy}
        onClick={() => !busy && setOpen(!open)}
      >
        {busy ? <span class="spinner" aria-hidden="true" /> : <span aria-hidden="true">⋯</span>}
      </button>
      {open && place && <Menu {...{ id, place, element, pick, leave, opener }} />}
    </span>
  );
}

interface MenuProps {
  readonly id: string;
  readonly place: PopupPlace;
  readonly element: JsonObject;
  readonly pick: (option: JsonObject) => void;
  readonly leave: () => void;
  readonly opener: RefObject<HTMLButtonElement | null>;
}

function Menu({ id, place, element, pick, leave, opener }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(), []);
  return (
    <div
      ref={box}
      role="menu"
      tabIndex={-1}
      id={id}
      class="popup menu"
      style={{ ...place }}
      onKeyDown={menuKeys(leave, opener)}
    >
      {objects(element.options).map((option, index) => (
        <button key={index} type="button" role="menuitem" class="option" tabIndex={-1} onClick={() => pick(option)}>
          <span class="option-text">{words(option.text)}</span>
          {option.description !== undefined && <span class="option-description">{words(option.description)}</span>}
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
