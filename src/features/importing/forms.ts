import { z } from "zod";
import { choice, defineForm } from "../../chat/form.ts";
import type { Sight } from "../../chat/sight.ts";
import type { Language } from "../../core/language.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import { fieldsOf, SHEET_KINDS, type SheetKind } from "../../domain/sheet-columns.ts";
import { guessColumns, readImport } from "../imports/public.ts";
import { letterOf } from "./rules.ts";
import { texts } from "./texts.ts";

const params = z.object({
  id: z.string(),
  sheet: z.number().int().nonnegative(),
  kind: z.enum(SHEET_KINDS),
  file: z.string(),
});
export type ColumnsAsked = z.output<typeof params>;

/** Which column of the sheet is which field of its kind; what was guessed stands in it. */
export const columnsForm = defineForm({
  id: "importing.columns",
  params,
  sample: { id: "x".repeat(36), sheet: 999, kind: "activities", file: "x".repeat(100) },
  build: (language, { kind, file }) => {
    const t = texts[language];
    return {
      title: t.formTitle,
      submit: t.formSubmit,
      intro: [t.formIntro({ file })],
      fields: { ...columnFields(kind, language), dayOrder: dayOrderField(language) },
    };
  },
});

const columnFields = (kind: SheetKind, language: Language) =>
  Object.fromEntries(
    fieldsOf(kind).map((field) => [
      field,
      choice({
        label: sayField(field, language),
        optional: true,
        search: async ({ scope, language }: Sight, typed: string, { id, sheet, kind }: ColumnsAsked) => {
          const look = (await readImport(scope, id))?.looks[sheet];
          const word = typed.trim().toLowerCase();
          return look ? columnsIn(look, kind, language).filter(({ label }) => label.toLowerCase().includes(word)) : [];
        },
      }),
    ]),
  );

const dayOrderField = (language: Language) => {
  const t = texts[language];
  const options = [
    { value: "day", label: t.dayFirst },
    { value: "month", label: t.monthFirst },
  ];
  return choice({ label: t.dayOrder, optional: true, options });
};

/** The columns of a sheet by letter and heading. */
export const columnsIn = (look: SheetLook, kind: SheetKind, language: Language) => {
  const headers = guessColumns(look, kind)?.headers ?? look.head[0]?.cells ?? [];
  return look.columns.map((_, column) => ({
    value: String(column),
    label: texts[language].column({ letter: letterOf(column), header: (headers[column] ?? "").slice(0, 40) }),
  }));
};
