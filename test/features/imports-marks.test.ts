import { expect, test } from "vitest";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
const goesIn = async (sheet: Buffer): Promise<string[]> => {
  const id = await house.planned("Mo", sheet);
  const report = await house.report(id);
  await house.apply("Mo", id);
  return report;
};

test("instants are days in the organization's zone, however late it is elsewhere", async () => {
  clock.freezeAt(new Date("2026-11-21T01:00:00Z"));
  const where = { organizationId: house.organizationId };
  await house.db.organization.update({ where: { id: house.organizationId }, data: { zone: "America/Los_Angeles" } });
  await goesIn(csv("客户,负责人", "宏达,Ann"));
  const said = await goesIn(
    csv(
      "客户,日期,方式,内容",
      "宏达,2026-11-21T00:30:00.000Z,拜访,甲",
      "宏达,2026-11-20T23:30:00+08:00,电话,乙",
      "宏达,2026-11-19 23:30:00,电话,丙",
      "宏达,2026-11-21T00:30:00.000+0000,电话,丁",
    ),
  );
  expect(said.filter((line) => line.includes("refuse"))).toEqual([]);
  const done = await house.db.activity.findMany({ where, orderBy: { said: "asc" } });
  expect(
    done.map(({ said: what, happenedOn }) => `${what} ${happenedOn.toISOString().slice(0, 10)}`).toSorted(),
  ).toEqual(["丁 2026-11-20", "丙 2026-11-19", "乙 2026-11-20", "甲 2026-11-20"].toSorted());
});

test("a cross beside ticks is a no; where none is ticked it is a yes, and said", async () => {
  const marks = async () => {
    const rows = await house.db.contact.findMany({ where: { organizationId: house.organizationId } });
    return rows.map(({ name, doNotContact }) => `${name} ${doNotContact}`).toSorted();
  };
  const HEAD = "客户,负责人,联系人,请勿联系";
  await goesIn(csv(HEAD, "宏达,Ann,王磊,√", "宏达,Ann,李伟,X", "宏达,Ann,赵敏,×"));
  expect(await marks()).toEqual(["王磊 true", "李伟 false", "赵敏 false"].toSorted());
  const [said] = await goesIn(csv(HEAD, "宏达,Ann,钱进,x", "宏达,Ann,孙亮,"));
  expect(said).toContain('"x" is taken for yes');
  expect(await marks()).toContain("钱进 true");
});

test("a like name with the same mail alone is the same customer", async () => {
  await goesIn(csv("客户,负责人,联系人,邮箱", "宏达,Ann,王磊,w@hongda.cn"));
  expect(await goesIn(csv("客户,负责人,联系人,邮箱", "宏达机电,Ann,王磊,W@hongda.cn"))).toEqual([
    expect.stringContaining("2 merge 宏达机电 · 王磊: taken for 宏达: the phone or mail is the same"),
  ]);
  expect(await house.counts()).toMatchObject({ customers: 1, contacts: 1 });
});
