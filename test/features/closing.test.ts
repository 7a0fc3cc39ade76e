import { describe, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { closing } from "../../src/features/closing/index.ts";
import { closedName } from "../../src/features/closing/rules.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { figures } from "../../src/features/figures/index.ts";
import { handover } from "../../src/features/handover/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { reopening } from "../../src/features/reopening/index.ts";
import { setup } from "../../src/features/setup/index.ts";
import { team } from "../../src/features/team/index.ts";
import { cardText, withConversation } from "../support/conversation.ts";
import { dealsOf } from "../support/deals.ts";

const house = withConversation({
  features: [team, setup, figures, closing, reopening, handover, duplicates, merging],
  at: "2026-11-23T09:00:00+08:00",
});
const { db, makeCustomer, makeDeal } = dealsOf(house);
const admin = () => house.person("林涛");
const counts = async (teamId: string) => ({
  people: await db().teamMember.count({ where: { teamId } }),
  customers: await db().customer.count({ where: { teamId } }),
  deals: await db().deal.count({ where: { teamId } }),
});
const makeTeam = async (name: string, segmentId = house.company.segmentId) => {
  const { organizationId } = house.company;
  return (await db().team.create({ data: { id: newId(), organizationId, segmentId, name } })).id;
};

describe("a team ends", () => {
  test("with a team of the segment that takes everything over; its people are told, its name is free", async () => {
    const { teamId, otherTeamId } = house.company;
    const customer = await makeCustomer("宏达机电");
    await makeDeal("换装", { customerId: customer, stage: "p25" });
    await makeDeal("旧单", { customerId: customer, stage: "won" });
    const heir = await makeTeam("华东二组");
    const before = await counts(teamId);
    const lin = admin();
    await lin.types("/team 华东一");
    await lin.presses("关闭");
    // An admin sees no customers, and is told of none.
    expect(lin.form.content.intro?.join()).toMatch(/现在有：4 人。/);
    expect((await lin.searches("into", "")).map(({ label }) => label)).toEqual(["华东二组"]);
    await lin.submits();
    expect(lin.form.errors.into).toContain("请选一个团队");
    await lin.fills({ into: { choose: otherTeamId } }).submits();
    expect(lin.form.errors.into).toContain("不在同一板块");
    expect(await counts(teamId)).toEqual(before);
    await lin.fills({ into: { choose: heir } }).submits();
    expect(lin.reads).toBe("已关闭：华东一组\n华东二组接手了：4 人。\n11月24日 09:00 前可以撤销。");
    expect(await counts(heir)).toEqual({ people: 4, customers: 1, deals: 2 });
    expect(await counts(teamId)).toEqual({ people: 0, customers: 0, deals: 0 });
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("你现在在华东二组");
    await lin.types("/team");
    expect(lin.reads).not.toContain("华东一组");
    await lin.presses("建团队");
    await lin.fills({ name: "华东一组", segment: { choose: house.company.segmentId } }).submits();
    expect(lin.card.title).toBe("团队建好了：华东一组");
    expect(await db().auditEntry.findFirst({ where: { what: "team.closed" } })).toMatchObject({
      before: { name: "华东一组", customers: [customer] },
      after: { name: "华东一组 (2026-11-23)", into: heir },
    });
  });

  test("whoever was slower is told; the last of a segment only when nothing is in it", async () => {
    const { organizationId } = house.company;
    const segment = await db().segment.create({ data: { id: newId(), organizationId, name: "新板块" } });
    const id = await makeTeam("空组", segment.id);
    const person = await db().member.findFirstOrThrow({ where: { name: "李伟" } });
    await db().teamMember.create({ data: { organizationId, teamId: id, memberId: person.id } });
    const lin = admin();
    await lin.presses({ action: "closing.team", payload: { id } });
    await lin.submits();
    expect(lin.form.errors.into).toContain("里面还有工作");
    expect(await db().team.count({ where: { id, closedAt: null } })).toBe(1);
    await db().teamMember.deleteMany({ where: { teamId: id } });
    await lin.presses({ action: "closing.team", payload: { id } });
    await db().team.update({ where: { id }, data: { version: { increment: 1 } } });
    await lin.submits();
    expect(lin.reads).toContain("刚才有人改过");
    await lin.presses({ action: "closing.team", payload: { id } });
    await lin.submits();
    expect(lin.reads).toContain("已关闭：空组");
    await lin.presses({ action: "closing.team", payload: { id } });
    expect(lin.reads).toContain("它已经关闭了");
  });
});

describe("a team that was closed by mistake", () => {
  const teamOf = async (id: string) => (await db().customer.findUniqueOrThrow({ where: { id } })).teamId;
  const closes = async (id: string, into: string) => {
    await admin().presses({ action: "closing.team", payload: { id } });
    await admin()
      .fills({ into: { choose: into } })
      .submits();
  };
  const setting = async (called: string) => {
    const [id, heir] = [await makeTeam(`${called}组`), await makeTeam(`${called}接手组`)];
    const { organizationId, people } = house.company;
    const member = (name: string, teamId: string) =>
      db().teamMember.create({ data: { organizationId, teamId, memberId: people[name]!.id } });
    await member("李伟", id);
    await member("王芳", id);
    await member("王芳", heir);
    return { id, heir };
  };
  const holding = async (name: string, teamId: string) => {
    const id = await makeCustomer(name);
    await db().customer.update({ where: { id }, data: { teamId } });
    return id;
  };

  test("is open again with what went along; what was handed over since, or came new, stays", async () => {
    const { id, heir } = await setting("误关");
    const [kept, given] = [await holding("留下的", id), await holding("转走的", id)];
    const deal = await makeDeal("误关商机", { customerId: kept, stage: "p25", teamId: id });
    await closes(id, heir);
    const card = admin().card;
    expect(cardText(card)).toContain("前可以撤销");
    expect(await teamOf(kept)).toBe(heir);
    const after = await holding("新来的", heir);
    house.clock.freezeAt(new Date("2026-11-23T09:05:00+08:00"));
    await house.person("李伟").presses({ action: "handover.begin", payload: { customerId: given } });
    await house
      .person("李伟")
      .fills({ to: { choose: `${house.company.people.王芳!.id}:${heir}` } })
      .submits();
    expect(await db().ownerChange.count({ where: { customerId: given } })).toBe(1);

    const [undo] = card.buttons!.filter(({ label }) => label === "撤销");
    for (const name of ["王芳", "周明"]) {
      await house.person(name).presses(undo!.press);
      expect(house.person(name).reads).toContain("没有撤销");
    }
    expect(await db().team.count({ where: { id, closedAt: null } })).toBe(0);
    await admin().presses(undo!.press);
    expect(admin().reads).toContain("已重新开放：误关组\n人员、客户、商机和单据都从误关接手组回来了");
    expect(await db().team.findUnique({ where: { id } })).toMatchObject({ name: "误关组", closedAt: null });
    expect(await Promise.all([kept, given, after].map(teamOf))).toEqual([id, heir, heir]);
    expect((await db().deal.findUniqueOrThrow({ where: { id: deal } })).teamId).toBe(id);
    expect(await Promise.all([id, heir].map((each) => db().teamMember.count({ where: { teamId: each } })))).toEqual([
      2, 1,
    ]);
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("你又回到误关组");
    const entry = await db().auditEntry.findFirst({ where: { what: "team.reopened", subject: `team:${id}` } });
    expect(entry?.after).toMatchObject({ name: "误关组", customers: [kept] });
    await admin().presses(undo!.press);
    expect(admin().reads).toContain("已经撤销过了");
    // Closed once more, its people hear again where they work.
    await closes(id, heir);
    await house.delivers();
    expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("你现在在误关接手组");
  });

  test("stays closed while its name is another's, while its heir is closed, and after a day", async () => {
    const { id, heir } = await setting("再关");
    await closes(id, heir);
    const [undo] = admin().card.buttons!.filter(({ label }) => label === "撤销");
    const still = async (why: string) => {
      await admin().presses(undo!.press);
      expect(admin().reads).toContain(why);
      expect(await db().team.count({ where: { id, closedAt: null } })).toBe(0);
    };
    const other = await makeTeam("再关组");
    await still("现在有别的团队叫这个名称");
    await db().team.update({ where: { id: other }, data: { name: "再关二组" } });
    await closes(heir, other);
    await still("接手的团队后来也关闭了");
    await db().team.update({ where: { id: heir }, data: { closedAt: null } });
    house.clock.freezeAt(new Date("2026-11-24T09:05:01+08:00"));
    await still("已经过了可以撤销");
  });

  test("gets no deal back by a handover that is taken back: it is on the board of its customer's team", async () => {
    const { id, heir } = await setting("移交");
    const customerId = await holding("移交走", heir);
    const deal = await makeDeal("移交商机", { customerId, stage: "p25", teamId: id });
    const li = house.person("李伟");
    await li.presses({ action: "handover.begin", payload: { customerId } });
    await li.fills({ to: { choose: `${house.company.people.王芳!.id}:${id}` } }).submits();
    const card = li.card;
    await closes(id, heir);
    await li.presses("撤销", { on: card });
    const { ownerId } = await db().customer.findUniqueOrThrow({ where: { id: customerId } });
    expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({ ownerId, teamId: heir });
  });

  test("gets no customer back by a merge that is taken back; its heir does, and the team itself when it is open again", async () => {
    const { id, heir } = await setting("合并");
    const [keep, gone] = [await makeCustomer("合并留"), await holding("合并走", id)];
    const merged = async () => {
      await house
        .person("李伟")
        .presses({ action: "merging.merge", payload: { keep, gone, versions: await versions() } });
      return house.person("李伟").card.buttons!.find(({ label }) => label.startsWith("撤销"))!.press;
    };
    const versions = async () => {
      const rows = await db().customer.findMany({ where: { id: { in: [keep, gone] } } });
      return [keep, gone].map((each) => rows.find((row) => row.id === each)!.version);
    };
    const first = await merged();
    await closes(id, heir);
    await house.person("李伟").presses(first);
    expect(await teamOf(gone)).toBe(heir);
    await db().customer.update({ where: { id: gone }, data: { teamId: heir } });
    const second = await merged();
    await closes(heir, await makeTeam("合并二组"));
    await admin().presses(admin().card.buttons!.find(({ label }) => label === "撤销")!.press);
    await house.person("李伟").presses(second);
    expect(await teamOf(gone)).toBe(heir);
  });

  test("nor by one whose time was over when the team was closed, and was made longer since", async () => {
    const { id, heir } = await setting("补时");
    const [keep, gone] = [await makeCustomer("补时留"), await holding("补时走", id)];
    await house.person("李伟").presses({ action: "merging.merge", payload: { keep, gone, versions: [1, 1] } });
    const undo = house.person("李伟").card.buttons!.find(({ label }) => label.startsWith("撤销"))!.press;
    house.clock.freezeAt(new Date(house.clock.now().getTime() + 25 * 3_600_000));
    await closes(id, heir);
    await db().organization.updateMany({ data: { settings: { undoHours: 48 } } });
    await house.person("李伟").presses(undo);
    expect(await teamOf(gone)).toBe(await teamOf(keep));
    expect(await teamOf(keep)).toBe(house.company.teamId);
  });
});

describe("a segment ends", () => {
  test("when no team works in it; until then it says which", async () => {
    const { otherSegmentId, otherTeamId } = house.company;
    const lin = admin();
    await lin.presses({ action: "setup.showSegments", payload: {} });
    expect(lin.reads).toContain("医疗 · 1 个团队");
    await lin.presses({ action: "closing.segment", payload: { id: otherSegmentId } });
    expect(lin.reads).toContain("医疗里还有团队 华南组");
    const heir = await makeTeam("医疗新组", otherSegmentId);
    await lin.presses({ action: "closing.team", payload: { id: otherTeamId } });
    await lin.fills({ into: { choose: heir } }).submits();
    await db().teamMember.deleteMany({ where: { teamId: heir } });
    await lin.presses({ action: "closing.team", payload: { id: heir } });
    await lin.submits();
    await lin.presses({ action: "closing.segment", payload: { id: otherSegmentId } });
    expect(lin.reads).toContain("已关闭：医疗");
    await lin.presses({ action: "setup.showSegments", payload: {} });
    expect(lin.reads).not.toContain("医疗");
  });

  test("neither is anybody's but an admin's", async () => {
    const { teamId, segmentId } = house.company;
    for (const name of ["王芳", "周明"]) {
      const person = house.person(name);
      await person.presses({ action: "closing.team", payload: { id: teamId } });
      expect(person.reads).toContain("没有关闭");
      await person.presses({ action: "closing.segment", payload: { id: segmentId } });
      expect(person.reads).toContain("没有关闭");
    }
    expect(await db().segment.count({ where: { id: segmentId, closedAt: null } })).toBe(1);
  });
});

test("lists of many teams and segments have pages, and lose none", async () => {
  const { organizationId, segmentId } = house.company;
  const many = Array.from({ length: 120 }, (_, index) => String(index).padStart(3, "0"));
  await db().team.createMany({
    data: many.map((name) => ({ id: newId(), organizationId, segmentId, name: `分部${name}` })),
  });
  await db().segment.createMany({ data: many.map((name) => ({ id: newId(), organizationId, name: `业务${name}` })) });
  const lin = admin();
  const walk = async (next: string, prefix: string) => {
    const seen: string[] = [];
    for (;;) {
      seen.push(...[...lin.reads.matchAll(new RegExp(`${prefix}\\d{3}`, "g"))].map(([name]) => name));
      if (!lin.card.buttons?.some(({ label }) => label === next)) return seen;
      await lin.presses(next);
    }
  };
  await lin.types("/team 分部");
  expect(lin.card.title).toBe("团队 · “分部”有 120 个");
  expect(await walk("更多团队", "分部")).toEqual(many.map((name) => `分部${name}`));
  await lin.presses({ action: "setup.showSegments", payload: {} });
  expect(new Set(await walk("更多板块", "业务")).size).toBe(120);
  await lin.presses({ action: "team.editTeam", payload: {} });
  expect((await lin.searches("segment", "业务119")).map(({ label }) => label)).toEqual(["业务119"]);
  await lin.types("/figures");
  expect(lin.card.menu).toBeUndefined();
  await lin.presses("板块");
  expect(lin.card.title).toContain("板块 · 1");
});

test("a closed name bears its day, and once more the same day a count", () => {
  const day = "2026-11-23" as Parameters<typeof closedName>[1];
  expect(closedName("一组", day, new Set())).toBe("一组 (2026-11-23)");
  expect(closedName("一组", day, new Set(["一组 (2026-11-23)"]))).toBe("一组 (2026-11-23) 2");
});
