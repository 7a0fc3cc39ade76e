import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { settings } from "../../src/features/settings/index.ts";
import { cardText, SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features: [settings], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const memberOf = (name: string) => db().member.findUniqueOrThrow({ where: { id: house.company.people[name]!.id } });

test("language, zone and hour hold at once, in the new language, and are in the audit log", async () => {
  const emma = house.person("Emma");
  await emma.types("/settings");
  expect(emma.form.values).toMatchObject({
    language: { choices: [{ value: "en" }] },
    zone: { choices: [{ value: "Asia/Shanghai", label: "Shanghai · UTC+8" }] },
    time: { choices: [{ value: "company" }] },
  });
  expect(await emma.searches("zone", "lond")).toMatchObject([{ value: "Europe/London", label: "London · UTC" }]);
  expect((await emma.searches("zone", "旧金山"))[0]).toMatchObject({ value: "America/Los_Angeles" });
  await emma
    .fills({ language: { choose: "zh" }, zone: { choose: "Europe/London" }, time: { choose: "09:30" } })
    .submits();
  expect(emma.reads.split("\n")).toEqual(["已保存，马上生效", "语言: 中文", "时区: 伦敦 · UTC", "每日提醒时间: 09:30"]);
  expect(await memberOf("Emma")).toMatchObject({ language: "zh", zone: "Europe/London", reminderTime: "09:30" });
  expect(await db().auditEntry.findFirst({ where: { what: "member.settings" } })).toMatchObject({
    memberId: house.company.people.Emma!.id,
    before: { language: "en", zone: "Asia/Shanghai", reminderTime: null },
    after: { language: "zh", zone: "Europe/London", reminderTime: "09:30" },
  });
  await emma.types("设置");
  expect(emma.form.content.title).toBe("我的设置");
  expect((await emma.home()).map(({ title }) => title)).toEqual(["我的设置"]);
});

test("an hour or zone that is none is refused at its field, and nothing changes", async () => {
  const li = house.person("李伟");
  const before = await memberOf("李伟");
  await li.types("设置");
  await li.fills({ time: { choose: "25:00" } }).submits();
  expect(li.form.errors.time).toBeDefined();
  await li.fills({ time: { choose: "07:00" }, zone: { choose: "Moon/Base" } }).submits();
  expect(li.form.errors.zone).toBe("没有这个时区。输入城市，从列表里选一个。");
  expect(await memberOf("李伟")).toEqual(before);
});

test("who chose no hour goes by the company's, also once that changes, and can go back to it", async () => {
  const { people, organizationId: id } = house.company;
  await db().member.update({ where: { id: people.李伟!.id }, data: { reminderTime: null } });
  const li = house.person("李伟");
  await li.types("设置");
  expect(li.form.values.time).toEqual({ choices: [{ value: "company", label: "08:30（公司统一）" }] });
  await db().organization.update({ where: { id }, data: { settings: { reminderTime: "07:45" } } });
  try {
    await li.submits();
    expect(li.reads).toContain("每日提醒时间: 07:45（公司统一）");
    expect(await memberOf("李伟")).toMatchObject({ reminderTime: null });
    await li.types("设置");
    await li.fills({ time: { choose: "09:00" } }).submits();
    expect(await memberOf("李伟")).toMatchObject({ reminderTime: "09:00" });
    await li.types("设置");
    await li.fills({ time: { choose: "company" } }).submits();
    expect(await memberOf("李伟")).toMatchObject({ reminderTime: null });
  } finally {
    await db().organization.update({ where: { id }, data: { settings: {} } });
  }
});

test("an hour that an admin set and the list lacks can stay", async () => {
  const id = house.company.people.李伟!.id;
  await db().member.update({ where: { id }, data: { reminderTime: "08:15" } });
  const li = house.person("李伟");
  await li.types("设置");
  await li.submits();
  expect(await memberOf("李伟")).toMatchObject({ reminderTime: "08:15" });
});

test("with one account there is nothing to choose; with two, the platform of messages, here and on Home", async () => {
  const wang = house.person("王芳");
  await wang.types("设置");
  expect(wang.form.content.fields.platform).toBeUndefined();
  await onSecondPlatform(house, ["王芳"]);
  await wang.types("设置");
  expect(wang.form.values.platform).toMatchObject({ choices: [{ value: "slack" }] });
  await wang.fills({ platform: { choose: "feishu" } }).submits();
  expect(wang.reads).toContain("消息发到: 飞书");
  expect(await memberOf("王芳")).toMatchObject({ prefers: "feishu" });
  expect((await house.person("王芳", SECOND).home()).map(cardText).join("\n")).toContain("消息发到: 飞书");
});

test("a platform one is not on is no choice, and what was preferred stays", async () => {
  const wang = house.person("王芳", SECOND);
  await wang.types("设置");
  await wang.fills({ platform: { choose: "elsewhere" } }).submits();
  expect(await memberOf("王芳")).toMatchObject({ prefers: "feishu" });
});
