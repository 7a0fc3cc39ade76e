import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { rawCallbacks } from "../support/feishu-raw.ts";
import { withHouse } from "../support/house.ts";

/** What old, foreign and broken clients send for a form; the sandbox's own would not. */
const house = withHouse("push");
const raw = rawCallbacks(house);
const db = () => from({ database: house.database.handle });
const li = () => house.feishu.person("liwei");
const visits = () => db().activity.count();
let customer = "";
let before = 0;

beforeAll(async () => {
  customer = (await db().customer.findFirstOrThrow({ where: { name: "宏达机电有限公司" } })).id;
});
beforeEach(async () => {
  if (li().form()) await li().close({ all: true });
  await li().say("/visit");
  await house.form(li());
  before = await visits();
});

const sound = () => ({ "c.customer": customer, "c.kind": "visit", "d.happenedOn": "2026-11-20 +0800" });
const submit = (values: object | undefined, more: object = {}) =>
  raw.press(li(), { action: { ...raw.submitOf(), ...(values && { form_value: values }) }, ...more });
/** What the card that came back says. */
const said = ({ reply }: Awaited<ReturnType<typeof submit>>): string => JSON.stringify(reply);

describe("a form whose values are", () => {
  test.each<[string, object | undefined]>([
    ["not there at all", undefined],
    ["null", { "c.customer": null, "c.kind": null, "d.happenedOn": null, "t.said": null, "c.met": null }],
    ["empty", { "c.customer": "", "c.kind": "", "d.happenedOn": "", "t.said": "", "c.met": [], "c.mood": "" }],
    ["of no shape of theirs", { "c.customer": {}, "c.kind": 7, "d.happenedOn": [], "t.said": true, "c.met": "" }],
  ])("%s is told at its fields, and nothing is saved", async (_, values) => {
    const answer = await submit(values);
    expect(answer.status).toBe(200);
    expect(said(answer).match(/请填写|必填|请选择|不能为空|还没有填/g)?.length, said(answer)).toBeGreaterThanOrEqual(3);
    expect(await visits()).toBe(before);
  });

  test.each(["2026-02-30 +0800", "0000-00-00 +0800", "2026-13-01", "9999-12-31 +0800", "昨天", "x".repeat(10_000)])(
    "a day that is none (%s) is told at its field, and nothing is saved",
    async (day) => {
      const answer = await submit({ ...sound(), "d.happenedOn": day });
      expect(said(answer)).toMatch(/font color='red'/);
      expect(await visits()).toBe(before);
    },
  );

  test.each([
    ["a kind there is not", { "c.kind": "gone" }],
    ["a customer there is not", { "c.customer": "00000000-0000-4000-8000-000000000000" }],
    ["a customer that is no id", { "c.customer": "宏达'; DROP TABLE" }],
    ["ten thousand characters", { "t.said": "长".repeat(10_000) }],
  ])("%s is answered, and nothing is saved", async (_, wrong) => {
    const answer = await submit({ ...sound(), ...wrong });
    expect(answer.status).toBe(200);
    expect(said(answer)).not.toMatch(/R-[A-Z0-9]{6}/);
    expect(said(answer)).toMatch(/"toast"|font color='red'|"template":"red"/);
    expect(await visits()).toBe(before);
  });

  test("more than the form has are taken without the rest, and what cannot be seen is not kept", async () => {
    const odd = { "t.said": "谈\u202e了\0续\u200b约", "t.nobody": "x", "c.__proto__": "x", other: { a: 1 } };
    const answer = await submit({ ...sound(), ...odd });
    expect(said(answer)).toContain("已记录");
    expect((await db().activity.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).said).toBe("谈了续约");
    expect(await visits()).toBe(before + 1);
  });
});

