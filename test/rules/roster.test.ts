import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRoster } from "../../src/features/roster/rules.ts";

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
    ["周明　管理层", { name: "周明", mail: null, phone: null, roles: ["executive"], teams: [] }],
  ])("%s", (line, entry) => {
    expect(readRoster(line, TEAMS, "CN")).toEqual([{ entry, problem: null }]);
  });

  test("headings and empty lines are no people", () => {
    expect(
      readRoster("姓名\t邮箱\t团队\t角色\n\n李伟\tli.wei@example.com\t华东一组\t销售代表\r\n", TEAMS, "CN"),
    ).toHaveLength(1);
  });

  test.each([
    ["li.wei@example.com, 华东一组, rep", { kind: "noName" }],
    ["李伟, li.wei@example.com, 华东一组", { kind: "noRole" }],
    ["李伟 华东二组 rep", { kind: "unknown", word: "华东二组" }],
    ["李伟, li.wei@example.com, 华东二组, rep", { kind: "unknown", word: "华东二组" }],
  ])("%s is refused", (line, problem) => {
    expect(readRoster(line, TEAMS, "CN")[0]?.problem).toEqual(problem);
  });

  test("the same mail twice is one person", () => {
    const rows = readRoster("李伟,a@b.cn,rep,华东一组\n李威,A@B.cn,rep,华东一组", TEAMS, "CN");
    expect(rows.map(({ problem }) => problem?.kind ?? null)).toEqual([null, "twice"]);
  });

  test("whatever is pasted, each line that says anything is one row", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (lines) => {
        const rows = readRoster(lines.join("\n"), TEAMS, "CN");
        expect(rows.length).toBeLessThanOrEqual(lines.join("\n").split("\n").length);
      }),
    );
  });
});
