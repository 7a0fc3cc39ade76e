import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change as inChange } from "../../src/data/transaction.ts";
import { link } from "../../src/features/accounts/public.ts";
import { features } from "../../src/features/index.ts";
import { lookupTick } from "../../src/features/lookups/jobs.ts";
import { buttonOf, cardText, withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");
const idOf = (name: string) => house.company.people[name]!.id;
const memberOf = (name: string) =>
  db().member.findFirstOrThrow({ where: { name }, include: { identities: true, teams: true } });
const teamsOf = async (name: string) => (await memberOf(name)).teams.map(({ teamId }) => teamId).sort();
const bothTeams = () => [house.company.teamId, house.company.otherTeamId].sort();
const paste = async (list: string) => {
  await admin().presses({ action: "roster.begin", payload: {} });
  await admin().fills({ list }).submits();
  await admin().presses(admin().card.buttons![0]!.press);
};
const asks = async (user: string) => {
  await house.person(user).types("hello");
  await house.delivers();
  return db().joinRequest.findFirstOrThrow({ where: { user } });
};
const gone = (name: string) =>
  db().identity.updateMany({ where: { memberId: idOf(name) }, data: { goneAt: house.clock.now() } });
/** Everything that a refusal must leave as it is. */
const state = async () => ({
  members: await db().member.findMany({ orderBy: { id: "asc" }, include: { teams: true } }),
  identities: await db().identity.findMany({ orderBy: { user: "asc" } }),
  requests: await db().joinRequest.findMany({ orderBy: { id: "asc" } }),
});
const welcomes = (user: string) => house.person(user).inbox.filter(({ title }) => /欢迎你|Welcome/.test(title));

describe("an account that is gone", () => {
  test("gives way to the new one an admin picks; until then the person's card says so", async () => {
    await gone("赵敏");
    house.tells("U-zhao2", { name: "赵敏" });
    await admin().types("/people 赵敏");
    expect(admin().reads).toContain("Slack的账号已失效，请绑定新账号");
    const link = admin().card.menu!.find(({ label }) => label === "绑定账号")!;
    await admin().presses(link.press);
    await admin()
      .fills({ person: { people: ["U-zhao2"] } })
      .submits();
    expect(admin().card.title).toBe("绑定好了：赵敏 · 赵敏（Slack）");
    expect((await memberOf("赵敏")).identities).toMatchObject([{ user: "U-zhao2", goneAt: null }]);
    const unlinked = await db().auditEntry.findFirst({ where: { what: "identity.unlinked" } });
    expect(unlinked).toMatchObject({ subject: `member:${idOf("赵敏")}`, before: { platform: "slack" } });
    await house.delivers();
    expect(house.person("U-zhao2").inbox.at(-1)?.title).toBe("绑定好了：你在这里也是赵敏");
    await house.person("U-zhao2").types("帮助");
    expect(house.person("U-zhao2").card.title).toBe("你可以这样说");
  });

  test("one that is reached stays: another is refused, and nothing changes", async () => {
    const before = await state();
    await admin().presses({ action: "accounts.linkMember", payload: { id: idOf("王芳") } });
    await admin()
      .fills({ person: { people: ["U-wang2"] } })
      .submits();
    expect(admin().form.errors).toEqual({ person: "这位成员在这个平台上已有另一个账号，请先解绑。" });
    expect(await state()).toEqual(before);
  });

  test("whoever writes from the new one is let in as the person they are, in all their teams", async () => {
    const { otherTeamId, organizationId } = house.company;
    await db().teamMember.create({ data: { memberId: idOf("Emma"), teamId: otherTeamId, organizationId } });
    await db().member.update({ where: { id: idOf("Emma") }, data: { mail: "emma@example.com", zone: "Asia/Tokyo" } });
    await gone("Emma");
    house.tells("U-emma2", { name: "Emma", mail: "emma@example.com" });
    const { id, version } = await asks("U-emma2");
    await admin().presses({ action: "team.letIn", payload: { id, version } });
    await admin().submits();
    expect(await db().member.count({ where: { name: "Emma" } })).toBe(1);
    expect(await memberOf("Emma")).toMatchObject({
      identities: [{ user: "U-emma2", goneAt: null }],
      // What they chose stays theirs.
      zone: "Asia/Tokyo",
    });
    expect(await teamsOf("Emma")).toEqual(bothTeams());
  });

  test("gives way too where another workspace calls the new one the same", async () => {
    const { organizationId, people: staff } = house.company;
    const { id: memberId, user } = staff.陈静!;
    const createdAt = house.clock.now();
    await db().workspace.create({ data: { platform: "slack", workspace: "T2", organizationId, createdAt } });
    const account = { platform: "slack" as const, workspace: "T2", user };
    const scope = systemScope(house.database.handle, organizationId, house.clock);
    const linking = () => inChange(scope, { from: "slack" }, (change) => link(change, memberId, account));
    expect(await linking()).toBe("second");
    await gone("陈静");
    expect(await linking()).toBeUndefined();
    expect((await memberOf("陈静")).identities).toMatchObject([{ workspace: "T2", user, goneAt: null }]);
  });

  test("is no reason to take a namesake for them: that is for the mail, or an admin, to say", async () => {
    await gone("Emma");
    house.tells("U-emma3", { name: "Emma" });
    const { id, version } = await asks("U-emma3");
    await admin().presses({ action: "team.letIn", payload: { id, version } });
    expect(admin().form.values).not.toHaveProperty("known");
    expect(admin().form.values).not.toHaveProperty("roles");
    admin().fills({ known: { choose: [idOf("Emma")] }, roles: { choose: ["rep"] } });
    await admin()
      .fills({ teams: { choose: [house.company.teamId] } })
      .submits();
    expect(admin().card.tone).toBe("done");
    expect((await memberOf("Emma")).identities).toMatchObject([{ user: "U-emma3" }]);
    expect(await teamsOf("Emma")).toEqual(bothTeams());
  });

  test("takes the customers along where its person is let in to another team of the segment", async () => {
    const customerId = await makeCustomer(house, "宏达机电", { owner: "李伟" });
    const { id: _, ...like } = await db().team.findUniqueOrThrow({ where: { id: house.company.teamId } });
    const { id: teamId } = await db().team.create({ data: { ...like, id: newId(), name: "华东三组" } });
    await db().member.update({ where: { id: idOf("李伟") }, data: { mail: "li@example.com" } });
    await gone("李伟");
    house.tells("U-li2", { name: "李伟", mail: "li@example.com" });
    const { id, version } = await asks("U-li2");
    await admin().presses({ action: "team.letIn", payload: { id, version } });
    await admin()
      .fills({ teams: { choose: [teamId] } })
      .submits();
    expect(admin().card.tone).toBe("done");
    expect(await teamsOf("李伟")).toEqual([teamId]);
    expect(await db().customer.findUnique({ where: { id: customerId } })).toMatchObject({
      ...{ ownerId: idOf("李伟"), teamId },
    });
  });

  test("is looked up anew by mail; found to be the same, it is reached again", async () => {
    await db().member.update({ where: { id: idOf("李伟") }, data: { mail: "li@example.com" } });
    await gone("李伟");
    const { user } = house.company.people.李伟!;
    house.ports.get("slack")!.accounts.set("li@example.com", { kind: "found", user });
    await admin().presses({ action: "lookups.find", payload: { id: idOf("李伟") } });
    house.clock.freezeAt(new Date("2026-11-23T09:01:00+08:00"));
    await lookupTick.run(house.jobContext());
    expect((await memberOf("李伟")).identities).toMatchObject([{ user, goneAt: null }]);
  });
});

describe("who was on a list", () => {
  test("picked by hand is welcomed, in the language and zone the platform tells", async () => {
    await paste("郑一\tzheng@example.com\t华东一组\t销售");
    const { id } = await memberOf("郑一");
    house.tells("U-zheng", { name: "Zheng" });
    await admin().presses({ action: "accounts.linkMember", payload: { id } });
    await admin()
      .fills({ person: { people: ["U-zheng"] } })
      .submits();
    const { language, zone } = await house.ports
      .get("slack")!
      .profile({ platform: "slack", workspace: "T1", user: "U-zheng" });
    expect(await memberOf("郑一")).toMatchObject({ language, zone, identities: [{ user: "U-zheng" }] });
    await house.delivers();
    expect(welcomes("U-zheng")).toHaveLength(1);
  });

  test("and is the last of many stays in the team of the list, picked by hand", async () => {
    await paste("张五十\twu@example.com\t华南组\t销售");
    const { organizationId, createdAt, language, zone } = await memberOf("张五十");
    await db().member.createMany({
      data: Array.from({ length: 50 }, (_, n) => ({
        ...{
          id: newId(),
          organizationId,
          createdAt,
          language,
          zone,
          name: `Awaited ${n}`,
          roles: ["finance" as const],
        },
      })),
    });
    const { id, version } = await asks("U-nickname");
    await admin().presses({ action: "team.letIn", payload: { id, version } });
    admin().fills({ known: { choose: [(await memberOf("张五十")).id] }, roles: { choose: ["rep"] } });
    await admin()
      .fills({ teams: { choose: [house.company.teamId] } })
      .submits();
    expect(await teamsOf("张五十")).toEqual(bothTeams());
  });

  test("in two teams stays in both, let in or picked; what was taken out in the form is out; an entry says what was", async () => {
    const listed = async (name: string, mail: string) => {
      await paste(`${name}\t${mail}\t华东一组\t销售`);
      const { organizationId, otherTeamId: teamId } = house.company;
      await db().teamMember.create({ data: { memberId: (await memberOf(name)).id, teamId, organizationId } });
      house.tells(`U-${mail}`, { name, mail });
    };
    await listed("冯二", "feng@example.com");
    const { id, version } = await asks("U-feng@example.com");
    await admin().presses({ action: "team.letIn", payload: { id, version } });
    expect(admin().form.values.teams).toMatchObject({ choices: [{ label: "华东一组" }, { label: "华南组" }] });
    await admin().submits();
    expect(await teamsOf("冯二")).toEqual(bothTeams());
    expect(await memberOf("冯二")).toMatchObject({ language: "en" });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { what: "member.changed", subject: `member:${(await memberOf("冯二")).id}` },
    });
    expect(entry.before).toMatchObject({ closed: false, teamIds: expect.arrayContaining(bothTeams()) });

    await listed("褚三", "chu@example.com");
    await admin().presses({ action: "team.addPeople", payload: {} });
    admin().fills({ people: { people: ["U-chu@example.com"] }, roles: { choose: ["rep"] } });
    await admin()
      .fills({ teams: { choose: [house.company.teamId] } })
      .submits();
    expect(await teamsOf("褚三")).toEqual(bothTeams());

    await listed("卫四", "wei@example.com");
    const asked = await asks("U-wei@example.com");
    await admin().presses({ action: "team.letIn", payload: { id: asked.id, version: asked.version } });
    await admin()
      .fills({ teams: { choose: [house.company.teamId] } })
      .submits();
    expect(await teamsOf("卫四")).toEqual([house.company.teamId]);
  });
});

