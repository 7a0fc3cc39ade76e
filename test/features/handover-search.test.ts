import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { buttonsOf } from "../support/conversation.ts";
import { withHandovers } from "../support/handover-house.ts";

const { house, db, idOf, rep, customer } = withHandovers("2026-11-23T09:00:00+08:00");

/** More than fit into one choice, all before the others by name. */
beforeAll(async () => {
  const { organizationId, teamId } = house.company;
  const many = Array.from({ length: 120 }, (_, n) => ({
    ...{ id: newId(), organizationId, name: `A${String(n).padStart(3, "0")}`, roles: ["rep" as const] },
    createdAt: house.clock.now(),
  }));
  await db().member.createMany({ data: many });
  await db().teamMember.createMany({ data: many.map(({ id }) => ({ teamId, memberId: id, organizationId })) });
});

test("whoever is handed customers is found by name, pinyin and initials, however many colleagues there are", async () => {
  const zhao = await rep("赵晓燕");
  const id = await customer("待交", idOf("李伟"));
  const wang = house.person("王芳");
  await wang.presses({ action: "handover.begin", payload: { customerId: id } });
  const { teamId } = house.company;
  for (const typed of ["赵晓", "zxy", "zhaoxiao"])
    expect(
      (await wang.searches("to", typed)).map(({ value }) => value),
      typed,
    ).toEqual([`${zhao}:${teamId}`]);
  expect(await wang.searches("to", "sunli")).toEqual([]);
});

test("orphans are found so too, and each has a suggestion from its own team", async () => {
  const { otherSegmentId: segmentId, otherTeamId: teamId } = house.company;
  const lead = await rep("大统筹");
  await db().member.update({ where: { id: lead }, data: { roles: ["coordinator"] } });
  const id = await customer("孤岛机电", idOf("孙丽"), { segmentId, teamId, searchText: searchTextOf("孤岛机电") });
  await db().customer.update({ where: { id }, data: { ownerId: null } });
  const person = house.person("大统筹");
  await person.types("/handover");
  expect(person.reads).toContain("孤岛机电");
  expect(
    buttonsOf(person.card)
      .map(({ label }) => label)
      .join(),
  ).toMatch(/孙丽|钱进/);
  await person.presses({ action: "handover.pick", payload: {} });
  for (const typed of ["孤岛", "gdjd", "gudao"])
    expect(
      (await person.searches("customers", typed)).map(({ value }) => value),
      typed,
    ).toEqual([id]);
});
