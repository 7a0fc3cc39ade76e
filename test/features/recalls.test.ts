import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Role } from "../../src/core/scope.ts";
import { duplicates } from "../../src/features/duplicates/index.ts";
import { merging } from "../../src/features/merging/index.ts";
import { recalls } from "../../src/features/recalls/index.ts";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00", [recalls, duplicates, merging]);
const { house, db, idOf, rep, close, customer, customerOf, unchanged } = company;

/** Somebody of 华东一组 in this role; of no team at all as a coordinator. */
const colleague = async (name: string, role: Role) => {
  const id = await rep(name);
  await db().member.update({ where: { id }, data: { roles: [role] } });
  if (role === "coordinator") await db().teamMember.deleteMany({ where: { memberId: id } });
  return id;
};
const gives = async (who: string, customerId: string, to = `${idOf("Emma")}:${house.company.teamId}`) => {
  const giver = house.person(who);
  await giver.presses({ action: "handover.begin", payload: { customerId } });
  await giver.fills({ to: { choose: to } }).submits();
  expect(giver.card.tone).toBe("done");
  const { id } = await db().handover.findFirstOrThrow({ orderBy: { id: "desc" } });
  return { id, undo: buttonsOf(giver.card).find(({ label }) => label === "撤销")!.press };
};
/** 王芳 gives all that somebody has to Emma: how she takes it back. */
const givesAllOf = async (whose: string) => {
  const wang = house.person("王芳");
  await wang.types("/handover");
  await wang.presses("移交某位同事的");
  await wang.fills({ whose: { choose: whose } }).submits();
  await wang.fills({ all: true, to: { choose: `${idOf("Emma")}:${house.company.teamId}` } }).submits();
  return buttonsOf(wang.card).find(({ label }) => label === "撤销")!.press;
};
const told = async (who: string, words: string) => {
  await house.delivers();
  return house.person(who).inbox.filter(({ title }) => title.includes(words));
};
/** What the list shows to somebody. */
const listed = async (who: string) => {
  await house.person(who).presses({ action: "recalls.list", payload: {} });
  return cardText(house.person(who).card);
};

test("another manager of the team finds it under /handover and takes it back; the doer and the new owner are told", async () => {
  await colleague("副经理", "manager");
  const id = await customer("错交机电", idOf("李伟"), { flags: ["warning"] });
  await gives("王芳", id);
  const deputy = house.person("副经理");
  await deputy.types("/handover");
  await deputy.presses("最近的移交");
  expect(cardText(deputy.card)).toMatch(/警示 · 错交机电\n1 家 → Emma · 王芳 移交，11月23日 09:00/);
  await deputy.presses("撤销");
  expect(deputy.card.title).toBe("已从 Emma 撤回：1 家");
  expect(await customerOf(id)).toMatchObject({ ownerId: idOf("李伟") });
  expect((await told("王芳", "你给 Emma 的移交")).map(({ title }) => title)).toEqual([
    "副经理 撤销了你给 Emma 的移交：1 家客户",
  ]);
  expect(await told("Emma", "副经理 has taken back 1 customer")).toHaveLength(1);
  expect(await told("李伟", "又由你负责了")).toHaveLength(1);
  expect(await listed("副经理")).not.toContain("错交机电");
});

test("whose doer's account is closed, or who leads no more, is taken back by whoever leads now", async () => {
  const gone = await rep("走的人");
  const id = await customer("走前移交", gone);
  const { undo } = await gives("走的人", id);
  const moved = await colleague("转岗经理", "manager");
  const also = await customer("转岗前移交", idOf("李伟"));
  const second = await gives("转岗经理", also);
  await close(gone);
  await db().member.update({ where: { id: moved }, data: { roles: ["rep"] } });
  await unchanged(async () => {
    await house.person("转岗经理").presses(second.undo);
    expect(house.person("转岗经理").reads).toContain("你现在的角色不能再移动这些客户");
    expect(await listed("转岗经理")).toContain("没有可以撤销的移交");
  });
  expect(await listed("王芳")).toMatch(/转岗前移交[\s\S]*走前移交/);
  await house.person("王芳").presses(undo);
  await house.person("王芳").presses(second.undo);
  // Whoever had it has left: it is an orphan.
  expect(await customerOf(id)).toMatchObject({ ownerId: null });
  expect(await customerOf(also)).toMatchObject({ ownerId: idOf("李伟") });
});

test("nobody takes back what is not all theirs to hand over, and none of it is said to them", async () => {
  const { organizationId, segmentId, teamId } = house.company;
  const other = newId();
  await db().team.create({ data: { id: other, organizationId, segmentId, name: "华东三组" } });
  await colleague("统筹三", "coordinator");
  const third = await colleague("三组经理", "manager");
  await db().teamMember.updateMany({ where: { memberId: third }, data: { teamId: other } });
  const seller = await rep("三组销售");
  await db().teamMember.updateMany({ where: { memberId: seller }, data: { teamId: other } });
  const id = await customer("跨组移交", idOf("李伟"));
  // Out of 华东一组 into 华东三组: each of the two managers has one side alone.
  const { undo } = await gives("统筹三", id, `${seller}:${other}`);
  for (const who of ["王芳", "三组经理", "三组销售", "李伟", "Emma", "赵敏", "林涛", "孙丽"])
    await unchanged(async () => {
      expect(await listed(who), who).not.toContain("跨组移交");
      await house.person(who).presses(undo);
      expect(house.person(who).card.tone, who).toBe("stopped");
      const reads = house.person(who).reads;
      await house.person(who).presses({ action: "handover.undo", payload: { id: newId() } });
      expect(house.person(who).reads, who).toBe(reads);
    });
  await db().teamMember.create({ data: { memberId: third, teamId, organizationId } });
  await house.person("三组经理").presses(undo);
  expect(house.person("三组经理").card.title).toBe("已从 三组销售 撤回：1 家");
  expect(await customerOf(id)).toMatchObject({ ownerId: idOf("李伟"), teamId });
});

