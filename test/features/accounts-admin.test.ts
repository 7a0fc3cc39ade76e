import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { FOREIGN, withAccounts } from "../support/accounts-house.ts";
import { cardText, type Person, SECOND, secondUser } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const { house, db, idOf, ownerOf, anotherCompany, askCode, give, state } = withAccounts("2026-11-23T09:00:00+08:00");

beforeAll(() => onSecondPlatform(house, []));

describe("a workspace that speaks for no organization", () => {
  test("belongs to the admin's once they link their account there; others follow", async () => {
    expect(cardText(await give("林涛", "/link", FOREIGN))).toContain("Send me /link there");
    const card = await give("林涛", `/link ${await askCode(house.person("林涛"))}`, FOREIGN);
    expect(cardText(card)).toContain("belongs to your organization now");
    const attached = await db().workspace.findFirst({ where: { workspace: FOREIGN.workspace } });
    expect(attached?.organizationId).toBe(house.company.organizationId);
    expect(await db().auditEntry.findFirst({ where: { what: "workspace.attached" } })).toMatchObject({
      memberId: idOf("林涛"),
      after: FOREIGN,
    });
    expect((await give("王芳", `/link ${await askCode(house.person("王芳"))}`, FOREIGN)).tone).toBe("done");
  });

  test("two admins at once: it belongs to one of them", async () => {
    const { company, side } = await anotherCompany();
    await db().identity.updateMany({
      where: { memberId: company.people.林涛!.id },
      data: { user: secondUser("他们") },
    });
    await db().member.update({ where: { id: idOf("钱进") }, data: { roles: ["admin"] } });
    const ours = await askCode(house.person("钱进"));
    const theirs = await askCode(house.person("他们", side));
    const nowhere = { platform: "third", workspace: `nowhere-${newId()}` };
    const cards = await Promise.all([
      give("钱进", `/link ${ours}`, nowhere),
      give("他们的人", `/link ${theirs}`, nowhere),
    ]);
    expect(cards.map(({ tone }) => tone).sort()).toEqual(["done", "stopped"]);
    expect(await db().workspace.count({ where: nowhere })).toBe(1);
  });
});

