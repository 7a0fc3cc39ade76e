import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { people } from "../../src/features/people/index.ts";
import { team } from "../../src/features/team/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features: [people, team], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const theMember = (name: string) =>
  db().member.findUniqueOrThrow({ where: { id: idOf(name) }, include: { teams: true } });
const labels = (card: Parameters<typeof buttonsOf>[0]) => buttonsOf(card).map(({ label }) => label);

/** Someone more, in front of the bot. */
const join = async (name: string, roles: Role[], teamIds: readonly string[]) => {
  const { organizationId, platform, workspace } = house.company;
  const id = newId();
  await db().member.create({ data: { id, organizationId, name, roles, createdAt: house.clock.now() } });
  await db().identity.create({ data: { platform, workspace, user: name, organizationId, memberId: id } });
  for (const teamId of teamIds) await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
  return id;
};

const unchanged = async (work: () => Promise<unknown>) => {
  const state = () =>
    Promise.all([
      db().member.findMany({ include: { teams: true }, orderBy: { id: "asc" } }),
      db().auditEntry.count(),
      db().outgoingMessage.count(),
    ]);
  const before = await state();
  await work();
  expect(await state()).toEqual(before);
};

describe("the list of people", () => {
  test("has pages, finds by name, pinyin and mail, and filters by team and role", async () => {
    const { organizationId, teamId } = house.company;
    const added = Array.from({ length: 290 }, (_, index) => ({
      id: newId(),
      organizationId,
      name: `员工${String(index).padStart(3, "0")}`,
      roles: ["rep" as const],
      mail: `staff${index}@example.com`,
      createdAt: house.clock.now(),
    }));
    await db().member.createMany({ data: added });
    await db().teamMember.createMany({ data: added.map(({ id }) => ({ teamId, memberId: id, organizationId })) });
    const admin = house.person("林涛");
    await admin.types("/people");
    expect(admin.card.title).toBe("同事 · 300 人");
    const seen = new Set<string>();
    for (let page = 0; page < 30; page += 1) {
      for (const { text } of admin.card.lines ?? []) seen.add(JSON.stringify(text));
      if (labels(admin.card).includes("下一页")) await admin.presses("下一页");
    }
    expect(seen.size).toBe(300);
    await admin.types("/people liwei");
    expect(admin.card.title).toBe("李伟");
    expect(admin.reads).toContain("团队: 华东一组 · 工业");
    await admin.types("/people staff17@");
    expect(admin.card.title).toBe("员工017");
    expect(admin.reads).toContain("还没有，第一次发消息时自动对上");
    await admin.types("/people");
    await admin.presses("查找");
    await admin.fills({ team: { choose: house.company.otherTeamId }, role: { choose: "rep" } }).submits();
    expect(admin.reads).toBe(
      "同事 · 1 人\n只看：华南组 · 销售代表\n孙丽 · 销售代表 · 华南组\n统计在用的账号。截至 11月23日 09:00。",
    );
    await admin.types("/people 无此人");
    expect(admin.card.title).toBe("没有这样的同事");
    await db().teamMember.deleteMany({ where: { memberId: { in: added.map(({ id }) => id) } } });
    await db().member.deleteMany({ where: { id: { in: added.map(({ id }) => id) } } });
  });

  test("is refused to a rep in words", async () => {
    await unchanged(async () => {
      const rep = house.person("李伟");
      await rep.commands("people");
      expect(rep.reads).toContain("账号由管理员修改");
      await rep.presses({ action: "people.show", payload: { id: idOf("王芳") } });
      expect(rep.reads).not.toContain("王芳");
    });
  });
});

