import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type UploadedFile } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import type { Change } from "../../core/scope.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { DAY_ORDERS } from "../../domain/cells.ts";
import { asPasted } from "../../domain/people-lists.ts";
import { fieldsOf, type SheetKind } from "../../domain/sheet-columns.ts";
import { guessPeople } from "../../domain/sheet-people.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { tell } from "../../notify/tell.ts";
import { LARGEST_FILE, SheetProblem } from "../../sheets/problem.ts";
import { anyErased } from "../erasures/public.ts";
import * as imports from "../imports/public.ts";
import { planList } from "../roster/public.ts";
import { type askColumns, confirmedCard, recognizedCard, reportBegunCard, type seePeople } from "./cards.ts";
import {
  type ColumnsAsked,
  chosenBefore,
  columnsForm,
  columnsIn,
  dayOrderChosen,
  LONGEST_FILE as LONGEST_NAME,
  moreOn,
} from "./forms.ts";
import { reportJob } from "./jobs.ts";
import { bringingCustomers, cardNow, readLeft, subjectOf } from "./public.ts";
import { chosenOn, corrected, fieldsAsked, onPage, readAsked, writeAsked } from "./rules.ts";
import { texts } from "./texts.ts";

const LEFT_OVER = { en: texts.en.leftOver, zh: texts.zh.leftOver };
const NOT_LEFT = { en: texts.en.notLeft, zh: texts.zh.notLeft };
const NO_REST = { en: texts.en.noRest, zh: texts.zh.noRest };
const GONE = { en: texts.en.gone, zh: texts.zh.gone };
const ROWS_FORGOTTEN = { en: texts.en.rowsForgotten, zh: texts.zh.rowsForgotten };

/** Looks at what was dropped; nothing is taken in before it was checked and confirmed. */
export async function filesGiven(ctx: Ctx, files: readonly UploadedFile[]): Promise<Outcome> {
  const looked: Parameters<typeof imports.beginImport>[1][] = [];
  const unread: { readonly name: string; readonly said: SheetProblem["said"] }[] = [];
  for (const file of files) {
    try {
      looked.push(await lookedAt(file));
    } catch (error) {
      if (files.length === 1 || !(error instanceof SheetProblem)) throw error;
      unread.push({ name: file.name, said: error.said });
    }
  }
  const whyNot = (language: Language) => unread.map(({ name, said }) => `${name} · ${said[language]}`);
  if (looked.length === 0)
    return { refuse: { en: texts.en.noneRead({ why: whyNot("en") }), zh: texts.zh.noneRead({ why: whyNot("zh") }) } };
  return ctx.change(async (change) => {
    const views = [];
    for (const each of looked) views.push(await imports.readImport(change, await imports.beginImport(change, each)));
    const there = views.flatMap((view) => view ?? []);
    return {
      show: recognizedCard(there, await readerOf({ language: ctx.language, scope: change }, there), [
        ...unseenIn(there, ctx.language),
        ...whyNot(ctx.language),
      ]),
    };
  });
}

/** Sheets that nobody sees in their spreadsheet are not meant to be handed in. */
const unseenIn = (views: readonly imports.ImportView[], language: Language): string[] =>
  views.flatMap(({ file, looks: [first] }) => {
    const sheets = first?.hiddenSheets?.map((name) => (views.length > 1 ? `${file} › ${name}` : name)) ?? [];
    return sheets.length > 0
      ? [texts[language].hiddenSheets({ sheets: sheets.join(language === "zh" ? "、" : ", ") })]
      : [];
  });

const readerOf = async ({ language, scope }: Pick<Ctx, "language" | "scope">, views: readonly imports.ImportView[]) => {
  const bringing = await bringingCustomers(
    scope,
    views.flatMap(({ looks }) => looks),
  );
  return {
    language,
    may: (kind: SheetKind) => imports.mayImport(scope, kind),
    as: (look: SheetLook) => (bringing.has(look) ? ("customers" as const) : undefined),
  };
};

const lookedAt = async (file: UploadedFile) => {
  imports.refuseTooLarge(file.size ?? 0);
  const bytes = await file.read(LARGEST_FILE);
  if (!bytes) throw new SheetProblem("too_large");
  return { file: file.name, bytes, looks: await imports.lookAtSheets(bytes) };
};

