import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { caseclocks } from "../../src/features/caseclocks/index.ts";
import { cases } from "../../src/features/cases/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { fingerprint } from "../support/secrets.ts";

const house = withConversation({ features: [cases, caseclocks], at: "2026-11-25T09:12:00+08:00" });
const db = () => from({ database: house.database.handle });
const at = (instant: string) => house.clock.freezeAt(new Date(instant));
const idOf = (name: string) => house.company.people[name]!.id;
const inbox = (who: string) => house.person(who).inbox;
const titles = (who: string) => inbox(who).map(({ title }) => title);
const labels = (who: string, n: number) => buttonsOf(inbox(who)[n]!).map(({ label }) => label);
const ids: Record<string, string> = {};

const ticks = async () => {
  for (const tick of caseclocks.ticks ?? []) await tick.run(house.jobContext());
  await house.delivers();
};

beforeAll(async () => {
  ids.hongda = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  await makeCustomer(house, "海天精工", { owner: "李伟" });
});

test("what one person does about a case stands on the cards of everybody who was told of it", async () => {
  await house.person("王芳").types("/complaint 宏达机电 轴承异响");
  await house.delivers();
  expect(titles("李伟")).toEqual(["王芳记下：投诉待解决：宏达机电"]);
  at("2026-11-25T14:12:00+08:00");
  await ticks();
  expect(titles("王芳")).toEqual(["投诉超时未解决：宏达机电"]);
  await house.person("李伟").presses("已解决", { on: inbox("李伟")[0]! });
  await house.person("李伟").fills({ note: "换了一套轴承" }).submits();
  await house.delivers();
  for (const who of ["李伟", "王芳"])
    for (const card of inbox(who)) {
      expect(card.title).toBe("投诉待回访：宏达机电");
      expect(cardText(card)).toContain("李伟：换了一套轴承");
      expect(cardText(card)).not.toContain("应在 11月25日 14:12 前办好");
    }
  expect(inbox("李伟")).toHaveLength(2);
  expect(labels("李伟", 0)).toContain("撤销");
});

test("the manager goes on from their own card, and the owner's follow until it is closed", async () => {
  await house.person("王芳").presses("已回访", { on: inbox("王芳")[0]! });
  await house.person("王芳").fills({ note: "客户满意" }).submits();
  await house.person("王芳").presses("结案");
  await house.delivers();
  expect(titles("李伟")).toEqual(["投诉已结案：宏达机电", "投诉已结案：宏达机电"]);
  expect(inbox("李伟").map(({ tone }) => tone)).toEqual(["done", "done"]);
  expect(titles("王芳")).toEqual(["投诉已结案：宏达机电"]);
});

test("the owner is told when somebody else takes a step back, and reads it on the earlier cards too", async () => {
  await house.person("王芳").presses("重新打开", { on: inbox("王芳")[0]! });
  await house.delivers();
  expect(titles("李伟")).toEqual([
    "投诉待结案：宏达机电",
    "投诉待结案：宏达机电",
    "王芳撤销了“结案”：投诉待结案：宏达机电",
  ]);
  const before = await fingerprint(house.database.handle);
  await house.person("Emma").presses({ action: "cases.undo", payload: { id: await theOne(), version: 1 } });
  expect(await fingerprint(house.database.handle)).toEqual(before);
  await house.person("李伟").presses("结案", { on: inbox("李伟")[2]! });
  await house.person("李伟").presses("重新打开");
  await house.delivers();
  expect(inbox("李伟")).toHaveLength(3);
});
const theOne = async () => (await db().serviceCase.findFirstOrThrow({ where: { customerId: ids.hongda! } })).id;

test("the owner is told that a case was withdrawn, with nothing left to do on any card", async () => {
  at("2026-11-25T15:00:00+08:00");
  const fang = house.person("王芳");
  await fang.types("/inquiry 海天精工 问交期");
  await house.delivers();
  await fang.presses("撤销");
  await house.delivers();
  expect(titles("李伟").slice(3)).toEqual(["已撤销：海天精工的咨询", "王芳撤销了海天精工的咨询"]);
  for (const card of inbox("李伟").slice(3)) {
    expect(card.tone).toBe("past");
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(["看客户"]);
  }
});

