import XLSX from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { talkIn } from "./talk.ts";

/** What each platform has to itself, so that the same conversations meet in one company. */
const SIDES = [
  {
    platform: "slack",
    twin: "宏达机电",
    phone: "139 0000 1111",
    colleague: "sunqian",
    customer: "锦绣食品有限公司",
    contact: "何艳",
    deal: "锦绣包装线",
    hour: "2026-11-23T11:00:00+08:00",
  },
  {
    platform: "feishu",
    twin: "华信精密仪器",
    phone: "139 0000 2222",
    colleague: "liuyang",
    customer: "东方医疗器械有限公司",
    contact: "陈晓燕",
    deal: "东方洁净车间",
    hour: "2026-11-23T13:00:00+08:00",
  },
] as const;

/** What is done with customers in chat, from end to end. */
export const customerTalk = (house: RunningHouse): void => {
  const { person: personOf, types, asks, does, answers, objects, closed } = talkIn(house);
  const db = () => from({ database: house.database.handle });

  describe.each(SIDES)("on $platform", ({ platform, twin, phone, colleague, customer, contact, deal, hour }) => {
    const person = (key: string) => personOf(platform, key);

    test("a customer and a number that are there already are told of; two that are one are merged, and made two again", async () => {
      const [li, wang] = [person("liwei"), person("wangfang")];
      const [kept, gone] = [`${twin}有限公司`, `${twin}分厂`];
      await types(li, `/customer new ${twin}股份有限公司`);
      await answers(li, { 联系人: "钱进" });
      await objects(li, new RegExp(`看起来就是 ${kept}`));
      await answers(li, { 名称: gone });
      const made = await house.reads(li, new RegExp(`已建档：${gone}`));
      await does(li, made, "更多…");
      await does(li, await house.reads(li, new RegExp(`${gone}：更多`)), "添加联系人");
      await answers(li, { 联系人: "孙进", 电话: phone });
      await house.reads(li, /已添加：孙进/);
      await does(li, await asks(li, `/customer ${kept}`, new RegExp(kept)), "更多…");
      await does(li, await house.reads(li, new RegExp(`${kept}：更多`)), "添加联系人");
      await answers(li, { 联系人: "孙经理", 电话: phone });
      await objects(li, /已经有这个号码的联系人/);
      await li.submit();
      await house.reads(li, /已添加：孙经理/);

      await house.moveClock(hour);
      const list = await asks(wang, "/duplicates", new RegExp(`${twin}[\\s\\S]*电话相同`));
      await wang.press(list, `${twin} › 对比`);
      const look = await house.reads(wang, new RegExp(`把 ${twin}.* 并入 ${twin}`));
      expect(look.text).toMatch(/\d 位联系人/);
      await wang.press(look, "合并", { confirm: true });
      const done = await house.reads(wang, new RegExp(`已合并：${twin}`));
      expect(await db().customer.count({ where: { name: { startsWith: twin } } })).toBe(1);
      await wang.press(done, "撤销合并");
      await house.reads(wang, new RegExp(`已恢复成两家：${twin}`));
      expect(await db().customer.count({ where: { name: { startsWith: twin } } })).toBe(2);
    });

    test("the latest activities stand in the thread of the card that does not hold them all", async () => {
      const li = person("liwei");
      const talks = ["谈交期", "看样品", "谈价格", "定付款方式"];
      for (const said of talks) await asks(li, `/visit ${customer} ${said}`, new RegExp(said));
      const card = await asks(li, `/customer ${customer}`, new RegExp(`^${customer}`));
      expect(talks.filter((said) => card.text.includes(said))).toHaveLength(3);
      const below = await house.reads(li, /的全部行动/, { thread: card });
      for (const said of talks) expect(below.text).toContain(said);
    });

    test("facts are edited; shared, a colleague sees it; taken back, no more", async () => {
      const [li, other] = [person("liwei"), person(colleague)];
      const card = await asks(li, `/customer ${customer}`, new RegExp(customer));
      await does(li, card, "编辑");
      await answers(li, { 城市: "嘉兴" });
      await house.reads(li, new RegExp(`${customer}[\\s\\S]*嘉兴`));
      await does(li, card, "共享");
      await answers(li, { 共享给: [other.name] });
      const told = await house.reads(other, new RegExp(`李伟 把${customer}共享给你`));
      await other.press(told, "看客户");
      await house.reads(other, new RegExp(`${customer}[\\s\\S]*嘉兴`));
      await closed(li);
      await does(li, card, "共享");
      await answers(li, { 共享给: [] });
      await house.reads(other, new RegExp(`李伟 不再把${customer}共享给你`));
      await other.press(told, "看客户");
      await house.reads(other, /没有找到[\s\S]*你能看到的客户里没有这一家/);
    });

    test("who decides is put on the map; handed over it is on the new owner's card; undone, all is as before", async () => {
      const [li, other] = [person("liwei"), person(colleague)];
      const onMap = ({ tables }: Message) => tables.some(({ rows }) => rows.flat().includes(`${contact} D+`));
      const owned = await db().customer.findFirstOrThrow({ where: { name: customer } });
      await does(li, await asks(li, `/deal ${deal}`, new RegExp(deal)), "决策链");
      await li.press(await house.reads(li, new RegExp(`决策链：${deal}`)), "加一位");
      await answers(li, { 联系人: contact, 决策角色: "决策者", 态度: "+ 支持", 影响力: "4" });
      await house.until(li, () => li.messages().some(onMap), "the map");

      await types(li, `/handover ${customer}`);
      await answers(li, { 交给: other.name, 想告诉接手人的话: "先打个招呼" });
      const done = await house.reads(li, new RegExp(`已移交：${customer} → ${other.name}`));
      const card = await house.reads(other, new RegExp(`${customer} 由你负责了[\\s\\S]*先打个招呼`));
      expect(onMap(card)).toBe(true);
      expect(await db().customer.findUniqueOrThrow({ where: { id: owned.id } })).not.toEqual(owned);
      await li.press(done, "撤销", { confirm: true });
      await house.reads(li, new RegExp(`已从 ${other.name} 撤回`));
      await house.reads(other, /撤回了 \d+ 家客户/);
      expect(await db().customer.findUniqueOrThrow({ where: { id: owned.id } })).toEqual({
        ...owned,
        version: owned.version + 2,
      });
      await does(li, await asks(li, `/customer ${customer}`, new RegExp(customer)), "更多…");
      await does(li, await house.reads(li, new RegExp(`${customer}：更多`)), "变更记录");
      await house.reads(li, new RegExp(`撤销移交：${other.name} → 李伟[\\s\\S]*移交：李伟 → ${other.name}`));
    });

    test("personal data is shown, brought as a file, erased; the books stay", async () => {
      const wang = person("wangfang");
      const books = () => db().activity.count();
      const before = await books();
      const shown = await asks(wang, `/contact ${contact}`, new RegExp(contact));
      await does(wang, shown, "个人信息");
      const held = await house.reads(wang, new RegExp(`关于.*${contact}.*我们存了什么`));
      await wang.press(held, "把文件发给我");
      const brought = await house.until(
        wang,
        () => wang.messages().findLast(({ files }) => files.length > 0),
        "a file",
      );
      expect(brought.files[0]?.content).toContain(contact);
      await wang.press(held, "抹除");
      await answers(wang, { 再写一遍姓名: contact, 原因: "本人来信" });
      await house.reads(wang, new RegExp(`已抹除：${customer} 的一位联系人`));
      await asks(wang, `/contact ${contact}`, new RegExp(`没有叫“${contact}”的联系人`));
      expect(await books()).toBe(before);
    });

    test("a list comes as a sheet, to whoever asked for it", async () => {
      const li = person("liwei");
      await types(li, "/export customers");
      const brought = await house.until(
        li,
        () => li.messages().findLast(({ files }) => files.some(({ name }) => name.endsWith(".xlsx"))),
        "a sheet",
      );
      const { SheetNames, Sheets } = XLSX.read(brought.files[0]?.bytes);
      const rows = XLSX.utils.sheet_to_json<{ 客户名称: string }>(Sheets[SheetNames[0]!]!);
      const own = await db().customer.findMany({ where: { owner: { name: "李伟" } } });
      expect(rows.map((row) => row.客户名称).sort()).toEqual(own.map(({ name }) => name).sort());
    });

    test("a figure is changed, and taken back; the set-up is left in the middle, and taken up again", async () => {
      const lin = person("lintao");
      await lin.press(await asks(lin, "/figures", /公司参数/), "商机推进 › 修改");
      await answers(lin, { "销售周期（天）": "0" });
      await objects(lin, /不能小于 1|Enter 1 or more/);
      await answers(lin, { "销售周期（天）": "35" });
      await lin.press(await house.reads(lin, /销售周期（天） 28 → 35/), "撤销");
      await house.reads(lin, /已撤销，恢复成原来的/);
      expect((await db().organization.findFirstOrThrow()).settings).toEqual({});

      await lin.press(await asks(lin, "/setup", /设置/), "修改");
      await house.form(lin);
      await lin.fill({ 名称: "别的名字" });
      await lin.close({ all: true });
      expect((await db().organization.findFirstOrThrow()).name).not.toBe("别的名字");
      await lin.press(await asks(lin, "/setup", /设置/), "修改");
      await answers(lin, { 名称: `宏景 ${platform}` });
      await closed(lin);
      expect((await db().organization.findFirstOrThrow()).name).toBe(`宏景 ${platform}`);
    });
  });
};