test("a segment's admin opens no closed account of another segment, and nothing changes", async () => {
  const { teamId } = house.company;
  await db().member.update({ where: { id: idOf("王芳") }, data: { roles: ["manager", "segment_admin"] } });
  await db().member.updateMany({
    where: { id: { in: [idOf("孙丽"), idOf("赵敏")] } },
    data: { closedAt: house.clock.now() },
  });
  const head = house.person("王芳");
  const add = async (name: string, user = house.company.people[name]!.user) => {
    await head.presses({ action: "team.addPeople", payload: {} });
    await head.fills({ people: { people: [user] }, roles: { choose: ["rep"] }, teams: { choose: [teamId] } }).submits();
  };
  const before = await state();
  await add("孙丽");
  expect(head.form.errors.people).toContain("只能由系统管理员来加");
  // An admin of old who is in no team any more is beyond it too.
  await db().member.update({ where: { id: idOf("周明") }, data: { closedAt: house.clock.now() } });
  await add("周明");
  expect(head.form.errors.people).toContain("只能由系统管理员来加");
  await db().member.update({ where: { id: idOf("周明") }, data: { closedAt: null } });
  expect(await state()).toEqual(before);
  const mine = await db().identity.findFirstOrThrow({ where: { memberId: idOf("赵敏") } });
  await add("赵敏", mine.user);
  expect(head.card.tone).toBe("done");
  expect(await memberOf("赵敏")).toMatchObject({ closedAt: null, roles: ["rep"] });
});

