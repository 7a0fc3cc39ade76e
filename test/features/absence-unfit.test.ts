import { beforeEach, expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
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
  // Nor can somebody whom no message reaches.
  const chen = { where: { memberId: idOf("陈静") } };
  await db().identity.updateMany({ ...chen, data: { goneAt: house.clock.now() } });
  await person("周明").commands("absence");
  expect(person("周明").reads).toContain("现在没有人能代理 周明");
  await db().identity.updateMany({ ...chen, data: { goneAt: null } });
  await person("周明").commands("absence");
  expect(person("周明").shown?.kind).toBe("form");
  expect((await person("周明").searches("standIn", "")).map(({ label }) => label)).toEqual(["陈静"]);
  await db().identity.updateMany({ ...chen, data: { goneAt: house.clock.now() } });
  expect(await person("周明").searches("standIn", "")).toEqual([]);
  await db().identity.updateMany({ ...chen, data: { goneAt: null } });
  await db().member.update({ where: { id: idOf("陈静") }, data: { roles: ["finance"] } });
});

test("what cannot be told of one absence keeps nobody from hearing of another, and is told when it can be", async () => {
  const createdAt = house.clock.now();
  const absent = (name: string, days: { startsAt: Date; endsAt: Date; begunAt?: Date }) => {
    const { organizationId } = house.company;
    const who = { memberId: idOf(name), standInId: idOf("Emma"), setById: idOf(name) };
    return db().absence.create({ data: { id: newId(), organizationId, ...who, ...days, createdAt } });
  };
  const [before, begins, ends] = ["2026-11-18", "2026-11-20", "2026-11-24"].map(
    (on) => new Date(`${on}T00:00:00+08:00`),
  );
  await absent("李伟", { startsAt: before!, endsAt: begins!, begunAt: before! });
  await absent("赵敏", { startsAt: begins!, endsAt: ends! });
  await house.database.pool.query(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW."memberId" = '${idOf("李伟")}' THEN RAISE EXCEPTION 'trouble with one'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER trouble BEFORE UPDATE ON "Absence" FOR EACH ROW EXECUTE FUNCTION trouble()`);
  await expect(tick()).rejects.toThrow("trouble with one");
  const told = async () =>
    Object.fromEntries(
      (await db().absence.findMany()).map(({ memberId, begunAt, overAt }) => [
        memberId,
        [begunAt !== null, overAt !== null],
      ]),
    );
  expect(await told()).toEqual({ [idOf("李伟")]: [true, false], [idOf("赵敏")]: [true, false] });
  expect((await titles("Emma")).at(-1)).toContain("You stand in for 赵敏 from now on");
  await house.database.pool.query("DROP FUNCTION trouble CASCADE");
  await tick();
  expect((await told())[idOf("李伟")]).toEqual([true, true]);
});
