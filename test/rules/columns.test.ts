import { describe, expect, test } from "vitest";
import type { ColumnLook } from "../../src/core/sheet.ts";
import { guessColumns } from "../../src/domain/sheet-columns.ts";
import { guessPeople, peopleLines } from "../../src/domain/sheet-people.ts";

const nothing: ColumnLook = {
  ...{ filled: 0, numbers: 0, days: 0, ordered: 0, dayFirst: 0, monthFirst: 0, yearFirst: 0, phones: 0, mails: 0 },
};
const sheet = (rows: readonly (readonly string[])[], looks: readonly Partial<ColumnLook>[] = []) => ({
  ...{ name: "", rows: rows.length, formulas: 0, unknown: 0 },
  head: rows.map((cells, at) => ({ row: at + 1, cells, formulas: 0, unknown: 0 })),
  columns: looks.map((look) => ({ ...nothing, ...look })),
});

describe("a list of one's own people", () => {
  const nothing = () => [];
  test.each([
    [["sales_agent", "manager", "regional_office"], { name: 0, manager: 1, team: 2 }],
    [["姓名", "手机号", "邮箱", "团队", "角色"], { name: 0, phone: 1, mail: 2, team: 3, role: 4 }],
    [["姓名", "邮箱或手机", "部门", "职务"], { name: 0, mail: 1, phone: 1, team: 2, role: 3 }],
    [["Name", "Mail or phone", "Department", "Team", "Role"], { name: 0, phone: 1, team: 3, role: 4 }],
    [["姓名", "部门", "团队", "联系方式", "公司邮箱", "角色"], { name: 0, phone: 3, mail: 4, team: 2, role: 5 }],
    [["Full Name", "Job Title", "Company", "Team"], undefined],
    [["客户名称", "销售代表", "地区"], undefined],
    [["姓名", "电话"], undefined],
  ])("%j", (headers, columns) => {
    expect(guessPeople(sheet([headers]))?.columns).toEqual(columns);
  });

  test("is told as one that is pasted: who leads others once, and those as reps where nothing else is said", () => {
    const people = guessPeople(sheet([["sales_agent", "manager", "regional_office"]]))!;
    const rows = [
      ["Anna", "Dustin", "Central"],
      ["Cecily", "Dustin", "Central"],
      ["", "Dustin", "Central"],
    ];
    expect(peopleLines(rows, people, nothing)).toEqual([
      "Dustin\tCentral\tmanager",
      "Anna\t\t\tCentral\trep",
      "Cecily\t\t\tCentral\trep",
      "\t\t\tCentral\trep",
    ]);
  });

  test("makes managers of those others name as theirs, listed or not, with every team they lead", () => {
    const people = guessPeople(sheet([["姓名", "部门", "直属上级"]]))!;
    const rows = [
      ["李总", "总部", ""],
      ["王经理", "华东一组", "李总"],
      ["张三", "华东一组", "王经理"],
      ["赵六", "华东一组", "周经理"],
      ["钱七", "华东二组", "周经理"],
    ];
    expect(peopleLines(rows, people, nothing)).toEqual([
      "周经理\t华东一组\t华东二组\tmanager",
      "李总\t\t\t总部\tmanager",
      "王经理\t\t\t华东一组\tmanager",
      ...["张三\t\t\t华东一组\trep", "赵六\t\t\t华东一组\trep", "钱七\t\t\t华东二组\trep"],
    ]);
  });

  test("has mails and phones in one column, each told once", () => {
    const people = guessPeople(sheet([["姓名", "邮箱或手机", "部门", "职务"]]))!;
    const rows = [
      ["李伟", "li@example.com", "华东一组", "销售经理"],
      ["王芳", "13800138000", "华东一组", "内勤"],
    ];
    expect(peopleLines(rows, people, nothing)).toEqual([
      "李伟\tli@example.com\t\t华东一组\t销售经理",
      "王芳\t13800138000\t\t华东一组\t内勤",
    ]);
  });
});

