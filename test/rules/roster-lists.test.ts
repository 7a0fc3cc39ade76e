import { describe, expect, test } from "vitest";
import { asPasted } from "../../src/domain/people-lists.ts";
import { missingTeams, readRoster } from "../../src/features/roster/rules.ts";

/** The people of a list. */
const rowsOf = (...of: Parameters<typeof readRoster>) => readRoster(...of).rows;

const TEAMS = ["华东一组", "华南组", "North Team"];
/** Each as "name · mail · phone · teams · roles", with what is wrong. */
const read = (list: string): string[] =>
  rowsOf(list, TEAMS, "CN").map(({ entry, problem, remarks }) => {
    const { name, mail, phone, teams, roles } = entry;
    const told = [name, mail, phone, teams.join("+"), roles.join("+")].filter((part) => part !== null && part !== "");
    return [
      ...told,
      ...(remarks ? [`(${remarks.join()})`] : []),
      ...(problem ? [`✗ ${Object.values(problem).join(" ")}`] : []),
    ].join(" · ");
  });
const WEI = "李伟 · 13800138000 · 华东一组 · rep";
const FANG = "王芳 · 13800138001 · 华东一组 · manager";

describe("lists as a company's HR has them", () => {
  test.each<[string, string, string[]]>([
    [
      "marked lines",
      "- 李伟，华东一组，销售代表，13800138000\n• 王芳 华东一组 经理 13800138001\n① 赵敏 华南组 内勤\n@周明 华南组 销售",
      [WEI, FANG, "赵敏 · 华南组 · clerk", "周明 · 华南组 · rep"],
    ],
    [
      "names spread to the width of three",
      "李　伟\t13800138000\t华东一组\t销售代表\n王 芳 华东一组 经理 13800138001\n欧阳娜娜 华南组 内勤",
      [WEI, FANG, "欧阳娜娜 · 华南组 · clerk"],
    ],
    [
      "a title above the headings and a total below",
      "华信工业花名册（2026年11月）\n序号\t姓名\t性别\t部门\t岗位\t联系电话\n1\t李伟\t男\t华东一组\t销售代表\t13800138000\n2\t王芳\t女\t华东一组\t销售经理\t13800138001\n合计：2人",
      [WEI, FANG],
    ],
    [
      "the same by spaces",
      "华信工业花名册\n序号 姓名 性别 部门 岗位 手机号\n1 李伟 男 华东一组 销售代表 13800138000\n2 王芳 女 华东一组 销售经理 138 0013 8001",
      [WEI, FANG],
    ],
    [
      "columns that are not asked for",
      "员工\t部门\t岗位\t入职日期\t城市\t手机\n李伟\t华东一组\t销售代表\t2020-03-01\t上海\t13800138000\n王芳\t华东一组\t销售经理\t2020/3/1\t上海\t+86 138-0013-8001",
      [WEI, FANG.replace("138", "+86138")],
    ],
    [
      "salespeople by their own word",
      "业务员,部门,岗位,入职日期\n李伟,华东一组,销售代表,2020-03-01",
      ["李伟 · 华东一组 · rep"],
    ],
    [
      "a first and a last name, or the last one first",
      "First Name,Last Name,Email,Team,Role\nEmma,Stone,emma@a.com,North Team,rep\nTom,Lee,tom@a.com,North Team,manager",
      ["Emma Stone · emma@a.com · North Team · rep", "Tom Lee · tom@a.com · North Team · manager"],
    ],
    [
      "姓 and 名, and a name turned round",
      asPasted([
        ["姓", "名", "团队", "角色"],
        ["李", "伟", "华东一组", "销售代表"],
      ]),
      ["李伟 · 华东一组 · rep"],
    ],
    [
      "a name turned round, in a cell",
      asPasted([
        ["Name", "Team", "Role"],
        ["Stone, Emma", "North Team", "rep"],
      ]),
      ["Emma Stone · North Team · rep"],
    ],
    [
      "cells that were one",
      "部门\t姓名\t岗位\n华东一组\t李伟\t销售代表\n\t王芳\t销售经理\n\t赵敏\t销售内勤\n华南组\t周明\t销售代表\n\t钱进\t财务",
      [
        ...["李伟 · 华东一组 · rep", "王芳 · 华东一组 · manager", "赵敏 · 华东一组 · clerk"],
        ...["周明 · 华南组 · rep", "钱进 · finance"],
      ],
    ],
    [
      "a team that is merely left out once",
      "部门\t姓名\t岗位\n华东一组\t李伟\t销售代表\n\t王芳\t销售经理\n华东一组\t赵敏\t销售内勤",
      ["李伟 · 华东一组 · rep", "王芳 · manager", "赵敏 · 华东一组 · clerk"],
    ],
    [
      "teams above their people",
      "销售团队名单：\n\n华东一组：\n李伟 销售代表 13800138000\n王芳 销售经理 13800138001\n\n【华南组】\n周明 销售代表\n何清 财务",
      ["销售团队名单: · ✗ noRole", WEI, FANG, "周明 · 华南组 · rep", "何清 · finance"],
    ],
    [
      "English teams above their people, known and new",
      "North team:\nEmma Stone, rep\n2. West team:\nTom Lee, rep",
      ["Emma Stone · North Team · rep", "Tom Lee · rep · ✗ unknown West team"],
    ],
    [
      "a label with nothing behind it",
      "李伟 销售代表 团队：\nEmma Stone, rep, team:",
      ["李伟 · rep", "Emma Stone · rep"],
    ],
    [
      "a name where a team might stand, with nobody in it",
      "李伟：\n王芳 华东一组 经理 13800138001\n赵敏：",
      ["李伟: · ✗ noRole", FANG, "赵敏: · ✗ noRole"],
    ],
    [
      "somebody called Total, and totals",
      "Total Chen rep North Team\n12\tTotal Wu\trep\tNorth Team\nTotal Li\nTotal Yu, North Team\nTotal: 12\nTotal reps 12\nTotal Employees: 12\nTotal",
      [
        ...["Total Chen · North Team · rep", "Total Wu · North Team · rep", "Total Li · ✗ noRole"],
        "Total Yu · North Team · ✗ noRole",
      ],
    ],
    [
      "as people are called in a chat",
      "华东一组-李伟-销售代表-13800138000\n王芳-华东一组-销售经理-13800138001",
      [WEI, FANG],
    ],
    [
      "two phones in a cell, and one that is hidden",
      "李伟\t13800138000/13900139000\t华东一组\t销售代表\n王芳\t138 0013 8001 / 139 0013 9001\t华东一组\t经理\n赵敏\t138****8002\t华南组\t内勤",
      [WEI, FANG, "赵敏 · 华南组 · clerk · ✗ badPhone 138****8002"],
    ],
    [
      "two phones with spaces alone",
      "王芳 138 0013 8001 / 139 0013 9001 华东一组 经理\n李伟 138 0013 800 华东一组 销售",
      [FANG, "李伟 · 华东一组 · rep · ✗ badPhone 1380013800"],
    ],
    [
      "mail or phone behind the name, a line that ends in a mark",
      "李伟（13800138000） 华东一组 销售代表;\n王芳 <Wang@a.cn> 华东一组 经理；\n赵敏(zhao@a.cn)，华南组，内勤，",
      [WEI, "王芳 · wang@a.cn · 华东一组 · manager", "赵敏 · zhao@a.cn · 华南组 · clerk"],
    ],
    [
      "a remark that says it is one, and others",
      "李伟 13800138000 华东一组 销售代表 备注：下周到岗，先别发\n王芳，13800138001，华东一组，经理，兼培训\n李伟 13800138002 销售 华东一组 下周到岗 先别发",
      [WEI, `${FANG} · (兼培训)`, "李伟 · 13800138002 · 华东一组 · rep · (下周到岗,先别发)"],
    ],
    [
      "a word that may be the name, a team or a number is no remark",
      "上海 李伟 华东一组 销售\n华东一组 销售 李伟 上海\n王芳，华东一组，经理，华东五组\n赵敏，华南组，内勤，100234\n周明，销售，兼培训\n钱进，华东一组，13800138009 总经理 助理\n何清 华东一组 经理 助理",
      [
        ...["上海 · 华东一组 · rep · ✗ unknown 李伟", "李伟 · 华东一组 · rep · ✗ unknown 上海"],
        ...["王芳 · 华东一组 · manager · ✗ unknown 华东五组", "赵敏 · 华南组 · clerk · ✗ unknown 100234"],
        ...["周明 · rep · ✗ unknown 兼培训", "钱进 · 13800138009 · 华东一组 · executive · ✗ unknown 助理"],
        "何清 · 华东一组 · manager · ✗ unknown 助理",
      ],
    ],
    [
      "a second person on a line is no remark",
      "李伟，华东一组，经理，王芳\n李伟 华东一组 经理 欧阳文清\nEmma Stone, 华东一组, rep, Grace Miller\nEmma, 华东一组, rep, starts Monday",
      [
        ...["李伟 · 华东一组 · manager · ✗ unknown 王芳", "李伟 · 华东一组 · manager · ✗ unknown 欧阳文清"],
        "Emma Stone · 华东一组 · rep · ✗ unknown Grace Miller",
        "Emma · 华东一组 · rep · (starts Monday)",
      ],
    ],
    [
      "roles in both languages",
      "李伟\t13800138000\t华东一组\t销售代表 Sales Rep\n王芳,13800138001,华东一组,Sales Manager（销售经理）\n赵敏 华南组 rep 销售内勤",
      [WEI, FANG, "赵敏 · 华南组 · rep+clerk"],
    ],
  ])("%s", (_, list, people) => {
    expect(read(list)).toEqual(people);
  });

  test.each([
    ["rep", "高级销售代表 大客户经理 销售专员 销售工程师 实习销售"],
    ["manager", "区域销售经理 销售总监 大区总监 高级经理"],
    ["clerk", "销售助理 销售文员"],
    ["finance", "财务专员 财务经理 财务总监 会计 出纳"],
    ["executive", "副总经理 总裁 董事长"],
    ["compliance", "合规专员 合规经理"],
  ])("what is on a card is the role of a %s: %s", (role, titles) => {
    for (const title of titles.split(" "))
      expect(read(`李伟,华东一组,${title}`)).toEqual([`李伟 · 华东一组 · ${role}`]);
  });

  test.each([
    ["rep", "Sales Executive, Account Executive, Account Manager, Senior Sales Rep, Salesman"],
    ["manager", "Sales Director, Team Lead, Regional Sales Manager"],
    ["clerk", "Sales Assistant"],
    ["finance", "CFO, Accountant, Finance Manager"],
    ["executive", "CEO, General Manager"],
  ])("in English too: a %s is %s", (role, titles) => {
    for (const title of titles.split(", ")) {
      expect(read(`Jo Tan,North Team,${title}`)).toEqual([`Jo Tan · North Team · ${role}`]);
      expect(read(`Jo Tan North Team ${title}`)).toEqual([`Jo Tan · North Team · ${role}`]);
    }
  });

  test("nobody is made an executive or an admin by a part of another title", () => {
    const chinese = ["区域总经理", "大区总经理", "区域副总", "实习管理员"];
    for (const title of chinese)
      for (const list of [`李伟,华东一组,${title}`, `李伟 ${title}`])
        expect(read(list)[0]).toContain(`✗ unknown ${title}`);
    const english = ["Marketing Executive", "Executive Assistant", "Regional general manager", "Junior admin"];
    for (const title of english)
      for (const list of [`Jo Tan,North Team,${title}`, `Jo Tan North Team ${title}`])
        expect(read(list)[0]).toContain("✗ unknown");
  });
});

