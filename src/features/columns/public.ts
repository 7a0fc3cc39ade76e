export {
  type ColumnGuess,
  type FieldName,
  fieldsOf,
  guessColumns,
  NEEDED,
  SHEET_KINDS,
  type SheetKind,
} from "./rules.ts";
export { sayField, saySheetKind } from "./texts.ts";
