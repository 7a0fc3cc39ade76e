import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { accountrequests } from "../../src/features/accountrequests/index.ts";
import { people } from "../../src/features/people/index.ts";
import { settings } from "../../src/features/settings/index.ts";
import { buttonsOf, cardText, withConversation } from "../support/conversation.ts";

const house = withConversation({ features: [accountrequests, people, settings], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const idOf = (name: string) => house.company.people[name]!.id;
const labels = (card: Card) => buttonsOf(card).map(({ label }) => label);

/** Someone more, in front of the bot. */
const joins = async (name: string, roles: Role[], teamId: string) => {
  const { organizationId, platform, workspace } = house.company;
  const id = newId();
  const createdAt = house.clock.now();
  await db().member.create({ data: { id, organizationId, name, roles, language: "zh", createdAt } });
  await db().identity.create({ data: { platform, workspace, user: name, organizationId, memberId: id } });
  await db().teamMember.create({ data: { teamId, memberId: id, organizationId } });
  return id;
};
const asks = async (who: string, whom: string, what: "change" | "close" | "reopen", words = "他月底走") => {
  const person = house.person(who);
  await person.types("/people");
  await person.presses("申请账号变更");
  await person.fills({ whom: { choose: whom }, what: { choose: what }, words }).submits();
  return person;
};
const requestOf = (memberId: string) =>
  db().accountRequest.findFirstOrThrow({ where: { memberId }, orderBy: { createdAt: "desc" } });
/** The newest card that somebody has of a request. */
const cardFor = async (who: string): Promise<Card> => {
  await house.delivers();
  return house.person(who).inbox.at(-1)!;
};
const unchanged = async (work: () => Promise<unknown>) => {
  const state = () =>
    Promise.all([
      db().member.findMany({ orderBy: { id: "asc" } }),
      db().accountRequest.findMany({ orderBy: { id: "asc" } }),
      db().auditEntry.count(),
      db().outgoingMessage.count(),
    ]);
  const before = await state();
  await work();
  expect(await state()).toEqual(before);
};
const ticks = async () => {
  for (const each of accountrequests.ticks ?? []) await each.run(house.jobContext());
};
const goes = (to: string) => house.clock.freezeAt(new Date(to));

let rep: string;
let segmentAdmin: string;
let count = 0;
beforeEach(async () => {
  goes("2026-11-23T09:00:00+08:00");
  count += 1;
  rep = await joins(`小代${count}`, ["rep"], house.company.teamId);
  if (count === 1) {
    segmentAdmin = await joins("本板块管理", ["segment_admin"], house.company.teamId);
    await joins("别板块管理", ["segment_admin"], house.company.otherTeamId);
  }
});

describe("somebody who may not close an account", () => {
  test("asks for it; those who may have it, and closing it ends it for all", async () => {
    const wang = await asks("王芳", rep, "close");
    expect(wang.card).toMatchObject({ tone: "waiting", title: `已申请：停用 小代${count} 的账号` });
    const told = await cardFor("林涛");
    expect(told.title).toBe(`王芳 申请停用 小代${count} 的账号`);
    expect(cardText(told)).toContain("“他月底走”");
    expect(labels(told)).toEqual(["打开这位同事", "不同意"]);
    expect((await cardFor("本板块管理")).title).toBe(told.title);
    expect(house.person("别板块管理").inbox).toEqual([]);
    const admin = house.person("林涛");
    await admin.presses("打开这位同事", { on: told });
    await admin.presses("停用账号");
    expect(await requestOf(rep)).toMatchObject({ state: "done", decidedById: idOf("林涛") });
    const end = await cardFor("王芳");
    expect(end).toMatchObject({ tone: "done", title: `已办好：停用 小代${count} 的账号` });
    expect(cardText(end)).toContain("林涛");
    const subject = `account:${(await requestOf(rep)).id}`;
    const entries = await db().auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });
    expect(entries).toMatchObject([
      { what: "account.asked", memberId: idOf("王芳"), after: { memberId: rep, what: "close" } },
      { what: "account.done", memberId: idOf("林涛"), before: { state: "open" }, after: { state: "done" } },
    ]);
    await unchanged(async () => {
      await house.person("本板块管理").presses("不同意", { on: told });
      expect(house.person("本板块管理").card.title).toBe(end.title);
    });
  });

  test("asks once, however often; and is told what is missing", async () => {
    await asks("王芳", rep, "close");
    await unchanged(async () => {
      const wang = await asks("王芳", rep, "close", " 他月底走 ");
      expect(wang.card.title).toBe(`已申请：停用 小代${count} 的账号`);
      await asks("王芳", rep, "change", "  ");
      expect(wang.form.errors).toHaveProperty("words");
    });
    expect(await db().accountRequest.count({ where: { memberId: rep } })).toBe(1);
  });

  test("asks in their own words, whatever others have asked, and hears the end of it", async () => {
    await asks("王芳", rep, "change", "手机换了");
    const li = await asks("李伟", rep, "change", "换到二组");
    expect(li.reads).toContain("换到二组");
    expect(li.reads).not.toContain("手机换了");
    const second = await cardFor("林涛");
    expect(second.title).toBe(`李伟 申请修改 小代${count} 的账号`);
    await asks("李伟", rep, "close", "他不来了");
    await asks("王芳", rep, "change", "还有头像");
    const all = await db().accountRequest.findMany({ where: { memberId: rep }, orderBy: { id: "asc" } });
    expect(all.map(({ what, words, requesterId }) => [requesterId, what, words])).toEqual([
      [idOf("王芳"), "change", "手机换了"],
      [idOf("李伟"), "change", "换到二组"],
      [idOf("李伟"), "close", "他不来了"],
      [idOf("王芳"), "change", "还有头像"],
    ]);
    await house.person("林涛").presses("已办好", { on: second });
    expect(cardText(await cardFor("李伟"))).toContain("换到二组");
    expect(await db().accountRequest.count({ where: { memberId: rep, state: "open" } })).toBe(3);
  });

  test("is not asked by who may do it, nor about who is out of sight", async () => {
    await unchanged(async () => {
      const li = house.person("李伟");
      await li.presses({ action: "accountrequests.begin", payload: { id: idOf("孙丽") } });
      expect(li.form.values).toEqual({});
      expect((await li.searches("whom", "")).map(({ label }) => label)).not.toContain("孙丽");
      expect((await li.searches("whom", "xd")).map(({ value }) => value)).toContain(rep);
      await li.fills({ whom: { choose: idOf("孙丽") }, what: { choose: "close" }, words: "走了" }).submits();
      expect(li.form.errors).toEqual({ whom: "这位同事已经不在了，请重新选。" });
      const admin = house.person("林涛");
      await admin.presses({ action: "accountrequests.begin", payload: { id: rep } });
      await admin.fills({ what: { choose: "close" }, words: "走了" }).submits();
      expect(admin.form.errors).toEqual({ whom: `这个你自己就能改：用 /people 打开 小代${count}。` });
    });
  });
});