describe("who is turned away", () => {
  test("hears of it, asks nobody anew, and is in once an admin adds them", async () => {
    const { id, version } = await asks("U-away");
    await admin().presses({ action: "team.turnAway", payload: { id, version } });
    await house.delivers();
    const away = house.person("U-away");
    const heard = away.inbox.at(-1)!;
    expect(cardText(heard)).toContain("You were not let in\nIs that a mistake? Speak to 林涛");
    const cards = () => db().outgoingMessage.count({ where: { key: { startsWith: `join:${id}` } } });
    const told = await cards();
    const before = await state();
    await away.types("hello?");
    expect(away.card).toEqual(heard);
    const [home] = await away.home();
    expect(home).toEqual(heard);
    expect(await state()).toEqual(before);
    expect(await cards()).toBe(told);
    await admin().presses({ action: "team.addPeople", payload: {} });
    await admin()
      .fills({ people: { people: ["U-away"] }, roles: { choose: ["finance"] } })
      .submits();
    expect(admin().card.tone).toBe("done");
    await away.types("help");
    expect(away.card.title).toBe("What you can say");
    expect(await db().joinRequest.findUnique({ where: { id } })).toMatchObject({ letIn: true });
  });

  test("a request of whom an admin adds by hand waits no more", async () => {
    const { id } = await asks("U-both");
    await admin().presses({ action: "team.addPeople", payload: {} });
    await admin()
      .fills({ people: { people: ["U-both"] }, roles: { choose: ["finance"] } })
      .submits();
    expect(await db().joinRequest.findUnique({ where: { id } })).toMatchObject({ letIn: true });
    await house.delivers();
    const card = admin().inbox.findLast(({ plain }) => plain.includes("已经在用了"))!;
    expect(() => buttonOf(card, "同意加入")).toThrow();
  });
});
