import { useEffect, useRef } from "preact/hooks";
import { type Dress, dressed } from "./dress.ts";

interface Props {
  readonly type: "date" | "time" | "datetime-local";
  /** As the browser's field has it. */
  readonly value: string;
  readonly label: string;
  readonly dress: Dress | null;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** Every change, while one is still typing. */
  readonly keep: (typed: string) => void;
  /** A change that counts; left out when nothing happens before a form is sent. */
  readonly settle?: ((typed: string) => void) | undefined;
}

const PAUSE_MS = 700;

/** A date, a time, or both, in the browser's own field. */
export function Moment({ type, value, label, dress, busy, disabled = false, keep, settle }: Props) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (typed: string): void => {
    clearTimeout(timer.current);
    if (!settle || typed === sent.current) return;
    sent.current = typed;
    settle(typed);
  };
  // One types a date piece by piece, each of which is a date: it counts when the person pauses or leaves.
  const typed = (text: string): void => {
    keep(text);
    clearTimeout(timer.current);
    if (settle) timer.current = setTimeout(() => send(text), PAUSE_MS);
  };
  return (
    <input
      {...dressed(dress, label)}
      class="field moment"
      type={type}
      value={value}
      aria-busy={busy}
      disabled={disabled}
      max={type === "date" ? "9999-12-31" : undefined}
      onInput={(event) => typed(event.currentTarget.value)}
      onBlur={(event) => send(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") send(event.currentTarget.value);
      }}
    />
  );
}
