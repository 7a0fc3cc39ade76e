import type { ComponentChildren } from "preact";
import { useReading } from "../reading.ts";

interface Props {
  readonly look: string;
  readonly busy: boolean;
  readonly press: () => void;
  /** Said instead of what stands on it. */
  readonly label?: string | undefined;
  readonly disabled?: boolean;
  /** Says why it is disabled. */
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
}

/** A button that stays focused while its press is on the way, and cannot be pressed twice meanwhile. */
export function Press({ look, busy, press, label, disabled = false, title, children }: Props) {
  const { t } = useReading();
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-label={label}
      title={title}
      aria-busy={busy}
      aria-disabled={busy || disabled}
      onClick={() => !busy && !disabled && press()}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
      {busy && <span class="sr-only">{t.working}</span>}
    </button>
  );
}

interface OutsideProps {
  readonly look: string;
  /** Of the web: see `safeAddress`. */
  readonly url: string;
  readonly label?: string | undefined;
  readonly pressed?: () => void;
  readonly children: ComponentChildren;
}

/** Looks like a button and opens a page of the web. */
export function OutsideButton({ look, url, label, pressed, children }: OutsideProps) {
  const { t } = useReading();
  return (
    <a
      class={`button ${look}`}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      onClick={pressed}
    >
      {children}
      <span class="outside" aria-hidden="true">
        ↗
      </span>
      <span class="sr-only">{t.opensOutside}</span>
    </a>
  );
}
