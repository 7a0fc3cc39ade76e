import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import { CHANNEL, feishuFees, GROUP } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

/** 赵敏, the only clerk of the team, is away: in Feishu 刘洋 stands in, then in Slack 孙倩. */
const house = withHouse();
const fees = feishuFees(house);
const signature = async (what: string) => {
  const { steps } = await fees.approvalOf(what);
  const ids = steps.flatMap(({ decidedById, forId }) => [decidedById ?? [], forId ?? []].flat());
  const members = await from({ database: house.database.handle }).member.findMany({ where: { id: { in: ids } } });
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name;
  return [nameOf(steps[0]?.decidedById ?? null), nameOf(steps[0]?.forId ?? null)];
};
const direct = (who: Person, what: RegExp): Promise<Message> => house.reads(who, what);

test("in Feishu: the stand-in signs by the button in the direct chat and by words in the thread", async () => {
  const [zhao, liu] = [house.feishu.person("zhaomin"), house.feishu.person("liuyang")];
  await zhao.say("请假");
  const form = await house.form(zhao);
  expect(form.title).toBe("请假代理");
  await zhao.fill({ 从哪天起: "2026-11-23", 到哪天: "2026-11-25", 谁来代理: "刘洋" });
  await zhao.submit();
  await house.reads(zhao, /已登记，已通知 刘洋[\s\S]*周一 11月23日 至 周三 11月25日/);
  await direct(liu, /从现在起由你代理 赵敏/);

  await fees.file("代签甲");
  await liu.press(await direct(liu, /等内勤审批/), "同意");
  await fees.card(zhao, "代签甲", /刘洋 代 赵敏/);
  await fees.cardInSlack("代签甲", /刘洋 代 赵敏/);
  expect(await signature("代签甲")).toEqual(["刘洋", "赵敏"]);

  await fees.file("代签乙");
  await liu.say("@Rapport 同意", { in: GROUP, thread: await fees.card(zhao, "代签乙", /等内勤审批/) });
  await fees.card(zhao, "代签乙", /刘洋 代 赵敏/);
  expect(await signature("代签乙")).toEqual(["刘洋", "赵敏"]);
});

test("in Slack: another stands in from now on, and signs by button and by words", async () => {
  const [zhao, sun] = [house.person("U0ZHAOMIN"), house.person("U0SUNQIAN")];
  await zhao.command("/absence");
  await zhao.press(await house.reads(zhao, /刘洋 代理/), "修改");
  await house.form(zhao);
  await zhao.fill({ 谁来代理: "孙倩" });
  await zhao.submit();
  await direct(sun, /从现在起由你代理 赵敏/);
  await direct(house.feishu.person("liuyang"), /你不再代理 赵敏/);

  await fees.file("代签丙");
  await sun.press(await direct(sun, /等内勤审批/), "同意");
  await fees.cardInSlack("代签丙", /孙倩 代 赵敏/);
  expect(await signature("代签丙")).toEqual(["孙倩", "赵敏"]);

  await fees.file("代签丁");
  await sun.say("驳回 缺发票", { in: CHANNEL, thread: await fees.cardInSlack("代签丁", /等内勤审批/) });
  await fees.cardInSlack("代签丁", /孙倩 代 赵敏/);
  expect(await signature("代签丁")).toEqual(["孙倩", "赵敏"]);

  await house.moveClock("2026-11-26T00:01:00+08:00");
  await direct(zhao, /欢迎回来/);
  await direct(sun, /你不再代理 赵敏/);
});
