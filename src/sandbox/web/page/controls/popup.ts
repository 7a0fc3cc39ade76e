import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Where a list hangs under (or over) what opened it, in the window's coordinates. */
export interface PopupPlace {
  readonly left: string;
  readonly width?: string;
  readonly minWidth?: string;
  readonly maxHeight: string;
  readonly top?: string;
  readonly bottom?: string;
}

const EDGE = 8;
const MOST_HEIGHT = 320;

const placeUnder = (anchor: Element, least: number): PopupPlace => {
  const box = anchor.getBoundingClientRect();
  const below = innerHeight - box.bottom - EDGE;
  const above = box.top - EDGE;
  const up = below < 200 && above > below;
  const width = Math.max(box.width, least);
  const left = Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE));
  const common = { left: `${left}px`, maxHeight: `${Math.min(MOST_HEIGHT, up ? above - 4 : below - 4)}px` };
  const size = least > 0 ? { minWidth: `${width}px` } : { width: `${width}px` };
  return up
    ? { ...common, ...size, bottom: `${innerHeight - box.top + 4}px` }
    : { ...common, ...size, top: `${box.bottom + 4}px` };
};

/** Keeps an open list at its anchor while things scroll; `least` is its width in pixels when the anchor is narrower. */
export const usePopup = (open: boolean, anchor: RefObject<HTMLElement | null>, least = 0): PopupPlace | undefined => {
  const [place, setPlace] = useState<PopupPlace>();
  useLayoutEffect(() => {
    if (!open) return setPlace(undefined);
    const follow = (): void => {
      if (anchor.current) setPlace(placeUnder(anchor.current, least));
    };
    follow();
    addEventListener("scroll", follow, true);
    addEventListener("resize", follow);
    return () => {
      removeEventListener("scroll", follow, true);
      removeEventListener("resize", follow);
    };
  }, [open, anchor, least]);
  return place;
};

/** Calls back when the person presses anywhere else. */
export const useOutside = (open: boolean, within: RefObject<HTMLElement | null>, leave: () => void): void => {
  useLayoutEffect(() => {
    if (!open) return;
    const pressed = (event: Event): void => {
      if (event.target instanceof Node && !within.current?.contains(event.target)) leave();
    };
    addEventListener("pointerdown", pressed, true);
    return () => removeEventListener("pointerdown", pressed, true);
  }, [open, within, leave]);
};