describe("a form sent", () => {
  test("by a client that leaves the button's value out is taken by its name", async () => {
    const { name } = raw.submitOf();
    const { status } = await raw.press(li(), { action: { name, form_value: { ...sound(), "t.said": "只有名字" } } });
    expect(status).toBe(200);
    expect(await db().activity.count({ where: { said: "只有名字" } })).toBe(1);
  });

  test("by name alone by somebody it was not issued to is not taken, and they may still send it", async () => {
    const [zhao, { name }] = [house.feishu.person("zhaomin"), raw.submitOf()];
    const action = { name, form_value: { ...sound(), "t.said": "别人的表单" } };
    const { status, reply } = await raw.press(zhao, { action });
    expect([status, reply.card]).toEqual([200, undefined]);
    expect(reply.toast?.content).toContain("为别人打开的");
    expect(await visits()).toBe(before);
    await raw.press(li(), { action });
    expect(await db().activity.count({ where: { said: "别人的表单" } })).toBe(1);
  });

  describe("in a group by a client that leaves the button's value out", () => {
    const GROUP = "华东一组";
    /** Opens one there; sends it by its name from wherever that is. */
    const opened = async () => {
      await li().say("@Rapport /visit", { in: GROUP });
      const message = await house.until(li(), () => li().form()?.id, "a form");
      const { name } = raw.submitOf();
      return (said: string, { who = li(), chat = house.feishu.idOf(GROUP) }: { who?: Person; chat?: string } = {}) =>
        raw.press(who, {
          action: { name, form_value: { ...sound(), "t.said": said } },
          context: { open_message_id: message, open_chat_id: chat },
        });
    };
    const kept = (words: string) => db().activity.count({ where: { said: words } });

    test("is taken where it stands, and becomes what came of it", async () => {
      const { reply } = await (await opened())("群里只有名字");
      expect(reply.toast).toBeUndefined();
      expect(said({ status: 200, reply })).toContain("已记录");
      expect(await kept("群里只有名字")).toBe(1);
    });

    test("carried into another group is sent there by its owner alone, and stays as it is", async () => {
      const send = await opened();
      const chat = house.feishu.idOf("华东一组-费用审批");
      const answer = await send("别人的", { who: house.feishu.person("zhaomin"), chat });
      expect(answer.reply.toast?.content).toContain("为别人打开的");
      expect(await kept("别人的")).toBe(0);
      const { reply } = await send("带到别处", { chat });
      expect([reply.toast?.content, reply.card]).toEqual([expect.stringContaining("在别处发的"), undefined]);
      await expect.poll(() => kept("带到别处")).toBe(1);
    });

    test("or in one's own chat, where it stands when Feishu does not whisper it, is taken", async () => {
      const send = await opened();
      await li().say("你好");
      const chat = house.feishu.desk.screen(li().id).chats.find(({ kind, withBot }) => kind === "p2p" && withBot)!.id;
      const { reply } = await send("群里不能悄悄说", { chat });
      expect([reply.toast, await kept("群里不能悄悄说")]).toEqual([undefined, 1]);
    });
  });

  test("by nobody whom Feishu names is nobody's", async () => {
    const { tenantKey } = house.feishu;
    const nobody = await submit(sound(), { operator: { tenant_key: tenantKey, open_id: "" } });
    expect(nobody.reply.toast?.content).toContain("飞书没有说明是谁按的");
    expect(nobody.reply.card).toBeUndefined();
    expect(await visits()).toBe(before);
  });

  test("by somebody who is no member saves nothing", async () => {
    const mia = house.feishu.person("mia");
    const answer = await raw.press(mia, { action: { ...raw.submitOf(), form_value: sound() } });
    expect(answer.status).toBe(200);
    expect(said(answer)).not.toContain("已记录");
    expect(await visits()).toBe(before);
  });

  test("with a value that is a text, or of another app, is answered with an object and saves nothing", async () => {
    for (const value of ["text", 7, null, [], { f: "activities.log" }, { f: 1, p: 2, n: 3, l: 4 }]) {
      const answer = await raw.press(li(), { action: { name: "x", value, form_value: sound() } });
      expect([answer.status, typeof answer.reply]).toEqual([200, "object"]);
    }
    expect(await visits()).toBe(before);
  });
});
