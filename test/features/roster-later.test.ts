import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { people } from "../../src/features/people/index.ts";
import { roster } from "../../src/features/roster/index.ts";
import { team } from "../../src/features/team/index.ts";
import { withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [people, roster, team], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const unchanged = async (work: () => Promise<unknown>) => {
  const counts = () => Promise.all([db().member.count(), db().teamMember.count(), db().auditEntry.count()]);
  const before = await counts();
  await work();
  expect(await counts()).toEqual(before);
};
const paste = async (who: string, list: string) => {
  const person = house.person(who);
  await person.presses({ action: "roster.begin", payload: {} });
  await person.fills({ list }).submits();
  return person;
};

describe("a later list of people", () => {
  test("fills in the mail and phone of somebody who had none, and says so before", async () => {
    const { otherTeamId, organizationId } = house.company;
    await (await paste("林涛", "补全, 华东一组, rep\n有号, 13900001111, 华东一组, rep")).presses("加入 2 人");
    const reps = ["重名", "重名"].map((name) => ({ id: newId(), name, roles: ["rep" as const] }));
    for (const one of reps) {
      await db().member.create({ data: { ...one, organizationId, createdAt: house.clock.now() } });
      await db().teamMember.create({ data: { teamId: otherTeamId, memberId: one.id, organizationId } });
    }
    const list = [
      "补全, bu@example.com, 13900002222, 华东一组, rep",
      "有号, you@example.com, 13900001111, 华东一组, rep",
      "重名, chong@example.com, 华东一组, rep",
      "有号, 13900003333, 华东一组, rep",
    ].join("\n");
    const admin = house.person("林涛");
    await unchanged(async () => {
      await paste("林涛", list);
    });
    expect(admin.card.title).toBe("将加入 1 人 · 补上 2 人的联系方式 · 已有 1 人");
    expect(admin.reads).toContain("= 已经有了：补全，补上 bu@example.com、13900002222");
    expect(admin.reads).toContain("= 已经有了：有号，补上 you@example.com");
    expect(admin.reads).toContain("= 已经有了：重名，不动");
    await admin.presses("加入 1 人，补上 2 人");
    expect(admin.card.title).toBe("已加入 1 人 · 补上 2 人的联系方式");
    const filled = await db().member.findMany({
      where: { name: { in: ["补全", "重名", "有号"] } },
      select: { name: true, mail: true, phone: true },
      orderBy: [{ name: "asc" }, { phone: "asc" }],
    });
    expect(filled).toEqual([
      { name: "有号", mail: "you@example.com", phone: "13900001111" },
      { name: "有号", mail: null, phone: "13900003333" },
      { name: "补全", mail: "bu@example.com", phone: "13900002222" },
      ...reps.map(() => ({ name: "重名", mail: null, phone: null })),
    ]);
    const { id } = await db().member.findFirstOrThrow({ where: { name: "补全" } });
    expect(
      await db().auditEntry.findMany({ where: { subject: `member:${id}`, what: "member.changed" } }),
    ).toMatchObject([{ before: { mail: null, phone: null }, after: { mail: "bu@example.com", phone: "13900002222" } }]);
  });

  test("fills in nothing where several lines may be the one known by this name, and says so", async () => {
    await (await paste("林涛", "同名, 华东一组, rep")).presses("加入 1 人");
    const list = ["同名, a@example.com, 华东一组, rep", "同名, b@example.com, 华东一组, rep"].join("\n");
    const admin = house.person("林涛");
    await unchanged(async () => {
      await paste("林涛", list);
    });
    expect(admin.card.title).toBe("将加入 0 人 · 2 行不能用");
    expect(admin.reads).toContain("✗ 有几行都可能是已有的这位同名同事");
    expect(admin.card.buttons?.map(({ label }) => label)).toEqual(["重新粘贴"]);
    const { id } = await db().member.findFirstOrThrow({ where: { name: "同名" } });
    // A line that cannot be used names a namesake all the same.
    await paste("林涛", "同名, a@example.com, 华东一组, rep\n同名, b@example.com, 华东一组");
    expect(admin.card.title).toBe("将加入 0 人 · 2 行不能用");
    expect(await db().member.findUniqueOrThrow({ where: { id } })).toMatchObject({ mail: null, phone: null });
    await db().member.update({ where: { id }, data: { mail: "b@example.com" } });
    await paste("林涛", list);
    expect(admin.card.title).toBe("将加入 1 人 · 已有 1 人");
    await admin.presses("加入 1 人");
    expect(
      await db().member.findMany({ where: { name: "同名" }, select: { mail: true }, orderBy: { mail: "asc" } }),
    ).toEqual([{ mail: "a@example.com" }, { mail: "b@example.com" }]);
  });

  test("fills in nothing of somebody beyond a segment's admin", async () => {
    const { people: known, otherTeamId, organizationId } = house.company;
    const id = known.李伟!.id;
    await db().member.update({ where: { id }, data: { roles: ["segment_admin"] } });
    await db().teamMember.create({ data: { teamId: otherTeamId, memberId: known.赵敏!.id, organizationId } });
    try {
      await unchanged(async () => {
        const person = await paste("李伟", "赵敏, zhaomin@example.com, 华东一组, rep");
        expect(person.reads).toContain("= 已经有了：赵敏，不动");
      });
    } finally {
      await db().member.update({ where: { id }, data: { roles: ["rep"] } });
      await db().teamMember.deleteMany({ where: { teamId: otherTeamId, memberId: known.赵敏!.id } });
    }
  });
});

test("somebody who has left is neither added nor filled in, and the line says how to have them back", async () => {
  await (await paste("林涛", "走了, 华东一组, rep")).presses("加入 1 人");
  await db().member.updateMany({ where: { name: "走了" }, data: { closedAt: house.clock.now() } });
  const admin = house.person("林涛");
  await unchanged(async () => {
    await paste("林涛", "走了, 13900007777, 华东一组, rep");
  });
  expect(admin.card.title).toBe("将加入 0 人 · 已有 1 人");
  expect(admin.reads).toContain("= 走了 的账号已停用；人回来了，请在 /people 里重新启用；如果是另一个人，请用*加人*");
  await db().member.updateMany({ where: { name: "走了" }, data: { phone: "13900007777" } });
  await unchanged(async () => {
    await paste("林涛", "走了, 13900007777, 华东一组, rep");
  });
  expect(admin.reads).toMatch(/请在 \/people 里重新启用$/m);
});

test("the reason that most lines have comes first, and a broken mail or phone is called so", async () => {
  const alike = Array.from({ length: 13 }, (_, n) => `怪${n}, 华东一组, 怪岗位`);
  const odd = ["甲, jia@example, 华东一组, rep", "乙, 1.38001E+10, 华东一组, rep"];
  const admin = await paste("林涛", [...odd, ...alike].join("\n"));
  expect(admin.reads.split("\n").slice(2)).toEqual([
    "13 行 · 怪0、怪1、怪2、怪3、怪4、怪5、怪6、怪7、怪8、怪9 …",
    "✗ “怪岗位”不是邮箱、手机、角色或这里的团队",
    "甲 · 华东一组 · 销售代表",
    "✗ “jia@example”不是完整的邮箱",
    "乙 · 华东一组 · 销售代表",
    "✗ “1.38001E+10”不是完整的手机号；在表格里请把这一列设成文本，境外号码前面写上 +",
  ]);
});
