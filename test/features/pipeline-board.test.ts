import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { board } from "../../src/features/board/index.ts";
import { deals } from "../../src/features/deals/index.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [board, pipeline, deals], at: "2026-11-26T09:00:00+08:00" });
const { db, makeCustomer, makeDeal } = dealsOf(house);

/** Won on a day; when the contract was accepted is another matter. */
const won = async (name: string, { on, amountMinor }: { readonly on: string; readonly amountMinor: bigint }) => {
  const dealId = await makeDeal(name, { stage: "won", amountMinor, closedOn: day("2026-10-30") });
  const { organizationId, teamId } = house.company;
  const move = { id: newId(), organizationId, dealId, teamId, from: "p90", to: "won", cause: "person" } as const;
  await db().dealMove.create({ data: { ...move, movedOn: day(on), at: day(on) } });
};

const fillBoard = async (): Promise<void> => {
  const customerId = await makeCustomer("宏达机电有限公司");
  await makeDeal("机会一", {});
  await makeDeal("机会二", {});
  for (const [name, amountMinor] of [
    ["甲", 40_000_000n],
    ["乙", 44_000_000n],
    ["丙", null],
  ] as const) {
    await makeDeal(`25% ${name}`, { stage: "p25", customerId, amountMinor });
  }
  await makeDeal("华信二期", {
    stage: "p50",
    amountMinor: 52_000_000n,
    warnedOn: day("2026-11-25"),
    lastForwardOn: day("2026-10-30"),
  });
  await makeDeal("东方项目", { stage: "p50", amountMinor: 100_000n, currency: "USD", expectedOn: day("2026-11-01") });
  await makeDeal("快成了", { stage: "p90", amountMinor: 18_000_000n });
  await won("本月的", { amountMinor: 31_000_000n, on: "2026-11-03" });
  await won("上月的", { amountMinor: 99_000_000n, on: "2026-10-31" });
  await makeDeal("Emma's", { stage: "p25", amountMinor: 1_000_000n }, "Emma");
};

test("the board shows each column with count and sum, its shape, and what is late", async () => {
  const li = house.person("李伟");
  await li.types("/board");
  expect(li.reads).toContain("空板");
  await fillBoard();
  await li.types("我的潜在客户");
  expect(li.card.title).toBe("我的潜在客户 · 周四 11月26日");
  expect(li.card.text).toEqual([
    "销售机会 2 · 约见 0 · 25% 3 (¥84万) · 50% 2 (¥52万 + $1,000) · 90% 1 (¥18万) · 本月成交 1 (¥31万)",
  ]);
  expect(li.card.chart?.series[0]?.values).toEqual([2, 0, 3, 2, 1, 1]);
  expect(li.reads).toContain("形态: 健康");
  expect(li.reads).toContain("快退回: 华信二期 还有 4 天");
  expect(li.reads).toContain("过了签约日期: 1 个");
});

test("who sells and leads nothing is offered no deal to begin", async () => {
  const labels = (who: string) => buttonsOf(house.person(who).card).map(({ label }) => label);
  await house.person("李伟").types("/board");
  expect(labels("李伟")).toContain("新建商机");
  await house.person("陈静").types("/board");
  expect(labels("陈静")).not.toContain("新建商机");
});

test("a column opens deal by deal, each with what can be done, a page at a time", async () => {
  const li = house.person("李伟");
  await li.types("/board");
  await li.presses("看 50%");
  expect(li.card.title).toBe("50% · 2 个");
  expect(li.reads).toContain("华信二期");
  await li.types("/board 25%");
  expect(buttonsOf(li.card).map(({ label }) => label)).toContain("记一次行动");
  await li.presses("进 50%");
  expect(li.form.content.title).toBe("50% 的五项条件");
  for (let index = 1; index <= 9; index += 1) await makeDeal(`约见 ${index}`, { stage: "first_meeting" });
  await li.types("/board 约见");
  expect(li.card).toMatchObject({ title: "约见 · 9 个", lines: { length: 8 } });
  await li.presses("下一页");
  expect(li.card.lines).toHaveLength(1);
  await li.types("/board");
  await li.presses("看快退回");
  expect(li.reads).toContain("东方项目");
});

test("a manager sees the team's and can turn to their own; nobody sees another's by asking", async () => {
  const [wang, emma, sun, zhou] = ["王芳", "Emma", "孙丽", "周明"].map((name) => house.person(name));
  await wang!.types("/board");
  expect(wang!.card.title).toContain("团队");
  expect(wang!.card.text?.[0]).toContain("25% 4 (¥85万)");
  await wang!.presses("看我的");
  expect(wang!.card.text?.[0]).toContain("25% 0");
  await emma!.types("/board team");
  expect(emma!.card.text?.[0]).toContain("25% 1 (¥10K)");
  await sun!.presses({ action: "board.column", payload: { of: "all", column: "p25" } });
  expect(sun!.card).toMatchObject({ title: "25% · 0 个", lines: [] });
  await zhou!.types("/board");
  expect(zhou!.card.title).toContain("全部");
  const [home] = await house.person("李伟").home();
  expect(home?.title).toContain("我的潜在客户");
});
