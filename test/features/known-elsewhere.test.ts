import { beforeEach, describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { lookupTick } from "../../src/features/lookups/jobs.ts";
import { buttonOf, cardText, type Person, SECOND, secondUser, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

/** A company at work on Slack has come to a second platform: nobody is made a second time there. */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const there = () => house.person("林涛", SECOND);
const mails = { 李伟: "li@example.com", Emma: "emma@example.com", 王芳: "wang@example.com" };
const whole = { identities: true, teams: true } as const;
const named = (name: string) =>
  db().member.findMany({ where: { name }, include: whole, orderBy: { createdAt: "asc" } });
const only = async (name: string) => {
  const found = await named(name);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const onBoth = (name: string, user: string) => [
  expect.objectContaining({ platform: "slack", user: house.company.people[name]!.user }),
  expect.objectContaining({ platform: SECOND.platform, user }),
];
const pick = async (users: string[], who: Person = there()) => {
  await who.presses({ action: "team.addPeople", payload: {} });
  await who.fills({ people: { people: users }, roles: { choose: ["finance"] } }).submits();
};
const asks = async (user: string) => {
  await house.person(user, SECOND).types("hello");
  await house.delivers();
};
const pressLetIn = (card: Parameters<typeof buttonOf>[0]) => there().presses(buttonOf(card, "同意加入").press);
/** The admin's newest card that asks, wherever it came. */
const asked = () =>
  [...house.person("林涛").inbox, ...there().inbox].findLast(({ title }) => /想使用|would like/.test(title))!;

beforeEach(async () => {
  const { handle } = house.database;
  if ((await from({ database: handle }).workspace.count({ where: SECOND })) === 0)
    await onSecondPlatform(house, ["林涛"]);
  await db().identity.deleteMany({ where: { platform: SECOND.platform, memberId: { not: idOf("林涛") } } });
  await db().joinRequest.deleteMany();
  for (const [name, mail] of Object.entries(mails))
    await db().member.update({ where: { id: idOf(name) }, data: { mail } });
});

describe("somebody at work on another platform", () => {
  test("who asks with the same mail is named on the card, and let in as the one they are", async () => {
    const before = await only("Emma");
    house.tells(secondUser("emma"), { name: "Emma S.", mail: "Emma@example.com" });
    await asks("emma");
    expect(cardText(asked())).toContain("同一邮箱已在用: Emma · emma@example.com · Slack");
    await pressLetIn(asked());
    expect(there().form.values).toMatchObject({
      known: { choices: [{ label: "Emma", detail: "emma@example.com · Slack" }] },
      roles: { choices: [{ value: "rep" }] },
    });
    await there().submits();
    expect(there().card.tone).toBe("done");
    const { identities, ...after } = await only("Emma");
    expect(identities).toEqual(onBoth("Emma", secondUser("emma")));
    expect({ ...after, version: 0 }).toMatchObject({ roles: before.roles, teams: before.teams, zone: before.zone });
    expect(await named("Emma S.")).toEqual([]);
    await house.delivers();
    expect(cardText(house.person("Emma").inbox.at(-1)!)).toContain("linked");
    expect(house.person("emma", SECOND).inbox.at(-1)?.title).toContain("you are Emma here too");
  });

  test("who asks under the same name is spoken of, and is who an admin says, with their roles", async () => {
    house.tells(secondUser("fang"), { name: "王芳" });
    await asks("fang");
    expect(cardText(asked())).toContain("同名的同事已经在用（Slack）");
    await pressLetIn(asked());
    expect(there().form.values).not.toHaveProperty("known");
    expect(await there().searches("known", "王")).toMatchObject([{ value: idOf("王芳") }]);
    await there()
      .fills({ known: { choose: idOf("王芳") }, roles: { choose: ["finance"] } })
      .submits();
    expect(there().card.tone).toBe("done");
    expect(await only("王芳")).toMatchObject({
      roles: ["manager"],
      identities: onBoth("王芳", secondUser("fang")),
    });
  });

  test("is let in as who they are without roles; a stranger without any is refused, and nothing changes", async () => {
    house.tells(secondUser("fang"), { name: "王芳" });
    await asks("fang");
    const before = await only("王芳");
    await pressLetIn(asked());
    await there().submits();
    expect(there().form.errors).toEqual({ roles: "请选角色，或选是已有的哪位同事。" });
    expect(await only("王芳")).toEqual(before);
    expect(await db().joinRequest.findMany()).toMatchObject([{ letIn: null }]);
    await there()
      .fills({ known: { choose: idOf("王芳") } })
      .submits();
    expect(there().card.tone).toBe("done");
    expect(await only("王芳")).toMatchObject({
      ...{ roles: before.roles, teams: before.teams },
      identities: onBoth("王芳", secondUser("fang")),
    });
  });

  test("picked by hand is known by mail, asked about by name, and keeps roles and teams", async () => {
    const li = await only("李伟");
    house.tells("ou_li", { name: "Li Wei", mail: "li@example.com" });
    house.tells("ou_zhao", { name: "赵敏" });
    await pick(["ou_li", "ou_zhao"]);
    expect(there().form.errors).toEqual({ same: "名单里或别的平台上已有 赵敏。是同一个人吗？" });
    // Nothing but the name speaks for it, and a namesake would see what they see: an admin ticks it.
    expect(there().form.values.same).toEqual({ choices: [] });
    expect(await only("李伟")).toEqual(li);
    await there()
      .fills({ same: { choose: [idOf("赵敏")] } })
      .submits();
    expect(there().card.title).toBe("本来就在用，这里也绑定好了：Li Wei、赵敏");
    expect(await only("李伟")).toMatchObject({
      ...{ roles: li.roles, teams: li.teams, identities: onBoth("李伟", "ou_li") },
    });
    expect(await only("赵敏")).toMatchObject({ roles: ["clerk"], identities: onBoth("赵敏", "ou_zhao") });
    expect(await named("Li Wei")).toEqual([]);
  });

  test("picked by hand needs no roles; who is new does, and then nothing changes", async () => {
    house.tells("ou_li", { name: "Li Wei", mail: "li@example.com" });
    const li = await only("李伟");
    const picks = async (...users: string[]) => {
      await there().presses({ action: "team.addPeople", payload: {} });
      await there()
        .fills({ people: { people: users } })
        .submits();
    };
    await picks("ou_li", "ou_new");
    expect(there().form.errors).toEqual({ roles: "请选角色：Someone 是新同事。" });
    expect(await only("李伟")).toEqual(li);
    await picks("ou_li");
    expect(there().card.title).toBe("本来就在用，这里也绑定好了：Li Wei");
    expect((await only("李伟")).roles).toEqual(li.roles);
    await picks("ou_li");
    expect(there().form.errors).toEqual({ people: "Li Wei 已经在用了。角色和团队请用 /people 修改。" });
  });

  test("of the same name with a mail of their own is a namesake unless ticked", async () => {
    house.tells("ou_emma2", { name: "Emma", mail: "another@example.com" });
    await pick(["ou_emma2"]);
    expect(there().form.values.same).toEqual({ choices: [] });
    expect(there().form.content.fields.same).toMatchObject({
      options: [{ label: "Emma", detail: "emma@example.com · Slack" }],
    });
    await there().submits();
    expect(there().card.title).toBe("已加入：Emma · 财务");
    expect(await named("Emma")).toMatchObject([
      { identities: [{ platform: "slack" }] },
      { identities: [{ user: "ou_emma2" }], mail: "another@example.com", roles: ["finance"] },
    ]);
  });

  test("of the same name where no platform tells a mail is a namesake unless ticked", async () => {
    const before = await only("王芳");
    house.tells("ou_fang2", { name: "王芳" });
    await pick(["ou_fang2"]);
    await there().submits();
    expect(there().card.title).toBe("已加入：王芳 · 财务");
    expect(await named("王芳")).toEqual([
      before,
      expect.objectContaining({ roles: ["finance"], identities: [expect.objectContaining({ user: "ou_fang2" })] }),
    ]);
    await db().member.updateMany({ where: { name: "王芳", id: { not: before.id } }, data: { name: "王芳二" } });
  });

  test("is looked up on the platform they lack, and hears of it on both", async () => {
    await db().member.updateMany({
      where: { id: { notIn: Object.keys(mails).map(idOf) } },
      data: { mail: null, phone: null },
    });
    const second = house.ports.get(SECOND.platform)!;
    second.accounts.set("li@example.com", { kind: "found", user: "ou_li" });
    const slack = house.ports.get("slack")!;
    slack.asked.length = 0;
    await there().types("/people");
    await there().presses("查找账号（3 人）");
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 60_000));
    await lookupTick.run(house.jobContext());
    await house.delivers();
    expect(slack.asked.flat()).toEqual([]);
    expect(there().inbox.at(-1)?.title).toBe("3 人中找到 1 人");
    expect((await only("李伟")).identities).toEqual(onBoth("李伟", "ou_li"));
    expect(house.messagesAt("D-ou_li").at(-1)?.faces.at(-1)?.title).toBe("绑定好了：你在这里也是李伟");
    expect(house.person("李伟").inbox.at(-1)?.title).toContain("你的账号已绑定");
    await there().types("/people 李伟");
    expect((there().card.menu ?? []).map(({ label }) => label)).not.toContain("查找账号");
  });
});

test("the mail that a platform tells of whoever is picked is kept, and tells them on the next", async () => {
  house.tells("U-gu", { name: "顾一", mail: "Gu@example.com" });
  await pick(["U-gu"], house.person("林涛"));
  expect(await only("顾一")).toMatchObject({ mail: "gu@example.com" });
  house.tells("ou_gu", { name: "Gu", mail: "gu@example.com" });
  await pick(["ou_gu"]);
  expect((await only("顾一")).identities).toMatchObject([{ user: "U-gu" }, { user: "ou_gu" }]);
});
