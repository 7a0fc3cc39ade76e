import { expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import type { Stage } from "../../src/domain/stages.ts";
import { friday } from "../../src/features/friday/index.ts";
import { fridayTick } from "../../src/features/friday/jobs.ts";
import { summary } from "../../src/features/summary/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features: [summary, friday], at: "2026-11-27T16:59:00+08:00" });
const { db, makeCustomer, makeDeal } = dealsOf(house);

interface Moved {
  readonly from: Stage | null;
  readonly to: Stage;
  readonly on: string;
  readonly cause?: "person" | "rule" | "import";
}
const moved = async (dealId: string, { from, to, on, cause = "person" }: Moved) => {
  const { organizationId, teamId, people } = house.company;
  const memberId = people.李伟!.id;
  const at = new Date(`${on}T04:00:00Z`);
  await db().dealMove.create({
    data: { id: newId(), organizationId, dealId, teamId, from, to, cause, memberId, why: null, movedOn: day(on), at },
  });
};

const fill = async (): Promise<void> => {
  const { organizationId, teamId, people } = house.company;
  await db().goal.create({
    data: { organizationId, teamId, month: day("2026-11-01"), amountMinor: 120_000_000n, currency: "CNY" },
  });
  const customerId = await makeCustomer("宏达机电有限公司");
  const won = await makeDeal("宏达三年续约", {
    stage: "won",
    amountMinor: 31_000_000n,
    closedOn: day("2026-11-26"),
    customerId,
  });
  await moved(won, { from: "p90", to: "won", on: "2026-11-26" });
  const before = await makeDeal("十月的单", { stage: "won", amountMinor: 9_000_000n, closedOn: day("2026-10-29") });
  await moved(before, { from: "p90", to: "won", on: "2026-10-29" });
  const fresh = await makeDeal("新机会", {});
  await moved(fresh, { from: null, to: "opportunity", on: "2026-11-20" });
  const forward = await makeDeal("往前走", { stage: "p50", amountMinor: 20_000_000n, expectedOn: day("2026-11-30") });
  await moved(forward, { from: "p25", to: "p50", on: "2026-11-24" });
  const back = await makeDeal("退回的", { warnedOn: null }, "Emma");
  await moved(back, { from: "p25", to: "opportunity", on: "2026-11-25", cause: "rule" });
  const early = await makeDeal("上周四的", {});
  await moved(early, { from: null, to: "opportunity", on: "2026-11-19" });
  // Money in parts, and a reason to stay, are in the history of a deal and went nowhere.
  for (const on of ["2026-11-24", "2026-11-25"]) await moved(won, { from: "p90", to: "p90", on });
  const imported = await makeDeal("导入的", { stage: "lost", closedOn: day("2026-11-23") });
  await moved(imported, { from: null, to: "lost", on: "2026-11-23", cause: "import" });
  const stood = await makeDeal("导入时就在的", { stage: "p25" });
  await moved(stood, { from: "p25", to: "p25", on: "2026-11-24", cause: "import" });
  await makeDeal("25% 甲", {
    stage: "p25",
    warnedOn: day("2026-11-25"),
    amountMinor: 10_000_000n,
    expectedOn: day("2027-01-01"),
  });
  const contact = { organizationId, customerId, searchText: "", createdAt: house.clock.now() };
  const birthday = { birthdayCalendar: "solar", birthMonth: 12, birthDay: 3 } as const;
  const nextDay = { birthdayCalendar: "solar", birthMonth: 12, birthDay: 4 } as const;
  await db().contact.create({ data: { ...contact, ...birthday, id: newId(), name: "王总" } });
  await db().contact.create({ data: { ...contact, ...nextDay, id: newId(), name: "下下周的" } });
  await makeDeal("别组的", { stage: "p90", teamId: house.company.otherTeamId, amountMinor: 999_000_000n });
  await db().collection.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      dealId: won,
      amountMinor: 31_000_000n,
      currency: "CNY",
      receivedOn: day("2026-11-25"),
      confirmedById: people.陈静!.id,
      at: new Date("2026-11-25T02:00:00Z"),
    },
  });
};

const posted = async (): Promise<{ card: Card; key: string; kind: string }[]> => {
  const rows = await db().outgoingMessage.findMany({
    where: { teamId: house.company.teamId, key: { startsWith: "summary:" } },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ card, key, kind }) => ({ card: card as unknown as Card, key, kind }));
};
const twice = () => Promise.all([fridayTick.run(house.jobContext()), fridayTick.run(house.jobContext())]);

