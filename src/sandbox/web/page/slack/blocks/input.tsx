import { useId } from "preact/hooks";
import { isObject, type JsonObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Element } from "../elements/element.tsx";
import { FieldContext, type FieldDress, useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";

const isGroup = (element: JsonObject): boolean => element.type === "checkboxes" || element.type === "radio_buttons";

/** A field with its label, hint and, after a refused submit, what is wrong with it. */
export function InputBlock({ block }: { block: JsonObject }) {
  const { errors } = useSurface();
  const { t } = useReading();
  const id = useId();
  if (!isObject(block.element)) return null;
  const error = errors[String(block.block_id)];
  const hint = isObject(block.hint) ? words(block.hint) : "";
  const dress: FieldDress = {
    control: `${id}-control`,
    labelledBy: `${id}-label`,
    describedBy: [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" "),
    invalid: error !== undefined,
    required: block.optional !== true,
    dispatches: block.dispatch_action === true,
    first: block.element.focus_on_load === true,
  };
  const label = (
    <>
      {words(block.label)}
      {block.optional === true && <span class="optional"> {t.optional}</span>}
    </>
  );
  return (
    <div class={error ? "input-block has-error" : "input-block"} data-block={String(block.block_id)}>
      {isGroup(block.element) ? (
        <span class="label" id={dress.labelledBy}>
          {label}
        </span>
      ) : (
        <label class="label" id={dress.labelledBy} for={dress.control}>
          {label}
        </label>
      )}
      <FieldContext.Provider value={dress}>
        <Element block={String(block.block_id)} element={block.element} />
      </FieldContext.Provider>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <span aria-hidden="true">⚠ </span>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
