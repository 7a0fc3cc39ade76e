import { beforeEach, describe, expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { zone } from "../../src/core/dates.ts";
import type { WhoIs } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { lookupTick } from "../../src/features/lookups/jobs.ts";
import { buttonOf, cardText, SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const slack = () => house.ports.get("slack")!;
const found = (user: string, more: object = {}): WhoIs => ({ kind: "found", user, ...more });
/** The minute passes in which platforms are asked, and everybody reads what came of it. */
const minute = async (minutes = 1) => {
  house.clock.freezeAt(new Date(house.clock.now().getTime() + minutes * 60_000));
  await lookupTick.run(house.jobContext());
  await house.delivers();
};
const admin = () => house.person("林涛");
/** What the admin reads of the last look-up, as it stands now. */
const report = () => admin().inbox.at(-1)!;
const paste = async (list: string) => {
  await admin().presses({ action: "roster.begin", payload: {} });
  await admin().fills({ list }).submits();
  await admin().presses(admin().card.buttons![0]!.press);
};
const memberOf = (name: string) =>
  db().member.findFirstOrThrow({ where: { name }, include: { identities: true }, orderBy: { createdAt: "desc" } });
const welcomes = (user: string) => house.person(user).inbox.filter(({ title }) => /欢迎你|Welcome/.test(title));

beforeEach(() => {
  for (const port of house.ports.values()) port.accounts.clear();
});

describe("a pasted list", () => {
  test("is looked up by mail and phone: who is found is in and welcomed, the admin reads who was not, and why", async () => {
    slack().accounts.set("amy@example.com", found("U-amy", { language: "en", zone: zone("Europe/London") }));
    slack().accounts.set("guest@example.com", { kind: "outsider" });
    slack().accounts.set("+8613800138000", { kind: "unfindable" });
    await paste(
      [
        "Amy, Amy@example.com, 华东一组, rep",
        "客人, guest@example.com, 华东一组, rep",
        "无人, no@body.example, 华东一组, rep",
        "手机, 138-0013-8000, 华东一组, rep",
        "空白, 华东一组, rep",
      ].join("\n"),
    );
    expect(admin().reads).toContain("正在按邮箱和手机查找");
    await minute();
    expect(slack().asked.flat()).toContainEqual(expect.objectContaining({ mail: null, phone: "+8613800138000" }));
    expect(report()).toMatchObject({ title: "5 人中找到 1 人", tone: "waiting" });
    const text = cardText(report());
    expect(text).toContain("客人 · guest@example.com\n是外部访客、机器人或已停用的账号（Slack），没有加入");
    expect(text).toContain("无人 · no@body.example\n平台上没有人用这个邮箱或手机，或者我看不到");
    expect(text).toContain("手机 · 13800138000\n没有邮箱，那里只能按邮箱查人（Slack）");
    expect(text).not.toContain("Amy");
    const amy = await memberOf("Amy");
    expect(amy).toMatchObject({ language: "en", zone: "Europe/London", identities: [{ user: "U-amy" }] });
    expect(cardText(welcomes("U-amy")[0]!)).toContain("林涛 has added you as rep");
    await house.person("U-amy").types("/board");
    expect(house.person("U-amy").card.tone).not.toBe("stopped");
    const entry = { subject: `member:${amy.id}`, what: "identity.linked" };
    expect(await db().auditEntry.findFirst({ where: entry })).toMatchObject({
      memberId: house.company.people.林涛!.id,
    });
  });

  test("pasted twice changes nothing, and nobody is welcomed twice", async () => {
    slack().accounts.set("twice@example.com", found("U-twice"));
    const list = "两次, twice@example.com, 华东一组, rep";
    await paste(list);
    await minute();
    const counts = () =>
      Promise.all([db().member.count(), db().identity.count(), db().lookup.count(), db().auditEntry.count()]);
    const before = await counts();
    await admin().presses({ action: "roster.begin", payload: {} });
    await admin()
      .fills({ list: `${list}\n又写, twice@example.com, 华东一组, rep` })
      .submits();
    expect(admin().card.title).toBe("将加入 0 人 · 已有 1 人 · 1 行不能用");
    await minute();
    expect(await counts()).toEqual(before);
    expect(welcomes("U-twice")).toHaveLength(1);
  });

  test("never takes an account from anybody, and says whose it is; a closed one's neither", async () => {
    const { 李伟: li } = house.company.people;
    slack().accounts.set("liwei@example.com", found(li!.user));
    slack().accounts.set("back@example.com", found("U-old"));
    const old = await db().member.create({
      data: {
        ...{ id: crypto.randomUUID(), organizationId: house.company.organizationId, name: "老同事", roles: ["rep"] },
        ...{ createdAt: house.clock.now(), closedAt: house.clock.now() },
      },
    });
    const account = { platform: "slack", workspace: "T1", user: "U-old", organizationId: old.organizationId };
    await db().identity.create({ data: { ...account, memberId: old.id } });
    await paste("另一个李伟, liwei@example.com, 华东一组, rep\n回来的, back@example.com, 华东一组, rep");
    await minute();
    expect(report().title).toBe("2 人中找到 0 人");
    expect(cardText(report())).toContain("这个账号已经是 李伟 的，没有改动");
    expect(cardText(report())).toContain("这个账号是 老同事 的，这里已停用，没有改动");
    for (const name of ["另一个李伟", "回来的"]) expect((await memberOf(name)).identities).toEqual([]);
    expect(await db().identity.findFirst({ where: { user: li!.user } })).toMatchObject({ memberId: li!.id });
    expect(await db().identity.findFirst({ where: { user: "U-old" } })).toMatchObject({ memberId: old.id });
    expect(welcomes(li!.user)).toEqual([]);
  });

  test("is asked for again where the platform puts it off; the card says how far it is, a day is the limit", async () => {
    slack().accounts.set("quick@example.com", found("U-quick"));
    slack().accounts.set("slow@example.com", { kind: "later", wait: 90_000 });
    await paste("快的, quick@example.com, 华东一组, rep\n慢的, slow@example.com, 华东一组, rep");
    await minute(0);
    expect(report().title).toBe("正在查找账号 · 2 人中的 1 人");
    await minute(1);
    expect(slack().asked.at(-1)).toHaveLength(2);
    await minute(1);
    expect(slack().asked.at(-1)).toMatchObject([{ mail: "slow@example.com" }]);
    await minute(24 * 60);
    expect(report().title).toBe("2 人中找到 1 人");
    expect(cardText(report())).toContain("慢的 · slow@example.com\n一天没有回应（Slack）");
    slack().accounts.set("slow@example.com", found("U-slow"));
    await admin().presses(buttonOf(report(), "再查一次").press);
    await minute();
    expect(report()).toMatchObject({ title: "2 人中找到 2 人", tone: "done" });
  });

  test("goes on where a process died; two at once link and welcome once", async () => {
    slack().accounts.set("dies@example.com", found("U-dies"));
    await paste("半路, dies@example.com, 华东一组, rep");
    const context = house.jobContext();
    const dies = { ...context, whoIs: () => Promise.reject(new PortError("unavailable", "the process ends")) };
    await expect(lookupTick.run(dies)).rejects.toThrow("the process ends");
    await minute(1);
    expect((await memberOf("半路")).identities).toEqual([]);
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 5 * 60_000));
    await db().lookupEntry.updateMany({ where: { state: "waiting" }, data: { nextAt: house.clock.now() } });
    // The second asks for the same person, as it would after the first had been taken for dead.
    let both = 0;
    const slowly = {
      ...house.jobContext(),
      whoIs: async (...asked: Parameters<typeof context.whoIs>) => {
        both += 1;
        if (both === 1) {
          await db().lookupEntry.updateMany({ where: { state: "waiting" }, data: { nextAt: house.clock.now() } });
          await lookupTick.run(slowly);
        }
        return context.whoIs(...asked);
      },
    };
    await lookupTick.run(slowly);
    await house.delivers();
    expect(both).toBe(2);
    expect((await memberOf("半路")).identities).toMatchObject([{ user: "U-dies" }]);
    expect(welcomes("U-dies")).toHaveLength(1);
  });

  test("that the bot may not look up says whom to ask, and is looked up again after that", async () => {
    slack().accounts.set("ask@example.com", { kind: "not_allowed" });
    await paste("没权限, ask@example.com, 华东一组, rep");
    await minute();
    const told = report();
    expect(cardText(told)).toContain("请维护 Rapport 的同事按 rapport doctor 的提示开通");
    slack().accounts.set("ask@example.com", found("U-ask"));
    await admin().presses(buttonOf(told, "再查一次").press);
    expect(admin().card.title).toBe("正在查找账号 · 1 人中的 0 人");
    await admin().presses(buttonOf(told, "再查一次").press);
    expect(admin().shown).toMatchObject({ kind: "replace", say: { tone: "stopped" } });
    expect(await db().lookup.aggregate({ _max: { version: true } })).toEqual({ _max: { version: 2 } });
    await minute();
    expect(report()).toMatchObject({ title: "1 人中找到 1 人", tone: "done" });
    await admin().presses(buttonOf(told, "再查一次").press);
    await minute();
    expect(welcomes("U-ask")).toHaveLength(1);
  });

  test("whoever had asked to be let in meanwhile is in, and nobody has to decide it any more", async () => {
    await house.person("U-early").types("你好");
    slack().accounts.set("early@example.com", found("U-early"));
    await paste("早来的, early@example.com, 华东一组, rep");
    await minute();
    const request = await db().joinRequest.findFirstOrThrow({ where: { user: "U-early" } });
    expect(request).toMatchObject({ letIn: true });
    expect(admin().inbox.some(({ title }) => title === "Someone 想使用 Rapport")).toBe(false);
  });
});

