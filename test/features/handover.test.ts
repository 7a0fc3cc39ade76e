import { describe, expect, test } from "vitest";
import type { Line } from "../../src/chat/card.ts";
import { asMemberId, newId } from "../../src/core/ids.ts";
import { suggest } from "../../src/features/handover/rules.ts";
import { day } from "../support/care-house.ts";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, promised, unchanged, makeDeal } = company;

const said = ({ text }: Line) => JSON.stringify(text);
/** Whose it was and whose it became, entry by entry. */
const entriesOf = async (subject: string, whose: string) => {
  const rows = await db().auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });
  return rows.map(({ before, after }) => [before, after].map((side) => Object(side)[whose]));
};

describe("somebody leaves", () => {
  test("their customers are orphans at once; the manager has the list, with who fits, and hands over one by one", async () => {
    const gone = await rep("老张");
    await customer("宏达机电", gone, { city: "苏州", industry: "机电" });
    const huaxin = await customer("华信科技", gone, { city: "上海" });
    await customer("近邻", idOf("Emma"), { city: "苏州" });
    await close(gone);
    expect(await customerOf(huaxin)).toMatchObject({ ownerId: null, teamId: house.company.teamId });
    await house.delivers();
    const wang = house.person("王芳");
    const card = wang.inbox.at(-1)!;
    expect(cardText(card)).toContain("老张 已离职 · 团队里有 2 家客户待移交");
    expect(cardText(card)).toContain("宏达机电 · 苏州 · 机电\n建议：Emma · 同城 1 家 · 手上 1 家");
    await wang.presses("给 Emma", { on: card });
    expect(cardText((wang.shown as { say: typeof card }).say)).toContain("已移交：宏达机电 → Emma");
    expect((wang.shown as { say: typeof card }).say.footer).toBe("11月24日 09:00 前可以撤销。");
    expect(wang.reads).toContain("1 家客户没有负责人");
    await house.delivers();
    expect(cardText(wang.inbox.at(-1)!)).not.toContain("宏达机电");
    const mine = house.person("Emma").inbox.at(-1)!;
    expect(cardText(mine)).toMatch(/宏达机电 is yours now · from 王芳[\s\S]*Before you: 老张, until Mon 23 Nov/);
    const call = await db().nextStep.findFirstOrThrow({ where: { activityId: null } });
    expect(call).toMatchObject({ memberId: idOf("Emma"), dueOn: day("2026-11-26"), state: "open" });
    await house.person("Emma").types("/call 宏达 introduced myself");
    expect((await db().nextStep.findUniqueOrThrow({ where: { id: call.id } })).state).toBe("done");
  });

  test("opened again before anything was handed over, they have their customers back; what was handed over stays", async () => {
    const gone = await db().member.findFirstOrThrow({ where: { name: "老张" } });
    await house.person("林涛").presses({ action: "people.open", payload: { id: gone.id, version: gone.version } });
    const owned = await db().customer.findMany({ where: { ownerId: gone.id } });
    expect(owned.map(({ name }) => name)).toEqual(["华信科技"]);
    await house.delivers();
    expect(house.person("王芳").inbox.at(-1)!.tone).toBe("done");
  });

  test("two hundred at once, with all that is open", async () => {
    const gone = await rep("小高");
    const to = await rep("小杨");
    const { organizationId, segmentId, teamId } = house.company;
    const createdAt = house.clock.now();
    const rows = Array.from({ length: 200 }, (_, index) => ({ id: newId(), name: `百川${index}` }));
    await db().customer.createMany({
      data: rows.map(({ id, name }) => ({
        ...{
          id,
          organizationId,
          segmentId,
          teamId,
          ownerId: gone,
          name,
          nameKey: name,
          searchText: ` ${name}`,
          createdAt,
        },
      })),
    });
    const deal = await makeDeal("百川首单", { customerId: rows[0]!.id, ownerId: gone, stage: "p25" });
    const won = await makeDeal("百川旧单", { customerId: rows[0]!.id, ownerId: gone, stage: "won" });
    const step = await promised(rows[1]!.id, gone);
    await close(gone);
    await house.delivers();
    const wang = house.person("王芳");
    await wang.presses("移交几家", { on: wang.inbox.at(-1)! });
    await wang.fills({ to: { choose: `${to}:${teamId}` } }).submits();
    expect(wang.form.errors).toEqual({ customers: "请至少选一家客户。" });
    await wang.fills({ all: true, to: { choose: `${to}:${teamId}` }, note: "都是老客户" }).submits();
    expect(wang.card.tone).toBe("done");
    expect(await db().customer.count({ where: { ownerId: to } })).toBe(200);
    expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({ ownerId: to });
    expect(await db().deal.findUniqueOrThrow({ where: { id: won } })).toMatchObject({ ownerId: gone });
    expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: to });
    expect(await db().nextStep.count({ where: { memberId: to, activityId: null } })).toBe(200);
    await house.delivers();
    const yang = house.person("小杨");
    const card = yang.inbox.at(-1)!;
    expect(cardText(card)).toMatch(/200 家客户由你负责了 · 王芳 移交[\s\S]*都是老客户/);
    await yang.presses("交接卡", { on: card });
    expect(yang.reads).toContain("之前: 小高，到周一 11月23日");
    const shown = [...(card.lines ?? []).map(said)];
    for (let page = card; buttonsOf(page).some(({ label }) => label === "下一页"); page = yang.card) {
      await yang.presses("下一页", { on: page });
      shown.push(...(yang.card.lines ?? []).map(said));
    }
    expect([shown.length, new Set(shown).size]).toEqual([200, 200]);
  });
});

