import { beforeAll, describe, expect, test } from "vitest";
import { FOREIGN, withAccounts } from "../support/accounts-house.ts";
import { cardText, SECOND, secondUser } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const { house, db, idOf, ownerOf, anotherCompany, askCode, give, state } = withAccounts("2026-11-23T09:00:00+08:00");

beforeAll(() => onSecondPlatform(house, []));

describe("a person on a second platform", () => {
  test("gives the code of the first there, and is the same person; the first is told", async () => {
    const li = house.person("李伟");
    const code = await askCode(li);
    expect(li.card.lines).toBeUndefined();
    const card = await give("李伟", `/link ${code}`);
    expect(card).toMatchObject({ tone: "done", title: "Linked: you are 李伟 here too" });
    expect(await ownerOf(secondUser("李伟"))).toBe(idOf("李伟"));
    const there = house.person("李伟", SECOND);
    await there.types("帮助");
    expect(there.card.title).toBe("你可以这样说");
    await house.delivers();
    const told = li.inbox.at(-1)!;
    expect(cardText(told)).toBe(
      "你的账号已绑定：飞书\nSomeone（飞书）用了你的绑定码，从现在起等同于你本人。\n不是你？马上解绑，并告诉管理员。",
    );
    const audited = await db().auditEntry.findMany({ where: { subject: `member:${idOf("李伟")}` } });
    expect(audited.map(({ what, memberId }) => [what, memberId])).toEqual([
      ["link.code", idOf("李伟")],
      ["identity.linked", idOf("李伟")],
    ]);
  });

  test("the code stands nowhere in the database", async () => {
    const code = await askCode(house.person("王芳"));
    const tables = ["LinkCode", "Delivery", "OutgoingMessage", "AuditEntry"];
    for (const table of tables) {
      const rows = await db().$queryRawUnsafe(`SELECT row_to_json(t)::text AS row FROM "${table}" t`);
      expect(JSON.stringify(rows)).not.toContain(code);
    }
  });

  test("not theirs: the first unlinks it with the button of that message", async () => {
    const li = house.person("李伟");
    await li.presses("不是我，解绑", { on: li.inbox.at(-1)! });
    expect(li.card.title).toBe("已解绑：飞书");
    expect(await ownerOf(secondUser("李伟"))).toBeUndefined();
    await li.presses("不是我，解绑", { on: li.inbox.at(-1)! });
    expect(li.card.title).toBe("没有解绑");
    await give("李伟", `绑定${await askCode(li)}`);
    expect(await ownerOf(secondUser("李伟"))).toBe(idOf("李伟"));
  });

  test("with several accounts sees them, and unlinks all but the last; the later cannot throw out the earlier", async () => {
    const [first, second] = [house.person("李伟"), house.person("李伟", SECOND)];
    await second.commands("link");
    expect(second.card.lines?.map(({ buttons }) => buttons?.length ?? 0)).toEqual([0, 1]);
    const older = { platform: "slack", user: house.company.people.李伟!.user };
    await second.presses({ action: "accounts.unlink", payload: older });
    expect(second.reads).toContain("那个账号比这个更早");
    await first.commands("link");
    expect(first.card.lines?.map(({ text }) => text)).toEqual(["Slack · 周四 1月1日起", "飞书 · 周一 11月23日起"]);
    await second.presses("解绑", { on: { ...second.card, buttons: first.card.lines![1]!.buttons! } });
    expect(second.card.title).toBe("已解绑：飞书");
    await first.presses({ action: "accounts.unlink", payload: older });
    expect(first.reads).toContain("只剩这一个账号了");
    expect(await ownerOf(older.user)).toBe(idOf("李伟"));
  });

  test("unknown on both, asks on both: one card and one decision, by the mail that both platforms tell", async () => {
    const admin = house.person("林涛");
    const asking = async (user: string, mail: string | undefined) => {
      const told = { name: "韩雪", ...(mail !== undefined && { mail }) };
      house.tells(`U-${user}`, told);
      house.tells(secondUser(`U-${user}`), told);
      await house.person(`U-${user}`).types("hello");
      await give(`U-${user}`, "hello");
      await house.delivers();
      return admin.inbox.filter(({ title }) => title === "韩雪 想使用 Rapport");
    };
    const [one, ...more] = await asking("both", "Han.Xue@example.com");
    expect(more).toEqual([]);
    expect(cardText(one!)).toContain("同一个人在: Slack、飞书");
    await admin.presses("同意加入", { on: one! });
    await admin.fills({ roles: { choose: ["finance"] } }).submits();
    const owners = await Promise.all(["U-both", secondUser("U-both")].map(ownerOf));
    expect(owners[0]).toBeTruthy();
    expect(owners[1]).toBe(owners[0]);
    expect(await db().joinRequest.count({ where: { decidedAt: null } })).toBe(0);
    await give("U-both", "help");
    expect(house.person("U-both", SECOND).card.title).toBe("What you can say");

    const [first, second] = await asking("twice", undefined);
    expect(cardText(first!)).not.toContain("同名");
    expect(cardText(second!)).toContain("Slack上也有同名的人在申请");
    const away = await asking("away", "other@example.com");
    await admin.presses("不同意", { on: away.at(-1)! });
    expect(await db().joinRequest.count({ where: { mail: "other@example.com", letIn: false } })).toBe(2);
    expect(await ownerOf(secondUser("U-away"))).toBeUndefined();
  });

  test("who asked to join before is in: the admin's card says so", async () => {
    await give("Emma", "hello");
    await house.delivers();
    const admin = house.person("林涛");
    expect(admin.inbox.at(-1)?.title).toBe("Someone 想使用 Rapport");
    await give("Emma", `link ${await askCode(house.person("Emma"))}`);
    await house.delivers();
    expect(admin.inbox.map(({ title }) => title)).toContain("是 Emma，已经在用了");
    expect(await db().joinRequest.findFirst({ where: { user: secondUser("Emma") } })).toMatchObject({ letIn: true });
  });
});

