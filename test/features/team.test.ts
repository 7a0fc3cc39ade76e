import { describe, expect, test } from "vitest";
import { type Card, plainText } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { newcomers } from "../../src/features/newcomers/index.ts";
import { people } from "../../src/features/people/index.ts";
import { team } from "../../src/features/team/index.ts";
import { offerSetupCode } from "../../src/features/team/public.ts";
import { buttonsOf, cardText, SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

const house = withConversation({ features: [people, team, newcomers], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });

describe("people and teams", () => {
  test("an admin adds a person with a role and a team", async () => {
    const admin = house.person("林涛");
    await admin.commands("people");
    await admin.presses("加人");
    await admin.fills({ people: { people: ["U-new"] }, roles: { choose: ["rep"] } }).submits();
    expect(admin.form.errors).toEqual({ teams: "销售代表、内勤、经理和板块管理员要有团队。先用 /team 建一个。" });
    await admin.fills({ teams: { choose: house.company.teamId } }).submits();
    expect(admin.card.title).toBe("已加入：Someone · 销售代表");
    const identity = await db().identity.findFirstOrThrow({
      where: { user: "U-new" },
      include: { member: { include: { teams: true } } },
    });
    expect(identity.member).toMatchObject({ name: "Someone", roles: ["rep"], language: "en" });
    expect(identity.member.teams[0]?.teamId).toBe(house.company.teamId);
  });

  test("a rep may not, and is offered to ask for it", async () => {
    const before = await db().member.count();
    const rep = house.person("李伟");
    await rep.commands("people");
    expect(rep.card).toMatchObject({ tone: "stopped", title: "账号由管理员修改" });
    expect(await db().member.count()).toBe(before);
  });

  test("a team is made with its channel, and changed", async () => {
    const admin = house.person("林涛");
    await admin.types("/team");
    await admin.presses("建团队");
    expect((await admin.searches("segment", "工")).map(({ label }) => label)).toEqual(["工业"]);
    await admin.fills({ name: "华北组", segment: { choose: house.company.segmentId } }).submits();
    expect(admin.card.title).toBe("团队建好了：华北组");
    expect(admin.card.text).toEqual([expect.stringContaining("没有它的频道")]);
    expect(admin.card.buttons?.map(({ label }) => label)).toEqual(["继续设置", "加人", "建团队"]);
    expect(await db().team.findFirst({ where: { name: "华北组" }, include: { channels: true } })).toMatchObject({
      segmentId: house.company.segmentId,
      channels: [],
    });
  });

  test("a team with customers stays in its segment, and reads what to do first", async () => {
    const admin = house.person("林涛");
    const { teamId, segmentId, otherSegmentId, organizationId } = house.company;
    const kept = { organizationId, segmentId, teamId };
    const createdAt = house.clock.now();
    await db().customer.create({
      data: { ...kept, id: newId(), name: "宏达", nameKey: "宏达", searchText: "", createdAt },
    });
    await admin.types("/team");
    await admin.presses({ action: "team.editTeam", payload: { id: teamId } });
    await admin.fills({ segment: { choose: otherSegmentId } }).submits();
    expect(admin.form.errors.segment).toContain("在原板块还有客户，直接换板块");
    await admin.fills({ segment: { choose: newId() } }).submits();
    expect(admin.form.errors.segment).toContain("已经不在了");
    expect(await db().team.findUnique({ where: { id: teamId } })).toMatchObject({ segmentId });
  });

  test("a channel in which the bot is not is refused at its field, and nothing is saved", async () => {
    house.spoils("C-closed", { en: "Rapport is not in it. Invite it.", zh: "Rapport 不在里面，先请它进来。" });
    const admin = house.person("林涛");
    await admin.types("/team");
    await admin.presses("建团队");
    const segment = { choose: house.company.segmentId };
    admin.fills({ name: "西南组", segment, channel: { place: "C-closed" }, approvals: { place: "C-open" } });
    await admin.submits();
    expect(admin.form.errors).toEqual({ channel: "Rapport 不在里面，先请它进来。" });
    expect(await db().team.count({ where: { name: "西南组" } })).toBe(0);
    await admin.fills({ channel: { place: "C-open" } }).submits();
    expect(admin.card.title).toBe("团队建好了：西南组");
    const made = await db().team.findFirstOrThrow({ where: { name: "西南组" }, include: { channels: true } });
    expect(made.channels).toMatchObject([{ platform: "slack", workspace: "T1", channel: "C-open" }]);
  });

  test("the form sets the channels of the platform one is on; those on another stay and are named", async () => {
    await onSecondPlatform(house, ["林涛"]);
    const { teamId } = house.company;
    const channels = () => db().teamChannel.findMany({ where: { teamId }, orderBy: { platform: "asc" } });
    const admin = house.person("林涛", SECOND);
    await admin.types("/team");
    expect(admin.reads).toContain("华东一组 · 工业 · 5 人 · 频道：飞书、Slack");
    await admin.presses({ action: "team.editTeam", payload: { id: teamId } });
    expect(admin.form.content.intro).toEqual(["这里选的频道只管这个平台（飞书），别的平台（Slack）照旧。"]);
    expect(admin.form.values.channel).toEqual({ ids: ["oc-team"] });
    await admin.fills({ channel: { place: "oc-new" } }).submits();
    expect(await channels()).toMatchObject([
      { platform: "feishu", workspace: "tenant2", channel: "oc-new", approvals: "oc-approvals" },
      { platform: "slack", workspace: "T1", channel: "C-team", approvals: "C-approvals" },
    ]);
    const elsewhere = house.person("林涛");
    await elsewhere.presses({ action: "team.editTeam", payload: { id: teamId } });
    expect(elsewhere.form.values.channel).toEqual({ ids: ["C-team"] });
  });
});

describe("help", () => {
  const offered = (card: Card) => (card.lines ?? []).map(({ text }) => /\/\w+/.exec(plainText(text))?.[0]);

  test("tells an admin of people and teams, others not; nobody of the set-up", async () => {
    const [admin, rep] = [house.person("林涛"), house.person("李伟")];
    await admin.types("帮助");
    expect(offered(admin.card)).toEqual(["/people", "/team"]);
    await rep.types("帮助");
    expect(offered(rep.card)).toEqual([]);
    await rep.types("这是什么命令");
    expect(offered(rep.card)).toEqual([]);
  });

  test("leaves out what is refused, and typing it all the same is refused in words", async () => {
    const rep = house.person("李伟");
    await rep.types("/team");
    expect(rep.reads).toContain("请找管理员");
  });
});

describe("strangers", () => {
  test("find on their Home what comes next, and ask by its button; looking alone asks nobody", async () => {
    const onlooker = house.person("U-onlooker");
    const asked = () => db().joinRequest.count({ where: { user: "U-onlooker" } });
    const [first] = await onlooker.home();
    expect(cardText(first!)).toMatch(/Good to see you[\s\S]*I ask 林涛 to let you in/);
    expect(await asked()).toBe(0);
    await onlooker.presses("Ask to be let in", { on: first!, home: true });
    expect(await asked()).toBe(1);
    const [after] = await onlooker.home();
    expect(cardText(after!)).toContain("I have asked 林涛 already");
    expect(after!.buttons).toBeUndefined();
  });

  test("whose account was closed find that on their Home", async () => {
    await db().member.update({ where: { id: house.company.people.孙丽!.id }, data: { closedAt: house.clock.now() } });
    const [closed] = await house.person("孙丽").home();
    expect(closed).toMatchObject({ tone: "stopped", title: "你的账号已停用" });
  });

  test("asks to be let in once; the admin decides; the second admin is told it is decided", async () => {
    const stranger = house.person("U-stranger");
    await stranger.types("hello");
    expect(stranger.reads).toContain("I have asked 林涛 to let you in");
    await stranger.types("hello again");
    expect(stranger.reads).toContain("already and will write to you");
    const request = await db().joinRequest.findFirstOrThrow({ where: { user: "U-stranger" } });
    const admin = house.person("林涛");
    const seen = { id: request.id, version: request.version };
    await admin.presses({ action: "team.letIn", payload: seen });
    await admin.fills({ roles: { choose: ["finance"] } }).submits();
    expect(admin.card.title).toBe("Someone 已加入 · 财务");
    await admin.presses({ action: "team.turnAway", payload: seen });
    expect(admin.card.title).toBe("Someone 已加入 · ");
    expect(await db().joinRequest.findFirst({ where: { id: request.id } })).toMatchObject({ letIn: true });
    await stranger.types("help");
    expect(stranger.card.title).toBe("What you can say");
  });

  test("a request that waits has a clock: admins hear of it half way, segment admins and who asked after a working day, each once", async () => {
    const tick = async (at: string) => {
      house.clock.freezeAt(new Date(at));
      for (const each of newcomers.ticks ?? []) await each.run(house.jobContext());
      await house.delivers();
    };
    const asks = (name: string) =>
      house.person(name).inbox.filter(({ plain }) => plain.includes("还在等着加入")).length;
    const { id: head } = house.company.people.王芳!;
    await db().member.update({ where: { id: head }, data: { roles: ["manager", "segment_admin"] } });
    await db().joinRequest.deleteMany({ where: { decidedAt: null } });
    await house.person("U-patient").types("hello");
    const { id, version } = await db().joinRequest.findFirstOrThrow({ where: { user: "U-patient" } });
    const [lin, wang] = [house.person("林涛"), house.person("王芳")];
    const seen = { action: "team.letIn", payload: { id, version } };
    const asked = () => [asks("林涛"), asks("王芳"), house.person("U-patient").inbox.length];
    await tick("2026-11-23T13:59:00+08:00");
    expect(asked()).toEqual([0, 0, 0]);
    await wang.presses(seen);
    expect(wang.reads).toContain("没有改动");
    for (const at of ["14:00", "17:59"]) await tick(`2026-11-23T${at}:00+08:00`);
    expect(asked()).toEqual([1, 0, 0]);
    for (const at of ["18:00", "18:01"]) await tick(`2026-11-23T${at}:00+08:00`);
    expect(asked()).toEqual([1, 1, 1]);
    expect(house.person("U-patient").inbox[0]?.plain).toContain("I have asked 林涛 once more");
    expect(buttonsOf(wang.inbox.at(-1)!).map(({ label }) => label)).toEqual(["同意加入"]);
    await wang.presses(seen);
    await wang.fills({ roles: { choose: ["finance"] } }).submits();
    expect(wang.form.errors.roles).toContain("只能给团队里的角色");
    await wang.fills({ roles: { choose: ["rep"] }, teams: { choose: house.company.otherTeamId } }).submits();
    expect(wang.form.errors.teams).toBeTruthy();
    expect(await db().joinRequest.findUnique({ where: { id } })).toMatchObject({ decidedAt: null });
    await wang.fills({ teams: { choose: house.company.teamId } }).submits();
    expect(wang.card.title).toBe("Someone 已加入 · 销售代表");
    await lin.presses(seen);
    expect(lin.reads).toContain("由 王芳 决定");
    await db().member.update({ where: { id: head }, data: { roles: ["manager"] } });
    house.clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
  });

  test("a request that nobody decides lapses after a week; whoever asks again hears so, and the admins have it anew", async () => {
    const waiting = house.person("U-forgotten");
    await waiting.types("hello");
    const { id, version } = await db().joinRequest.findFirstOrThrow({ where: { user: "U-forgotten" } });
    const cards = () => db().outgoingMessage.count({ where: { key: { startsWith: `join:${id}:` } } });
    const before = await cards();
    house.clock.freezeAt(new Date("2026-11-30T08:59:00+08:00"));
    await waiting.types("hello");
    expect(waiting.reads).toContain("I have asked 林涛 already");
    expect(await cards()).toBe(before);
    house.clock.freezeAt(new Date("2026-11-30T09:01:00+08:00"));
    const [home] = await waiting.home();
    expect(home!.buttons).toHaveLength(1);
    await waiting.types("hello");
    expect(waiting.reads).toContain("it has lapsed. I have asked 林涛 anew");
    expect(await cards()).toBe(before * 2);
    const admin = house.person("林涛");
    await admin.presses({ action: "team.letIn", payload: { id, version } });
    expect(admin.card.title).toContain("想使用 Rapport");
    await admin.presses({ action: "team.letIn", payload: { id, version: version + 1 } });
    await admin.fills({ roles: { choose: ["finance"] } }).submits();
    expect(await db().joinRequest.findUnique({ where: { id } })).toMatchObject({ letIn: true });
    house.clock.freezeAt(new Date("2026-11-23T09:00:00+08:00"));
  });

  test("who only looks is told how to ask, and asks nobody; the button asks", async () => {
    const stranger = house.person("U-passer-by");
    const before = await db().outgoingMessage.count();
    for (const typed of ["/help", "帮助"]) {
      await stranger.types(typed);
      expect(buttonsOf(stranger.card).map(({ label }) => label)).toEqual(["Ask to be let in"]);
    }
    expect(await db().joinRequest.count({ where: { user: "U-passer-by" } })).toBe(0);
    expect(await db().outgoingMessage.count()).toBe(before);
    await stranger.presses("Ask to be let in");
    expect(stranger.reads).toContain("I have asked 林涛 to let you in");
    expect(await db().joinRequest.count({ where: { user: "U-passer-by" } })).toBe(1);
  });

  test("the set-up code works once, for one person, while there is no organization", async () => {
    expect(await offerSetupCode(house.database.handle, house.clock, "CODE-1234")).toBe(false);
    const hash = await import("../../src/core/codes.ts").then(({ codeHash }) => codeHash("code-1234"));
    await db().setupCode.create({ data: { hash, createdAt: house.clock.now() } });
    const newcomer = (user: string) => ({ platform: "slack", workspace: "T-new", user });
    const say = async (user: string, typed: string) => {
      const place = { platform: "slack", workspace: "T-new", place: `D-${user}`, kind: "direct" } as const;
      const answer = await house.kernel.command({
        id: newId(),
        identity: newcomer(user),
        place,
        receivedAt: house.clock.now(),
        name: "setup",
        typed,
      });
      return answer.shown?.kind === "card" ? answer.shown.card.title : undefined;
    };
    expect(await say("U-a", "")).toBe("Rapport is not set up here yet");
    expect(await say("U-a", "WRONG-CODE")).toBe("This is not the set-up code");
    expect(await db().workspace.count({ where: { workspace: "T-new" } })).toBe(0);
    expect(await Promise.all([say("U-a", "CODE 1234"), say("U-a", "code-1234")])).toContain(
      "You are the admin of Rapport now",
    );
    expect(await db().workspace.count({ where: { workspace: "T-new" } })).toBe(1);
    expect(await say("U-b", "CODE-1234")).toBe("Good to see you");
    const admin = await db().identity.findFirstOrThrow({ where: { workspace: "T-new" }, include: { member: true } });
    expect(admin.member.roles).toEqual(["admin"]);
  });
});

test("a request that cannot be told of again keeps no other from being told", async () => {
  const { organizationId, platform, workspace } = house.company;
  const waits = async (user: string, hour: number) => {
    const row = { organizationId, platform, workspace, user, name: user, language: "en", zone: "UTC" } as const;
    const createdAt = new Date(Date.UTC(2026, 11, 7, hour));
    const { id } = await db().joinRequest.create({ data: { id: newId(), ...row, createdAt } });
    return id;
  };
  const [first, second] = [await waits("U-stuck", 1), await waits("U-waits", 2)];
  await house.database.pool.query(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW.id = '${first}' THEN RAISE EXCEPTION 'trouble with one'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER trouble BEFORE UPDATE ON "JoinRequest" FOR EACH ROW EXECUTE FUNCTION trouble()`);
  house.clock.freezeAt(new Date("2026-12-08T17:00:00+08:00"));
  const tick = async () => {
    for (const each of newcomers.ticks ?? []) await each.run(house.jobContext());
  };
  const reminded = async (id: string) => (await db().joinRequest.findUniqueOrThrow({ where: { id } })).remindedAt;
  await expect(tick()).rejects.toThrow("trouble with one");
  expect([await reminded(first), await reminded(second)]).toEqual([null, house.clock.now()]);
  await house.database.pool.query("DROP FUNCTION trouble CASCADE");
  await tick();
  expect(await reminded(first)).toEqual(house.clock.now());
});