describe("an admin", () => {
  const menuOf = async (admin: Person, name: string) => {
    await admin.commands("people", name);
    return admin.card.menu ?? [];
  };
  const pick = async (admin: Person, name: string, user: string) => {
    const entry = (await menuOf(admin, name)).find(({ label }) => label === "绑定账号")!;
    await admin.presses(entry.press);
    await admin.fills({ person: { people: [user] } }).submits();
  };
  const adminThere = async (): Promise<Person> => {
    const there = { ...SECOND, user: secondUser("管理员"), organizationId: house.company.organizationId };
    const memberId = newId();
    const { organizationId } = there;
    const createdAt = house.clock.now();
    await db().member.create({
      data: { id: memberId, organizationId, name: "管理员", roles: ["admin"], createdAt },
    });
    await db().identity.create({ data: { ...there, memberId } });
    return house.person("管理员", SECOND);
  };

  test("links a member with a person of this platform; both accounts are told", async () => {
    const admin = await adminThere();
    await db().identity.deleteMany({ where: { memberId: idOf("李伟"), platform: SECOND.platform } });
    await pick(admin, "李伟", secondUser("李伟"));
    expect(admin.card.title).toBe("绑定好了：李伟 · Someone（飞书）");
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("管理员 把 Someone（飞书）绑定给你");
    expect(house.person("李伟", SECOND).inbox.at(-1)?.title).toBe("绑定好了：你在这里也是李伟");
    expect((await menuOf(admin, "李伟")).map(({ label }) => label)).toEqual([
      "请假代理",
      "解绑（Slack）",
      "解绑（飞书）",
    ]);
  });

  test("is refused at the field what does not go, and nothing changes", async () => {
    const admin = house.person("管理员", SECOND);
    await db().identity.deleteMany({ where: { memberId: idOf("王芳"), platform: SECOND.platform } });
    await db().member.update({ where: { id: idOf("孙丽") }, data: { closedAt: null } });
    const before = await state();
    await pick(admin, "王芳", secondUser("李伟"));
    expect(admin.form.errors).toEqual({ person: "这个账号是另一位成员的。请先解绑，或停用那位成员的账号。" });
    const entry = { action: "accounts.linkMember", payload: { id: idOf("李伟") } };
    await admin.presses(entry);
    await admin.fills({ person: { people: [secondUser("新账号")] } }).submits();
    expect(admin.form.errors).toEqual({ person: "这位成员在这个平台上已有另一个账号，请先解绑。" });
    expect(await state()).toEqual(before);
    const { company } = await anotherCompany();
    await admin.presses({ action: "accounts.linkMember", payload: { id: company.people.李伟!.id } });
    expect(admin.card.title).toBe("没有改动");
  });

  test("links an account that was a closed member's, which is how two accounts become one", async () => {
    const admin = house.person("管理员", SECOND);
    const double = newId();
    const { organizationId } = house.company;
    const closedAt = house.clock.now();
    const data = { id: double, organizationId, name: "双份", roles: [], createdAt: closedAt, closedAt };
    await db().member.create({ data });
    const user = secondUser("王芳");
    await db().identity.create({ data: { ...SECOND, user, organizationId, memberId: double } });
    await pick(admin, "王芳", user);
    expect(await ownerOf(user)).toBe(idOf("王芳"));
  });

  test("unlinks; the person is told where they still are", async () => {
    const admin = house.person("管理员", SECOND);
    const entry = (await menuOf(admin, "李伟")).find(({ label }) => label === "解绑（飞书）")!;
    await admin.presses(entry.press);
    expect(admin.card.title).toBe("已解绑：李伟 · 飞书");
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("由 管理员 解绑");
    await admin.presses({ action: "accounts.unlinkMember", payload: { id: idOf("李伟"), platform: "slack" } });
    expect(admin.reads).toContain("只剩这一个账号了");
  });

  test("alone may: anyone else is refused", async () => {
    const rep = house.person("李伟");
    const before = await state();
    await rep.presses({ action: "accounts.linkMember", payload: { id: idOf("王芳") } });
    expect(rep.card.title).toBe("没有改动");
    await rep.presses({ action: "accounts.unlinkMember", payload: { id: idOf("王芳"), platform: "slack" } });
    expect(rep.card.title).toBe("没有改动");
    expect(await state()).toEqual(before);
  });
});

describe("someone whose account the company closed on one platform", () => {
  test("is closed at once on all, and the admins hear of the other account", async () => {
    const id = idOf("王芳");
    await house.kernel.left({ ...SECOND, user: secondUser("王芳") });
    expect((await db().member.findUniqueOrThrow({ where: { id } })).closedAt).not.toBeNull();
    const elsewhere = house.person("王芳");
    await elsewhere.types("/link");
    expect(elsewhere.card.title).toBe("你的账号已停用");
    await house.delivers();
    const told = house.person("林涛").inbox.at(-1)!;
    expect(cardText(told)).toBe(
      "已停用：王芳\n公司停用了对方的账号（飞书），Rapport 账号随即停用。\n王芳 还有别的账号（Slack）。人没走的话，用 /people 重新加进来。",
    );
  });

  test("with no other account the admins hear that it is closed", async () => {
    await house.kernel.left({ platform: "slack", workspace: "T1", user: house.company.people.李伟!.user });
    expect((await db().member.findUniqueOrThrow({ where: { id: idOf("李伟") } })).closedAt).not.toBeNull();
    await house.delivers();
    expect(cardText(house.person("林涛").inbox.at(-1)!)).toContain("已停用：李伟\n公司停用了这个账号");
  });
});