describe("an admin", () => {
  test("edits roles, teams, mail and phone; the person hears of it", async () => {
    const admin = house.person("林涛");
    await admin.types("/people 李伟");
    await admin.presses("修改");
    await admin.fills({ mail: "nobody" }).submits();
    expect(admin.form.errors).toEqual({ mail: "这不是邮箱地址，请写成 name@company.com。" });
    const { teamId, otherTeamId } = house.company;
    admin.fills({ mail: "Li.Wei@Example.com ", phone: "138-0013 8000" });
    await admin.fills({ roles: { choose: ["rep", "clerk"] }, teams: { choose: [teamId, otherTeamId] } }).submits();
    expect(admin.reads).toContain("已修改：李伟");
    expect(await theMember("李伟")).toMatchObject({
      roles: ["rep", "clerk"],
      mail: "li.wei@example.com",
      phone: "13800138000",
      teams: [expect.anything(), expect.anything()],
    });
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("你的角色或团队有变动");
    expect(await db().auditEntry.findFirstOrThrow({ where: { what: "member.changed" } })).toMatchObject({
      memberId: idOf("林涛"),
      before: expect.objectContaining({ roles: ["rep"], teams: ["华东一组"] }),
    });
  });

  test("leaves no customers behind in a segment that somebody no longer works in", async () => {
    await makeCustomer(house, "宏达机电", { owner: "Emma" });
    const admin = house.person("林涛");
    await admin.types("/people Emma");
    await admin.presses("修改");
    const before = await theMember("Emma");
    const { teamId, otherTeamId } = house.company;
    await admin.fills({ teams: { choose: [otherTeamId] } }).submits();
    expect(admin.form.errors).toEqual({ teams: "Emma 名下还有客户，改了就管不了了，请先用 /handover 移交。" });
    await admin.fills({ roles: { choose: ["segment_admin"] }, teams: { choose: [] } }).submits();
    expect(admin.form.errors).toEqual({ teams: "销售代表、内勤、经理和板块管理员要有团队。" });
    expect(await theMember("Emma")).toEqual(before);
    await admin.fills({ roles: { choose: ["rep"] }, teams: { choose: [teamId, otherTeamId] } }).submits();
    expect(admin.reads).toContain("已修改：Emma");
  });

  test("edits by a segment admin what does not reach beyond, also of who has a customer elsewhere from before", async () => {
    const { teamId, otherTeamId, otherSegmentId } = house.company;
    await join("板块管事", ["segment_admin"], [teamId]);
    const id = await join("两头的", ["rep"], [teamId]);
    const far = await makeCustomer(house, "两头机电", { owner: "李伟" });
    await db().customer.update({
      where: { id: far },
      data: { ownerId: id, segmentId: otherSegmentId, teamId: otherTeamId },
    });
    const segment = house.person("板块管事");
    await segment.presses({ action: "people.edit", payload: { id, version: 1 } });
    await segment.fills({ phone: "13900139000" }).submits();
    expect(segment.card.title).toBe("已修改：两头的");
    expect(await db().member.findUniqueOrThrow({ where: { id } })).toMatchObject({ phone: "13900139000" });
    const admin = house.person("林涛");
    const version = async () => (await db().member.findUniqueOrThrow({ where: { id } })).version;
    const edits = async (...teams: string[]) => {
      await admin.presses({ action: "people.edit", payload: { id, version: await version() } });
      await admin.fills({ teams: { choose: teams } }).submits();
    };
    await edits(teamId, otherTeamId);
    await unchanged(async () => {
      await edits(teamId);
      expect(admin.form.errors).toEqual({ teams: "两头的 名下还有客户，改了就管不了了，请先用 /handover 移交。" });
    });
  });

  test("adds nobody who is in already: nothing of them changes, wherever they would go", async () => {
    await makeCustomer(house, "留守机电", { owner: "李伟" });
    const admin = house.person("林涛");
    const { otherTeamId, people: known } = house.company;
    house.tells(known.李伟!.user, { name: "李伟" });
    await admin.types("/people");
    await admin.presses("加人");
    admin.fills({ people: { people: ["U-newest", known.李伟!.user] }, roles: { choose: ["rep"] } });
    await unchanged(async () => {
      await admin.fills({ teams: { choose: otherTeamId } }).submits();
      expect(admin.form.errors).toEqual({ people: "李伟 已经在用了。角色和团队请用 /people 修改。" });
    });
  });

  test("who was on a list goes where their customers are, and nowhere else", async () => {
    const { teamId, otherTeamId } = house.company;
    const listed = await join("许诺", ["rep"], [teamId]);
    await db().identity.deleteMany({ where: { memberId: listed } });
    await db().teamMember.deleteMany({ where: { memberId: listed } });
    await db().member.update({ where: { id: listed }, data: { mail: "xunuo@example.com" } });
    const theirs = await makeCustomer(house, "许诺机电", { owner: "李伟" });
    await db().customer.update({ where: { id: theirs }, data: { ownerId: listed } });
    house.tells("U-xunuo", { name: "许诺", mail: "xunuo@example.com" });
    const admin = house.person("林涛");
    await admin.types("/people");
    await admin.presses("加人");
    admin.fills({ people: { people: ["U-xunuo"] }, roles: { choose: ["rep"] } });
    await unchanged(async () => {
      await admin.fills({ teams: { choose: otherTeamId } }).submits();
      expect(admin.form.errors).toEqual({ people: "许诺 名下还有客户，改了就管不了了，请先用 /handover 移交。" });
    });
    await admin.fills({ teams: { choose: teamId } }).submits();
    expect(admin.card.title).toBe("已加入：许诺 · 销售代表");
  });

  test("who saw an older state is shown the present one, and nothing is lost", async () => {
    const admin = house.person("林涛");
    await admin.types("/people 李伟");
    const { version } = await theMember("李伟");
    await admin.presses("修改");
    await db().member.update({ where: { id: idOf("李伟") }, data: { version: version + 1 } });
    await unchanged(async () => {
      await admin.fills({ name: "李围" }).submits();
      expect(JSON.stringify(admin.shown)).toContain("刚才有人改过这位同事");
      expect(admin.reads).toContain("角色: 销售代表、销售内勤");
    });
  });

  test("closes an account and opens it again", async () => {
    const admin = house.person("林涛");
    await admin.types("/people 何清");
    await admin.presses("停用账号");
    expect(admin.card).toMatchObject({ tone: "past", title: "已停用：何清" });
    const gone = house.person("何清");
    await gone.types("/people");
    expect(gone.card).toMatchObject({ tone: "stopped", title: "你的账号已停用" });
    await admin.presses("重新启用");
    expect(admin.card).toMatchObject({ tone: "done", title: "已重新启用：何清" });
    await gone.types("帮助");
    expect(gone.card.title).not.toBe("你的账号已停用");
  });

  test("who is the last one can be neither closed nor un-made", async () => {
    const admin = house.person("林涛");
    await admin.types("/people 林涛");
    await unchanged(async () => {
      await admin.presses("停用账号");
      expect(admin.reads).toContain("不能停用自己的账号");
      await admin.types("/people 林涛");
      await admin.presses("修改");
      await admin.fills({ roles: { choose: ["finance"] } }).submits();
      expect(admin.form.errors).toEqual({ roles: "这样就没有系统管理员了。请先让别人做系统管理员。" });
    });
  });
});

