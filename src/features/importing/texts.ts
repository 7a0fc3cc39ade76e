import { defineTexts } from "../../chat/texts.ts";
import type { Language } from "../../core/language.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { sayField } from "../../domain/sheet-column-names.ts";
import { moneyField, unitIn } from "../imports/public.ts";

interface Counted {
  readonly rows: string;
}
interface Cells {
  readonly cells: string;
}
interface Unit {
  readonly field: string;
  readonly amount: string;
}
interface Named {
  readonly file: string;
}

interface Until {
  readonly time: string;
}

interface Importer {
  readonly importer: string;
}

export const texts = defineTexts({
  en: {
    recognizedTitle: "What your file holds",
    recognizedDetail: "Confirm the columns, and each row is checked first. Nothing is imported before you say so.",
    sheet: ({ kind, rows }: { readonly kind: string; readonly rows: string }) => `${kind} · ${rows} rows`,
    unknown: ({ rows }: Counted) => `Not recognized · ${rows} rows`,
    found: ({ columns }: { readonly columns: string }) => `Found: ${columns}`,
    notTaken: ({ columns }: { readonly columns: string }) => `Stays out: ${columns}`,
    moreSheets: ({ sheets }: { readonly sheets: number }) =>
      sheets === 1
        ? "And 1 more sheet: it comes up once one of these is in."
        : `And ${sheets} more sheets: they come up once one of these is in.`,
    noneRead: ({ why }: { readonly why: readonly string[] }) => `No file could be read: ${why.join("\n")}`,
    rest: "The other sheets",
    restLater: "The other sheets come up on its card once it is in: contacts find their customers then.",
    noRest: "Nothing else waits: every sheet of that message is under way or in. Send the file again for another go.",
    ofFinance: "Sales lines come from finance: give them the sheet, or ask an admin.",
    ofManagers: "Not yours to bring in: your manager or an admin does. Give them the sheet.",
    formulas: ({ cells }: Cells) => `Formulas, read by their last results: ${cells}.`,
    formulasUnknown: ({ cells }: Cells) =>
      `Formulas whose result is not in the file: ${cells}. Rows that need one are refused: open the file in your spreadsheet program, save it and send it again.`,
    people: ({ rows }: Counted) => `your own people · ${rows} rows`,
    peopleDetail: "You see first who would be added, and which teams are still to be made.",
    seePeople: "See who would be added",
    nobodyListed: "Nobody was added: there is no name below the headings. Fill the names in and send the file again.",
    tooManyPeople:
      "Nobody was added: a list takes 1,000 people. Split the file, and send the parts one after the other.",
    toWhom: "Owner for rows without one",
    toWhomHint: "Empty: you",
    chooseKind: "Say below what it holds.",
    confirm: "Confirm columns",
    as: ({ kind }: { readonly kind: string }) => `As ${kind}`,
    formTitle: "Which column is what",
    formSubmit: "Check the rows",
    formIntro: ({ file }: Named) => `${file}. Empty means: not in this file.`,
    formLeft: ({ fields }: { fields: string }) =>
      `Not on this page, and read by their headings: ${fields}. Tick “More columns” below to go through them.`,
    more: "More columns",
    moreHint: "Go through the others before the rows are checked",
    column: ({ letter, header }: { readonly letter: string; readonly header: string }) =>
      header === "" ? `Column ${letter}` : `${header} (${letter})`,
    unit: ({ field, amount }: Unit) => `${field}: 1 is ${amount}`,
    inCurrency: ({ field, currency }: { readonly field: string; readonly currency: string }) =>
      `${field} is in ${currency}`,
    unitUnsure: ({ field }: { readonly field: string }) =>
      `${field}: thousands or millions? Say which with the columns`,
    amountsIn: "Amounts are in",
    amountsInHint: "Empty: as the heading says",
    ones: "Full amounts: 120 is 120",
    thousands: "Thousands: 120 is 120,000",
    wan: "万: 120 is 1,200,000",
    millions: "Millions: 120 is 120,000,000",
    hundredMillions: "亿: 120 is 12,000,000,000",
    unitNeeded: "The heading may mean thousands or millions. Say which.",
    dayOrder: "Days such as 4/1/2024 or 24-7-8",
    dayFirst: "Day first: 4/1/2024 is 4 January",
    monthFirst: "Month first: 4/1/2024 is April 1",
    yearFirst: "Year first: 24-7-8 is 8 July 2024",
    orderNeeded: "Days in this file can be read in more than one way. Say which comes first.",
    needed: "This column is needed.",
    confirmed: ({ file }: Named) => `Columns confirmed: ${file}`,
    read: ({ file }: Named) => `Stopped: ${file}`,
    stopping: "Stopping with the next rows.",
    planning: ({ file }: Named) => `Checking ${file}`,
    planned: ({ file }: Named) => `Checked: ${file}`,
    applying: ({ file }: Named) => `Importing ${file}`,
    applied: ({ file }: Named) => `Imported: ${file}`,
    undoing: ({ file }: Named) => `Undoing ${file}`,
    undone: ({ file }: Named) => `Undone: ${file}`,
    failed: ({ file }: Named) => `Not imported: ${file}`,
    failedDetail: "Something went wrong on our side. Send the file again.",
    halted: ({ file }: Named) => `Stopped half-way: ${file}`,
    goOn: "Go on",
    waits: "Waits until another import is through, and begins by itself.",
    waitsFor: ({ file }: Named) => `Waits until ${file} is through, and begins by itself.`,
    triedAgain: "Something went wrong on our side. It is tried again by itself in a few minutes.",
    undoneSoFar: ({ done, of }: { readonly done: string; readonly of: string }) => `${done} of ${of} rows undone`,
    left: ({ importer }: Importer) => `An import of ${importer}, whose account is closed`,
    leftDetail: "What it took in stays, unless you undo it.",
    leftStays: ({ time }: Until) => `It could be undone until ${time}. What it took in stays; change it by hand.`,
    leftUndoing: ({ importer }: Importer) => `Undoing an import of ${importer}`,
    leftUndone: ({ importer }: Importer) => `Undone: an import of ${importer}`,
    leftBack: ({ importer }: Importer) => `An import of ${importer}, whose account is open again`,
    leftBackDetail: ({ importer }: Importer) => `${importer} decides again whether it stays.`,
    notLeft: "Nothing was undone: this import is not yours to undo. Ask whoever brought it in.",
    leftOver: "Nothing was undone: this import is over. Change the customers by hand.",
    reportFailed: ({ file }: Named) => `The sheet did not come about: rows of ${file}`,
    reportFailedDetail: "Something went wrong on our side. Press the button on the card of the import again.",
    nothingYet: "Nothing has been imported yet.",
    progress: ({ done, of }: { readonly done: string; readonly of: string }) => `${done} of ${of} rows`,
    rows: ({ row, alike }: { readonly row: number; readonly alike: number }) =>
      alike > 1 ? `Row ${row} and ${alike - 1} more` : `Row ${row}`,
    make: "New",
    merge: "Added to what is there",
    skip: "Skipped",
    refuse: "Refused",
    stoodIn: "Owner has left, taken for another",
    kept: "Stayed as it was changed since",
    start: "Import",
    startTitle: "Import these rows?",
    startText: ({ rows, hours }: Counted & { readonly hours: number }) =>
      `${rows} rows will be imported; refused ones stay out. You can undo it for ${hours === 1 ? "an hour" : `${hours} hours`}; the card then says until when.`,
    yes: "Import",
    no: "Not yet",
    cancel: "Cancel",
    undo: "Undo",
    undoTitle: "Undo this import?",
    undoText: "What it made goes, what it added is taken back. What was changed since stays.",
    undoNo: "Keep it",
    report: "Rows as a sheet",
    columns: "Other columns",
    reportName: ({ file }: Named) => `Rows of ${file}`,
    reportBegun: "The sheet with every row comes to your direct chat in a moment.",
    reportTooLarge: ({ file }: Named) => `The sheet is too large to be sent: rows of ${file}`,
    reportTooLargeDetail: "Chats take 30 MB. Split the file, and import the parts one after the other.",
    verdict: "What becomes of it",
    about: "About",
    why: "Why",
    number: "Row",
    gone: "Nothing was done: this import is no longer there. Send the file again.",
    rowsForgotten:
      "There is no sheet any more: the rows of an import are kept for two days, as they name people. What it changed stands in each customer's history.",
    undoUntil: ({ time }: Until) => `Can be undone until ${time}.`,
  },
  zh: {
    recognizedTitle: "文件里有这些",
    recognizedDetail: "先确认各列，再逐行检查。你点导入之前，什么都不会写进去。",
    sheet: ({ kind, rows }) => `${kind} · ${rows} 行`,
    unknown: ({ rows }) => `没认出来 · ${rows} 行`,
    found: ({ columns }) => `认出：${columns}`,
    notTaken: ({ columns }) => `不导入：${columns}`,
    moreSheets: ({ sheets }) => `另外还有 ${sheets} 张表，导入其中一张后接着来。`,
    noneRead: ({ why }) => `没有一个文件能读：${why.join("\n")}`,
    rest: "其余的表",
    restLater: "导入后，在它的卡片上接着导其余的表：这样联系人才找得到客户。",
    noRest: "没有其余的表了：那次发来的都已在导入或导完。要再来一次，请重新发文件。",
    ofFinance: "销售明细由财务导入：请把表交给财务，或找管理员。",
    ofManagers: "这张表不归你导入：请交给经理或管理员。",
    formulas: ({ cells }) => `公式 ${cells} 个，按上次算出的结果读。`,
    formulasUnknown: ({ cells }) => `没有结果的公式 ${cells} 个：用到它们的行不导入，请用表格软件打开保存后再发。`,
    people: ({ rows }) => `同事名单 · ${rows} 行`,
    peopleDetail: "先给你看会加谁、还缺哪些团队，再加。",
    seePeople: "看看会加谁",
    nobodyListed: "没有加人：表头下面没有姓名。请填好姓名再发一次。",
    tooManyPeople: "没有加人：一份名单最多 1,000 人。请把文件拆开，一份一份发。",
    toWhom: "没写负责人的行归谁",
    toWhomHint: "空着就是你自己",
    chooseKind: "请在下面选它是什么。",
    confirm: "确认各列",
    as: ({ kind }) => `当作${kind}`,
    formTitle: "哪一列是什么",
    formSubmit: "检查各行",
    formIntro: ({ file }) => `${file}。空着表示文件里没有这一项。`,
    formLeft: ({ fields }) => `这一页没有列出、按表头认的：${fields}。要看要改，勾选下面的“其余各列”。`,
    more: "其余各列",
    moreHint: "先看完其余各列，再检查各行",
    column: ({ letter, header }) => (header === "" ? `${letter} 列` : `${header}（${letter}）`),
    unit: ({ field, amount }) => `${field}：1 就是 ${amount}`,
    inCurrency: ({ field, currency }) => `${field}是 ${currency}`,
    unitUnsure: ({ field }) => `${field}：是千还是百万？确认各列时请选好`,
    amountsIn: "金额的单位",
    amountsInHint: "空着就按表头写的",
    ones: "元：120 就是 120",
    thousands: "千元：120 就是 120,000",
    wan: "万元：120 就是 1,200,000",
    millions: "百万元：120 就是 120,000,000",
    hundredMillions: "亿元：120 就是 12,000,000,000",
    unitNeeded: "表头可能是千，也可能是百万，请选好单位。",
    dayOrder: "像 4/1/2024、24-7-8 这样的日期",
    dayFirst: "日在前：4/1/2024 是 1 月 4 日",
    monthFirst: "月在前：4/1/2024 是 4 月 1 日",
    yearFirst: "年在前：24-7-8 是 2024 年 7 月 8 日",
    orderNeeded: "文件里的日期有不止一种读法，请选哪个在前。",
    needed: "这一列必须有。",
    confirmed: ({ file }) => `各列已确认：${file}`,
    read: ({ file }) => `停下了：${file}`,
    stopping: "处理完手上的几行就停。",
    planning: ({ file }) => `正在检查 ${file}`,
    planned: ({ file }) => `检查好了：${file}`,
    applying: ({ file }) => `正在导入 ${file}`,
    applied: ({ file }) => `已导入：${file}`,
    undoing: ({ file }) => `正在撤销 ${file}`,
    undone: ({ file }) => `已撤销：${file}`,
    failed: ({ file }) => `没有导入：${file}`,
    failedDetail: "我们这边出了点问题，请重新发一次文件。",
    halted: ({ file }) => `停在半路：${file}`,
    goOn: "继续",
    waits: "正在等另一个导入做完，之后自动开始。",
    waitsFor: ({ file }) => `正在等 ${file} 做完，之后自动开始。`,
    triedAgain: "我们这边出了点问题，几分钟后会自动再试。",
    undoneSoFar: ({ done, of }) => `${of} 行中已撤销 ${done} 行`,
    left: ({ importer }) => `${importer}的导入：账号已停用`,
    leftDetail: "已导入的会保留，除非你撤销。",
    leftStays: ({ time }) => `撤销期限（${time}）已过。已导入的保留，请手工修改。`,
    leftUndoing: ({ importer }) => `正在撤销${importer}的导入`,
    leftUndone: ({ importer }) => `已撤销${importer}的导入`,
    leftBack: ({ importer }) => `${importer}的导入：账号已重新启用`,
    leftBackDetail: ({ importer }) => `是否撤销，仍由${importer}自己决定。`,
    notLeft: "没有撤销：这次导入不归你撤销，请找导入的人。",
    leftOver: "没有撤销：这次导入已经结束，请手工修改。",
    reportFailed: ({ file }) => `表格没有生成：${file} 的逐行结果`,
    reportFailedDetail: "我们这边出了点问题，请在导入的卡片上再点一次。",
    nothingYet: "还没有写入任何内容。",
    progress: ({ done, of }) => `${of} 行中的 ${done} 行`,
    rows: ({ row, alike }) => (alike > 1 ? `第 ${row} 行等 ${alike} 行` : `第 ${row} 行`),
    make: "新增",
    merge: "并入已有",
    skip: "跳过",
    refuse: "不导入",
    stoodIn: "负责人已离职，改归他人",
    kept: "之后改过，保留",
    start: "导入",
    startTitle: "导入这些行？",
    startText: ({ rows, hours }) =>
      `会导入 ${rows} 行，有问题的行不导入。${hours} 小时之内可以撤销，导入后卡片上写着到几点。`,
    yes: "导入",
    no: "先不",
    cancel: "取消",
    undo: "撤销",
    undoTitle: "撤销这次导入？",
    undoText: "新增的会去掉，并入的会还原；之后改过的保留。",
    undoNo: "保留",
    report: "逐行表格",
    columns: "改选各列",
    reportName: ({ file }) => `${file} 逐行结果`,
    reportBegun: "逐行的表格稍后发到你的私聊。",
    reportTooLarge: ({ file }) => `表格太大，发不出去：${file} 的逐行结果`,
    reportTooLargeDetail: "聊天里最大 30 MB。请把文件拆开，一份一份导入。",
    verdict: "结果",
    about: "内容",
    why: "原因",
    number: "行号",
    gone: "没有操作：这次导入已经不在了，请重新发一次文件。",
    rowsForgotten: "明细表已经没有了：导入的行里有人名和电话，只保留两天。改过什么，请看客户的变更记录。",
    undoUntil: ({ time }) => `${time} 前可以撤销。`,
  },
});

export const counted = (rows: number): string => rows.toLocaleString("en");

/** What the amounts are taken for, where the file says more of them than the numbers. */
export const unitSaid = (look: SheetLook, mapped: Parameters<typeof unitIn>[1], language: Language): string[] => {
  const [unit, money] = [unitIn(look, mapped), moneyField(mapped.kind)];
  if (!unit || !money) return [];
  const [t, field] = [texts[language], sayField(money, language)];
  const [currency, ...others] = unit.currencies;
  return [
    ...(unit.zeros > 0 ? [t.unit({ field, amount: counted(10 ** unit.zeros) })] : []),
    ...(unit.isUnsure ? [t.unitUnsure({ field })] : []),
    ...(currency && others.length === 0 ? [t.inCurrency({ field, currency })] : []),
  ];
};

/** Formulas of a sheet: those that are read by their last results, and those whose result the file does not hold. */
export const formulasIn = ({ formulas, unknown }: SheetLook, language: Language): string[] => {
  const t = texts[language];
  return [
    ...(formulas > unknown ? [t.formulas({ cells: counted(formulas - unknown) })] : []),
    ...(unknown > 0 ? [t.formulasUnknown({ cells: counted(unknown) })] : []),
  ];
};
