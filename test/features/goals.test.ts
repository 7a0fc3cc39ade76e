import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { figures } from "../../src/features/figures/index.ts";
import { goals } from "../../src/features/goals/index.ts";
import { summary } from "../../src/features/summary/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [goals, figures, summary], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const stored = async (teamId = house.company.teamId) => {
  const rows = await db().goal.findMany({ where: { teamId }, orderBy: { month: "asc" } });
  return rows.map((row) => `${row.month.toISOString().slice(0, 7)} ${row.amountMinor} ${row.currency}`);
};
const press = (verb: string, more: object = {}) => ({
  action: `goals.${verb}`,
  payload: { teamId: house.company.teamId, ...more },
});

describe("the goals of a team", () => {
  test("its manager sets this month's in one line and later ones in the form, and Friday's forecast is held against it", async () => {
    const wang = house.person("王芳");
    await wang.types("/summary");
    expect(wang.reads).not.toContain("目标");
    await wang.presses("定目标");
    expect(wang.form.values.m2026_11).toBeUndefined();
    await wang.types("/goal 120万");
    expect(wang.form.values).toMatchObject({ m2026_11: { text: "1200000" } });
    await wang.fills({ m2027_01: "¥900,000" }).submits();
    expect(wang.reads).toBe("已保存，下次周五汇总就按这个算\n2026年11月 无 → ¥1,200,000\n2027年1月 无 → ¥900,000");
    expect(await stored()).toEqual(["2026-11 120000000 CNY", "2027-01 90000000 CNY"]);
    await wang.types("/summary");
    expect(wang.reads).toContain("目标 ¥120万");
    expect(JSON.stringify(wang.card)).not.toContain("定目标");
  });

  test("history says who set what, and takes it back; what something newer stands on stays, in words", async () => {
    const [wang, lin] = [house.person("王芳"), house.person("林涛")];
    await lin.types("/figures");
    await lin.presses("各组目标");
    await lin.presses("华东一组");
    expect(lin.reads).toContain("2026年11月");
    await lin.presses("修改");
    await lin.fills({ m2026_11: "150万" }).submits();
    await wang.types("参数");
    await wang.presses("修改记录");
    expect(wang.reads).toContain("2026年11月 ¥1,200,000 → ¥1,500,000\n林涛 · 11月23日 09:00");
    const [newer, older] = (wang.card.lines ?? []).map((line) => line.buttons?.[0]?.press);
    const before = await stored();
    await wang.presses(older!);
    expect(wang.reads).toContain("没有撤销：2026年11月后来又改成了 ¥1,500,000\n请先撤销那一次");
    expect(await stored()).toEqual(before);
    await wang.presses(newer!);
    await wang.presses(newer!);
    expect(wang.reads).toContain("和这次修改之前一样");
    await wang.presses(older!);
    expect(wang.reads).toContain("已撤销");
    expect(await stored()).toEqual([]);
    const kinds = await db().auditEntry.findMany({ where: { subject: `goals:${house.company.teamId}` } });
    expect(kinds).toHaveLength(4);
  });

  test("two at once: the second is told at the month, and nothing is written over unseen", async () => {
    const [wang, lin] = [house.person("王芳"), house.person("林涛")];
    await wang.presses(press("change"));
    await lin.presses(press("change"));
    await lin.fills({ m2026_12: "80万" }).submits();
    await wang.fills({ m2026_12: "70万", m2027_02: "60万" }).submits();
    expect(wang.form.errors).toEqual({ m2026_12: "刚才已经有人改成 ¥800,000。再保存一次就按你的改。" });
    expect(await stored()).toEqual(["2026-12 80000000 CNY"]);
    await wang.submits();
    expect(await stored()).toEqual(["2026-12 70000000 CNY", "2027-02 60000000 CNY"]);
  });

  test("a goal that is no amount or nothing is a mistake at its month; emptied, the goal goes", async () => {
    const wang = house.person("王芳");
    const before = await stored();
    await wang.types("/goal 很多");
    expect(wang.form.errors.m2026_11).toBe("请填金额，例如 120万。");
    await wang.fills({ m2026_11: "0" }).submits();
    expect(wang.form.errors.m2026_11).toContain("要大于 0");
    expect(await stored()).toEqual(before);
    await wang.fills({ m2026_11: "", m2026_12: "" }).submits();
    expect(wang.reads).toContain("2026年12月 ¥700,000 → 无");
    expect(await stored()).toEqual(["2027-02 60000000 CNY"]);
    await wang.presses(press("show"));
    await wang.presses("后面几个月");
    await wang.presses("修改");
    await wang.fills({ m2027_06: "100万" }).submits();
    expect(await stored()).toContain("2027-06 100000000 CNY");
  });

  test("a rep sets none, a manager none of another team's: it looks like one that is not there", async () => {
    const before = [await stored(), await stored(house.company.otherTeamId)];
    const { otherTeamId, segmentId } = house.company;
    const nowhere = "00000000-0000-4000-8000-000000000000";
    for (const name of ["王芳", "李伟", "周明", "陈静"]) {
      const one = house.person(name);
      const answers = [];
      for (const teamId of [otherTeamId, nowhere])
        for (const verb of ["show", "change", "history"]) {
          await one.presses({ action: `goals.${verb}`, payload: { teamId } });
          answers.push(one.reads);
        }
      expect(new Set(answers).size).toBe(1);
      expect(one.reads).toContain("没有打开\n团队目标由本组经理");
    }
    await house.person("李伟").types("/goal 120万");
    expect(house.person("李伟").reads).toContain("没有打开");
    expect([await stored(), await stored(otherTeamId)]).toEqual(before);
    // The admin of a segment sets those of its teams, whichever they belong to.
    const { id } = house.company.people.孙丽!;
    await db().member.update({ where: { id }, data: { roles: ["rep", "segment_admin"] } });
    await house.person("孙丽").types("/goal 50万");
    await house.person("孙丽").submits();
    expect(await stored(otherTeamId)).toEqual(["2026-11 50000000 CNY"]);
    expect(segmentId).not.toBe(house.company.otherSegmentId);
  });
});
