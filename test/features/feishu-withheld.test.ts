import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { CHANNEL, feishuFees, GROUP } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const fees = feishuFees(house);
const { on, card, cardInSlack } = fees;
const SEND = "POST /open-apis/im/v1/messages";
const PATCH = "PATCH /open-apis/im/v1/messages/:message_id";
const HELD_BACK = /这里有一条消息没有放行/;
const toAdmin = (name: string) => new RegExp(`${name}[\\s\\S]*送不到[\\s\\S]*内容审核[\\s\\S]*放行 Rapport 的消息`);

/** The tenant's content audit refuses the next such call. */
const audited = (on: string): void =>
  void house.feishu.faults.add({ on, do: "error", code: 230028, msg: "The messages do NOT pass the audit.", times: 1 });
const admin = () => house.person("U0LINTAO");

test("a Home: its card says that it was held back, the admin reads what to do, and Feishu brings the press but once", async () => {
  const wang = on("wangfang");
  const presses = () => house.feishu.deliveries.filter(({ type }) => type === "application.bot.menu_v6");
  audited(SEND);
  await wang.openHome();
  await house.reads(wang, /首页没有放行[\s\S]*内容审核/);
  await house.reads(admin(), toAdmin(wang.name));
  await house.feishu.quiet();
  expect(presses().map(({ outcome }) => outcome)).toEqual(["answered"]);
  await wang.openHome();
  await house.until(wang, () => !wang.last()?.text.includes("首页没有放行"), "the next Home");
});

test("the list of the morning: whose it is reads that it was held back, and the admin what to do", async () => {
  audited(SEND);
  await house.moveClock("2026-11-24T08:30:00+08:00");
  await fees.settled();
  const lists = await from({ database: house.database.handle }).outgoingMessage.findMany({
    where: { platform: "feishu", key: { startsWith: "care:" } },
  });
  expect(lists).toMatchObject([{ state: "sent", card: { tone: "stopped" } }]);
  const whose = ["liwei", "liuyang", "zhaomin", "wangfang"].map(on).find(({ id }) => id === lists[0]?.user);
  await house.reads(whose!, HELD_BACK);
  await house.reads(admin(), toAdmin(whose!.name));
});

test("a paper's card in a group: the group reads that, the thread goes on, and the next change brings the paper", async () => {
  const li = on("liwei");
  await li.say("/fee 华信 30 审核甲 李明");
  await house.form(li);
  await li.submit();
  const judged = () => li.form()?.lines.some((line) => line.includes("结论"));
  await house.feishu.until(judged, { what: "the judgement", within: 60_000 });
  audited(SEND);
  await li.submit();
  const zhao = on("zhaomin");
  const there = await house.reads(zhao, HELD_BACK, { in: GROUP });
  await house.reads(zhao, /@赵敏|待.*审批|等.*审批/, { in: GROUP, thread: there });
  await house.reads(admin(), toAdmin("华东一组"));
  await house.person("U0ZHAOMIN").press(await cardInSlack("审核甲", /等内勤审批/), "同意");
  expect((await card(zhao, "审核甲", /等经理审批/)).id).toBe(there.id);
});

test("a change of a paper's card: the thread says that it is out of date, until a change gets through", async () => {
  await fees.file("审核乙");
  const [zhao, wang] = [on("zhaomin"), on("wangfang")];
  const old = await card(zhao, "审核乙", /等内勤审批/);
  await fees.settled();
  audited(PATCH);
  await house.person("U0ZHAOMIN").press(await cardInSlack("审核乙", /等内勤审批/), "同意");
  await cardInSlack("审核乙", /等经理审批/);
  await house.reads(wang, /这张卡片不是最新状态/, { in: GROUP, thread: old });
  expect((await card(zhao, "审核乙")).text).toContain("等内勤审批");
  await house.person("U0WANGFANG").say("同意", { in: CHANNEL, thread: await cardInSlack("审核乙") });
  expect((await card(zhao, "审核乙", /等财务审批/)).id).toBe(old.id);
});