describe("several platforms", () => {
  test("each is asked; one account is enough, and the welcome comes once", async () => {
    await onSecondPlatform(house, []);
    const second = house.ports.get(SECOND.platform)!;
    slack().accounts.set("both@example.com", found("U-both"));
    second.accounts.set("both@example.com", found("ou_both"));
    second.accounts.set("there@example.com", found("ou_there"));
    await paste("两边, both@example.com, 华东一组, rep\n那边, there@example.com, 华东一组, rep");
    await minute();
    expect(report()).toMatchObject({ title: "2 人中找到 2 人", tone: "done" });
    expect((await memberOf("两边")).identities.map(({ user }) => user).sort()).toEqual(["U-both", "ou_both"]);
    expect((await memberOf("那边")).identities).toMatchObject([{ platform: SECOND.platform, user: "ou_there" }]);
    const places = ["D-U-both", "D-ou_both", "D-ou_there"];
    expect(places.map((place) => house.messagesAt(place).length)).toEqual([1, 0, 1]);
  });
});

describe("a person on their own", () => {
  test("is looked up from their card, once there is something to find them by", async () => {
    await paste("晚到, late@example.com, 华东一组, rep");
    await minute();
    slack().accounts.set("late@example.com", found("U-late"));
    await admin().types("/people 晚到");
    const card = admin().card;
    await admin().presses("查找账号");
    expect(admin().card.title).toBe("正在查找 晚到 的账号");
    await admin().presses("查找账号", { on: card });
    expect(admin().reads).toContain("没有重新开始");
    await minute();
    expect((await memberOf("晚到")).identities).toMatchObject([{ user: "U-late" }]);
    await admin().types("/people 晚到");
    expect(admin().card.menu?.map(({ label }) => label)).toContain("查找账号"); // On the other platform.
  });

  test("everybody who is not here yet is looked up at once from the list of people, by an admin alone", async () => {
    await paste("再来, again@example.com, 华东一组, rep");
    await minute();
    slack().accounts.set("again@example.com", found("U-again"));
    const counted = () => db().lookup.count();
    const before = await counted();
    const { 王芳: wang } = house.company.people;
    await db().member.update({ where: { id: wang!.id }, data: { roles: ["segment_admin", "manager"] } });
    await house.person("王芳").types("/people");
    expect(house.person("王芳").card.buttons?.some(({ label }) => label.startsWith("查找账号"))).toBe(false);
    await house.person("王芳").presses({ action: "lookups.findAll", payload: {} });
    expect(house.person("王芳").reads).toContain("没有查找");
    expect(await counted()).toBe(before);
    await admin().types("/people");
    const { press } = admin().card.buttons!.find(({ label }) => label.startsWith("查找账号"))!;
    await Promise.all([admin().presses(press), admin().presses(press)]);
    expect(await counted()).toBe(before + 1);
    await minute();
    expect((await memberOf("再来")).identities).toMatchObject([{ user: "U-again" }]);
  });

  test("is nobody's to look up who may not change them", async () => {
    await paste("别人的, other@example.com, 华南组, rep");
    await minute();
    const told = buttonOf(report(), "再查一次").press;
    const { id } = await memberOf("别人的");
    const { 王芳: wang, 李伟: li } = house.company.people;
    await db().member.update({ where: { id: wang!.id }, data: { roles: ["segment_admin", "manager"] } });
    for (const name of [wang!.name, li!.name]) {
      const person = house.person(name);
      await person.presses({ action: "lookups.find", payload: { id } });
      expect(person.reads).toContain("没有查找");
      const beyond = person.reads;
      await person.presses({ action: "lookups.find", payload: { id: crypto.randomUUID() } });
      expect(person.reads).toBe(beyond);
      await person.presses(told);
      expect(person.reads).toContain("没有查找");
    }
    expect(await db().lookupEntry.count({ where: { state: "waiting" } })).toBe(0);
  });
});

