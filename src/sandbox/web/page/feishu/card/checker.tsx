import { isObject, objects } from "../../../../json.ts";
import { TextObject } from "../text/text-object.tsx";
import { ButtonElement } from "./button.tsx";
import { Field } from "./field.tsx";
import { type ElementProps, useCard, useForm } from "./surface.ts";

/** A box to tick, with its text and perhaps buttons of its own. */
export function CheckerElement(props: ElementProps) {
  const { element, at } = props;
  const card = useCard();
  const form = useForm();
  const checked = card.held(props) === true;
  const style = isObject(element.checked_style) ? element.checked_style : {};
  const struck = checked && style.show_strikethrough === true;
  const buttons = isObject(element.button_area) ? objects(element.button_area.buttons) : [];
  const tick = (on: boolean): void => {
    if (form) card.enter(at, on);
    else card.choose(props, on);
  };
  return (
    <Field {...props}>
      {(dress) => (
        <div class="checker" aria-busy={card.isBusy(at)}>
          <label class="box">
            <input
              id={dress.control}
              type="checkbox"
              checked={checked}
              required={element.required === true}
              aria-invalid={dress.invalid}
              aria-describedby={dress.describedBy || undefined}
              disabled={element.disabled === true || card.stopped !== ""}
              onChange={(event) => tick(event.currentTarget.checked)}
            />
            <span
              class={struck ? "struck" : undefined}
              style={{ opacity: checked && typeof style.opacity === "number" ? String(style.opacity) : undefined }}
            >
              <TextObject value={element.text} />
            </span>
          </label>
          {buttons.length > 0 && (
            <span class="button-row">
              {buttons.map((button, index) => (
                <ButtonElement key={index} element={button} at={`${at}/${index}`} />
              ))}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}
