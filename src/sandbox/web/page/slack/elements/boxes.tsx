import { useId } from "preact/hooks";
import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { listed, useHeld } from "../surface.ts";
import { TextObject } from "../text/text-object.tsx";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** Check boxes, or radio buttons of which one holds. */
export function Boxes({ block, element }: Props) {
  const held = useHeld(block, element);
  const { t } = useReading();
  const name = useId();
  const radio = element.type === "radio_buttons";
  const chosen = listed(held.entry);
  const toggle = (value: string, on: boolean): void => {
    if (radio) held.set(value);
    else held.set(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  return (
    <fieldset
      class="boxes"
      {...(radio ? { role: "radiogroup" } : {})}
      id={held.dress?.control}
      aria-labelledby={held.dress?.labelledBy}
      aria-label={held.dress ? undefined : t.choose}
      aria-describedby={held.dress?.describedBy || undefined}
      {...(radio && held.dress ? { "aria-invalid": held.dress.invalid, "aria-required": held.dress.required } : {})}
      aria-busy={held.busy}
    >
      {objects(element.options).map((option) => (
        <label key={String(option.value)} class="box">
          <input
            type={radio ? "radio" : "checkbox"}
            name={name}
            value={String(option.value)}
            checked={chosen.includes(String(option.value))}
            onChange={(event) => toggle(String(option.value), event.currentTarget.checked)}
          />
          <span>
            <TextObject value={option.text} />
            {isObject(option.description) && (
              <span class="box-description">
                <TextObject value={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
