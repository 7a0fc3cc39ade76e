import type { ComponentChildren } from "preact";
import { isObject, type JsonObject } from "../../../json.ts";
import { useReading } from "../reading.ts";
import { useSurface } from "../surface.ts";
import { safeAddress } from "../text/link.tsx";
import { words } from "../text/text-object.tsx";

interface PressProps {
  readonly look: string;
  readonly busy: boolean;
  readonly press: () => void;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A button that stays focused while its press is on the way, and cannot be pressed twice meanwhile. */
function Press({ look, busy, press, label, children }: PressProps) {
  const { t } = useReading();
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-label={label}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={() => !busy && press()}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
      {busy && <span class="sr-only">{t.working}</span>}
    </button>
  );
}

export function Button({ block, element }: { block: string; element: JsonObject }) {
  const surface = useSurface();
  const { t } = useReading();
  const busy = surface.isPending(block, String(element.action_id));
  const look = element.style === "primary" ? "primary" : element.style === "danger" ? "danger" : "plain-button";
  const label = typeof element.accessibility_label === "string" ? element.accessibility_label : undefined;
  const href = safeAddress(element.url);
  if (href)
    return (
      <a
        class={`button ${look}`}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={label}
        onClick={() => surface.act(block, element)}
      >
        {words(element.text)}
        <span class="outside" aria-hidden="true">
          ↗
        </span>
        <span class="sr-only">{t.opensOutside}</span>
      </a>
    );
  return (
    <Press look={look} busy={busy} press={() => surface.act(block, element)} {...(label ? { label } : {})}>
      {words(element.text)}
    </Press>
  );
}

/** Thumbs up and down under an answer. */
export function Feedback({ block, element }: { block: string; element: JsonObject }) {
  const surface = useSurface();
  const busy = surface.isPending(block, String(element.action_id));
  return (
    <span class="button-row">
      {[element.positive_button, element.negative_button].filter(isObject).map((one, index) => (
        <Press
          key={index}
          look="quiet"
          busy={busy}
          press={() => surface.act(block, element, String(one.value ?? ""))}
          {...(typeof one.accessibility_label === "string" ? { label: one.accessibility_label } : {})}
        >
          {index === 0 ? "👍" : "👎"} {words(one.text)}
        </Press>
      ))}
    </span>
  );
}

export function IconButton({ block, element }: { block: string; element: JsonObject }) {
  const surface = useSurface();
  const busy = surface.isPending(block, String(element.action_id));
  return (
    <Press look="quiet" busy={busy} press={() => surface.act(block, element)}>
      🗑️ {words(element.text)}
    </Press>
  );
}
