import { expect, test } from "vitest";
import { deals } from "../../src/features/deals/index.ts";
import { fallback } from "../../src/features/fallback/index.ts";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { extendDeal, holdDeal } from "../../src/features/pipeline/public.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [pipeline, deals, fallback], at: "2026-11-23T09:00:00+08:00" });
const { cardsTo, db, makeCustomer, makeDeal, movesOf, theDeal } = dealsOf(house);

test("a deal that outstays its cycle: one warning, time once, then back to the first column, with two processes", async () => {
  const id = await makeDeal("慢慢来", {
    stage: "p25",
    lastForwardOn: day("2026-10-28"),
    firstMeetingOn: day("2026-10-28"),
  });
  const twice = () => Promise.all([fallBackTick.run(house.jobContext()), fallBackTick.run(house.jobContext())]);
  await twice();
  const [warning, ...more] = await cardsTo("李伟", "fallback:warn");
  expect(more).toEqual([]);
  expect(cardText(warning!)).toContain("慢慢来\n25% · 周四 11月26日 退回");

  const li = house.person("李伟");
  await li.presses(extendDeal.with({ id }));
  await li.fills({ until: "2027-06-01", why: "客户换了采购" }).submits();
  expect(li.form.errors.until).toContain("最多再延一个销售周期");
  await li.fills({ until: "2026-12-01" }).submits();
  expect(li.card.title).toBe("慢慢来 保留到 周二 12月1日");
  house.clock.freezeAt(new Date("2026-11-26T09:00:00+08:00"));
  await twice();
  expect(await theDeal(id)).toMatchObject({ stage: "p25" });
  house.clock.freezeAt(new Date("2026-11-27T09:00:00+08:00"));
  await twice();
  expect(await cardsTo("李伟", "fallback:warn")).toHaveLength(2);
  await li.presses(extendDeal.with({ id }));
  expect(li.reads).toContain("可以延期一次");

  house.clock.freezeAt(new Date("2026-12-02T07:59:00+08:00"));
  await twice();
  expect(await theDeal(id)).toMatchObject({ stage: "p25" });
  house.clock.freezeAt(new Date("2026-12-02T08:00:00+08:00"));
  await twice();
  expect(await theDeal(id)).toMatchObject({ stage: "opportunity", warnedOn: null, heldUntil: null });
  expect((await movesOf(id)).filter(({ cause }) => cause === "rule")).toMatchObject([
    { from: "p25", to: "opportunity" },
  ]);
  const fell = await cardsTo("李伟", "fallback:fell");
  expect(fell.filter((card) => cardText(card).includes("慢慢来"))).toHaveLength(1);
});

test("a manager holds a deal, its owner is told, and it does not fall back meanwhile", async () => {
  house.clock.freezeAt(new Date("2026-12-03T09:00:00+08:00"));
  const id = await makeDeal("先放一放", {
    stage: "p50",
    lastForwardOn: day("2026-11-01"),
    warnedOn: day("2026-11-20"),
  });
  const [wang, li] = [house.person("王芳"), house.person("李伟")];
  await li.presses(holdDeal.with({ id }));
  expect(li.reads).toContain("要由本组经理来做");
  await wang.types("/deal 先放一放");
  await wang.presses("保留");
  await wang.fills({ until: "2026-12-01", why: "等客户董事会" }).submits();
  expect(wang.form.errors.until).toBe("要选以后的日子。");
  await wang.fills({ until: "2026-12-20" }).submits();
  expect(wang.card.title).toBe("先放一放 保留到 周日 12月20日");
  expect(cardText((await cardsTo("李伟", `deal:${id}:held`))[0]!)).toContain("等客户董事会");
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(id)).toMatchObject({ stage: "p50", heldUntil: day("2026-12-20"), warnedOn: null });
  expect((await movesOf(id)).at(-1)).toMatchObject({
    from: "p50",
    to: "p50",
    reason: { code: "kept", day: "2026-12-20", why: "等客户董事会" },
  });
});

