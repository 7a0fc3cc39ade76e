import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type UploadedFile } from "../../chat/form.ts";
import { LARGEST_FILE as LARGEST_SENT } from "../../chat/port.ts";
import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { tell, tellFile } from "../../notify/tell.ts";
import { LARGEST_FILE } from "../../sheets/problem.ts";
import { writeBook } from "../../sheets/write.ts";
import * as imports from "../imports/public.ts";
import { type askColumns, confirmedCard, importCard, recognizedCard } from "./cards.ts";
import { type ColumnsAsked, columnsForm, columnsIn, LONGEST_FILE as LONGEST_NAME } from "./forms.ts";
import { rowsShown, subjectOf } from "./public.ts";
import { corrected, fieldsAsked } from "./rules.ts";
import { texts } from "./texts.ts";

const GONE = { en: texts.en.gone, zh: texts.zh.gone };
const ROWS_FORGOTTEN = { en: texts.en.rowsForgotten, zh: texts.zh.rowsForgotten };

/** Looks at what was dropped; nothing is taken in before it was checked and confirmed. */
export async function filesGiven(ctx: Ctx, files: readonly UploadedFile[]): Promise<Outcome> {
  const looked: Parameters<typeof imports.beginImport>[1][] = [];
  for (const file of files) {
    imports.refuseTooLarge(file.size ?? 0);
    const bytes = await file.read(LARGEST_FILE);
    if (!bytes) imports.refuseTooLarge(LARGEST_FILE + 1);
    else looked.push({ file: file.name, bytes, looks: await imports.lookAtSheets(bytes) });
  }
  return ctx.change(async (change) => {
    const views = [];
    for (const each of looked) views.push(await imports.readImport(change, await imports.beginImport(change, each)));
    return {
      show: recognizedCard(
        views.flatMap((view) => view ?? []),
        ctx.language,
      ),
    };
  });
}

export async function pressAsk(ctx: Ctx, asked: ReturnType<typeof askColumns.payload.parse>): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, asked.id);
  const look = view?.looks[asked.sheet];
  if (!view || !look) return { refuse: GONE };
  const known =
    view.mapping?.sheet === asked.sheet && view.mapping.kind === asked.kind ? view.mapping.columns : undefined;
  const columns: Readonly<Record<string, number | undefined>> =
    known ?? imports.guessColumns(look, asked.kind)?.columns ?? {};
  const choices = columnsIn(look, asked.kind, ctx.language);
  const fields = fieldsAsked(asked.kind, columns);
  const seeds = Object.fromEntries(
    fields.map((field) => [field, choices.find(({ value }) => value === String(columns[field]))]),
  );
  return {
    ask: open(columnsForm, { ...asked, file: view.file.slice(0, LONGEST_NAME), fields: fields.join(" ") }, { seeds }),
  };
}

export async function submitColumns(
  ctx: Ctx,
  values: Readonly<Record<string, string | undefined>>,
  { id, sheet, kind, fields }: ColumnsAsked,
): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, id);
  const look = view?.looks[sheet];
  if (!view || !look) return { refuse: GONE };
  const { dayOrder, ...columns } = values;
  const guess = imports.guessColumns(look, kind);
  const header = guess?.header ?? look.head[0]?.row ?? 1;
  const base = guess ? imports.mappingOf(sheet, guess) : { sheet, kind, header, columns: {}, dayOrders: {} };
  const order = dayOrder === "day" || dayOrder === "month" ? dayOrder : undefined;
  const mapping = corrected(base, guess ?? { unsure: [] }, { asked: fields.split(" "), columns, dayOrder: order });
  const missing = imports.missingOf(mapping);
  if (missing.length > 0)
    return { fix: Object.fromEntries(missing.map((field) => [field, texts[ctx.language].needed])) };
  return ctx.change(async (change) => {
    await imports.planImport(change, id, mapping);
    const now = await shown(change, id, ctx);
    if (!now) return { refuse: GONE };
    const subject = subjectOf(id);
    const to = { member: ctx.who.id, on: ctx.place.platform };
    await tell(change, { key: `${subject}:${now.view.version}`, to, about: subject, card: () => now.card });
    const others = (await imports.readImports(change, 8)).filter(({ state }) => state === "read");
    return {
      replace: others.length > 0 ? recognizedCard(others, ctx.language) : confirmedCard(view.file, ctx.language),
    };
  });
}

const shown = async (scope: Scope, id: string, { language }: Pick<Ctx, "language">) => {
  const view = await imports.readImport(scope, id);
  return view && { view, card: importCard(view, (await rowsShown(scope, view))[language], language) };
};

const moving =
  (work: (change: Change, id: string) => Promise<void>) =>
  (ctx: Ctx, { id }: { readonly id: string }) =>
    ctx.change(async (change): Promise<Outcome> => {
      if (!(await imports.readImport(change, id))) return { refuse: GONE };
      await work(change, id);
      const now = await shown(change, id, ctx);
      return now ? { replace: now.card } : { refuse: GONE };
    });
export const pressStart = moving(imports.startImport);
export const pressCancel = moving(imports.cancelImport);
export const pressUndo = moving(imports.undoImport);

const ROWS_AT_ONCE = 2_000;
/** Every row and what becomes of it, as a sheet for whoever asks. */
export async function pressReport(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, id);
  if (!view) return { refuse: GONE };
  const t = texts[ctx.language];
  const title = t.reportName({ file: view.file });
  const columns = [
    { label: t.number, width: 8 },
    { label: t.verdict, width: 14 },
    { label: t.about, width: 36 },
    { label: t.why, width: 60 },
  ];
  if ((await imports.readReport(ctx.scope, id, { language: ctx.language, limit: 1 })).length === 0)
    return { refuse: ROWS_FORGOTTEN };
  const bytes = await writeBook([{ name: t.report, columns, rows: () => reportRows(ctx, id) }]);
  if (bytes.length > LARGEST_SENT) return { refuse: GONE };
  return ctx.change(async (change) => {
    const to = { member: ctx.who.id, on: ctx.place.platform };
    const name = `${title.replace(/[\\/:*?"<>|]/g, " ")}.xlsx`;
    await tellFile(change, { key: `import:${id}:report:${newId()}`, to, file: { name, bytes } });
    return { show: { tone: "done", title, plain: title, text: [t.reportSent] } };
  });
}

async function* reportRows({ scope, language }: Ctx, id: string) {
  for (let after: number | undefined; ; ) {
    const asked = { language, limit: ROWS_AT_ONCE, ...(after !== undefined && { after }) };
    const page = await imports.readReport(scope, id, asked);
    yield page.map(({ row, said, about, why }) => [row, said, about, why]);
    if (page.length < ROWS_AT_ONCE) return;
    after = page.at(-1)?.row;
  }
}
