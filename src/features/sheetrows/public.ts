import { plainDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { CUSTOMER_KINDS, LIFECYCLE_CLASSES, sayClass, sayKind } from "../../domain/customers.ts";
import type { Reason } from "../../domain/row-values.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import type { FieldName } from "../../domain/sheet-columns.ts";
import { STAGES, sayStage } from "../../domain/stages.ts";
import { parseBirthday, sayBirthday } from "../../domain/when-birthday.ts";
import { SAID } from "./texts.ts";

/** None lies in the future of this day. */
const LATEST = plainDate("9999-12-31");
/** A stage, a kind or a class is kept as the code it has, a birthday as it is typed. */
const sayValue = ({ code, field, value = "" }: Reason, language: Language): string => {
  const birthday = code === "kept" && field === "birthday" && parseBirthday(value, LATEST);
  if (birthday) return sayBirthday(birthday, language);
  const stage = field === "stage" && STAGES.find((one) => one === value);
  if (stage) return sayStage(stage, language);
  const kind = field === "customerKind" && CUSTOMER_KINDS.find((one) => one === value);
  const lifecycle = field === "lifecycle" && LIFECYCLE_CLASSES.find((one) => one === value);
  return kind ? sayKind(kind, language) : lifecycle ? sayClass(lifecycle, language) : value;
};

/** A reason in the reader's language. */
export const sayReason = (reason: Reason, language: Language): string => {
  const { code, field, instead, row } = reason;
  const named = field === undefined ? "" : sayField(field as FieldName, language);
  return (
    SAID[code]?.[language]({
      field: named,
      value: sayValue(reason, language),
      instead: instead ?? "",
      row: row ?? 0,
    }) ?? code
  );
};
