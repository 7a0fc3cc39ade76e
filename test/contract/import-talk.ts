import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { talkIn } from "./talk.ts";

/** What each platform has to itself, so that the same conversations meet in one company. */
const SIDES = [
  { platform: "slack", first: "云杉仪器", mobile: "1381111000" },
  { platform: "feishu", first: "北辰药业", mobile: "1382222000" },
] as const;

/** A sheet on its way in, from the drop in the direct chat to the undo. */
export const importTalk = (house: RunningHouse): void => {
  const { person: personOf, brings, opened, answers } = talkIn(house);
  const db = () => from({ database: house.database.handle });
  const held = async () => ({
    customers: await db().customer.count(),
    contacts: await db().contact.count(),
    imports: await db().import.count(),
  });

  describe.each(SIDES)("a sheet dropped on $platform", ({ platform, first, mobile }) => {
    const person = (key: string) => personOf(platform, key);
    const file = `${first}.csv`;
    /** A good row, one more of the same customer, one without a name, one of a day to come, one of nobody's. */
    const sheet = [
      "客户名称,城市,首次接触,负责人,联系人,手机",
      `${first}有限公司,苏州,2024年4月1日,李伟,周敏,${mobile}1`,
      `${first},,,李伟,吴磊,${mobile}2`,
      ",上海,,李伟,,",
      `${first}宁波厂,宁波,2099-01-01,李伟,,`,
      `${first}天津厂,天津,2024/5/6,查无此人,,`,
    ].join("\n");
    const drops = (who: Person, content: string | Uint8Array, answer: RegExp, name = file) =>
      brings(who, () => who.upload({ name, content }), answer);
    const confirms = async (who: Person) => {
      await who.press(await house.reads(who, /文件里有这些[\s\S]*客户 · \d 行/), "确认各列");
      return opened(who);
    };
    const checked = (who: Person, name = file) => brings(who, () => answers(who, {}), new RegExp(`检查好了：${name}`));

    test("its columns are confirmed, its rows are checked and taken in; dropped again it changes nothing; all is undone", async () => {
      const wang = person("wangfang");
      const before = await held();
      await drops(wang, sheet, /文件里有这些[\s\S]*认出：客户名称、[\s\S]*电话/);
      const { fields } = await confirms(wang);
      const guessed = fields.filter(({ label }) => /^(客户名称|城市|电话)/.test(label)).map(({ shown }) => shown);
      expect(guessed).toEqual(["客户名称（A）", "手机（F）", "城市（B）"]);
      const judged = await checked(wang);
      expect(judged.text).toMatch(/新增\s*2[\s\S]*不导入\s*3/);
      expect(judged.text).toMatch(/第 4 行[\s\S]*缺少客户名称/);
      expect(judged.text).toMatch(/第 5 行[\s\S]*2099-01-01 还没有到/);
      expect(judged.text).toMatch(/第 6 行[\s\S]*没有查无此人/);
      expect(await held()).toEqual({ ...before, imports: before.imports + 1 });

      const underWay = house.reads(wang, new RegExp(`正在导入 ${file}[\\s\\S]*5 行中的 \\d 行`));
      await wang.press(judged, "导入", { confirm: true });
      await underWay;
      const applied = await house.reads(wang, new RegExp(`已导入：${file}`));
      expect(applied.id).toBe(judged.id);
      const after = await held();
      expect(after).toMatchObject({ customers: before.customers + 1, contacts: before.contacts + 2 });
      await wang.press(applied, "逐行表格");
      const name = `${file} 逐行结果.xlsx`;
      await house.until(wang, () => wang.messages().some(({ files }) => files.some((one) => one.name === name)), name);

      await drops(wang, sheet, /文件里有这些/);
      await confirms(wang);
      const again = await checked(wang);
      expect(again.text).toMatch(/新增\s*0[\s\S]*并入已有\s*0[\s\S]*跳过\s*2/);
      expect(again.buttons.map(({ label }) => label)).not.toContain("导入");
      expect(await held()).toEqual({ ...after, imports: after.imports + 1 });

      await wang.press(applied, "撤销", { confirm: true });
      await house.reads(wang, new RegExp(`已撤销：${file}`));
      expect(await held()).toEqual({ ...before, imports: before.imports + 2 });
    });

    test("every column can be confirmed, those that matter most first; what was chosen on a page stands on the way to the next", async () => {
      const wang = person("wangfang");
      const before = await held();
      const wide = [
        "客户名称,简称,行业,客户性质,省份,城市,地址,来源,客户类别,首次接触,联系人,职务,手机,邮箱,年销售额,谁跟,怎么来的",
        `${first}宽表,宽表,机电,民营企业,江苏,苏州,工业园,展会,潜在客户,2024-04-01,周敏,总经理,${mobile}3,zm@a.cn,900,李伟,老客户介绍`,
      ].join("\n");
      const name = `宽${file}`;
      await drops(wang, wide, /文件里有这些[\s\S]*认出：客户名称、/, name);
      const one = await confirms(wang);
      const shown = (form: typeof one) =>
        Object.fromEntries(
          form.fields.map(({ label, shown }) => [label.replace(/（选填）|\s*\(optional\)/, ""), shown]),
        );
      expect(Object.keys(shown(one)).slice(0, 6)).toEqual([
        ...["客户名称", "负责人", "联系人", "电话", "客户类别", "首次接触日期"],
      ]);
      expect(shown(one)).toMatchObject({ 负责人: "年销售额（O）", 电话: "手机（M）" });
      expect(one.lines.join()).toContain("地址、来源");
      await wang.fill({ 负责人: "谁跟（P）", 其余各列: true });
      await wang.submit();
      const two = await house.until(
        wang,
        () => {
          const form = wang.form();
          return form?.fields.some(({ label }) => label.startsWith("来源")) ? form : undefined;
        },
        "the second page",
      );
      expect(shown(two)).toMatchObject({ 地址: "地址（G）", 来源: "来源（H）" });
      expect(Object.keys(shown(two))).not.toContain("负责人");
      await wang.fill({ 来源: "怎么来的（Q）" });
      await brings(wang, () => wang.submit(), new RegExp(`检查好了：${name}`));
      const { mapping } = await db().import.findFirstOrThrow({ where: { file: name } });
      expect(mapping).toMatchObject({ columns: { customer: 0, owner: 15, phone: 12, address: 6, source: 16 } });
      expect(await held()).toEqual({ ...before, imports: before.imports + 1 });
    });

    test("a rep takes in what is their own, and nothing of a colleague's", async () => {
      const li = person("liwei");
      const before = await held();
      const own = `客户名称,负责人\n${first}昆山厂,李伟\n${first}无锡厂,王芳\n`;
      await drops(li, own, /文件里有这些/, `自己的${file}`);
      await confirms(li);
      const judged = await checked(li, `自己的${file}`);
      expect(judged.text).toMatch(/新增\s*1[\s\S]*不导入\s*1[\s\S]*第 3 行[\s\S]*没有王芳/);
      await li.press(judged, "导入", { confirm: true });
      const applied = await house.reads(li, new RegExp(`已导入：自己的${file}`));
      expect(await db().customer.count({ where: { name: { startsWith: first } } })).toBe(1);
      await li.press(applied, "撤销", { confirm: true });
      await house.reads(li, new RegExp(`已撤销：自己的${file}`));
      expect(await held()).toEqual({ ...before, imports: before.imports + 1 });
    });

    test("one that is broken, of a stranger, or of somebody who takes nothing in is refused in words, and nothing is kept", async () => {
      const before = await held();
      const torn = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(400, 7)]);
      await drops(person("wangfang"), torn, /文件没有读取[\s\S]*已损坏/, "破.xlsx");
      await drops(person("wangfang"), "<html><table></table></html>", /文件没有读取[\s\S]*其实是网页/, "网页.xls");
      await drops(person("zhaomin"), sheet, /什么都没有导入[\s\S]*销售、经理和管理员才能导入/);
      const stranger = await drops(person("mia"), sheet, /./);
      expect(stranger.text).not.toContain(first);
      expect(stranger.buttons.map(({ label }) => label)).not.toContain("确认各列");
      expect(await held()).toEqual(before);
      // Whoever asks to be let in later on asks for the first time.
      await db().joinRequest.deleteMany({});
    });
  });
};