test("from another segment only who moves between segments takes it back; of what went on out of sight no name is said", async () => {
  const { otherTeamId, otherSegmentId } = house.company;
  await colleague("统筹四", "coordinator");
  await colleague("统筹五", "coordinator");
  const far = await customer("去了外板块", idOf("李伟"));
  const there = await gives("统筹四", far, `${idOf("孙丽")}:${otherTeamId}`);
  for (const who of ["王芳", "钱进"]) expect(await listed(who), who).not.toContain("去了外板块");
  await house.person("统筹五").presses(there.undo);
  expect(await customerOf(far)).toMatchObject({ ownerId: idOf("李伟") });

  const had = await rep("老邱");
  const [near, on] = [await customer("留在组里", had), await customer("又去外面", had)];
  const undo = await givesAllOf(had);
  house.clock.freezeAt(new Date("2026-11-23T10:00:00+08:00"));
  await gives("统筹四", on, `${idOf("孙丽")}:${otherTeamId}`);
  // Nor are they counted.
  expect(await listed("副经理")).toContain("留在组里\n1 家 → Emma");
  expect(await listed("王芳")).toContain("留在组里 等 2 家");
  await house.person("副经理").presses(undo);
  expect(house.person("副经理").card.title).toBe("已从 Emma 撤回：1 家");
  expect(house.person("副经理").reads).not.toContain("又去外面");
  expect(await customerOf(near)).toMatchObject({ ownerId: had });
  expect(await customerOf(on)).toMatchObject({ segmentId: otherSegmentId });
});

test("whoever did it takes back what is still there, though one of them went on to another segment", async () => {
  const { otherTeamId, otherSegmentId } = house.company;
  const had = await rep("老项");
  const [here, gone] = [await customer("还在这里", had), await customer("又换板块", had)];
  const wang = house.person("王芳");
  const undo = await givesAllOf(had);
  house.clock.freezeAt(new Date("2026-11-23T10:30:00+08:00"));
  await db().customer.update({ where: { id: gone }, data: { teamId: otherTeamId, segmentId: otherSegmentId } });
  const { organizationId, teamId } = house.company;
  const places = { fromTeamId: teamId, toTeamId: otherTeamId, fromId: idOf("Emma"), toId: idOf("Emma") };
  await db().ownerChange.create({
    data: { id: newId(), organizationId, customerId: gone, ...places, cause: "handed_over", at: house.clock.now() },
  });
  await wang.presses(undo);
  expect(wang.card.title).toBe("已从 Emma 撤回：1 家");
  expect(await customerOf(here)).toMatchObject({ ownerId: had });
  expect(await customerOf(gone)).toMatchObject({ ownerId: idOf("Emma"), segmentId: otherSegmentId });
});

test("the second of two who take it back reads that it is done; after a day it is too late for everybody", async () => {
  const id = await customer("两人撤回", idOf("李伟"));
  const { undo } = await gives("王芳", id);
  const [wang, deputy] = [house.person("王芳"), house.person("副经理")];
  await Promise.all([wang.presses(undo), deputy.presses(undo)]);
  expect([wang.card.tone, deputy.card.tone].sort()).toEqual(["past", "stopped"]);
  expect([wang.reads, deputy.reads].join()).toContain("已经撤销过了");
  expect(await db().ownerChange.count({ where: { customerId: id } })).toBe(2);
  const late = await gives("王芳", id);
  house.clock.freezeAt(new Date("2026-11-24T11:00:00+08:00"));
  expect(await listed("副经理")).toContain("没有可以撤销的移交");
  await unchanged(async () => {
    await deputy.presses(late.undo);
    expect(deputy.reads).toContain("已经过了可以撤销的时间");
  });
});

test("what was merged into another since is said to stay, and is not taken for a closed team's", async () => {
  const had = await rep("老唐");
  const [one, two] = [await customer("唐家一厂", had), await customer("唐家二厂", had)];
  const wang = house.person("王芳");
  const undo = await givesAllOf(had);
  const into = await customer("唐家本部", idOf("Emma"));
  const merges = async (gone: string) => {
    await wang.presses({ action: "merging.compare", payload: { keep: into, gone } });
    await wang.presses("合并");
    expect(wang.card.title).toContain("已合并");
  };
  await merges(one);
  await wang.presses(undo);
  expect(wang.card.title).toBe("已从 Emma 撤回：1 家");
  expect(wang.reads).toContain("有 1 家之后并入了别的客户，没有动");
  expect(await customerOf(two)).toMatchObject({ ownerId: had });
  const again = await gives("王芳", two);
  await merges(two);
  await wang.presses(again.undo);
  expect(wang.reads).toContain("这些客户之后都有了跟进、合并");
});
