import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { withHandovers } from "../support/handover-house.ts";

const { house, db, idOf, rep, close, customer, customerOf, unchanged } = withHandovers("2026-11-23T09:00:00+08:00");

test("while all who manage the team are away, who stands above has the list too", async () => {
  const { organizationId } = house.company;
  const head = await rep("板块负责人");
  await db().member.update({ where: { id: head }, data: { roles: ["segment_admin"] } });
  const leaves = async (name: string) => {
    const id = await rep(name);
    await customer(`${name}的客户`, id);
    await close(id);
    await house.delivers();
    const had = (who: string) => house.person(who).inbox.some(({ title }) => title.includes(`${name} 已离职`));
    return [had("王芳"), had("板块负责人")];
  };
  expect(await leaves("前一位")).toEqual([true, false]);
  const memberId = idOf("王芳");
  const away = await db().absence.create({
    data: {
      ...{ id: newId(), organizationId, memberId, standInId: idOf("Emma"), setById: memberId },
      startsAt: new Date(house.clock.now().getTime() - 3_600_000),
      endsAt: new Date(house.clock.now().getTime() + 3_600_000),
      createdAt: house.clock.now(),
    },
  });
  expect(await leaves("后一位")).toEqual([true, true]);
  const orphan = await db().customer.findFirstOrThrow({ where: { name: "后一位的客户" } });
  await unchanged(async () => {
    // Whoever stands in has the manager's own customers, and not what the manager sees of others.
    await house.person("Emma").presses({ action: "handover.begin", payload: { customerId: orphan.id } });
    expect(house.person("Emma").reads).toContain("no such customer for you");
  });
  await house.person("板块负责人").presses({ action: "handover.begin", payload: { customerId: orphan.id } });
  await house
    .person("板块负责人")
    .fills({ to: { choose: `${idOf("Emma")}:${house.company.teamId}` } })
    .submits();
  expect(await customerOf(orphan.id)).toMatchObject({ ownerId: idOf("Emma") });
  await db().absence.delete({ where: { id: away.id } });
  await db().member.update({ where: { id: head }, data: { closedAt: house.clock.now() } });
});

test("who may be chosen is said to be away, and stands after those who are there", async () => {
  const { organizationId } = house.company;
  const memberId = await rep("安在假");
  const days = { startsAt: new Date("2026-11-22T00:00:00+08:00"), endsAt: new Date("2026-12-05T00:00:00+08:00") };
  const away = { id: newId(), organizationId, memberId, standInId: idOf("Emma"), setById: memberId };
  await db().absence.create({ data: { ...away, ...days, createdAt: house.clock.now() } });
  await customer("交给谁", idOf("李伟"));
  const wang = house.person("王芳");
  await wang.types("/handover 交给谁");
  const offered = await wang.searches("to", "");
  const said = offered.map(({ label, detail }) => [label, detail?.endsWith(" · 请假到周五 12月4日")]);
  expect(said.filter(([, isAway]) => isAway)).toEqual([["安在假", true]]);
  const known = offered.filter(({ detail }) => !detail?.includes("还没来过"));
  expect(known.at(-1)?.label).toBe("安在假");
});
