import { useEffect, useRef } from "preact/hooks";
import { isArray, isObject, type JsonObject } from "../../../../json.ts";
import { dressed } from "../../controls/dress.ts";
import { single, useHeld } from "../surface.ts";
import { words } from "../text/text-object.tsx";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

const INPUT_MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" } as const;
const modeOf = (type: unknown) =>
  type === "number_input" || type === "email_text_input" || type === "url_text_input" ? INPUT_MODES[type] : "text";

const PAUSE_MS = 400;

/** What makes a dispatching field act; Slack's default is Enter. */
const triggers = (element: JsonObject): readonly unknown[] => {
  const config = isObject(element.dispatch_action_config) ? element.dispatch_action_config : {};
  return isArray(config.trigger_actions_on) ? config.trigger_actions_on : ["on_enter_pressed"];
};

/** Lines of text, one or many; numbers, addresses and web addresses too. */
export function TextField({ block, element }: Props) {
  const held = useHeld(block, element);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const acts = held.dress?.dispatches ?? false;
  const long = element.multiline === true || element.type === "rich_text_input";
  const value = single(held.entry);
  const typed = (text: string): void => {
    held.keep(text);
    if (!acts || !triggers(element).includes("on_character_entered")) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => held.set(text), PAUSE_MS);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || !acts || long) return;
    event.preventDefault();
    if (triggers(element).includes("on_enter_pressed")) held.set(value);
  };
  const common = {
    ...dressed(held.dress, words(element.placeholder)),
    value,
    placeholder: words(element.placeholder) || undefined,
    "aria-busy": held.busy,
    onKeyDown: keys,
  };
  const most = typeof element.max_length === "number" ? element.max_length : undefined;
  return (
    <>
      {long ? (
        <textarea {...common} class="field long-field" rows={4} onInput={(event) => typed(event.currentTarget.value)} />
      ) : (
        <input
          {...common}
          class="field"
          type="text"
          inputMode={modeOf(element.type)}
          autocomplete="off"
          onInput={(event) => typed(event.currentTarget.value)}
        />
      )}
      {most !== undefined && value.length > most * 0.8 && (
        <span class={value.length > most ? "counter over" : "counter"}>
          {value.length} / {most}
        </span>
      )}
    </>
  );
}
