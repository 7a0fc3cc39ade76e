import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { feishuFees, GROUP } from "../support/feishu-fees.ts";
import { withHouse } from "../support/house.ts";

const house = withHouse();
const db = () => from({ database: house.database.handle });
const fees = feishuFees(house);
const { on } = fees;
const TEAM = "华东一组";
const SEND = "POST /open-apis/im/v1/messages";
const count = (who: Person, what: RegExp, where: { in?: string } = {}) =>
  who.messages(where).filter(({ text, by }) => by.isBot && what.test(text)).length;

describe("what Feishu brings", () => {
  test("three times at once is done and answered once", async () => {
    const li = on("liwei");
    house.feishu.faults.add({ to: "im.message.receive_v1", do: "repeat", copies: 2, times: 1 });
    await li.say("/visit 宏达 三次送到 下周三再访");
    await house.reads(li, /已记录[\s\S]*三次送到/);
    await house.feishu.quiet();
    expect(await db().activity.count({ where: { said: { contains: "三次送到" } } })).toBe(1);
    expect(count(li, /三次送到/)).toBe(1);
  });

  test("again because its answer was lost, and late, is done and answered once", async () => {
    const li = on("liwei");
    house.feishu.faults.add({ to: "im.message.receive_v1", do: "lose_answer", times: 1 });
    await li.say("/visit 宏达 答复丢了");
    await house.reads(li, /已记录[\s\S]*答复丢了/);
    const again = house.feishu.deliveries.findLast(({ type }) => type === "im.message.receive_v1");
    await house.feishu.until(
      () => house.feishu.deliveries.some((one) => one.eventId === again?.eventId && one.attempt > 0),
      { what: "the second delivery", within: 60_000 },
    );
    await house.feishu.quiet();
    expect(await db().activity.count({ where: { said: { contains: "答复丢了" } } })).toBe(1);
    expect(count(li, /答复丢了/)).toBe(1);
  });

  test("in another order than it was said is all done", async () => {
    const li = on("liwei");
    house.feishu.faults.add({ to: "im.message.receive_v1", do: "reorder", times: 1 });
    await Promise.all([li.say("/visit 宏达 先说的"), li.say("/visit 宏达 后说的")]);
    await house.reads(li, /先说的/);
    await house.reads(li, /后说的/);
    expect(await db().activity.count({ where: { said: { in: ["先说的", "后说的"] } } })).toBe(2);
  });

  test("as a form sent twice is taken once", async () => {
    const li = on("liwei");
    await li.say("/visit");
    const form = await house.form(li);
    await li.fill({ [form.fields.find(({ searchable }) => searchable)!.label]: "宏达机电" });
    const said = form.fields.find(({ kind, long }) => kind === "text" && long)!;
    await li.fill({ [said.label]: "表单送了两次" });
    house.feishu.faults.add({ to: "card.action.trigger", do: "repeat", copies: 2, times: 1 });
    await li.submit();
    await house.reads(li, /已记录[\s\S]*表单送了两次/);
    await house.feishu.quiet();
    expect(await db().activity.count({ where: { said: "表单送了两次" } })).toBe(1);
    expect(count(li, /表单送了两次/)).toBe(1);
  });

  test("as a form sent 40 minutes later is taken, and opened in a group it is answered there", async () => {
    const li = on("liwei");
    await li.say("@Rapport /visit", { in: TEAM });
    const form = await house.form(li);
    await li.fill({ [form.fields.find(({ searchable }) => searchable)!.label]: "宏达机电" });
    await li.fill({ [form.fields.find(({ kind, long }) => kind === "text" && long)!.label]: "四十分钟后" });
    await house.moveClock("2026-11-23T09:45:00+08:00");
    await li.submit();
    await house.feishu.until(
      () => [...li.messages({ in: TEAM }), ...li.messages()].some(({ text }) => /已记录[\s\S]*四十分钟后/.test(text)),
      { what: "an answer", within: 60_000 },
    );
    expect(await db().activity.count({ where: { said: "四十分钟后" } })).toBe(1);
    const liu = on("liuyang");
    expect(liu.messages({ in: TEAM }).filter(({ text }) => text.includes("四十分钟后"))).toEqual([]);
  });
});

describe("while the API misbehaves", () => {
  test("a send whose response is lost is there once", async () => {
    const li = on("liwei");
    house.feishu.faults.add({ on: SEND, do: "lose_response", times: 1 });
    await li.say("/visit 宏达 回应丢了");
    await house.reads(li, /已记录[\s\S]*回应丢了/);
    await li.say("/board");
    await house.reads(li, /潜在|板/);
    expect(count(li, /回应丢了/)).toBe(1);
  });

  test("a queued message whose response is lost is there once", async () => {
    const mend = house.feishu.faults.add({ on: SEND, do: "lose_response", times: 3 });
    await fees.file("茶礼丢");
    await fees.card(on("zhaomin"), "茶礼丢");
    mend();
    await fees.settled();
    const { number } = await fees.feeOf("茶礼丢");
    expect(count(on("zhaomin"), new RegExp(number), { in: GROUP })).toBe(1);
  });

  test("a form opens though sends are refused as too many", async () => {
    const li = on("liwei");
    const mend = house.feishu.faults.add({ on: SEND, do: "rate_limit", reset: 1, times: 2 });
    await li.say("/visit");
    await house.form(li);
    mend();
    await li.close({ all: true });
  });

  test("a token that is revoked is renewed, and nobody notices", async () => {
    const li = on("liwei");
    house.feishu.faults.revokeToken();
    await li.say("/visit 宏达 令牌换过");
    await house.reads(li, /已记录[\s\S]*令牌换过/);
    expect(count(li, /令牌换过/)).toBe(1);
  });

  test("an endpoint that answers nonsense does not end the connection for good", async () => {
    house.feishu.faults.refuseConnections = 1;
    house.feishu.faults.disconnectAll();
    await expect.poll(async () => (await fetch(`${house.url}/readyz`)).status).toBe(503);
    house.feishu.faults.refuseConnections = null;
    await expect.poll(async () => (await fetch(`${house.url}/readyz`)).status, { timeout: 35_000 }).toBe(200);
    const li = on("liwei");
    await li.say("/visit 宏达 又连上了");
    await house.reads(li, /已记录[\s\S]*又连上了/);
  });
});