describe("a request to change an account", () => {
  test("is done when those who decide say so; an edit alone does not tell what it was for", async () => {
    await asks("王芳", rep, "change", "手机换了");
    const segment = house.person("本板块管理");
    const card = await cardFor("本板块管理");
    expect(labels(card)).toEqual(["打开这位同事", "已办好", "不同意"]);
    await segment.presses("打开这位同事", { on: card });
    await segment.presses("修改");
    await segment.fills({ phone: "13800138000" }).submits();
    expect(segment.card.title).toContain(`小代${count}`);
    expect(await requestOf(rep)).toMatchObject({ state: "open" });
    await segment.presses("已办好", { on: card });
    expect(await requestOf(rep)).toMatchObject({ state: "done", decidedById: segmentAdmin });
    expect(segment.card).toMatchObject({ tone: "done", title: `已办好：修改 小代${count} 的账号` });
    expect(cardText(await cardFor("王芳"))).toContain("手机换了");
  });

  test("is overtaken when the account is closed, and is not said to be done", async () => {
    await asks("王芳", rep, "change", "换到二组");
    await asks("李伟", rep, "close");
    const admin = house.person("林涛");
    await admin.presses("打开这位同事", { on: await cardFor("林涛") });
    await admin.presses("停用账号");
    const states = await db().accountRequest.findMany({ where: { memberId: rep }, orderBy: { id: "asc" } });
    expect(states.map(({ what, state }) => [what, state])).toEqual([
      ["change", "overtaken"],
      ["close", "done"],
    ]);
    const end = await cardFor("王芳");
    expect(end).toMatchObject({ tone: "past", title: `不用办了：修改 小代${count} 的账号` });
    expect(cardText(end)).toContain("账号已停用");
    expect((await cardFor("李伟")).title).toBe(`已办好：停用 小代${count} 的账号`);
  });

  test("is declined with a reason, by who may do it and by nobody else", async () => {
    await asks("王芳", rep, "change", "升经理");
    const { id, version } = await requestOf(rep);
    const payload = { id, version };
    await unchanged(async () => {
      for (const who of ["别板块管理", "李伟", "周明", "王芳"])
        for (const action of ["accountrequests.done", "accountrequests.decline"]) {
          await house.person(who).presses({ action, payload });
          expect(house.person(who).reads).toContain("不归你处理");
        }
      const admin = house.person("林涛");
      await admin.presses({ action: "accountrequests.decline", payload });
      await admin.fills({ reason: " " }).submits();
      expect(admin.form.errors).toHaveProperty("reason");
    });
    await house.person("林涛").fills({ reason: "明年再说" }).submits();
    expect(await requestOf(rep)).toMatchObject({ state: "declined", reason: "明年再说" });
    const end = await cardFor("王芳");
    expect(end).toMatchObject({ tone: "stopped", title: `没有同意：修改 小代${count} 的账号` });
    expect(cardText(end)).toContain("“明年再说”");
  });

  test("of closing is not done while the account is open", async () => {
    await asks("王芳", rep, "close");
    const { id, version } = await requestOf(rep);
    await unchanged(async () => {
      await house.person("林涛").presses({ action: "accountrequests.done", payload: { id, version } });
      expect(house.person("林涛").reads).toContain("账号还在用");
    });
  });
});