test("whoever may not see the customer any more reads nothing of what is done from then on", async () => {
  at("2026-11-25T15:30:00+08:00");
  await db().customer.update({ where: { id: ids.hongda! }, data: { ownerId: idOf("Emma") } });
  await house.person("Emma").presses({ action: "cases.show", payload: { id: await theOne() } });
  await house.person("Emma").presses("Close it");
  await house.delivers();
  expect(titles("王芳")[0]).toBe("投诉已结案：宏达机电");
  for (const card of inbox("李伟").slice(0, 3)) {
    expect(card.title).toBe("这一单现在不归你办了");
    expect(buttonsOf(card)).toEqual([]);
    expect(cardText(card)).not.toContain("宏达");
  }
});

test("a step of another leaves the manager's Undo where it stands, and none to whom the customer is only shared with", async () => {
  at("2026-11-25T16:00:00+08:00");
  const star = await makeCustomer(house, "星河轴承", { owner: "李伟" });
  await house.person("王芳").types("/complaint 星河轴承 漏油");
  at("2026-11-26T14:00:00+08:00");
  await ticks();
  const [last] = inbox("王芳").slice(-1);
  expect(last!.title).toContain("星河轴承");
  const n = inbox("王芳").length - 1;
  await house.person("李伟").presses("已解决", { on: inbox("李伟").at(-1)! });
  await house.person("李伟").fills({ note: "换了油封" }).submits();
  await house.delivers();
  expect(inbox("王芳")[n]!.title).toBe("投诉待回访：星河轴承");
  expect(labels("王芳", n)).toContain("撤销");
  await db().customer.update({ where: { id: star }, data: { ownerId: idOf("Emma") } });
  await db().customerShare.create({
    data: { customerId: star, memberId: idOf("李伟"), organizationId: house.company.organizationId },
  });
  await house.person("Emma").presses({ action: "cases.show", payload: { id: await caseOf(star) } });
  await house.person("Emma").presses("Called back");
  await house.person("Emma").fills({ note: "Fine now" }).submits();
  await house.delivers();
  const li = inbox("李伟").length - 1;
  expect(inbox("李伟")[li]!.title).toBe("投诉待结案：星河轴承");
  expect(labels("李伟", li)).not.toContain("撤销");
  expect(labels("王芳", n)).toContain("撤销");
});
const caseOf = async (customerId: string) => (await db().serviceCase.findFirstOrThrow({ where: { customerId } })).id;

test("whoever reported reads what others do about it, on one card; who may see the customer no more gets none", async () => {
  at("2026-11-27T09:30:00+08:00");
  await makeCustomer(house, "云帆科技", { owner: "李伟" });
  const before = inbox("王芳").length;
  await house.person("王芳").types("/complaint 云帆科技 软件闪退");
  await house.delivers();
  expect(inbox("王芳")).toHaveLength(before);
  await house.person("李伟").presses("已解决", { on: inbox("李伟").at(-1)! });
  await house.person("李伟").fills({ note: "已升级补丁" }).submits();
  await house.delivers();
  expect(titles("王芳").slice(before)).toEqual(["投诉待回访：云帆科技"]);
  expect(cardText(inbox("王芳").at(-1)!)).toContain("李伟：已升级补丁");
  await house.person("李伟").presses("已回访");
  await house.person("李伟").fills({ note: "满意" }).submits();
  await house.delivers();
  expect(titles("王芳").slice(before)).toEqual(["投诉待结案：云帆科技"]);

  const lent = await makeCustomer(house, "北辰药业", { owner: "李伟" });
  const shared = { customerId: lent, memberId: idOf("Emma"), organizationId: house.company.organizationId };
  await db().customerShare.create({ data: shared });
  await house.person("Emma").types("/complaint 北辰药业 late delivery");
  await db().customerShare.deleteMany({ where: shared });
  await house.delivers();
  await house.person("李伟").presses("已解决", { on: inbox("李伟").at(-1)! });
  await house.person("李伟").fills({ note: "改了排产" }).submits();
  await house.delivers();
  expect(inbox("Emma")).toEqual([]);
});
