import type { Language } from "../../core/language.ts";
import { CUSTOMER_KINDS, LIFECYCLE_CLASSES, sayClass, sayKind } from "../../domain/customers.ts";
import type { Reason } from "../../domain/row-values.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import type { FieldName } from "../../domain/sheet-columns.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { SAID } from "./texts.ts";

/** A stage, a kind or a class is kept as the code it has. */
const sayValue = (field: string | undefined, value: string, language: Language): string => {
  const stage = field === "stage" && STAGES.find((one) => one === value);
  if (stage) return sayStage(stage, language);
  const kind = field === "customerKind" && CUSTOMER_KINDS.find((one) => one === value);
  const lifecycle = field === "lifecycle" && LIFECYCLE_CLASSES.find((one) => one === value);
  return kind ? sayKind(kind, language) : lifecycle ? sayClass(lifecycle, language) : value;
};

/** A reason in the reader's language. */
export const sayReason = ({ code, field, value, instead, row }: Reason, language: Language): string => {
  const named = field === undefined ? "" : sayField(field as FieldName, language);
  return (
    SAID[code]?.[language]({
      field: named,
      value: sayValue(field, value ?? "", language),
      instead: instead ?? "",
      row: row ?? 0,
    }) ?? code
  );
};