test("a warning that runs into a year without published holidays says that it counts weekends only", async () => {
  house.clock.freezeAt(new Date("2026-12-30T09:00:00+08:00"));
  await makeDeal("Year end", { stage: "p25", lastForwardOn: day("2026-12-01") }, "Emma");
  await fallBackTick.run(house.jobContext());
  const [warning] = await cardsTo("Emma", "fallback:warn");
  expect(warning!.title).toBe("A deal is about to fall back");
  expect(cardText(warning!)).toContain("25%, falls back Mon 4 Jan 2027");
  expect(cardText(warning!)).toContain("only weekends were left out");
});

test("the deals of an owner are gone through once in their day, whatever the minute", async () => {
  house.clock.freezeAt(new Date("2027-01-12T07:59:00+08:00"));
  const first = await makeDeal("早一单", { stage: "p25", lastForwardOn: day("2026-11-01") });
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(first)).toMatchObject({ warnedOn: null });
  house.clock.freezeAt(new Date("2027-01-12T15:00:00+08:00"));
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(first)).toMatchObject({ warnedOn: day("2027-01-12") });
  const second = await makeDeal("晚一单", { stage: "p25", lastForwardOn: day("2026-11-01") });
  house.clock.freezeAt(new Date("2027-01-12T15:01:00+08:00"));
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(second)).toMatchObject({ warnedOn: null });
  house.clock.freezeAt(new Date("2027-01-13T08:00:00+08:00"));
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(second)).toMatchObject({ warnedOn: day("2027-01-13") });
});

test("the history of each deal names the cycle that it outstayed", async () => {
  house.clock.freezeAt(new Date("2027-01-20T09:00:00+08:00"));
  const { teamId } = house.company;
  const other = await db().team.findFirstOrThrow({ where: { id: { not: teamId } } });
  const won = {
    stage: "won",
    teamId: other.id,
    firstMeetingOn: day("2026-12-01"),
    closedOn: day("2026-12-11"),
  } as const;
  for (const name of ["一", "二", "三", "四", "五"]) await makeDeal(`赢${name}`, won, "王芳");
  const late = { stage: "p25", lastForwardOn: day("2026-11-01"), warnedOn: day("2027-01-10") } as const;
  const ids = [await makeDeal("这组", late), await makeDeal("那组", { ...late, teamId: other.id })];
  await fallBackTick.run(house.jobContext());
  const reasons = await Promise.all(ids.map(async (id) => (await movesOf(id)).map(({ reason }) => reason)));
  expect(reasons).toEqual([[{ code: "outstayed", days: 28 }], [{ code: "outstayed", days: 10 }]]);
});

test("while a customer rests nobody is warned of its deals and none falls back; what the deal says of it fits", async () => {
  house.clock.freezeAt(new Date("2026-12-21T09:00:00+08:00"));
  const customerId = await makeCustomer("办丧事的客户");
  await db().customer.update({ where: { id: customerId }, data: { restUntil: day("2026-12-30") } });
  const given = { customerId, stage: "p25", lastForwardOn: day("2026-11-20") } as const;
  const [quiet, warned] = [
    await makeDeal("先不提的单", given),
    await makeDeal("提醒过的单", { ...given, warnedOn: day("2026-12-10") }),
  ];
  const before = (await cardsTo("李伟", "fallback:")).length;
  await fallBackTick.run(house.jobContext());
  expect(await cardsTo("李伟", "fallback:")).toHaveLength(before);
  expect(await theDeal(quiet)).toMatchObject({ stage: "p25", warnedOn: null });
  expect(await theDeal(warned)).toMatchObject({ stage: "p25" });
  const li = house.person("李伟");
  await li.types("/deal 先不提的单");
  expect(li.reads).toContain("1月5日（客户暂停打扰，往后推了）");
  house.clock.freezeAt(new Date("2026-12-31T09:00:00+08:00"));
  await fallBackTick.run(house.jobContext());
  expect(await theDeal(quiet)).toMatchObject({ warnedOn: day("2026-12-31") });
  expect(await theDeal(warned)).toMatchObject({ stage: "p25" });
});
