import { describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { newcomers } from "../../src/features/newcomers/index.ts";
import { people } from "../../src/features/people/index.ts";
import { roster } from "../../src/features/roster/index.ts";
import { team } from "../../src/features/team/index.ts";
import { buttonOf, buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [people, roster, team, newcomers], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { makeCustomer } = dealsOf(house);

const unchanged = async (work: () => Promise<unknown>) => {
  const counts = () => Promise.all([db().member.count(), db().teamMember.count(), db().auditEntry.count()]);
  const before = await counts();
  await work();
  expect(await counts()).toEqual(before);
};
type Person = ReturnType<typeof house.person>;
/** What was said beside the card that took the place of the one pressed. */
const saidBy = ({ shown }: Person) => (shown?.kind === "replace" && shown.say ? cardText(shown.say) : "");
const labelsOf = (card: Card) => buttonsOf(card).map(({ label }) => label);
const paste = async (who: string, list: string) => {
  const person = house.person(who);
  await person.presses({ action: "roster.begin", payload: {} });
  await person.fills({ list }).submits();
  return person;
};

describe("a pasted list", () => {
  test("is looked at line by line, then added at once; what is refused is left out", async () => {
    const list = [
      "姓名\t邮箱\t团队\t角色",
      "郑爽\tZheng@Example.com\t华东一组\t销售代表",
      "Emma Stone\t138-0013-8000\t华南组\trep/clerk",
      "韩梅\thm@example.com\t华北组\t销售",
      "高远\tgy@example.com\t\t经理",
      "李伟\t\t华东一组\trep",
    ].join("\n");
    const admin = house.person("林涛");
    await admin.types("/people");
    await admin.presses("粘贴名单");
    await unchanged(async () => {
      await admin.fills({ list: "  \n" }).submits();
      expect(admin.form.errors).toHaveProperty("list");
      await admin.fills({ list }).submits();
    });
    expect(admin.card.title).toBe("将加入 2 人 · 已有 1 人 · 1 人等建团队 · 1 行不能用");
    expect(admin.reads).toContain("还没有的团队：华北组（韩梅）。");
    expect(admin.reads).toContain("高远 · gy@example.com · 销售经理\n✗ 销售代表、内勤、经理和板块管理员要有团队");
    expect(admin.reads).toContain("= 已经有了：李伟，不动");
    const plan = admin.card;
    await admin.presses("加入 2 人");
    expect(admin.card).toMatchObject({ tone: "done", title: "已加入 2 人" });
    const made = await db().member.findMany({
      where: { name: { in: ["郑爽", "Emma Stone"] } },
      include: { teams: true, identities: true },
      orderBy: { name: "desc" },
    });
    expect(made).toMatchObject([
      {
        name: "郑爽",
        mail: "zheng@example.com",
        roles: ["rep"],
        teams: [{ teamId: house.company.teamId }],
        identities: [],
      },
      { name: "Emma Stone", phone: "13800138000", roles: ["rep", "clerk"], teams: [{}] },
    ]);
    await unchanged(async () => {
      await admin.presses("加入 2 人", { on: plan });
      // The card of then offers the list no longer, but what came of it.
      expect(saidBy(admin)).toContain("已经加过或过期了");
      expect(admin.card).toMatchObject({ tone: "done", title: "已加入 2 人", footer: "11月24日 09:00 前可以撤销。" });
      expect(labelsOf(admin.card)).toEqual(["继续设置", "再粘贴一份", "撤销"]);
      await admin.presses("建这个团队", { on: plan });
      expect(labelsOf(admin.card)).toEqual(["继续设置", "再粘贴一份", "撤销"]);
      await paste("林涛", list);
      expect(admin.card.title).toBe("将加入 0 人 · 已有 3 人 · 1 人等建团队 · 1 行不能用");
    });
  });

  test("is nobody else's to paste or to add", async () => {
    const admin = await paste("林涛", "某人, 华东一组, rep");
    const add = admin.card.buttons![0]!.press;
    await unchanged(async () => {
      const rep = house.person("李伟");
      await rep.presses({ action: "roster.begin", payload: {} });
      expect(rep.reads).toContain("请找管理员");
      await rep.presses(add);
      expect(rep.reads).toContain("请找管理员");
    });
  });

  test("its people are reminded when the company reminds", async () => {
    await (await paste("林涛", "早鸟, 华东一组, rep")).presses("加入 1 人");
    expect(await db().member.findFirst({ where: { name: "早鸟" } })).toMatchObject({ reminderTime: null });
  });

  test("whose people were all added meanwhile offers nobody any more", async () => {
    const admin = await paste("林涛", "赶上, 华东一组, rep");
    const plan = admin.card;
    await (await paste("林涛", "赶上, 华东一组, rep")).presses("加入 1 人");
    await unchanged(async () => {
      await admin.presses("加入 1 人", { on: plan });
      expect(saidBy(admin)).toContain("已经加过或过期了");
      expect(admin.card.title).toBe("将加入 0 人 · 已有 1 人");
      expect(labelsOf(admin.card)).toEqual(["重新粘贴"]);
    });
  });

  test("two who add the same list at once add it once", async () => {
    const admin = await paste("林涛", "独一, 华东一组, rep");
    const add = admin.card.buttons![0]!.press;
    await Promise.all([admin.presses(add), admin.presses(add)]);
    expect(await db().member.count({ where: { name: "独一" } })).toBe(1);
  });
});

describe("a list of teams that are not there yet", () => {
  const LIST = [
    ...Array.from(
      { length: 14 },
      (_, n) => `东${n + 1}, dong${n + 1}@example.com, 华东五组, ${n === 0 ? "经理" : "销售代表"}`,
    ),
    "西一, xi1@example.com, 华西组, 销售代表",
    "打错, cuo@example.com, 华东九组, 销售代表",
    "Ann East, ann@example.com, West, rep",
    "Bo East, bo@example.com, west, rep",
    ...Array.from({ length: 13 }, (_, n) => `职${n + 1}, zhi${n + 1}@example.com, 华东一组, 大区老总`),
  ].join("\n");
  const teams = () => db().team.findMany({ where: { name: { in: ["华东五组", "华西组", "华东九组"] } } });

  test("makes them at one press, in a segment, and brings in their people; reasons are told once", async () => {
    const admin = await paste("林涛", LIST);
    expect(admin.card.title).toBe("将加入 0 人 · 18 人等建团队 · 13 行不能用");
    expect(admin.reads).toContain("还没有的团队：华东五组（14 人）、华西组（西一）、华东九组（打错）、West（2 人）。");
    expect(admin.reads).toContain("13 行 · 职1、职2");
    expect(admin.reads.match(/大区老总/g)).toHaveLength(1);
    await admin.presses("建这 4 个团队");
    expect(admin.form.values.teams).toEqual({ text: "华东五组\n华西组\n华东九组\nWest" });
    await unchanged(async () => {
      await admin.fills({ segment: { choose: newId() } }).submits();
      expect(admin.form.errors).toHaveProperty("segment");
      await admin.fills({ teams: `华东五组\n${"长".repeat(61)}` }).submits();
      expect(admin.form.errors).toEqual({ teams: "团队名称最多 60 个字。" });
    });
    expect(await teams()).toEqual([]);
    const segment = { choose: house.company.segmentId };
    await admin.fills({ teams: " 华东五组 \n\n华西组\n华西组\n华东一组", segment }).submits();
    expect((await teams()).map(({ name }) => name).toSorted()).toEqual(["华东五组", "华西组"]);
    expect(admin.card.title).toBe("将加入 15 人 · 3 人等建团队 · 13 行不能用");
    expect(admin.reads).toContain("还没有的团队：华东九组（打错）、West（2 人）。");
    await admin.presses("加入 15 人");
    expect(await db().teamMember.count({ where: { teamId: { in: (await teams()).map(({ id }) => id) } } })).toBe(15);
  });

  test("makes none for a segment's admin, who only hears that they are not there", async () => {
    const { id } = house.company.people.李伟!;
    await db().member.update({ where: { id }, data: { roles: ["segment_admin"] } });
    try {
      const person = await paste("李伟", "南一, nan1@example.com, 华南九组, 销售代表");
      expect(person.reads).toContain("✗ “华南九组”不是邮箱、手机、角色或这里的团队");
      expect(person.card.buttons?.map(({ label }) => label)).toEqual(["重新粘贴"]);
      const draft = await db().rosterDraft.findFirstOrThrow({});
      await unchanged(async () => {
        await person.presses({ action: "roster.makeTeams", payload: { id: draft.id } });
        expect(person.reads).toContain("请找管理员");
      });
    } finally {
      await db().member.update({ where: { id }, data: { roles: ["rep"] } });
    }
  });
});

describe("who was on a list and writes for the first time", () => {
  test("is suggested to the admin by name, and becomes that person", async () => {
    await (await paste("林涛", "Someone, some@example.com, 华东一组, rep")).presses("加入 1 人");
    await house.person("U-first").types("hello");
    const request = await db().joinRequest.findFirstOrThrow({ where: { user: "U-first" } });
    const admin = house.person("林涛");
    await admin.presses({ action: "team.letIn", payload: { id: request.id, version: request.version } });
    expect(admin.form.values.known).toEqual({ choices: [expect.objectContaining({ label: "Someone" })] });
    await admin.submits();
    expect(admin.card.title).toBe("Someone 已加入 · 销售代表");
    const known = await db().member.findMany({ where: { name: "Someone" }, include: { identities: true } });
    expect(known).toMatchObject([{ mail: "some@example.com", roles: ["rep"], identities: [{ user: "U-first" }] }]);
    await house.delivers();
    expect(cardText(house.person("U-first").inbox.at(-1)!)).toContain("Someone");
  });
});

describe("a list that was added", () => {
  const LIST =
    "早来, zao@example.com, 华东一组, rep\n晚来, wan@example.com, 华东一组, rep\n接手, jie@example.com, 华东一组, rep";
  const added = async () => {
    const admin = await paste("林涛", LIST);
    const plan = admin.card;
    await admin.presses("加入 3 人");
    return { admin, plan };
  };
  const there = async () =>
    (await db().member.findMany({ where: { name: { in: ["早来", "晚来", "接手"] } }, orderBy: { name: "asc" } })).map(
      ({ name }) => name,
    );

  test("is undone: who was not at work yet goes, account and all; who was, or owns something, stays and is named", async () => {
    const { admin, plan } = await added();
    expect(admin.card.footer).toBe("11月24日 09:00 前可以撤销。");
    const card = admin.card;
    const of = async (name: string) => db().member.findFirstOrThrow({ where: { name } });
    const { organizationId } = house.company;
    const account = { platform: "slack", workspace: "T-1", organizationId };
    await db().identity.create({ data: { ...account, user: "U-late", memberId: (await of("晚来")).id } });
    await db().auditEntry.create({
      data: {
        ...{ id: newId(), organizationId, memberId: (await of("早来")).id, from: "slack", what: "visit.logged" },
        ...{ subject: "customer:x", at: house.clock.now() },
      },
    });
    const customer = await makeCustomer("归接手的");
    await db().customer.update({ where: { id: customer }, data: { ownerId: (await of("接手")).id } });
    const rep = house.person("李伟");
    await unchanged(async () => {
      await rep.presses(buttonOf(card, "撤销").press);
      expect(rep.reads).toContain("请找管理员");
      await house.person("王芳").presses(buttonOf(card, "撤销").press);
    });
    await admin.presses(buttonOf(card, "撤销").press);
    expect(admin.card).toMatchObject({ tone: "past", title: "已移除 1 人" });
    expect(admin.reads).toMatch(/已经用起来，保留：(早来、接手|接手、早来)/);
    expect(await there()).toEqual(["接手", "早来"]);
    expect(await db().identity.count({ where: { user: "U-late" } })).toBe(0);
    expect(await db().auditEntry.count({ where: { what: "member.undone" } })).toBe(1);
    await unchanged(async () => {
      await admin.presses(buttonOf(card, "撤销").press);
      expect(admin.reads).toContain("这份名单已经撤销过");
      await admin.presses(buttonOf(plan, "加入 3 人").press);
      expect(admin.card).toMatchObject({ tone: "past", title: "这份名单已经不在了" });
      expect(labelsOf(admin.card)).toEqual(["再粘贴一份"]);
    });
  });

  test("is undone but for whom something was given to do", async () => {
    const admin = await paste("林涛", "受托, shou@example.com, 华东一组, rep");
    await admin.presses("加入 1 人");
    const { id: assigneeId } = await db().member.findFirstOrThrow({ where: { name: "受托" } });
    const { organizationId, people: known } = house.company;
    const task = { id: newId(), organizationId, giverId: known.周明!.id, assigneeId, createdAt: house.clock.now() };
    await db().task.create({ data: { ...task, what: "寄样品", dueOn: new Date("2026-11-27") } });
    await admin.presses("撤销");
    expect(admin.reads).toContain("已经用起来，保留：受托");
    expect(await db().member.count({ where: { id: assigneeId } })).toBe(1);
  });

  test("can be added anew once it is undone, and is not undone after a day", async () => {
    const admin = await paste("林涛", "再来, zai@example.com, 华东一组, rep");
    await admin.presses("加入 1 人");
    await admin.presses("撤销");
    expect(await db().member.count({ where: { name: "再来" } })).toBe(0);
    await paste("林涛", "再来, zai@example.com, 华东一组, rep");
    await admin.presses("加入 1 人");
    house.clock.freezeAt(new Date("2026-11-24T09:00:01+08:00"));
    await unchanged(async () => {
      await admin.presses("撤销");
      expect(admin.reads).toContain("没有撤销：11月24日 09:00 前可以撤销，已经过了");
    });
  });
});
