import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { withHouse } from "../support/house.ts";

/** A list is pasted in Slack; the company is in Feishu as well. */
const house = withHouse();
const db = () => from({ database: house.database.handle });
const identitiesOf = async (name: string) => {
  const { identities } = await db().member.findFirstOrThrow({ where: { name }, include: { identities: true } });
  return identities.map(({ platform, user }) => `${platform} ${user}`).sort();
};

test("people of a pasted list are found by mail and phone through the real SDKs, and welcomed where they are", async () => {
  const nora = await house.slack.addUser({ name: "nora", realName: "Nora", email: "nora@hongjing.example" });
  const guest = await house.slack.addUser({ name: "gast", realName: "Gast", email: "gast@x.example", isGuest: true });
  const ding = house.feishu.addUser({ name: "ding", realName: "丁一", mobile: "+8613800138077" });
  const admin = house.person("U0LINTAO");
  await admin.say("/people");
  await admin.press(await house.reads(admin, /同事 · \d+ 人/), "粘贴名单");
  await house.form(admin);
  const list = [
    "Nora, nora@hongjing.example, 华东一组, 销售代表",
    "丁一, 138 0013 8077, 华东一组, 销售代表",
    "Gast, gast@x.example, 华东一组, 销售代表",
    "李伟二, liwei@hongjing.example, 华东一组, 销售代表",
  ];
  await admin.fill({ 名单: list.join("\n") });
  await admin.submit();
  await admin.press(await house.reads(admin, /将加入 4 人/), "加入 4 人");

  const report = await house.reads(admin, /4 人中找到 2 人/);
  expect(report.text).toContain("Gast · gast@x.example");
  expect(report.text).toMatch(/这个账号已经是 李伟 的，没有改动/);
  await house.reads(house.person("nora"), /欢迎你，Nora|Welcome, Nora/);
  await house.reads(house.feishu.person("ding"), /欢迎你，丁一/);
  expect(await identitiesOf("Nora")).toEqual([`slack ${nora}`]);
  expect(await identitiesOf("丁一")).toEqual([`feishu ${ding}`]);
  expect(await identitiesOf("Gast")).toEqual([]);
  expect(await db().identity.count({ where: { user: guest } })).toBe(0);

  const person = house.feishu.person("ding");
  await person.say("看板");
  await house.reads(person, /看板|商机/);
});
