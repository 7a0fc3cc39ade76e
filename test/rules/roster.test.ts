import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { missingTeams, readRoster } from "../../src/features/roster/rules.ts";

/** The people of a list. */
const rowsOf = (...of: Parameters<typeof readRoster>) => readRoster(...of).rows;

const TEAMS = ["华东一组", "North Team"];
const wei = { name: "李伟", mail: "li.wei@example.com", phone: null, roles: ["rep"], teams: ["华东一组"] };

describe("a pasted list of people", () => {
  test.each([
    ["李伟\tLi.Wei@example.com\t华东一组\t销售代表", wei],
    ["李伟，li.wei@example.com，华东一组，rep", wei],
    ["李伟 li.wei@example.com 华东一组 销售", wei],
    ["李伟；华东一组；业务员；li.wei@example.com", wei],
    [
      "李伟, 138-0013 8000, 华东一组, 销售代表/内勤",
      { ...wei, mail: null, phone: "13800138000", roles: ["rep", "clerk"] },
    ],
    [
      "Emma Stone emma@example.com North Team manager",
      { name: "Emma Stone", mail: "emma@example.com", phone: null, roles: ["manager"], teams: ["North Team"] },
    ],
    [
      "Emma Stone, segment admin, North Team",
      { name: "Emma Stone", mail: null, phone: null, roles: ["segment_admin"], teams: ["North Team"] },
    ],
    ["李伟\tli.wei@example.com，华东一组\t销售", wei],
    ["李伟、li.wei@example.com、华东一组、销售", wei],
    ["李伟 li.wei@example.com，华东一组 销售", wei],
    ["李伟 <Li.Wei@example.com>，华东一组；客户经理", wei],
    ["李伟|li.wei@example.com|华东一组|Sales rep", wei],
    ["3、李伟，li.wei@example.com，华东一组，销售代表", wei],
    ["100012\t李伟\tli.wei@example.com\t华东一组\t销售员", wei],
    ["姓名：李伟，邮箱：li.wei@example.com，团队：华东一组，职务：业务", wei],
    ["李伟，'１３８．００１３．８０００，华东一组，销售代表", { ...wei, mail: null, phone: "13800138000" }],
    [`"李伟","li.wei@example.com","（华东一组）","销售"`, wei],
    ["李伟/13800138000/华东一组/销售(试用期)", { ...wei, mail: null, phone: "13800138000" }],
    ["李伟，无，－，13800138000，华东 一组，Salesperson", { ...wei, mail: null, phone: "13800138000" }],
    ["李伟 手机：138–0013–8000 华东一组 销售代表", { ...wei, mail: null, phone: "13800138000" }],
    [
      "李伟，13800138000 华东一组，销售代表和内勤",
      { ...wei, mail: null, phone: "13800138000", roles: ["rep", "clerk"] },
    ],
    [
      "Emma Stone, North Team manager",
      { ...wei, name: "Emma Stone", mail: null, roles: ["manager"], teams: ["North Team"] },
    ],
    ["周明　管理层", { name: "周明", mail: null, phone: null, roles: ["executive"], teams: [] }],
  ])("%s", (line, entry) => {
    expect(rowsOf(line, TEAMS, "CN")).toEqual([{ entry, problem: null }]);
  });

  test("headings and empty lines are no people", () => {
    expect(
      rowsOf(
        "序号\t姓名\t手机号\t邮箱\t部门\t岗位\n\n1\t李伟\tli.wei@example.com\t华东一组\t销售代表\r\n",
        TEAMS,
        "CN",
      ),
    ).toHaveLength(1);
  });

  test.each([
    ["li.wei@example.com, 华东一组, rep", { kind: "noName" }],
    ["李伟, li.wei@example.com, 华东一组", { kind: "noRole" }],
    ["李伟 华东二组 rep", { kind: "unknown", word: "华东二组" }],
    ["李伟, li.wei@example.com, 华东二组, rep", { kind: "unknown", word: "华东二组" }],
    ["李伟, Sales East, rep", { kind: "unknown", word: "Sales East" }],
    ["李伟, 2020-03-01, 华东一组, rep", { kind: "unknown", word: "2020-03-01" }],
    ["李伟, 13800138000, 15.01.2024, 华东一组, rep", { kind: "unknown", word: "15.01.2024" }],
    ["李伟, 华东一组, rep, 100234", { kind: "unknown", word: "100234" }],
    ["李伟, liwei@acme, 华东二组, rep", { kind: "badMail", word: "liwei@acme" }],
    ["李伟 liwei@acme, 华东一组, rep", { kind: "badMail", word: "liwei@acme" }],
    ["liwei@acme, 华东一组, rep", { kind: "noName" }],
    ["李伟, 1.38E+10, 华东二组, rep", { kind: "badPhone", word: "1.38E+10" }],
    ["1380013800, 李伟, 华东一组, rep", { kind: "badPhone", word: "1380013800" }],
    ["85291234567\t李伟\t华东一组\t销售代表", { kind: "badPhone", word: "85291234567" }],
    ["李伟\t85291234567\t华东一组\t销售代表", { kind: "badPhone", word: "85291234567" }],
    ["李伟\t20230015\t华东一组\t销售代表", { kind: "unknown", word: "20230015" }],
    ["Leo7 华东二组 rep", { kind: "unknown", word: "华东二组" }],
    ["HD0012 李伟 华东二组 rep", { kind: "unknown", word: "华东二组" }],
    ["李伟, 华东二组, rep, 1380013800013900139000", { kind: "badPhone", word: "1380013800013900139000" }],
    [`${"李伟".repeat(40)}, 华东一组, rep`, { kind: "longName" }],
  ])("%s is refused", (line, problem) => {
    expect(rowsOf(line, TEAMS, "CN")[0]?.problem).toEqual(problem);
  });

  test("of two phones the first stands, and a date is no phone", () => {
    const lines = ["李伟, 13800138000, 13900139000", "王芳, 15.01.2024, 13800138001"];
    const rows = rowsOf(lines.map((line) => `${line}, 华东一组, rep`).join("\n"), TEAMS, "CN");
    expect(rows.map(({ entry }) => entry.phone)).toEqual(["13800138000", "13800138001"]);
  });

  test.each([
    "20230015\t李伟\t13800138000\t华东一组\t销售代表",
    "李伟\t20230015\t13800138000\t华东一组\t销售代表",
    "HD0012\t李伟\t13800138000\t华东一组\t销售代表",
    "HD-0012，李伟，13800138000，华东一组，销售代表",
    "hd0012 李伟 13800138000 华东一组 销售代表",
    "工号\t姓名\t手机\t部门\t岗位\nHD0012\t李伟\t13800138000\t华东一组\t销售代表",
    "姓名,员工号,手机,部门,岗位,入职日期\n李伟,13900139000,13800138000,华东一组,销售代表,2020-03-01",
    "姓名\t手机\t部门\t岗位\t籍贯\n李伟\t13800138000\t华东一组\t销售代表\t浙江",
  ])("a number of the staff is neither phone nor name: %s", (list) => {
    const entry = { ...wei, mail: null, phone: "13800138000" };
    expect(rowsOf(list, TEAMS, "CN")).toEqual([{ entry, problem: null }]);
  });

  test.each([
    ["Emma Stone, emma@example.com, Sales Team, Sales rep", "Tom Lee, tom@example.com, Sales Team, Sales rep"],
    ["李伟\t13800138000\t销售团队\t销售代表", "王芳\t13800138001\t销售团队\t销售代表"],
    ["李伟\t小组\t业务员", "王芳\t小组\t业务员"],
    ["Emma Stone, Office, Sales agent", "Tom Lee, Office, Sales agent"],
  ])("a list without headings has its first person too: %s", (...lines) => {
    const names = lines.map((line) => line.split(/[,\t]/)[0]);
    expect(rowsOf(lines.join("\n"), TEAMS, "CN").map(({ entry }) => entry.name)).toEqual(names);
    const [first, second] = rowsOf(lines.join("\n"), ["Sales Team", "销售团队", "小组", "Office"], "CN");
    expect([first?.entry.name, second?.entry.name]).toEqual(names);
    expect(first?.entry.teams).toHaveLength(1);
  });

  test.each([
    "业务员\t手机\t小组",
    "销售代表\t联系电话\t办事处",
    "姓名\t手机\t所属小组\t籍贯",
    "姓名\t手机\t所在团队",
    "姓名\t手机\t籍贯\t部门",
  ])("what it does say is read below headings of other words: %s", (heading) => {
    const cells = { 手机: "13800138000", 联系电话: "13800138000", 籍贯: "浙江", 角色: "销售代表" };
    const told = (word: string) =>
      (cells as Record<string, string>)[word] ?? (/姓名|业务员|销售代表/.test(word) ? "李伟" : "华东一组");
    const row = [...heading.split("\t").map(told), "销售代表"].join("\t");
    expect(rowsOf(`${heading}\t角色\n${row}`, TEAMS, "CN")).toEqual([
      { entry: { ...wei, mail: null, phone: "13800138000" }, problem: null },
    ]);
  });

  test.each([
    "姓名\t手机\t部门\t岗位名称\n李伟\t13800138000\t华东一组\t销售代表",
    "姓名\t手机\t电话\t部门\t岗位\n李伟\t\t13800138000\t华东一组\t销售代表",
    "姓名\t部门\t团队\t岗位\t联系方式\n李伟\t财务\t华东一组\t销售代表\t13800138000",
    "工号,姓名,手机,部门,岗位\nHD01 李伟 13800138000 华东一组 销售代表",
  ])("cells that nothing but one can be meant by are read wherever they stand: %s", (list) => {
    const entry = { ...wei, mail: null, phone: "13800138000" };
    expect(rowsOf(list, TEAMS, "CN")).toEqual([{ entry, problem: null }]);
  });

  test("abroad the number of the staff in a column of its own is no phone", () => {
    const [row] = rowsOf("工号\t姓名\t部门\t岗位\n20230015\t李伟\t华东一组\t销售代表", TEAMS, "SG");
    expect(row).toEqual({ entry: { ...wei, mail: null }, problem: null });
  });

  test("below headings a line without a name is asked about", () => {
    const rows = rowsOf(
      "姓名\t手机\t部门\t岗位\n\t13800138000\t华东一组\t销售代表\n\t\t\t\n王芳\t\t华东一组\t销售代表",
      TEAMS,
      "CN",
    );
    expect(rows.map(({ problem }) => problem)).toEqual([{ kind: "noName" }, null]);
  });

  test("a number of the staff alone is no phone; a code before nobody's name is asked about", () => {
    const [first, second, third] = rowsOf(
      "20230015,李伟,华东一组,rep\nHD0012,华东一组,rep\nE-17 Emma Stone emma@example.com North Team rep",
      TEAMS,
      "CN",
    );
    expect(first).toMatchObject({ entry: { name: "李伟", phone: null }, problem: null });
    expect(second).toMatchObject({ entry: { name: "HD0012" } });
    expect(third).toMatchObject({ entry: { name: "Emma Stone", teams: ["North Team"] }, problem: null });
  });

  test("of a name with a digit, and a team that is not there yet, neither is taken for the other", () => {
    const rows = rowsOf("Leo7 华东二组 rep\nHD0012 李伟 华东二组 rep", TEAMS, "CN");
    expect(rows.map(({ entry }) => entry.name)).toEqual(["Leo7", "李伟"]);
    expect(missingTeams(rows)).toEqual(new Map([["华东二组", ["Leo7", "李伟"]]]));
  });

  test.each([
    ["李伟, +852 9123 4567, 华东一组, rep", "+85291234567"],
    ["李伟, 62345678, 华东一组, rep", "62345678"],
    ["2023001501, 李伟, 华东一组, rep", null],
    ["1380013800, 李伟, 13900139000, 华东一组, rep", "13900139000"],
  ])("a number is a phone where one can be reached by it: %s", (line, phone) => {
    expect(rowsOf(line, TEAMS, "CN")).toEqual([{ entry: { ...wei, mail: null, phone }, problem: null }]);
  });

  test("abroad a number of eight digits is a phone", () => {
    const [row] = rowsOf("李伟, 62345678, 华东一组, rep", TEAMS, "SG");
    expect(row?.entry.phone).toBe("62345678");
  });

  test("a team to be made is what may be one: no mail, number or date", () => {
    const odd = ["liwei@acme", "1.38E+10", "2024-01-15", "15.01.2024", "100234"];
    const lines = [...odd.map((word) => `李伟, ${word}, 华东二组, rep`), "王芳, 华东三组, rep"];
    expect([...missingTeams(rowsOf(lines.join("\n"), TEAMS, "CN")).keys()]).toEqual(["华东三组"]);
  });

  test("the same mail twice is one person", () => {
    const rows = rowsOf("李伟,a@b.cn,rep,华东一组\n李威,A@B.cn,rep,华东一组", TEAMS, "CN");
    expect(rows.map(({ problem }) => problem)).toEqual([null, { kind: "sameReach", of: "李伟" }]);
  });

  test("two with one phone are named, and one who stands there twice without mail and phone is one", () => {
    const lines = ["李伟,13800138000", "王芳,138 0013 8000", "赵敏", "赵敏", "钱进,q@b.cn", "钱进,13900139000"];
    const rows = rowsOf(lines.map((line) => `${line},rep,华东一组`).join("\n"), TEAMS, "CN");
    expect(rows.map(({ problem }) => problem)).toEqual([
      ...[null, { kind: "sameReach", of: "李伟" }, null, { kind: "twice" }, null, null],
    ]);
  });

  test("whatever is pasted, each line that says anything is one row", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (lines) => {
        const rows = rowsOf(lines.join("\n"), TEAMS, "CN");
        expect(rows.length).toBeLessThanOrEqual(lines.join("\n").split("\n").length);
      }),
    );
  });
});
