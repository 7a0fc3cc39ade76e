import { defineTexts } from "../../chat/texts.ts";

export const texts = defineTexts({
  en: {
    closed: "Nothing was imported: the account this import was for is closed. Let a colleague send the file again.",
    gone: "Nothing was imported: the file of this import is no longer kept. Send it again.",
    closedMidway: "The account this import was for was closed on the way. What is in stays; an admin can undo it.",
    mayNotMidway:
      "Your roles changed on the way, and this sheet is no longer yours to import. What is in stays: undo it, or go on once the role is back.",
    currencyChanged:
      "Nothing was imported: your company counts in another currency since these rows were checked. Send the file again, or have its rows checked anew with “Other columns”.",
    currencyChangedMidway:
      "Your company changed to another currency on the way, so the rest of the rows cannot come in. What is in stays: undo it, and send the file again.",
    gaveUp:
      "Nothing was imported: it failed six times within half an hour, on our side. Send it again later, and tell an admin if it fails again.",
    stuck:
      "It failed six times within half an hour, on our side, and is not tried again by itself. What is done stays: go on later, or undo it.",
    mayNot: "Nothing was imported: importing is for reps, managers and admins. Ask your manager.",
    salesOfFinance: "Nothing was imported: sales lines come from finance. Give them the sheet, or ask an admin.",
    erasedOfAdmin:
      "Nothing was read yet: only an admin takes in again whoever was erased on request. Ask them, or leave that out.",
    missing: ({ fields }: { fields: string }) => `Nothing was read yet: choose the column of ${fields}.`,
    otherCurrency: ({ field, currency, own }: { field: string; currency: string; own: string }) =>
      `Nothing was read yet: the file says that ${field} is in ${currency}, and your company counts in ${own}. Convert it and send the file again, or leave that column out.`,
    unitUnsure: ({ field }: { field: string }) =>
      `Nothing was read yet: the heading of ${field} may mean thousands or millions. Say which with the columns, or write it into the heading.`,
    busy: "Nothing was changed: this import is at another step by now. Look at its card.",
    undoOver: ({ time }: { time: string }) =>
      `Nothing was undone: this import could be undone until ${time}. Change the customers by hand.`,
    oneAtATime: "Nothing was imported: another import of yours is under way. Wait for it, or cancel it.",
    made: "made",
    merged: "merged",
    skipped: "skipped",
    refused: "refused",
  },
  zh: {
    closed: "什么都没有导入：发起导入的账号已经停用。请别的同事重新发一次文件。",
    gone: "什么都没有导入：文件已经不再保留，请重新发一次。",
    closedMidway: "导入途中，发起人的账号停用了。已导入的保留，管理员可以撤销。",
    mayNotMidway: "导入途中你的角色变了，这张表已不归你导入。已导入的保留：可以撤销，角色恢复后也可以继续。",
    currencyChanged: "什么都没有导入：检查这些行之后，公司换了记账币种。请点“改选各列”再检查一次，或重新发一次文件。",
    currencyChangedMidway: "导入途中公司换了记账币种，剩下的行不能再导入。已导入的保留：请先撤销，再重新发一次文件。",
    gaveUp: "什么都没有导入：半小时里试了六次都没成，问题在我们这边。请晚点重新发一次；还不行，请告诉管理员。",
    stuck: "半小时里试了六次都没成，问题在我们这边，不再自动重试。已完成的保留：可以晚点继续，也可以撤销。",
    mayNot: "什么都没有导入：销售、经理和管理员才能导入，请找你的经理。",
    salesOfFinance: "什么都没有导入：销售明细由财务导入，请把表格交给财务或系统管理员。",
    erasedOfAdmin: "还没有读取：应本人要求抹除的联系人，只有系统管理员能重新录入。请找管理员，或不选这一项。",
    missing: ({ fields }) => `还没有读取：请先选出${fields}在哪一列。`,
    otherCurrency: ({ field, currency, own }) =>
      `还没有读取：文件里的${field}是 ${currency}，公司记账用 ${own}。请换算后再发，或不选这一列。`,
    unitUnsure: ({ field }) =>
      `还没有读取：${field}的表头可能是千，也可能是百万。请在确认各列时选好单位，或在表头里写明。`,
    busy: "没有改动：这次导入已经到了下一步，请看它的卡片。",
    undoOver: ({ time }) => `没有撤销：这次导入 ${time} 前可以撤销，已经过了。请手工修改。`,
    oneAtATime: "什么都没有导入：你还有一个导入正在进行，请等它完成或先取消。",
    made: "新增",
    merged: "并入已有",
    skipped: "跳过",
    refused: "不导入",
  },
});