describe("a number of the staff first", () => {
  test("and no team: the name is the name", () => {
    expect(read("HD0012 李伟 rep\nHD0013\t王芳\t销售经理\nE-17 Emma Stone rep")).toEqual([
      ...["李伟 · rep", "王芳 · manager", "Emma Stone · rep"],
    ]);
  });
  test("and a word that is a team's: the team is asked for", () => {
    expect(missingTeams(rowsOf("A001 李四 华北组 rep\nA002 华北组 rep", TEAMS, "CN"))).toEqual(
      new Map([["华北组", ["李四", "A002"]]]),
    );
  });
});

test("a line without a name is told, whether it was pasted or stood in a sheet", () => {
  const rows = [
    ["姓名", "手机", "部门", "岗位"],
    ["", "13800138000", "华东一组", "销售代表"],
    ["", "", "", ""],
    ["王\n芳", "13800138001", "华东一组", "销售经理"],
  ];
  expect(read(asPasted(rows))).toEqual(["13800138000 · 华东一组 · rep · ✗ noName", FANG]);
});

test.each<[string, string[]]>([
  [
    "华信工业花名册（2026年11月）\n序号\t姓名\t部门\t岗位\n1\t李伟\t华东一组\t销售代表\n合计：1人",
    ["华信工业花名册(2026年11月)", "序号\t姓名\t部门\t岗位", "合计:1人"],
  ],
  [
    "名单\n姓名 部门 岗位\n李伟 华东一组 销售代表\n\n---\n备注：下周到岗\nTotal: 1",
    ["名单", "姓名 部门 岗位", "备注:下周到岗", "Total: 1"],
  ],
  ["李伟 华东一组 销售代表\n7\n华南组：\n周明 销售代表", []],
])("a line about nobody is left out, and told: %s", (list, left) => {
  expect(readRoster(list, TEAMS, "CN").left).toEqual(left);
});
