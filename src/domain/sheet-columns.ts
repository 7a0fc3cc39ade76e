import type { ColumnLook, SheetLook, SheetRow } from "../core/sheet.ts";
import { DAY_ORDERS, type DayOrder } from "./cells.ts";
import { contentFit, isNumber, isTelling } from "./sheet-content.ts";
import { CONTACT, CURRENCY, CUSTOMER, type FieldSpec, OWNER, PERSON, PRODUCT, TEAM } from "./sheet-specs.ts";
import { simplified } from "./simplified.ts";
import { saysLunar } from "./when-birthday.ts";

/** What a sheet can be about. A sheet of customers may name a contact in each row. */
export const SHEET_KINDS = ["customers", "contacts", "deals", "activities", "sales", "products"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** The fields of each kind of sheet. */
const FIELDS = {
  customers: {
    customer: CUSTOMER,
    shortName: { words: "简称 客户简称 公司简称 shortname alias nickname" },
    industry: { words: "行业 所属行业 客户行业 industry sector" },
    customerKind: { words: "客户性质 企业性质 单位性质 性质 companytype customertype ownership kind" },
    region: { words: "省份 省 地区 区域 所在地区 province state region officelocation country" },
    city: { words: "城市 所在城市 市 city town" },
    address: { words: "地址 详细地址 公司地址 联系地址 address street" },
    source: { words: "来源 客户来源 获客渠道 source leadsource channel" },
    lifecycle: {
      words: "客户类别 客户阶段 生命周期 客户状态 lifecycle lifecycleclass lifecyclestage customerclass class",
    },
    flags: { words: "特殊客户 标记 客户标记 特殊标记 flags flag" },
    warningReason: { words: "警示原因 警示说明 warningreason" },
    firstContactOn: {
      words:
        "首次接触 首次接触日期 首次联系 建档日期 创建日期 合作日期 firstcontact firstcontactdate since createddate",
      reads: "day",
    },
    owner: OWNER,
    team: TEAM,
    ...PERSON,
  },
  contacts: { customer: CUSTOMER, ...PERSON },
  deals: {
    customer: CUSTOMER,
    deal: {
      words: "商机名称 商机 项目名称 项目 机会名称 dealname deal opportunityname opportunity projectname project",
    },
    number: { words: "商机编号 编号 opportunityid dealid id" },
    product: PRODUCT,
    stage: { words: "阶段 销售阶段 商机阶段 进度 dealstage stage status probability 成交率 概率" },
    amount: {
      words:
        "金额 预计金额 成交金额 合同金额 商机金额 预算 amount dealvalue dealamount value closevalue contractamount price",
      reads: "amount",
    },
    currency: CURRENCY,
    expectedOn: {
      words: "预计成交日期 预计签约日期 预计成交 预计签约 expectedclosedate expectedclose expectedon closedateexpected",
      reads: "day",
    },
    firstMeetingOn: {
      words: "首次见面 首次见面日期 首次拜访 开始日期 firstmeeting firstmeetingdate engagedate startdate",
      reads: "day",
    },
    closedOn: { words: "成交日期 签约日期 关闭日期 结束日期 closedate closedon closed wondate signdate", reads: "day" },
    owner: OWNER,
    team: TEAM,
  },
  activities: {
    customer: CUSTOMER,
    happenedOn: {
      words: "日期 拜访日期 跟进日期 活动日期 跟进时间 时间 date activitydate visitdate on when",
      reads: "day",
    },
    activityKind: { words: "方式 跟进方式 行动类型 活动类型 拜访方式 类型 activitytype activity type method kind" },
    said: {
      words:
        "内容 沟通内容 跟进内容 拜访内容 跟进记录 拜访记录 记录 纪要 备注 notes note description content summary comments said",
    },
    contact: CONTACT,
    owner: OWNER,
  },
  sales: {
    customer: CUSTOMER,
    product: PRODUCT,
    quantity: { words: "数量 销量 销售数量 件数 quantity qty units count" },
    net: {
      words: "净额 金额 销售额 销售金额 不含税金额 未税金额 货款 netamount net amount total linetotal revenue",
      reads: "amount",
    },
    currency: CURRENCY,
    soldOn: {
      words: "日期 销售日期 出库日期 开票日期 发货日期 订单日期 date solddate saledate invoicedate orderdate",
      reads: "day",
    },
    paper: {
      words: "单号 单据号 订单号 发票号 出库单号 invoicenumber invoiceno invoice ordernumber orderno documentno",
    },
  },
  products: {
    product: PRODUCT,
    series: { words: "系列 产品系列 产品线 品类 series productline line category family" },
    price: {
      words: "单价 标价 目录价 定价 售价 价格 listprice salesprice unitprice price",
      reads: "amount",
    },
    currency: CURRENCY,
  },
} as const satisfies Readonly<Record<SheetKind, Readonly<Record<string, FieldSpec>>>>;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
export type FieldName = KeysOf<(typeof FIELDS)[SheetKind]>;

/** Without these a sheet of the kind cannot be taken in. */
export const NEEDED: Readonly<Record<SheetKind, readonly FieldName[]>> = {
  customers: ["customer"],
  contacts: ["customer", "contact"],
  deals: ["customer", "stage"],
  activities: ["customer", "happenedOn", "said"],
  sales: ["customer", "product", "quantity", "net", "soldOn"],
  products: ["product", "price"],
};

const specsOf = (kind: SheetKind): readonly (readonly [FieldName, FieldSpec])[] =>
  Object.entries(FIELDS[kind]) as [FieldName, FieldSpec][];
export const fieldsOf = (kind: SheetKind): readonly FieldName[] => specsOf(kind).map(([field]) => field);

/** What was guessed of a sheet, for a form to confirm or correct. */
export interface ColumnGuess {
  readonly kind: SheetKind;
  /** The row of the file the headers stand in; 0 where it has none. */
  readonly header: number;
  readonly headers: readonly string[];
  /** The column of each field that was found. */
  readonly columns: Readonly<Partial<Record<FieldName, number>>>;
  /** How the days of a column are ordered. */
  readonly dayOrders: Readonly<Partial<Record<FieldName, DayOrder>>>;
  /** Days that no order or several make days throughout, such as 4/1/2024: to be asked. */
  readonly unsure: readonly FieldName[];
  /** Fields that are needed and were not found. */
  readonly missing: readonly FieldName[];
}

const HEADER_WITHIN = 20;

/** A heading as it is told from others, however it is set. */
export const flat = (header: string): string =>
  simplified(header.normalize("NFKC"))
    .toLowerCase()
    .replace(/[([【].*?[)\]】]/g, "")
    .replace(/[\s_\-:*/.#?]/g, "")
    .replace(/[十百千万亿萬億]*元$/, "");

const LUNAR = /农历|阴历|旧历|農曆|陰曆|lunar/g;
/** 0 for no fit; a word further to the front of the list fits better. */
export const fitOf = (header: string, { words, reads }: FieldSpec): number => {
  // A lunar date read as a solar one is another day, unseen.
  if ((reads === "lunar" || reads === "birthday") && saysLunar(header) !== (reads === "lunar")) return 0;
  const said = reads === "lunar" ? flat(header).replace(LUNAR, "") : flat(header);
  if (said === "") return 0;
  const list = words.split(" ");
  const same = list.indexOf(said);
  if (same >= 0) return 10 - same / list.length;
  const near = list.findIndex((word) => word.length >= 2 && said.length <= word.length + 6 && said.includes(word));
  return near < 0 ? 0 : 4 - near / list.length;
};

const headings = new Map<FieldSpec, ReadonlySet<string>>();
/** It is one of the words for the field: asked of every row. */
export const isHeading = (cell: string, spec: FieldSpec): boolean => {
  const words = headings.get(spec) ?? new Set(spec.words.split(" "));
  headings.set(spec, words);
  return words.has(flat(cell));
};

/** It is one of the words for any field. */
export const isAnyHeading = (cell: string): boolean => cell.length <= LONGEST_HEADING && EVERY_WORD.has(flat(cell));

/** Words for fields in a row, and cells that tell of something as no heading does. */
const weighed = (row: SheetRow) => {
  const said = row.cells.filter((cell) => cell !== "" && cell.length <= LONGEST_HEADING);
  const words = said.filter((cell) => ALL_SPECS.some((spec) => fitOf(cell, spec) >= 9));
  const names = words.some((cell) => isHeading(cell, CUSTOMER) || isHeading(cell, PRODUCT));
  return { row, score: words.length, isMost: words.length * 2 > said.length, names, tells: row.cells.some(isTelling) };
};

/**
 * The row of the headers: the first most of whose cells are words for fields, or the one below it where that says more;
 * also below a title. "none" where the first row is what the others are: 电话 may be what was done.
 */
const headerOf = ({ head }: SheetLook): SheetRow | "none" | undefined => {
  const rows = head.slice(0, HEADER_WITHIN).map(weighed);
  const first = rows.findIndex(({ score, isMost }) => score >= 2 && isMost);
  const near = first < 0 ? rows : rows.slice(first, first + 2);
  const [best] = near
    .filter(({ score, names, tells }) => score >= 2 || (score === 1 && (names || !tells)))
    .toSorted((a, b) => b.score - a.score);
  if (best) return best.row;
  const widest = Math.max(0, ...head.map(({ cells }) => cells.length));
  const wide = head.find(({ cells }) => cells.filter((cell) => cell !== "").length * 2 > widest) ?? head[0];
  return wide?.cells.some((cell) => isTelling(cell) || isNumber(cell)) ? "none" : wide;
};

const ALL_SPECS = SHEET_KINDS.flatMap((kind) => specsOf(kind).map(([, spec]) => spec));
const EVERY_WORD: ReadonlySet<string> = new Set(ALL_SPECS.flatMap(({ words }) => words.split(" ")));
const LONGEST_HEADING = 40;
/** What may be that of a customer as well as of a product: what it is of stands above it. */
const OF_ANYTHING = /^\s*(?:名称|全称|名字)\s*$/;
/** More is a title, and no group of columns. */
const LONGEST_GROUP = 10;
/** The headings of a row; what stands above several of them says what one means that says nothing alone: 客户信息 above 名称. */
export const headingsIn = (head: readonly Pick<SheetRow, "row" | "cells">[], at: number): readonly string[] => {
  const cells = head.find(({ row }) => row === at)?.cells ?? [];
  const above = head.find(({ row }) => row === at - 1)?.cells ?? [];
  if (above.filter((cell) => cell !== "").length < 2) return cells;
  let group = "";
  return cells.map((cell, column) => {
    group = above[column] || group;
    return OF_ANYTHING.test(cell) && group.length <= LONGEST_GROUP ? `${group}${cell}` : cell;
  });
};

interface Guessed {
  readonly kind: SheetKind;
  readonly columns: ColumnGuess["columns"];
  readonly score: number;
}
const guessAs = (kind: SheetKind, headers: readonly string[], looks: readonly ColumnLook[]): Guessed => {
  const pairs = specsOf(kind).flatMap(([field, spec]) =>
    headers.flatMap((header, column) => {
      const named = fitOf(header, spec);
      const telling = spec.reads === "mail" || spec.reads === "phone" ? contentFit(looks[column], spec) : 0;
      const score = named > 0 ? named + contentFit(looks[column], spec) : telling;
      return score > 0 ? [{ field, column, score }] : [];
    }),
  );
  const columns: Partial<Record<FieldName, number>> = {};
  const taken = new Set<number>();
  let score = 0;
  for (const pair of pairs.sort((a, b) => b.score - a.score)) {
    if (columns[pair.field] !== undefined || taken.has(pair.column)) continue;
    columns[pair.field] = pair.column;
    taken.add(pair.column);
    score += pair.score;
  }
  const missing = NEEDED[kind].filter((field) => columns[field] === undefined).length;
  return { kind, columns, score: score - 12 * missing };
};

const isOfPeople = (columns: ColumnGuess["columns"]): boolean =>
  columns.contact !== undefined && Object.keys(columns).every((field) => field in FIELDS.contacts);

/** Guesses what a sheet is about, where its headers stand, and which column is what; undefined for an empty one. */
export const guessColumns = (sheet: SheetLook, as?: SheetKind): ColumnGuess | undefined => {
  const header = headerOf(sheet);
  if (!header) return undefined;
  const row = header === "none" ? 0 : header.row;
  const named = headingsIn(sheet.head, row);
  const headers = Array.from({ length: Math.max(named.length, sheet.columns.length) }, (_, at) => named[at] ?? "");
  const guesses = (as ? [as] : SHEET_KINDS)
    .map((kind) => guessAs(kind, headers, sheet.columns))
    // Nothing but people and where they work: those customers are there already.
    .filter(({ kind, columns }) => as || kind !== "customers" || !isOfPeople(columns));
  const [best] = guesses.sort((a, b) => b.score - a.score);
  if (!best) return undefined;
  const { kind, columns } = best;
  const missing = NEEDED[kind].filter((field) => columns[field] === undefined);
  return { kind, header: row, headers, columns, ...dayOrdersOf(sheet, kind, columns), missing };
};

/** How the days of each field's column are ordered, and of which that is to be asked. */
export const dayOrdersOf = (
  sheet: SheetLook,
  kind: SheetKind,
  columns: Readonly<Record<string, number | undefined>>,
): Pick<ColumnGuess, "dayOrders" | "unsure"> => {
  const dayOrders: Partial<Record<FieldName, DayOrder>> = {};
  const unsure: FieldName[] = [];
  for (const [field, { reads }] of specsOf(kind)) {
    const look = sheet.columns[columns[field] ?? -1];
    if ((reads !== "day" && reads !== "birthday" && reads !== "lunar") || !look) continue;
    const making = (order: DayOrder) => look[`${order}First`];
    dayOrders[field] = DAY_ORDERS.reduce((best, order) => (making(order) > making(best) ? order : best));
    const fitting = DAY_ORDERS.filter((order) => making(order) === look.ordered);
    if (look.ordered > 0 && fitting.length > 1) unsure.push(field);
  }
  return { dayOrders, unsure };
};
