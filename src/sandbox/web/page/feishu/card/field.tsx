import type { ComponentChildren } from "preact";
import { useContext, useId } from "preact/hooks";
import type { Dress } from "../../controls/dress.ts";
import { useReading } from "../../reading.ts";
import { wordsOf } from "../text/text-object.tsx";
import { widthOf } from "./layout.ts";
import { AboveContext, type ElementProps, useCard, useForm } from "./surface.ts";

interface Props extends ElementProps {
  /** Stands above a control that shows no placeholder of its own, when the field has no label. */
  readonly caption?: string;
  readonly children: (dress: Dress) => ComponentChildren;
}

/** A field with its label, when it has one of its own, and what is wrong with it after a form was not sent. */
export function Field({ element, at, caption = "", children }: Props) {
  const { errors } = useCard();
  const { t, reader } = useReading();
  const id = useId();
  const error = errors[at];
  const above = useContext(AboveContext);
  // Forms cannot give every kind of field a label: the words above it are what names it.
  const named = useForm() ? above : "";
  const label = wordsOf(element.label, reader.language) || (named === "" ? caption : "");
  const dress: Dress = {
    control: `${id}-control`,
    labelledBy: label === "" ? named : `${id}-label`,
    describedBy: error ? `${id}-error` : "",
    invalid: error !== undefined,
    required: element.required === true,
    first: false,
  };
  const beside = element.label_position === "left" ? "card-input label-left" : "card-input";
  return (
    <div class={error ? `${beside} has-error` : beside} style={{ width: widthOf(element.width) }}>
      {label !== "" && (
        <label class="label" id={dress.labelledBy} for={dress.control}>
          {label}
          {element.required === true && (
            <span class="required" aria-hidden="true">
              {" "}
              *
            </span>
          )}
        </label>
      )}
      {children(dress)}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <span aria-hidden="true">⚠ </span>
          <span class="sr-only">{t.fieldWrong}</span>
          {error}
        </p>
      )}
    </div>
  );
}

/** What names a field that has no label: its placeholder, or else its name. */
export const useFieldName = ({ element }: ElementProps, fallback: string): string => {
  const { reader } = useReading();
  return wordsOf(element.placeholder, reader.language) || fallback;
};