test("on Friday at 17:00 the team's channel gets the week once, with its details in the thread", async () => {
  await fill();
  await db().fridaySummary.create({
    data: {
      organizationId: house.company.organizationId,
      teamId: house.company.teamId,
      friday: day("2026-11-20"),
      postedAt: house.clock.now(),
    },
  });
  await twice();
  expect(await posted()).toEqual([]);
  house.clock.freezeAt(new Date("2026-11-27T17:00:00+08:00"));
  await twice();
  const [main, ...thread] = await posted();
  expect(main?.kind).toBe("post");
  expect(main?.card.title).toBe("华东一组 · 本周（11月20日–26日）");
  const text = cardText(main!.card);
  expect(text).toContain("成交 1 单 ¥31万（四周平均 0.3 单） · 新增 1 · 前进 1 · 退回 1 · 退出 1");
  expect(text).toContain("预测: 本月 ¥41万 / 目标 ¥120万（还差 ¥79万 ≈ 再约见 20 位新客户，按你们 5:1 的比例）");
  expect(text).toContain("要当心: 1 个商机快退回");
  expect(text).toContain("下周: 生日 1 位");
  expect(text).not.toContain("迟到");
  expect(main!.card.chart?.series[0]?.values).toEqual([3, 0, 2, 1, 0, 1]);
  expect(main!.card.facts!.length).toBeLessThanOrEqual(6);
  expect(thread.map(({ kind }) => kind)).toEqual(["reply", "reply", "reply", "reply", "reply"]);
  const said = thread.map(({ card }) => cardText(card)).join("\n");
  expect(said).toContain("李伟 | 0 | 2 | 1 | 0 | 1 | ¥31万 | ¥31万");
  expect(said).toContain("合计 | 0 | 2 | 1 | 0 | 1 | ¥31万 | ¥31万");
  expect(said).toContain("四周平均：新增 0.3 · 前进 0 · 退回 0 · 退出 0");
  expect(said).toContain("25% → 50% · 1");
  expect(said.match(/截至 11月27日 17:00/g)).toHaveLength(5);
  expect(said).not.toContain("90% → 90%");
  expect(said).toContain("快退回的商机\n25% · 1");
  expect(said).toContain("下周\n生日 1 位");
  expect(said).not.toMatch(/宏达|王总/);
  await twice();
  expect(await posted()).toHaveLength(6);
  const opens = thread.flatMap(({ card }) => card.buttons?.map(({ press }) => press) ?? []);
  const opened = async (who: string) => {
    const reads = [];
    for (const call of opens) {
      await house.person(who).presses(call, { in: "C-team" });
      reads.push(house.person(who).reads);
    }
    return reads.join("\n");
  };
  const named = await opened("李伟");
  expect(named).toContain("宏达三年续约 · 宏达机电有限公司");
  expect(named).toContain("25% → 50% · 周二 11月24日");
  expect(named).not.toContain("上周四的");
  expect(named).toContain("25% 甲\n25% · 周六 12月19日 退回 · 李伟");
  expect(named).toContain("王总 生日 · 宏达机电有限公司\n周四 12月3日");
  expect(named).not.toContain("下下周的");
  expect(await opened("Emma")).not.toMatch(/宏达|王总|25% 甲/);
  expect(await opened("孙丽")).not.toMatch(/宏达|王总/);
});

test("after an outage the last summary comes late and says so; weeks long past do not come at all", async () => {
  house.clock.freezeAt(new Date("2026-12-17T09:00:00+08:00"));
  await twice();
  const late = (await posted()).filter(({ kind }) => kind === "post").slice(1);
  expect(late).toHaveLength(1);
  expect(late[0]!.card.title).toContain("12月4日–10日");
  expect(cardText(late[0]!.card)).toContain("发晚了：本该 12月11日 17:00 发");
  const rows = await db().fridaySummary.findMany({
    where: { teamId: house.company.teamId },
    orderBy: { friday: "asc" },
  });
  expect(rows.map(({ friday, late: isLate }) => [friday, isLate])).toEqual([
    [day("2026-11-20"), false],
    [day("2026-11-27"), false],
    [day("2026-12-11"), true],
  ]);
});

test("a team whose figures cannot be read does not keep the others waiting, and follows when they can", async () => {
  house.clock.freezeAt(new Date("2026-12-25T17:00:00+08:00"));
  const { organizationId, teamId, otherTeamId } = house.company;
  await db().teamChannel.updateMany({ where: { teamId: otherTeamId }, data: { channel: "C-south" } });
  const broken = { organizationId, teamId, month: day("2026-12-01"), amountMinor: 1n, currency: "no currency" };
  await db().goal.create({ data: broken });
  const postedTo = async () => {
    const rows = await db().fridaySummary.findMany({ where: { friday: day("2026-12-25") } });
    return new Set(rows.map((row) => row.teamId));
  };
  await expect(fridayTick.run(house.jobContext())).rejects.toThrow("not a currency");
  expect(await postedTo()).toEqual(new Set([otherTeamId]));
  await db().goal.deleteMany({ where: { month: day("2026-12-01") } });
  await fridayTick.run(house.jobContext());
  expect(await postedTo()).toEqual(new Set([teamId, otherTeamId]));
});

