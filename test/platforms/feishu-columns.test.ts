import { expect, test } from "vitest";
import { zone } from "../../src/core/dates.ts";
import { fieldsOf, SHEET_KINDS } from "../../src/domain/sheet-columns.ts";
import { columnsForm } from "../../src/features/importing/forms.ts";
import { fieldsAsked, MOST_FIELDS, onPage, writeAsked } from "../../src/features/importing/rules.ts";
import { elementsIn } from "../../src/platforms/feishu/limits.ts";
import { renderForm } from "../../src/platforms/feishu/render-form.ts";

/** As long as a column is called in the form. */
const label = (column: number) => `${`很长的表头${column}`.padEnd(20, "字")}（A${column}）`;
const columns = Array.from({ length: 50 }, (_, column) => ({ value: String(column), label: label(column) }));
const place = { platform: "feishu", workspace: "w".repeat(20), place: `oc_${"c".repeat(32)}`, kind: "direct" } as const;

const PAGES = SHEET_KINDS.flatMap((kind) =>
  Array.from({ length: Math.ceil(fieldsOf(kind).length / MOST_FIELDS) }, (_, at) => [kind, at + 1] as const),
);
test.each(PAGES)(
  "which column is what of %s fits into a card, however many columns there are, on page %i",
  (kind, page) => {
    const all = Object.fromEntries(fieldsOf(kind).map((field, column) => [field, column]));
    const asked = fieldsAsked(kind, all);
    const fields = onPage(asked, page).map(([field]) => field);
    const params = {
      ...{ id: "x".repeat(36), sheet: 99, kind, file: "名".repeat(40), page },
      ...{ asked: writeAsked(asked), toWhom: "x".repeat(36), several: true as const, anyErased: true as const },
    };
    const values = Object.fromEntries(fields.map((field, column) => [field, { choices: [columns[column]!] }]));
    const found = Object.fromEntries(fields.map((field) => [field, columns]));
    const content = columnsForm.build("zh", params);
    const shown = {
      formId: columnsForm.id,
      params: JSON.stringify(params),
      language: "zh",
      content,
      values,
      errors: {},
    };
    const card = renderForm(
      { ...shown, language: "zh" },
      {
        ...{ instance: "i".repeat(36), origin: { place, user: `ou_${"u".repeat(32)}` }, zone: zone("Asia/Shanghai") },
        ...{ queries: {}, found, files: [], places: [], colleagues: [] },
      },
    );
    expect(elementsIn(card)).toBeLessThanOrEqual(200);
    expect(JSON.stringify(card)).toContain(label(0).slice(0, 10));
  },
);