describe("what a sheet is about, by its headers", () => {
  test.each<[string, string[], Record<string, number>]>([
    [
      "customers",
      ["客户名称", "所属行业", "省份", "联系人", "手机号"],
      { customer: 0, industry: 1, region: 2, contact: 3, phone: 4 },
    ],
    [
      "customers",
      ["Company Name", "Industry", "City", "Account Manager"],
      { customer: 0, industry: 1, city: 2, owner: 3 },
    ],
    [
      "contacts",
      ["Full Name", "Job Title", "Company", "E-mail", "Mobile"],
      { contact: 0, title: 1, customer: 2, mail: 3, phone: 4 },
    ],
    [
      "deals",
      ["客户", "商机名称", "销售阶段", "预计金额（元）", "预计签约日期"],
      { customer: 0, deal: 1, stage: 2, amount: 3, expectedOn: 4 },
    ],
    [
      "deals",
      ["opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"],
      { number: 0, owner: 1, product: 2, customer: 3, stage: 4, firstMeetingOn: 5, closedOn: 6, amount: 7 },
    ],
    [
      "activities",
      ["客户", "跟进日期", "跟进方式", "跟进内容"],
      { customer: 0, happenedOn: 1, activityKind: 2, said: 3 },
    ],
    [
      "sales",
      ["单据号", "客户名称", "产品名称", "数量", "不含税金额", "开票日期"],
      { paper: 0, customer: 1, product: 2, quantity: 3, net: 4, soldOn: 5 },
    ],
    [
      "sales",
      ["Customer", "Item", "Qty", "Net Amount", "Invoice Date"],
      { customer: 0, product: 1, quantity: 2, net: 3, soldOn: 4 },
    ],
    ["products", ["product", "series", "sales_price"], { product: 0, series: 1, price: 2 }],
    ["products", ["产品名称", "系列", "单价（元）"], { product: 0, series: 1, price: 2 }],
  ])("%s: %j", (kind, headers, columns) => {
    expect(guessColumns(sheet([headers]))).toMatchObject({ kind, columns, missing: [] });
  });
});

test("headers are found below a title and notes", () => {
  const guess = guessColumns(
    sheet([["2026 年客户名单"], ["制表：小王", "", "内部"], ["客户", "城市"], ["宏达", "上海"]]),
  );
  expect(guess).toMatchObject({ header: 3, headers: ["客户", "城市"] });
});

test("a column without a header is known by what is in it, and days by the order that makes them days", () => {
  const rows = [["客户", "城市", "", "首次接触"]];
  const looks = [{}, {}, { filled: 9, mails: 8 }, { filled: 9, days: 8, ordered: 8, dayFirst: 8, monthFirst: 5 }];
  expect(guessColumns(sheet(rows, looks))).toMatchObject({
    columns: { customer: 0, mail: 2, firstContactOn: 3 },
    dayOrders: { firstContactOn: "day" },
    unsure: [],
  });
  const ordersOf = (counts: Partial<ColumnLook>) => {
    const { dayOrders, unsure } = guessColumns(
      sheet(rows, [{}, {}, {}, { filled: 9, days: 8, ordered: 8, ...counts }]),
    )!;
    return [dayOrders.firstContactOn, unsure];
  };
  expect(ordersOf({ dayFirst: 8, monthFirst: 8 })).toEqual(["month", ["firstContactOn"]]);
  expect(ordersOf({ yearFirst: 8, dayFirst: 3 })).toEqual(["year", []]);
  expect(ordersOf({ yearFirst: 8, dayFirst: 8 })).toEqual(["day", ["firstContactOn"]]);
  // Where none fits all, the one that fits most: what it does not read is refused row by row.
  expect(ordersOf({ dayFirst: 7, monthFirst: 1 })).toEqual(["day", []]);
});

test("what is needed and not there is said", () => {
  expect(guessColumns(sheet([["客户", "数量", "产品"]]), "sales")?.missing).toEqual(["net", "soldOn"]);
});