describe("a code is refused in words, and nothing changes,", () => {
  const refused: [string, () => Promise<{ name: string; typed: string; side?: typeof FOREIGN }>, RegExp][] = [
    ["when it is wrong", async () => ({ name: "生人一", typed: "/link AAAA-BBBB" }), /This is not a code I gave/],
    [
      "when it has been used",
      async () => {
        const code = await askCode(house.person("赵敏"));
        await give("赵敏", `/link ${code}`);
        return { name: "生人二", typed: `/link ${code}` };
      },
      /has been used/,
    ],
    [
      "when it is too old",
      async () => {
        const code = await askCode(house.person("陈静"));
        house.clock.freezeAt(new Date(house.clock.now().getTime() + 10 * 60_000 + 1));
        return { name: "生人三", typed: `/link ${code}` };
      },
      /older than 10 minutes/,
    ],
    [
      "when a newer one was asked for",
      async () => {
        const person = house.person("陈静");
        const old = await askCode(person);
        await askCode(person);
        return { name: "生人四", typed: `/link ${old}` };
      },
      /This is not a code I gave/,
    ],
    [
      "when the account that asked for it was closed",
      async () => {
        const code = await askCode(house.person("孙丽"));
        await db().member.update({ where: { id: idOf("孙丽") }, data: { closedAt: house.clock.now() } });
        return { name: "生人五", typed: `/link ${code}` };
      },
      /is closed/,
    ],
    [
      "when that person has another account on this platform",
      async () => ({ name: "生人六", typed: `/link ${await askCode(house.person("赵敏"))}` }),
      /another account on this platform/,
    ],
    [
      "where no organization is, when it is no admin's",
      async () => ({ name: "生人七", typed: `/link ${await askCode(house.person("陈静"))}`, side: FOREIGN }),
      /Let an admin link their own account here first/,
    ],
  ];
  test.each(refused)("%s", async (_, prepare, says) => {
    const { name, typed, side } = await prepare();
    const before = await state();
    const card = await give(name, typed, side);
    expect(card.tone).toBe("stopped");
    expect(cardText(card)).toMatch(says);
    expect(await state()).toEqual(before);
  });

  test("when it and the account belong to different organizations, whoever gives it", async () => {
    const { company, side } = await anotherCompany();
    const code = await askCode(house.person("陈静"));
    await db().identity.updateMany({
      where: { memberId: company.people.林涛!.id },
      data: { user: secondUser("外人") },
    });
    const before = await state();
    expect(cardText(await give("外面的人", `/link ${code}`, side))).toContain("different organizations");
    expect(cardText(await give("外人", `/link ${code}`, side))).toContain("不属于同一个组织");
    expect(await state()).toEqual(before);
  });

  test("when the account is another member's, who is not named, or one's own", async () => {
    const code = await askCode(house.person("陈静"));
    const before = await state();
    const taken = await give("Emma", `/link ${code}`);
    expect(taken.tone).toBe("stopped");
    expect(cardText(taken)).toContain("belongs to someone else");
    expect(cardText(taken)).not.toContain("陈静");
    const own = house.person("陈静");
    await own.types(`/link ${code}`);
    expect(own.reads).toContain("这个账号本来就是你的");
    expect(await state()).toEqual(before);
    expect((await give("陈静", `/link ${code}`)).tone).toBe("done");
  });

  test("after five tries, also the right one; ten minutes later it is heard again", async () => {
    for (let n = 0; n < 5; n += 1) await give("猜码人", "/link AAAA-BBBB");
    const code = await askCode(house.person("周明"));
    const before = await state();
    expect(cardText(await give("猜码人", `/link ${code}`))).toContain("Too many codes");
    expect(await state()).toEqual(before);
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 10 * 60_000 + 1));
    expect((await give("猜码人", `/link ${await askCode(house.person("周明"))}`)).tone).toBe("done");
  });

  test("but once, when two accounts give it at the same moment", async () => {
    const code = await askCode(house.person("何清"));
    const cards = await Promise.all(["双胞胎甲", "双胞胎乙"].map((name) => give(name, `/link ${code}`)));
    expect(cards.map(({ tone }) => tone).sort()).toEqual(["done", "stopped"]);
    expect(await db().identity.count({ where: { memberId: idOf("何清"), platform: SECOND.platform } })).toBe(1);
  });
});
