import type { ActionCall, Button } from "../../chat/card.ts";
import { clip, clipLine } from "../../chat/clip.ts";
import type { ButtonElement, ColumnSet, InnerElement, Overflow } from "./card-json.ts";
import { plain } from "./card-json.ts";
import { LIMITS, orDots, PAYLOAD_ROOM } from "./limits.ts";

/**
 * What a button or an entry of a menu carries: its action, the payload, whether it stands on somebody's Home, and
 * `Look.chat`.
 */
export interface CarriedCall {
  readonly a: string;
  readonly p: unknown;
  readonly h?: 1;
  readonly c: string;
}

export interface Look {
  readonly size: "small" | "medium";
  readonly home: boolean;
  /** The chat that the card is for: carried into a group it changes nothing there. Empty: a direct one, not known which. */
  readonly chat: string;
}

interface Doable {
  readonly buttons?: readonly Button[];
  readonly menu?: readonly Button[];
}

const BUTTONS_IN_A_ROW = 5;

/** @throws TypeError for a payload that is too long: a bug of ours, found before Feishu does. */
const carried = ({ action, payload }: ActionCall, { home, chat }: Look): CarriedCall => {
  const length = JSON.stringify(payload ?? null).length;
  if (length > PAYLOAD_ROOM)
    throw new TypeError(`The payload of ${action} has ${length} characters; a button carries ${PAYLOAD_ROOM}.`);
  return { a: action, p: payload ?? null, ...(home && { h: 1 }), c: chat };
};

/** Buttons, then the menu; an entry that must be confirmed is a button, as a menu is confirmed whole or not at all. */
export const buttonRows = ({ buttons = [], menu = [] }: Doable, look: Look): ColumnSet[] => {
  const entries = menu.filter(({ confirm }) => !confirm);
  const items: InnerElement[] = [...buttons, ...menu.filter(({ confirm }) => confirm)].map((button) =>
    buttonElement(button, look),
  );
  if (entries.length > 0) items.push(menuElement(entries, look));
  return rows(items);
};

/** Side by side, and below each other where the screen is narrow. */
export const rows = (items: readonly InnerElement[]): ColumnSet[] =>
  Array.from({ length: Math.ceil(items.length / BUTTONS_IN_A_ROW) }, (_, index) => ({
    tag: "column_set",
    flex_mode: "flow",
    background_style: "default",
    horizontal_spacing: "8px",
    columns: items
      .slice(index * BUTTONS_IN_A_ROW, (index + 1) * BUTTONS_IN_A_ROW)
      .map((item) => ({ tag: "column", width: "auto", vertical_align: "top", elements: [item] })),
  }));

const TYPES = { primary: "primary_filled", danger: "danger" } as const;

const buttonElement = ({ label, press, look: type, confirm }: Button, look: Look): ButtonElement => ({
  tag: "button",
  text: plain(orDots(clipLine(label, LIMITS.label), LIMITS.label)),
  type: type ? TYPES[type] : "default",
  size: look.size,
  behaviors: [{ type: "callback", value: carried(press, look) }],
  // The client words the two answers itself.
  ...(confirm && {
    confirm: { title: plain(clipLine(confirm.title, LIMITS.title)), text: plain(clip(confirm.text, LIMITS.summary)) },
  }),
});

/** Options carry texts alone, so each carries its call as JSON. */
const menuElement = (entries: readonly Button[], look: Look): Overflow => ({
  tag: "overflow",
  width: "default",
  options: entries.map(({ label, press }) => ({
    text: plain(orDots(clipLine(label, LIMITS.label), LIMITS.label)),
    value: JSON.stringify(carried(press, look)),
  })),
  behaviors: [{ type: "callback", value: { menu: 1 } }],
});
