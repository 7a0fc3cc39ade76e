import { beforeAll, describe, expect, test } from "vitest";
import { asMemberId, newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { suggest } from "../../src/features/handover/rules.ts";
import { features } from "../../src/features/index.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

/** 安然 was put on a list of the team and has never written: nothing reaches her. */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
let listed = "";
beforeAll(async () => {
  listed = newId();
  const { organizationId, teamId } = house.company;
  const at = house.clock.now();
  await db().member.create({
    data: { id: listed, organizationId, name: "Ann", roles: ["rep"], mail: "ann@example.com", createdAt: at },
  });
  await db().teamMember.create({ data: { teamId, memberId: listed, organizationId } });
});

test("somebody on no platform is offered customers last, and marked", async () => {
  const customerId = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const wang = house.person("王芳");
  await wang.presses({ action: "handover.begin", payload: { customerId } });
  const offered = await wang.searches("to", "");
  expect(offered.at(-1)).toMatchObject({ label: "Ann", detail: "华东一组 · 手上 0 家 · 还没来过" });
  expect(offered.slice(0, -1).every(({ detail }) => !detail?.includes("还没来过"))).toBe(true);
});

test("is suggested last for an orphan, with the fewest customers too", () => {
  const team = {
    language: "zh",
    teamId: "t",
    team: "华东一组",
    segmentId: "s",
    segment: "工业",
    awayUntil: null,
  } as const;
  const ann = { ...team, id: asMemberId("ann"), name: "Ann", here: false, load: 0 };
  const li = { ...team, id: asMemberId("li"), name: "李伟", here: true, load: 9 };
  const orphan = { id: "c", teamId: "t", region: null, city: null, industry: null };
  expect(suggest([orphan], [ann, li], []).get("c")?.to.name).toBe("李伟");
});

test("stands in for nobody: not offered, and refused; nothing is entered", async () => {
  const li = house.person("李伟");
  await li.presses({ action: "absence.add", payload: { id: idOf("李伟") } });
  const offered = await li.searches("standIn", "");
  expect(offered.map(({ label }) => label)).toContain("Emma");
  expect(offered.map(({ value }) => value)).not.toContain(listed);
  await li.fills({ until: "2026-11-24", standIn: { choose: listed } }).submits();
  expect(li.form.errors).toEqual({ standIn: expect.stringContaining("还没在任何平台上用过") });
  expect(await db().absence.count()).toBe(0);
  await li.fills({ standIn: { choose: idOf("Emma") } }).submits();
  expect(await db().absence.count()).toBe(1);
});

describe("a segment's admin", () => {
  const head = () => house.person("赵敏");
  beforeAll(async () => {
    await db().member.update({ where: { id: idOf("赵敏") }, data: { roles: ["clerk", "segment_admin"] } });
    await db().member.update({ where: { id: idOf("孙丽") }, data: { mail: "sun@example.com", phone: "13800138000" } });
  });

  test("gives nobody the mail of somebody in another segment, and does not read whose it is", async () => {
    const { version } = await db().member.findUniqueOrThrow({ where: { id: listed } });
    await head().presses({ action: "people.edit", payload: { id: listed, version } });
    await head().fills({ mail: "sun@example.com" }).submits();
    expect(head().form.errors).toEqual({ mail: "这个邮箱在这里已经是别人的了，请找系统管理员。" });
    expect(await db().member.findUniqueOrThrow({ where: { id: listed } })).toMatchObject({
      ...{ mail: "ann@example.com", version },
    });
    await head().fills({ mail: "li@example.com" });
    await db().member.update({ where: { id: idOf("李伟") }, data: { mail: "li@example.com" } });
    await head().submits();
    expect(head().form.errors).toEqual({ mail: "李伟 已经用了这个邮箱。" });
  });

  test("pastes the phone of somebody in another segment, open or closed, and does not read whose it is", async () => {
    const reads = async () => {
      await head().presses({ action: "roster.begin", payload: {} });
      await head().fills({ list: "某人, 13800138000, 华东一组, 销售代表" }).submits();
      return head().reads;
    };
    const open = await reads();
    expect(open).toContain("这里已经有人用这个邮箱、手机或姓名了");
    expect(open).not.toContain("孙丽");
    await db().member.update({ where: { id: idOf("孙丽") }, data: { closedAt: house.clock.now() } });
    expect(await reads()).toBe(open);
  });
});