describe("an owner hands over", () => {
  test("from the customer's name; what is open goes along, and undo puts exactly this back", async () => {
    const id = await customer("顺达", idOf("李伟"));
    const deal = await makeDeal("顺达一期", { customerId: id, stage: "p50" });
    const step = await promised(id, idOf("李伟"));
    const li = house.person("李伟");
    await li.types("/handover 顺达");
    await li.fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` }, note: "脾气急" }).submits();
    expect(li.reads).toContain("已移交：顺达 → Emma");
    const done = li.card;
    expect(await customerOf(id)).toMatchObject({ ownerId: idOf("Emma") });
    const care = await db().ownerChange.findMany({ where: { customerId: id } });
    expect(care).toMatchObject([
      { fromId: idOf("李伟"), toId: idOf("Emma"), cause: "handed_over", byId: idOf("李伟") },
    ]);
    await li.types("/handover 顺达");
    expect(li.reads).toContain("没有这家客户");
    await unchanged(async () => {
      await house.person("Emma").presses("撤销", { on: done });
      expect(house.person("Emma").reads).toContain("no such handover of yours");
    });
    await li.presses("撤销", { on: done });
    expect(li.card).toMatchObject({ tone: "past", title: "已从 Emma 撤回：1 家" });
    expect(await customerOf(id)).toMatchObject({ ownerId: idOf("李伟") });
    expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({ ownerId: idOf("李伟") });
    expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: idOf("李伟") });
    expect(await db().nextStep.count({ where: { customerId: id, activityId: null, state: "open" } })).toBe(0);
    const [own, hers] = [idOf("李伟"), idOf("Emma")];
    expect(await entriesOf(`deal:${deal}`, "ownerId")).toEqual([
      [own, hers],
      [hers, own],
    ]);
    expect(await entriesOf(`step:${step}`, "memberId")).toEqual([
      [own, hers],
      [hers, own],
    ]);
    const call = await db().nextStep.findFirstOrThrow({ where: { customerId: id, activityId: null } });
    const told = await db().auditEntry.findMany({ where: { subject: `step:${call.id}` }, orderBy: { id: "asc" } });
    expect(told).toMatchObject([
      { what: "step.promised", after: { customerId: id, memberId: hers } },
      { what: "step.dropped", after: { state: "dropped" } },
    ]);
    await unchanged(async () => {
      await li.presses("撤销", { on: done });
      expect(li.reads).toContain("已经撤销过了");
    });
  });

  test("taken back once the owner before has left, they are orphans, as if still theirs then; and theirs if they return", async () => {
    const [gone, wang] = [await rep("老吴"), house.person("王芳")];
    const id = await customer("恒通", gone);
    const deal = await makeDeal("恒通一期", { customerId: id, ownerId: gone, stage: "p50" });
    const step = await promised(id, gone);
    await wang.types("/handover 恒通");
    await wang.fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } }).submits();
    const done = wang.card;
    await close(gone);
    await wang.presses("撤销", { on: done });
    expect(wang.card.title).toBe("已从 Emma 撤回：1 家");
    expect(await customerOf(id)).toMatchObject({ ownerId: null, teamId: house.company.teamId });
    const spells = await db().ownerChange.findMany({ where: { customerId: id }, orderBy: { id: "asc" } });
    expect(spells.map(({ fromId, toId, cause }) => [fromId, toId, cause])).toEqual([
      [gone, idOf("Emma"), "handed_over"],
      [idOf("Emma"), gone, "undone"],
      [gone, null, "left"],
    ]);
    await house.delivers();
    const told = wang.inbox.find((card) => cardText(card).includes("老吴 已离职"));
    expect(cardText(told!)).toContain("恒通");
    const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
    await house.person("林涛").presses({ action: "people.open", payload: { id: gone, version } });
    expect(await customerOf(id)).toMatchObject({ ownerId: gone });
    expect(await db().deal.findUniqueOrThrow({ where: { id: deal } })).toMatchObject({ ownerId: gone });
    expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: gone });
  });

  test("is not undone once there was work on it, nor after a day", async () => {
    const id = await customer("东方", idOf("李伟"));
    const li = house.person("李伟");
    const give = async () => {
      await li.types("/handover 东方");
      await li.fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } }).submits();
      return li.card;
    };
    const done = await give();
    house.clock.freezeAt(new Date("2026-11-23T10:00:00+08:00"));
    await house.person("Emma").types("/visit 东方 met everyone");
    await unchanged(async () => {
      await li.presses("撤销", { on: done });
      expect(li.reads).toContain("这些客户之后都有了跟进");
    });
    await db().customer.update({ where: { id }, data: { ownerId: idOf("李伟") } });
    const again = await give();
    house.clock.freezeAt(new Date("2026-11-24T11:00:00+08:00"));
    await unchanged(async () => {
      await li.presses("撤销", { on: again });
      expect(li.reads).toContain("已经过了可以撤销");
    });
    house.clock.freezeAt(new Date("2026-11-23T11:00:00+08:00"));
  });

  test("two at once: the first counts, the second is told", async () => {
    const id = await customer("双喜", idOf("李伟"));
    const [li, wang] = [house.person("李伟"), house.person("王芳")];
    await li.types("/handover 双喜");
    await wang.types("/handover 双喜");
    li.fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } });
    wang.fills({ to: { choose: `${idOf("王芳")}:${house.company.teamId}` } });
    await Promise.all([li.submits(), wang.submits()]);
    const said = [li.card.tone, wang.card.tone].sort();
    expect(said).toEqual(["done", "stopped"]);
    expect(await db().ownerChange.count({ where: { customerId: id } })).toBe(1);
  });

  test("nobody else may, and to nobody beyond the team", async () => {
    const id = await customer("金鼎", idOf("李伟"));
    const emma = house.person("Emma");
    await db().customerShare.create({
      data: { customerId: id, memberId: idOf("Emma"), organizationId: house.company.organizationId },
    });
    await unchanged(async () => {
      await emma.types("/handover 金鼎");
      expect(emma.reads).toContain("Only its owner or the manager");
      const sun = house.person("孙丽");
      await sun.types("/handover 金鼎");
      expect(sun.reads).toContain("没有这家客户");
      const wang = house.person("王芳");
      await wang.types("/handover 金鼎");
      await wang.fills({ to: { choose: `${idOf("孙丽")}:${house.company.otherTeamId}` } }).submits();
      expect(wang.form.errors).toEqual({ to: "不能移交给这位同事，请重新选。" });
      expect((await wang.searches("to", "")).map(({ label }) => label)).not.toContain("孙丽");
    });
  });
});

test("who fits best knows the city, else the region, else the trade; then who has fewest", async () => {
  const team = { language: "zh", teamId: "t", team: "华东一组", segmentId: "s", segment: "工业" } as const;
  const people = ["城", "省", "行", "闲"].map((name, load) => ({
    ...team,
    id: asMemberId(name),
    name,
    ...{ awayUntil: null, here: true },
    load: 9 - load,
  }));
  const knows = (name: string, region: string | null, city: string | null, industry: string | null) => ({
    ...{ ownerId: asMemberId(name), region, city, industry, count: 1 },
  });
  const familiar = [
    knows("城", "江苏", "苏州", null),
    knows("省", "江苏", "南京", null),
    knows("行", null, null, "机电"),
  ];
  const best = (region: string | null, city: string | null, industry: string | null) =>
    suggest([{ id: "c", teamId: "t", region, city, industry }], people, familiar).get("c");
  expect(best("江苏", "苏州", "机电")).toMatchObject({ to: { name: "城" }, near: 1, around: 0 });
  expect(best("江苏", "无锡", "机电")).toMatchObject({ to: { name: "省" }, near: 0, around: 1 });
  expect(best("江苏", null, null)?.to.name).toBe("省");
  expect(best("浙江", "杭州", "机电")?.to.name).toBe("行");
  expect(best("浙江", "杭州", null)?.to.name).toBe("闲");
  const away = people.map((one) => ({ ...one, awayUntil: one.name === "城" || one.name === "闲" ? new Date() : null }));
  const present = (region: string, city: string) =>
    suggest([{ id: "c", teamId: "t", region, city, industry: null }], away, familiar).get("c")?.to.name;
  expect([present("江苏", "苏州"), present("浙江", "杭州")]).toEqual(["省", "行"]);
});

describe("what a leaver has open with customers of others", () => {
  test("goes to those, and all of it is in the audit log", async () => {
    const gone = await rep("小钱");
    const emma = idOf("Emma");
    const acme = await customer("Acme", emma);
    const deal = await makeDeal("Acme 一期", { customerId: acme, ownerId: gone });
    const step = await promised(acme, gone);
    const common = { organizationId: house.company.organizationId, memberId: gone, kind: "periodic_call" } as const;
    const on = {
      dueOn: day("2026-11-23"),
      showOn: day("2026-11-23"),
      createdAt: house.clock.now(),
      onceKey: `call:${gone}`,
    };
    await db().careItem.create({ data: { ...common, ...on, id: newId(), customerId: acme } });
    await close(gone);
    expect(await db().auditEntry.findFirst({ where: { what: "care.notNeeded" } })).toMatchObject({
      subject: `customer:${acme}`,
      before: { state: "open" },
      after: { item: `call:${gone}`, state: "not_needed" },
    });
    expect(await entriesOf(`deal:${deal}`, "ownerId")).toEqual([[gone, emma]]);
    expect(await entriesOf(`step:${step}`, "memberId")).toEqual([[gone, emma]]);
    expect(await entriesOf(`member:${gone}`, "open")).toEqual([[true, false]]);
    expect((await db().auditEntry.findFirstOrThrow({ where: { subject: `deal:${deal}` } })).memberId).toBe(
      idOf("林涛"),
    );
  });
});
