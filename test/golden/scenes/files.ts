import type { SheetLook } from "../../../src/core/sheet.ts";
import * as exports from "../../../src/features/exports/cards.ts";
import * as importing from "../../../src/features/importing/cards.ts";
import type { ImportView } from "../../../src/features/imports/public.ts";
import { texts as importTexts } from "../../../src/features/imports/texts.ts";
import { SheetProblem } from "../../../src/sheets/problem.ts";
import { at, id, memberId, nameOf, type Scene, type Scenes, shanghai } from "./world.ts";

const look = (name: string, rows: number, ...header: readonly string[]): SheetLook => ({
  ...{ name, rows, formulas: 0, unknown: 0, columns: [] },
  head: [{ row: 1, cells: header, formulas: 0, unknown: 0 }],
});
const customersLook = look("客户", 1_201, "客户名称", "行业", "城市", "负责人");
const peopleLook = look("人员", 9, "姓名", "团队", "角色", "手机");
const otherLook = look("备注", 4, "甲", "乙");

const begun: ImportView = {
  ...{ id: id(70), memberId: memberId("li"), file: "客户.xlsx", state: "read", looks: [customersLook] },
  mapping: { sheet: 0, kind: "customers", header: 1, columns: { customer: 0, industry: 1, city: 2 }, dayOrders: {} },
  ...{ counts: { make: 1_150, merge: 30, skip: 15, refuse: 5 }, done: 600, total: 1_200, cancelAsked: false },
  ...{
    failure: undefined,
    createdAt: at("09:00:00"),
    appliedAt: null,
    version: 2,
    worker: null,
    tries: 0,
    tryAt: null,
  },
  ...{ haltedIn: null, leftToAdmins: false },
};

const STUCK = { en: importTexts.en.stuck, zh: importTexts.zh.stuck };
/** Every state of an import, and what else its card may tell. */
const imports: Readonly<Record<string, Partial<ImportView>>> = {
  read: {},
  planning: { state: "planning" },
  "planning, to be stopped": { state: "planning", cancelAsked: true },
  "planning, tried again": { state: "planning", tries: 1, tryAt: at("09:01:00") },
  planned: { state: "planned" },
  "planned, nothing to do": { state: "planned", counts: { make: 0, merge: 0, skip: 15, refuse: 5 } },
  applying: { state: "applying" },
  applied: { state: "applied", appliedAt: at("09:10:00") },
  undoing: { state: "undoing" },
  undone: { state: "undone", counts: { ...begun.counts, kept: 4 } },
  failed: { state: "failed", failure: { en: "The file is locked by a password.", zh: "文件有密码，打不开。" } },
  "failed, unknown why": { state: "failed" },
  halted: { state: "halted", haltedIn: "applying", failure: STUCK },
  "halted, being undone": { state: "halted", haltedIn: "undoing", failure: STUCK },
};
const ROWS = [
  { row: 7, verdict: "refuse", said: "拒收", about: "华信精密", why: "没有负责人", alike: 40 },
  { row: 9, verdict: "merge", said: "合并", about: "东方机电", why: "", alike: 1 },
] as const;

const importingScene: Scene = (language) => {
  const reader = { language, zone: shanghai };
  const importer = { language, may: () => true };
  const around = { rows: ROWS, stoodIn: 0, noCustomer: 0, noStage: 0, waits: undefined, undoHours: 24, rest: false };
  const leftCard = (view: ImportView, until: Date | null) =>
    importing.leftCard(view, { importer: nameOf("li"), until, now: at("09:30:00") }, reader);
  const cards = Object.entries(imports).map(([name, part]) => [
    `importCard, ${name}`,
    importing.importCard({ ...begun, ...part }, around, reader),
  ]);
  const waiting = { ...begun, state: "planning" } as const;
  const left = (["applied", "halted", "undoing", "undone"] as const).map((state) => [
    `leftCard, ${state}`,
    leftCard({ ...begun, leftToAdmins: true, state }, state === "halted" ? null : at("23:00:00")),
  ]);
  const computed = { ...begun, looks: [{ ...customersLook, formulas: 1_250, unknown: 40 }] };
  const months = Array.from({ length: 9 }, (_, month) => look(`${month + 1}月`, 40, "客户名称", "城市"));
  const files = [begun, { ...begun, id: id(71), file: "名单.xlsx", looks: [peopleLook, otherLook] }];
  return {
    ...Object.fromEntries([...cards, ...left]),
    "leftCard, too late to undo": leftCard({ ...begun, leftToAdmins: true, state: "applied" }, at("09:20:00")),
    "leftCard, whoever brought it in is back": leftCard({ ...begun, state: "applied" }, at("23:00:00")),
    "importCard, rows of somebody who has left": importing.importCard(
      { ...begun, state: "planned" },
      { ...around, stoodIn: 12 },
      reader,
    ),
    "importCard, contacts of customers nobody knows": importing.importCard(
      { ...begun, state: "planned", mapping: { ...begun.mapping!, kind: "contacts" } },
      { ...around, noCustomer: 3 },
      reader,
    ),
    "importCard, planned, deals": importing.importCard(
      { ...begun, state: "planned", mapping: { ...begun.mapping!, kind: "deals" } },
      around,
      reader,
    ),
    "importCard, planned, stages nobody knows": importing.importCard(
      { ...begun, state: "planned", mapping: { ...begun.mapping!, kind: "deals" } },
      { ...around, noStage: 40 },
      reader,
    ),
    "importCard, waits": importing.importCard(
      waiting,
      { rows: [], stoodIn: 0, noCustomer: 0, noStage: 0, waits: {}, undoHours: 24, rest: false },
      reader,
    ),
    "importCard, waits for one's own": importing.importCard(
      waiting,
      { rows: [], stoodIn: 0, noCustomer: 0, noStage: 0, waits: { file: "旧.csv" }, undoHours: 24, rest: false },
      reader,
    ),
    recognizedCard: importing.recognizedCard(files, importer),
    "recognizedCard, more sheets": importing.recognizedCard([{ ...begun, looks: months }], importer),
    "recognizedCard, formulas": importing.recognizedCard([computed], importer),
    "recognizedCard, one unread": importing.recognizedCard(files, importer, [
      `offer.pdf · ${new SheetProblem("not_a_sheet").said[language]}`,
    ]),
    "importCard, planned, formulas": importing.importCard({ ...computed, state: "planned" }, around, reader),
    confirmedCard: importing.confirmedCard(begun.file, language, false),
    "confirmedCard, more came with it": importing.confirmedCard(begun.file, language, true),
    "importCard, more came with it": importing.importCard(
      { ...begun, state: "applied" },
      { ...around, rest: true },
      reader,
    ),
    "recognizedCard, not theirs": importing.recognizedCard(files, { language, may: () => false }),
    reportBegunCard: importing.reportBegunCard(begun.file, language),
    reportTooLargeCard: importing.reportTooLargeCard(begun.file, language),
    reportFailedCard: importing.reportFailedCard(begun.file, language),
  };
};

export const fileScenes: Scenes = {
  importing: importingScene,
  exports: (language) => ({
    progressCard: exports.progressCard("customers", 48_000, language),
    readyCard: exports.readyCard("customers", 120_345, language),
    "readyCard, the audit log": exports.readyCard("log", 2310, language),
    "saidCard, empty": exports.saidCard("empty", "fees", language),
    "saidCard, failed": exports.saidCard("failed", "sales", language),
    "saidCard, tooLarge": exports.saidCard("tooLarge", "activities", language),
  }),
};