describe("who writes by themselves", () => {
  test("is suggested to the admin by the mail the platform tells of the account, and let in by nobody else", async () => {
    await paste("Ada Lovelace, ada@example.com, 华东一组, rep");
    await minute();
    house.tells("U-ada", { name: "Countess", mail: "ADA@example.com" });
    await house.person("U-ada").types("hello, I am ada@example.com");
    await house.person("U-liar").types("hello, I am ada@example.com");
    await house.delivers();
    expect((await memberOf("Ada Lovelace")).identities).toEqual([]);
    const [asked, lied] = admin()
      .inbox.filter(({ title }) => title.includes("想使用"))
      .slice(-2);
    expect(cardText(asked!)).toContain("名单里同一邮箱: Ada Lovelace · ada@example.com");
    expect(cardText(lied!)).not.toContain("Ada");
    await admin().presses(buttonOf(asked!, "同意加入").press);
    expect(admin().form.values.known).toEqual({ choices: [expect.objectContaining({ label: "Ada Lovelace" })] });
    await admin().submits();
    expect((await memberOf("Ada Lovelace")).identities).toMatchObject([{ user: "U-ada" }]);
  });

  test("picked by hand with the mail of the list they stay one person", async () => {
    await paste("单人, one@example.com, 华东一组, rep");
    await minute();
    house.tells("U-one", { name: "One", mail: "one@example.com" });
    await admin().presses({ action: "team.addPeople", payload: {} });
    await admin()
      .fills({ people: { people: ["U-one"] }, roles: { choose: ["manager"] }, teams: { choose: house.company.teamId } })
      .submits();
    expect(await memberOf("单人")).toMatchObject({ roles: ["manager"], identities: [{ user: "U-one" }] });
    expect(await db().member.count({ where: { name: "One" } })).toBe(0);
    await house.delivers();
    expect(welcomes("U-one")).toHaveLength(1);
  });
});
