import { beforeEach, expect, test } from "vitest";
import { absence } from "../../src/features/absence/index.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { buttonsOf } from "../support/conversation.ts";
import { withPapers } from "../support/papers.ts";

const feature = absence([feePaper]);
const papers = withPapers("2026-11-20T09:12:00+08:00", [feature]);
const { house, db } = papers;

const person = (name: string) => house.person(name);
const idOf = (name: string): string => house.company.people[name]!.id;
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const tick = async () => {
  for (const each of feature.ticks ?? []) await each.run(house.jobContext());
};
const titles = async (name: string) => (await papers.sentTo(name)).map(({ title }) => title);
const goes = async (name: string, days: { until: string; standIn: string }) => {
  await person(name).commands("absence");
  person(name).fills({ until: days.until, standIn: { choose: idOf(days.standIn) } });
  return person(name).submits();
};

beforeEach(async () => {
  await db().absence.deleteMany();
  at("11-20T09:12");
});

test("who stands in does other work from now on: whoever is away and the admins hear it once", async () => {
  await goes("赵敏", { until: "2026-11-23", standIn: "Emma" });
  await db().member.update({ where: { id: idOf("Emma") }, data: { roles: ["compliance"] } });
  const about = async (name: string) => (await titles(name)).filter((title) => title === "Emma 不能再代理 赵敏 了");
  const before = (await titles("Emma")).length;
  at("11-20T10:00");
  await tick();
  await tick();
  expect(await about("赵敏")).toHaveLength(1);
  expect(await about("林涛")).toHaveLength(1);
  expect(await about("王芳")).toEqual([]);
  expect(await titles("Emma")).toHaveLength(before);
  // Another is chosen from that card; should that one change work as well, it is told again.
  const card = (await papers.sentTo("林涛")).at(-1)!;
  await person("林涛").presses(buttonsOf(card)[0]!.press);
  await person("林涛")
    .fills({ standIn: { choose: idOf("李伟") } })
    .submits();
  await db().member.update({ where: { id: idOf("Emma") }, data: { roles: ["rep"] } });
  await tick();
  expect(await about("赵敏")).toHaveLength(1);
  expect((await db().absence.findFirstOrThrow()).unfitAt).toBeNull();
});

test("where nobody at all fits, it says before anything is filled in who would, and what to do instead", async () => {
  const counted = () => db().absence.count();
  await person("周明").commands("absence");
  expect(person("周明").reads).toContain("现在没有人能代理 周明（管理层由管理层代理）。请系统管理员在 /people 里");
  expect(await counted()).toBe(0);
  await db().member.update({ where: { id: idOf("陈静") }, data: { roles: ["finance", "executive"] } });
  await person("周明").commands("absence");
  expect(person("周明").shown?.kind).toBe("form");
  await db().member.update({ where: { id: idOf("陈静") }, data: { roles: ["finance"] } });
});
