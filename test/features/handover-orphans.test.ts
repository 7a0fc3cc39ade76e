import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { buttonsOf, cardText } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const company = withHandovers("2026-11-23T09:00:00+08:00");
const { house, db, idOf, rep, close, customer, customerOf, promised } = company;

test("handed out and taken back, an orphan is still whose it was: on the next card, and if they return", async () => {
  const gone = await rep("老周");
  const id = await customer("南光仪器", gone);
  const step = await promised(id, gone);
  await close(gone);
  const wang = house.person("王芳");
  const giveTo = async (name: string) => {
    await wang.types("/handover 南光");
    await wang.fills({ to: { choose: `${idOf(name)}:${house.company.teamId}` } }).submits();
    expect(wang.card.tone).toBe("done");
  };
  await giveTo("Emma");
  await wang.presses("撤销");
  expect(wang.card.title).toBe("已从 Emma 撤回：1 家");
  await giveTo("李伟");
  const { handoverId } = await db().handoverItem.findFirstOrThrow({
    where: { customerId: id, handover: { toId: idOf("李伟") } },
  });
  expect(await db().handoverItem.findFirst({ where: { handoverId } })).toMatchObject({ wasId: gone, steps: [step] });
  await house.delivers();
  expect(cardText(house.person("李伟").inbox.at(-1)!)).toContain("之前: 老周，到周一 11月23日");
  await wang.presses("撤销");
  expect(await customerOf(id)).toMatchObject({ ownerId: null });
  const { version } = await db().member.findUniqueOrThrow({ where: { id: gone } });
  await house.person("林涛").presses({ action: "people.open", payload: { id: gone, version } });
  expect(await customerOf(id)).toMatchObject({ ownerId: gone });
  expect(await db().nextStep.findUniqueOrThrow({ where: { id: step } })).toMatchObject({ memberId: gone });
});

test("of many that are called so four are offered, the rest counted, and one is told how to narrow", async () => {
  for (let index = 1; index <= 6; index += 1) await customer(`众合${index}厂`, idOf("李伟"));
  const li = house.person("李伟");
  await li.types("/handover 众合");
  expect(li.reads).toContain("哪一家“众合”？");
  expect(li.reads).toContain("还有 2 家也对得上。不在这里的话，把名字写全一点");
  expect(li.card.buttons!.map(({ label }) => label)).toEqual([
    ...Array(4).fill(expect.stringMatching(/^众合.厂 · 李伟$/)),
    "下一页",
  ]);
  await li.types("/handover 众合3");
  expect(li.form.content.title).toBe("移交客户");
  for (let index = 7; index <= 51; index += 1) await customer(`众合${index}厂`, idOf("李伟"));
  await li.types("/handover 众合");
  expect(li.reads).toContain("对得上的还有很多");
});

test("of more segments that have a customer of one name and city than are offered at once every one is reached", async () => {
  const { organizationId } = house.company;
  const owners = ["李伟", "李伟", "Emma", "Emma", "王芳", "王芳"];
  const ids = await Promise.all(
    owners.map(async (owner, index) => {
      const [name, segmentId, teamId] = [`${index}`, newId(), newId()];
      await db().segment.create({ data: { id: segmentId, organizationId, name } });
      await db().team.create({ data: { id: teamId, organizationId, segmentId, name } });
      return customer("同名机械", idOf(owner), { city: "苏州", segmentId, teamId });
    }),
  );
  await db().member.update({ where: { id: await rep("总协调") }, data: { roles: ["coordinator"] } });
  const reader = house.person("总协调");
  await reader.types("/handover 同名机械");
  const offered = () => buttonsOf(reader.card).filter(({ label }) => label.startsWith("同名机械"));
  const first = offered();
  await reader.presses("下一页");
  expect(buttonsOf(reader.card)).toHaveLength(2);
  const all = [...first, ...offered()];
  expect(all.map(({ label }) => label).sort()).toEqual(owners.map((name) => `同名机械 · 苏州 · ${name}`).sort());
  expect(new Set(all.map(({ press }) => Object(press).payload.customerId))).toEqual(new Set(ids));
  await reader.presses({ action: "handover.which", payload: { name: "同名机械", from: 6 } });
  expect(reader.reads).toContain("没有");
  await reader.presses({ action: "handover.which", payload: { name: "同名机械", from: 4 } });
  await reader.presses(offered()[0]!.label);
  expect(reader.form.content.title).toBe("移交客户");
});

test("who has customers of their own may hand those over from every page of the orphans, and after handing one out", async () => {
  const wang = house.person("王芳");
  await customer("王芳自己的", idOf("王芳"));
  for (let index = 1; index <= 9; index += 1) {
    const id = await customer(`无主${index}`, idOf("李伟"));
    await db().customer.update({ where: { id }, data: { ownerId: null } });
  }
  const own = () => buttonsOf(wang.card).some(({ label }) => label === "移交我自己的");
  await wang.types("/handover");
  expect(own()).toBe(true);
  await wang.presses("下一页");
  expect([own(), wang.reads.includes("无主9")]).toEqual([true, true]);
  await wang.presses(buttonsOf(wang.card).find(({ label }) => label.startsWith("给 "))!.label);
  expect(own()).toBe(true);
  await wang.presses("移交我自己的");
  expect(JSON.stringify(wang.form)).toContain("我的全部 1 家");
});

test("a customer to be chosen in a form is named after its first flag, as in any list", async () => {
  await customer("慎行仪表", idOf("李伟"), { flags: ["important", "warning"] });
  const li = house.person("李伟");
  await li.types("/handover");
  await li.presses("移交几家");
  expect((await li.searches("customers", "慎行")).map(({ label }) => label)).toEqual(["警示 · 慎行仪表"]);
});
