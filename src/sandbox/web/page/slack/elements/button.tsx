import { isObject, type JsonObject } from "../../../../json.ts";
import { OutsideButton, Press } from "../../controls/press.tsx";
import { safeAddress } from "../../text/link.tsx";
import { useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";

export function Button({ block, element }: { block: string; element: JsonObject }) {
  const surface = useSurface();
  const busy = surface.isPending(block, String(element.action_id));
  const look = element.style === "primary" ? "primary" : element.style === "danger" ? "danger" : "plain-button";
  const label = typeof element.accessibility_label === "string" ? element.accessibility_label : undefined;
  const href = safeAddress(element.url);
  if (href)
    return (
      <OutsideButton look={look} url={href} label={label} pressed={() => surface.act(block, element)}>
        {words(element.text)}
      </OutsideButton>
    );
  return (
    <Press look={look} busy={busy} press={() => surface.act(block, element)} label={label}>
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
          label={typeof one.accessibility_label === "string" ? one.accessibility_label : undefined}
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