describe("a request that waits", () => {
  test("is spoken of half way through its working day and when that is over, and lapses after a week", async () => {
    await asks("王芳", rep, "change", "换组");
    const told = (who: string, words: string) =>
      house.person(who).inbox.filter((card) => [words, `小代${count} `].every((one) => cardText(card).includes(one)))
        .length;
    const said: string[] = [];
    for (const at of ["13:59", "14:00", "17:59", "18:00", "18:01"]) {
      goes(`2026-11-23T${at}:00+08:00`);
      await ticks();
      await house.delivers();
      said.push(`${told("林涛", "还没处理：王芳 申请修改")} ${told("王芳", "到时限还没人处理")}`);
    }
    expect(said).toEqual(["0 0", "1 0", "1 0", "1 1", "1 1"]);
    goes("2026-11-30T09:00:01+08:00");
    await ticks();
    expect(await requestOf(rep)).toMatchObject({ state: "lapsed", decidedById: null });
    const end = await cardFor("王芳");
    expect(end).toMatchObject({ tone: "past", title: `一直没人处理：修改 小代${count} 的账号` });
    await house.person("王芳").presses("申请账号变更", { on: end });
    expect(house.person("王芳").form.values.whom).toEqual({ choices: [{ value: rep, label: `小代${count}` }] });
  });

  test("is spoken of again however many others wait", async () => {
    const { organizationId } = house.company;
    const now = house.clock.now();
    const early = { what: "change", words: "早就提了", createdAt: now, remindedAt: now, lateAt: now } as const;
    const of = { organizationId, memberId: rep, requesterId: idOf("王芳") };
    await db().accountRequest.createMany({
      data: Array.from({ length: 200 }, () => ({ id: newId(), ...of, ...early })),
    });
    goes("2026-11-23T09:01:00+08:00");
    await asks("王芳", rep, "change", "换组");
    goes("2026-11-24T09:01:00+08:00");
    await ticks();
    expect(await requestOf(rep)).toMatchObject({ words: "换组", remindedAt: house.clock.now() });
    await db().accountRequest.deleteMany({ where: { memberId: rep } });
  });

  test("is offered on one's own settings, and on the card of somebody beyond a segment's admin", async () => {
    const home = await house.person("李伟").home();
    expect(home.flatMap(labels)).toContain("申请账号变更");
    expect((await house.person("林涛").home()).flatMap(labels)).not.toContain("申请账号变更");
    await db().teamMember.create({
      data: { teamId: house.company.otherTeamId, memberId: rep, organizationId: house.company.organizationId },
    });
    const segment = house.person("本板块管理");
    await segment.presses({ action: "people.show", payload: { id: rep } });
    expect(labels(segment.card)).toEqual(["申请账号变更"]);
  });
});

describe("an account that is closed", () => {
  test("is asked to be open again; opening it ends that, and whoever asked hears of it", async () => {
    await db().member.update({ where: { id: rep }, data: { closedAt: house.clock.now() } });
    const other = await joins(`外组${count}`, ["rep"], house.company.otherTeamId);
    await db().member.update({ where: { id: other }, data: { closedAt: house.clock.now() } });
    const wang = house.person("王芳");
    await unchanged(async () => {
      await asks("王芳", other, "reopen");
      expect(wang.form.errors).toEqual({ whom: "这位同事已经不在了，请重新选。" });
      expect(await wang.searches("whom", `外组${count}`)).toEqual([]);
      await asks("王芳", rep, "close");
      expect(wang.form.errors).toEqual({ what: "这个账号已停用，只能申请重新启用。" });
      await wang.fills({ whom: { choose: idOf("Emma") }, what: { choose: "reopen" } }).submits();
      expect(wang.form.errors).toEqual({ what: "这个账号还在用，请选要做什么。" });
    });
    expect((await wang.searches("whom", `小代${count}`)).map(({ detail }) => detail)).toEqual([
      "账号已停用 · 华东一组",
    ]);
    await wang.fills({ whom: { choose: rep }, words: "她产假回来了" }).submits();
    expect(wang.card).toMatchObject({ tone: "waiting", title: `已申请：重新启用 小代${count} 的账号` });
    const told = await cardFor("林涛");
    expect(labels(told)).toEqual(["打开这位同事", "不同意"]);
    const admin = house.person("林涛");
    const { id, version } = await requestOf(rep);
    await unchanged(async () => {
      await admin.presses({ action: "accountrequests.done", payload: { id, version } });
      expect(admin.reads).toContain("账号还是停用的");
    });
    await admin.presses("打开这位同事", { on: told });
    await admin.presses("重新启用");
    expect(await db().member.findUnique({ where: { id: rep } })).toMatchObject({ closedAt: null });
    expect(await requestOf(rep)).toMatchObject({ what: "reopen", state: "done" });
    expect((await cardFor("王芳")).title).toBe(`已办好：重新启用 小代${count} 的账号`);
  });
});