test("a manager reads the week at any time, an executive of every team; a rep is told where their figures are", async () => {
  house.clock.freezeAt(new Date("2026-11-26T10:00:00+08:00"));
  const [wang, zhou, li] = [house.person("王芳"), house.person("周明"), house.person("李伟")];
  await wang.types("/summary");
  expect(wang.reads).toContain("成交 1 单 ¥31万");
  await wang.presses("本周变动");
  expect(wang.reads).toContain("往前走");
  await zhou.types("周报");
  expect(zhou.card.buttons?.map(({ label }) => label)).toEqual(["华东一组", "华南组"]);
  await zhou.presses("华南组");
  expect(zhou.reads).toContain("华南组 · 本周");
  expect(zhou.reads).toContain("成交 0 单 · 新增 0");
  await li.types("/summary");
  expect(li.reads).toContain("/board");
  const { teamId, otherTeamId } = house.company;
  await li.presses({ action: "reports.part", payload: { teamId, friday: "2026-11-27", part: "sheet" } });
  expect(li.reads).toContain("没有显示周五汇总");
  await wang.presses({ action: "reports.summary", payload: { teamId: otherTeamId } });
  expect(wang.reads).toContain("没有显示周五汇总");
});

test("a team at work on two platforms has the summary and its details on both, once", async () => {
  await onSecondPlatform(house, []);
  house.clock.freezeAt(new Date("2027-01-08T17:00:00+08:00"));
  await twice();
  await house.delivers();
  const [first, second] = ["C-team", "oc-team"].map((place) =>
    house.messagesAt(place).map(({ faces, thread }) => [faces[0]?.title, thread !== undefined]),
  );
  const last = first?.findLastIndex(([, inThread]) => !inThread);
  expect(second?.length).toBeGreaterThan(1);
  expect(second?.filter(([, inThread]) => !inThread)).toHaveLength(1);
  expect(first?.slice(last)).toEqual(second);
});

test("in a week of more moves than are named, the thread still counts all of them", async () => {
  for (let count = 0; count < 35; count += 1)
    await moved(await makeDeal(`退回${count}`), { from: "p50", to: "p25", on: "2027-01-12" });
  const before = (await posted()).length;
  house.clock.freezeAt(new Date("2027-01-15T17:00:00+08:00"));
  await twice();
  const said = (await posted()).slice(before).map(({ card }) => cardText(card));
  expect(said.join("\n")).toContain("50% → 25% · 35");

  const wang = house.person("王芳");
  const { teamId } = house.company;
  await wang.presses({ action: "reports.part", payload: { teamId, friday: "2027-01-15", part: "moved" } });
  expect(wang.card.lines).toHaveLength(20);
  expect(wang.card.footer).toBe("还有 15 条 · 截至 1月15日 17:00。");
  await wang.presses("看后面的");
  expect(wang.card.lines).toHaveLength(15);
  expect(wang.card.footer).toBe("截至 1月15日 17:00。");
  expect(wang.card.buttons).toBeUndefined();
});

test("a team that got its channel after the hour has no summary of a Friday that nobody missed", async () => {
  const { organizationId, teamId } = house.company;
  await db().teamChannel.deleteMany({ where: { teamId } });
  house.clock.freezeAt(new Date("2027-01-25T10:00:00+08:00"));
  const { platform, workspace } = house.company;
  const channel = { teamId, organizationId, platform, workspace, channel: "C-team" };
  await db().teamChannel.create({ data: { ...channel, since: house.clock.now() } });
  const before = (await posted()).length;
  await twice();
  expect((await posted()).length).toBe(before);
  house.clock.freezeAt(new Date("2027-01-29T17:00:00+08:00"));
  await twice();
  const [next] = (await posted()).slice(before);
  expect(next?.card.title).toContain("1月22日–28日");
  expect(cardText(next!.card)).not.toContain("迟到");
});

test("on the first of a month forecast and goal are of the month before, by name", async () => {
  house.clock.freezeAt(new Date("2027-01-01T17:00:00+08:00"));
  const wang = house.person("王芳");
  await wang.types("/summary");
  expect(wang.reads).toContain("预测: 2026年12月 ¥");
});
