import { useEffect, useRef } from "preact/hooks";
import type { JsonObject } from "../../../json.ts";
import type { Entry } from "../../../slack/screen.ts";
import { useReading } from "../reading.ts";
import { single, useHeld } from "../surface.ts";
import { words } from "../text/text-object.tsx";
import { instantOf, wallOf } from "../time.ts";
import { dressed } from "./select.tsx";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

const PAUSE_MS = 700;

interface Kind {
  readonly type: "date" | "time" | "datetime-local";
  /** What the field shows of the entry, and what the person's input means. */
  readonly shown: (entry: Entry) => string;
  readonly entered: (typed: string) => Entry;
}

function Moment({ block, element, kind }: Props & { kind: Kind }) {
  const held = useHeld(block, element);
  const { t } = useReading();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const acts = held.dress === null || held.dress.dispatches;
  const sent = useRef(kind.shown(held.entry));
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (typed: string): void => {
    clearTimeout(timer.current);
    if (!acts || typed === sent.current) return;
    sent.current = typed;
    held.set(kind.entered(typed));
  };
  // One types a date piece by piece, each of which is a date: it counts when the person pauses or leaves.
  const typed = (value: string): void => {
    held.keep(kind.entered(value));
    clearTimeout(timer.current);
    if (acts) timer.current = setTimeout(() => send(value), PAUSE_MS);
  };
  const label = words(element.placeholder) || (kind.type === "time" ? t.time : t.date);
  return (
    <input
      {...dressed(held)}
      {...(held.dress ? {} : { "aria-label": label })}
      class="field moment"
      type={kind.type}
      value={kind.shown(held.entry)}
      aria-busy={held.busy}
      max={kind.type === "date" ? "9999-12-31" : undefined}
      onInput={(event) => typed(event.currentTarget.value)}
      onBlur={(event) => send(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && acts) send(event.currentTarget.value);
      }}
    />
  );
}

const plain = (type: "date" | "time"): Kind => ({ type, shown: single, entered: (typed) => typed || null });
const DATE = plain("date");
const TIME = plain("time");

export const DateField = (props: Props) => <Moment {...props} kind={DATE} />;
export const TimeField = (props: Props) => <Moment {...props} kind={TIME} />;

/** Unix seconds as the wall clock of the person's own zone shows them. */
export function DatetimeField(props: Props) {
  const { zone } = useReading().reader;
  const kind: Kind = {
    type: "datetime-local",
    shown: (entry) => (single(entry) === "" ? "" : wallOf(zone, Number(single(entry)) * 1000)),
    entered: (typed) => {
      const ms = typed === "" ? undefined : instantOf(zone, typed);
      return ms === undefined ? null : Math.floor(ms / 1000);
    },
  };
  return <Moment {...props} kind={kind} />;
}