export async function pressAsk(ctx: Ctx, asked: ReturnType<typeof askColumns.payload.parse>): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, asked.id);
  const look = view?.looks[asked.sheet];
  if (!view || !look) return { refuse: GONE };
  const known = view.mapping?.sheet === asked.sheet && view.mapping.kind === asked.kind ? view.mapping : undefined;
  const guess = imports.guessColumns(look, asked.kind);
  const columns: Readonly<Record<string, number | undefined>> = known?.columns ?? guess?.columns ?? {};
  const mayTake = imports.bringsPeople(asked.kind) && imports.mayTakeErased(ctx.scope) && (await anyErased(ctx.scope));
  const params = {
    ...(guess?.header === 0 && { headless: true as const }),
    ...{ ...asked, file: view.file.slice(0, LONGEST_NAME), page: 1 },
    ...(isOwned(asked.kind) && (await imports.readSeveral(ctx.scope)).length > 0 && { several: true as const }),
    ...(mayTake && { anyErased: true as const }),
    asked: writeAsked(fieldsAsked(asked.kind, columns)),
  };
  return pageOf(ctx, look, { ...params, beside: known && (await chosenBefore(ctx, known, look)) });
}

/** Its rows may name whose they are. */
const isOwned = (kind: SheetKind): boolean => fieldsOf(kind).includes("team");

const pageOf = (
  ctx: Ctx,
  look: SheetLook,
  {
    beside,
    ...params
  }: ColumnsAsked & { readonly beside: Partial<Awaited<ReturnType<typeof chosenBefore>>> | undefined },
): Outcome => {
  const choices = columnsIn(look, params.kind, ctx.language);
  const columns = onPage(readAsked(params.asked), params.page).map(
    ([field, column]) => [field, choices.find(({ value }) => value === String(column))] as const,
  );
  return { ask: open(columnsForm, params, { seeds: { ...Object.fromEntries(columns), ...beside } }) };
};

/** A list of one's own people goes the way of one that was pasted. */
export async function pressPeople(
  ctx: Ctx,
  { id, sheet }: ReturnType<typeof seePeople.payload.parse>,
): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, id);
  const look = view?.looks[sheet];
  const people = look && guessPeople(look);
  if (!people) return { refuse: GONE };
  if (look.rows - people.header > MOST_PEOPLE)
    return { refuse: { en: texts.en.tooManyPeople, zh: texts.zh.tooManyPeople } };
  const rows = await imports.readSheet(ctx.scope, id, sheet);
  const listed = rows.flatMap(({ row, cells }) => (row >= people.header ? [cells] : []));
  const planned = await planList(ctx, asPasted(listed));
  return planned ?? { refuse: { en: texts.en.nobodyListed, zh: texts.zh.nobodyListed } };
}
const MOST_PEOPLE = 1_000;

export async function submitColumns(
  ctx: Ctx,
  values: Readonly<Record<string, string | boolean | undefined>>,
  params: ColumnsAsked,
): Promise<Outcome> {
  const { id, sheet, kind, page } = params;
  const view = await imports.readImport(ctx.scope, id);
  const look = view?.looks[sheet];
  if (!view || !look) return { refuse: GONE };
  const beside = saidBeside(values, params);
  const guess = imports.guessColumns(look, kind);
  const header = guess?.header ?? look.head[0]?.row ?? 1;
  const base = guess ? imports.mappingOf(sheet, guess) : { sheet, kind, header, columns: {}, dayOrders: {} };
  const dayOrder = DAY_ORDERS.find((each) => each === values.dayOrder);
  const asked = chosenOn(readAsked(params.asked), page, values);
  const { asksForOrder, ...rest } = corrected(base, look, { asked, dayOrder });
  const known = view.mapping?.sheet === sheet && view.mapping.kind === kind ? view.mapping.stages : undefined;
  const mapping = { ...rest.mapping, ...beside.mapped, ...(known && { stages: known }) };
  const missing = imports.missingOf(mapping);
  const { needed, orderNeeded, unitNeeded, teamNeeded } = texts[ctx.language];
  if (missing.length > 0) return { fix: Object.fromEntries(missing.map((field) => [field, needed])) };
  if (imports.unitIn(look, mapping)?.isUnsure) return { fix: { unit: unitNeeded } };
  if (values[moreOn(page)] === true) {
    const next = { ...params, ...beside.said, page: page + 1, asked: writeAsked(asked) };
    return pageOf(ctx, look, { ...next, beside: { dayOrder: dayOrderChosen(dayOrder, ctx.language) } });
  }
  if (asksForOrder) return { fix: { dayOrder: orderNeeded } };
  if (await imports.lacksTeam(ctx.scope, mapping)) return { fix: { inTeam: teamNeeded } };
  return ctx.change(async (change) => {
    await imports.planImport(change, id, mapping);
    if (view.state === "read") await imports.keepOtherSheets(change, view, sheet);
    const [now, card] = [await imports.readImport(change, id), await cardNow(change, id, ctx)];
    if (!now || !card) return { refuse: GONE };
    const subject = subjectOf(id);
    const to = { member: ctx.who.id, on: ctx.place.platform };
    await tell(change, { key: `${subject}:${now.version}`, to, about: subject, card: () => card });
    return { replace: confirmedCard(view.file, ctx.language, (await imports.readRest(change, view)).length > 0) };
  });
}