describe("a segment admin", () => {
  test("sees and changes people of the segment, gives no role beyond a team, and nobody beyond", async () => {
    const { teamId, otherTeamId } = house.company;
    await join("板块管", ["segment_admin"], [otherTeamId]);
    const both = await join("跨板块", ["rep"], [teamId, otherTeamId]);
    const admin = house.person("板块管");
    await admin.types("/people");
    expect(admin.reads).toContain("孙丽");
    expect(admin.reads).not.toContain("王芳");
    await unchanged(async () => {
      await admin.types("/people 王芳");
      expect(admin.card.title).toBe("没有这样的同事");
      await admin.presses({ action: "people.close", payload: { id: idOf("王芳"), version: 1 } });
      expect(admin.reads).toContain("已经不在了");
      await admin.presses({ action: "people.close", payload: { id: both, version: 1 } });
      expect(admin.reads).toContain("不只在你的板块");
      await admin.types("/people 孙丽");
      await admin.presses("修改");
      await admin.fills({ roles: { choose: ["rep", "admin"] } }).submits();
      expect(admin.form.errors).toHaveProperty("roles");
      await admin.fills({ roles: { choose: ["rep"] }, teams: { choose: [teamId] } }).submits();
      expect(admin.form.errors).toEqual({ teams: "有团队已经不在了，请重新选。" });
    });
    await admin.fills({ roles: { choose: ["rep", "manager"] }, teams: { choose: [otherTeamId] } }).submits();
    expect((await theMember("孙丽")).roles).toEqual(["rep", "manager"]);
    await admin.types("/people");
    await admin.presses("加人");
    admin.fills({ people: { people: [house.company.people.林涛!.user] }, roles: { choose: ["rep"] } });
    await unchanged(async () => {
      await admin.fills({ teams: { choose: otherTeamId } }).submits();
      expect(admin.form.errors).toEqual({ people: "Someone 只能由系统管理员来加，请找系统管理员。" });
    });
    await admin.fills({ people: { people: ["U-fresh"] } }).submits();
    expect(admin.card.title).toContain("已加入");
  });
});

describe("an account that the platform has closed", () => {
  test("is closed here at once, and the admins hear of it; of the last admin those in charge do", async () => {
    const left = (name: string) => {
      const { platform, workspace, people: known } = house.company;
      return house.kernel.left({ platform, workspace, user: known[name]!.user });
    };
    await left("赵敏");
    expect((await theMember("赵敏")).closedAt).not.toBeNull();
    await house.delivers();
    expect(cardText(house.person("林涛").inbox.at(-1)!)).toContain("已停用：赵敏\n公司停用了这个账号");
    await left("林涛");
    await house.delivers();
    expect(cardText(house.person("周明").inbox.at(-1)!)).toContain("现在没有系统管理员了");
  });
});