/** What the pages so far say beside the columns: as the next pages keep it, and as it is confirmed. */
const saidBeside = (values: Readonly<Record<string, string | boolean | undefined>>, params: ColumnsAsked) => {
  const typed = onlyTexts(values);
  const { unit = params.unit, toWhom = params.toWhom, inTeam = params.inTeam, erased = params.erased } = typed;
  return {
    said: { ...(unit && { unit }), ...(toWhom && { toWhom }), ...(inTeam && { inTeam }), ...(erased && { erased }) },
    mapped: {
      ...{
        ...(toWhom && { ownerId: toWhom }),
        ...(inTeam && { teamId: inTeam }),
        ...(unit && { zeros: Number(unit) }),
      },
      ...(erased === "take" && { takesErased: true as const }),
    },
  };
};

const onlyTexts = (values: Readonly<Record<string, string | boolean | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])),
  );

/** One after the other: the contacts of a workbook find the customers that its first sheet brings in. */
export async function pressRest(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const view = await imports.readImport(ctx.scope, id);
  const rest = view ? await imports.readRest(ctx.scope, view) : [];
  return rest.length > 0 ? { show: recognizedCard(rest, await readerOf(ctx, rest)) } : { refuse: NO_REST };
}

const moving =
  (work: (change: Change, id: string, ctx: Ctx) => Promise<void>) =>
  (ctx: Ctx, { id }: { readonly id: string }) =>
    ctx.change(async (change): Promise<Outcome> => {
      if (!(await imports.readImport(change, id))) return { refuse: GONE };
      await work(change, id, ctx);
      const card = await cardNow(change, id, ctx);
      return card ? { replace: card } : { refuse: GONE };
    });
export const pressStart = moving(imports.startImport);
export const pressCancel = moving(imports.cancelImport);
export const pressUndo = moving((change, id, { zone }) => imports.undoImport(change, id, zone));
export const pressGoOn = moving(imports.goOnImport);

/** By an admin: whoever began it is gone. */
export const pressUndoLeft = (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> =>
  ctx.change(async (change): Promise<Outcome> => {
    const moved = await imports.undoLeft(change, id);
    const left = change.roles.has("admin") ? await readLeft(change, id) : undefined;
    if (!moved) return left ? { refuse: LEFT_OVER, stale: left(ctx) } : { refuse: NOT_LEFT };
    return left ? { replace: left(ctx) } : { refuse: GONE };
  });

/** A press again within a minute is the same: a sheet of a hundred thousand rows takes a few seconds. */
const SAME_MILLISECONDS = 60_000;
/** Every row and what becomes of it, as a sheet for whoever asks, written in the background. */
export async function pressReport(ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> {
  const { language } = ctx;
  const view = await imports.readImport(ctx.scope, id);
  if (!view) return { refuse: GONE };
  if ((await imports.readReport(ctx.scope, id, { language, limit: 1 })).length === 0) return { refuse: ROWS_FORGOTTEN };
  return ctx.change(async (change) => {
    const press = `${view.version}:${Math.floor(change.at.getTime() / SAME_MILLISECONDS)}`;
    const payload = { importId: id, memberId: ctx.who.id, on: ctx.place.platform, language, press };
    await enqueue(change, reportJob, { payload, key: `${id}:${ctx.who.id}:${press}` });
    return { show: reportBegunCard(view.file, language) };
  });
}
