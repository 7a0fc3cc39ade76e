import { describe, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import {
  cancelImport,
  goOnImport,
  type ImportListener,
  readReport,
  startImport,
  undoImport,
  undoLeft,
  workOn,
} from "../../src/features/imports/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, database, house } = withImportsHouse();

describe("a long import", () => {
  const many = csv("客户,负责人", ...Array.from({ length: 1200 }, (_, row) => `客户${row},Ann`));

  test("killed in the middle it goes on where it was; nothing is made twice", async () => {
    const id = await house.planned("Mo", many);
    let isDead = false;
    const dying = {
      ...house.context,
      change: async <T>(work: Parameters<typeof house.context.change<T>>[0]) => {
        const result = isDead ? undefined : await house.context.change(work);
        isDead ||= (await house.db.customer.count({ where: { organizationId: house.organizationId } })) >= 1000;
        if (isDead) throw new Error("killed");
        return result as T;
      },
    };
    await house.changing("Mo", (inside) => startImport(inside, id));
    await expect(workOn(dying, id)).rejects.toThrow("killed");
    expect(await house.counts()).toMatchObject({ customers: 1000 });
    await workOn(house.context, id);
    expect(await house.counts(), "the one that is gone may still be at it").toMatchObject({ customers: 1000 });
    await database.pool.query(`UPDATE "Import" SET "beatAt" = now() - interval '2 minutes' WHERE id = $1`, [id]);
    await workOn(house.context, id);
    expect(await house.view(id)).toMatchObject({ state: "applied", counts: { make: 1200 } });
    expect(await house.counts()).toMatchObject({ customers: 1200 });
  });

  test("a line that stands twice is two lines, also when it goes on between the two", async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
    const line = (row: number) => `宏达,${row % 1100},1,5,2026/10/1`;
    const sales = csv("客户,产品,数量,净额,日期", ...Array.from({ length: 1101 }, (_, row) => line(row)));
    const id = await house.planned("Fin", sales);
    await house.changing("Fin", (inside) => startImport(inside, id));
    let lots = 0;
    const dying = {
      ...house.context,
      change: async <T>(work: Parameters<typeof house.context.change<T>>[0]) => {
        lots += 1;
        if (lots > 2) throw new Error("killed");
        return house.context.change(work);
      },
    };
    await expect(workOn(dying, id)).rejects.toThrow("killed");
    expect(await house.counts()).toMatchObject({ sales: 1000 });
    await database.pool.query(`UPDATE "Import" SET "beatAt" = now() - interval '2 minutes' WHERE id = $1`, [id]);
    await workOn(house.context, id);
    expect(await house.counts()).toMatchObject({ sales: 1101 });
  });

  test("where the database was too busy for a moment, the next try goes on at once", async () => {
    const id = await house.planned("Mo", many);
    await house.changing("Mo", (inside) => startImport(inside, id));
    let changes = 0;
    const busy = {
      ...house.context,
      change: async <T>(work: Parameters<typeof house.context.change<T>>[0]) => {
        changes += 1;
        if (changes === 3) throw Object.assign(new Error("no connection was free"), { code: "P2028" });
        return house.context.change(work);
      },
    };
    await expect(workOn(busy, id)).rejects.toThrow("no connection was free");
    expect(await house.counts()).toMatchObject({ customers: 1000 });
    await workOn(house.context, id);
    expect(await house.view(id)).toMatchObject({ state: "applied", counts: { make: 1200 } });
    expect(await house.counts()).toMatchObject({ customers: 1200 });
  });

  test("two who import the same at once: one waits for the other, and each person and activity is made once", async () => {
    await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
    const sheet = csv("客户,联系人,职务", "宏达,王总,经理", "宏达,李总,");
    const ids = [await house.planned("Mo", sheet), await house.planned("Ann", sheet)] as const;
    for (const [place, who] of ["Mo", "Ann"].entries())
      await house.changing(who, (inside) => startImport(inside, ids[place]!));
    const asked = () =>
      database.pool.query(`SELECT 1 FROM pgboss.job WHERE data -> 'payload' ->> 'importId' = ANY($1)`, [ids]);
    const before = (await asked()).rowCount ?? 0;
    await Promise.all(ids.map((id) => workOn(house.context, id)));
    const states = await Promise.all(ids.map(async (id) => (await house.view(id)).state));
    expect(states.toSorted()).toEqual(["applied", "applying"]);
    expect((await asked()).rowCount, "the one that waits is asked for anew").toBeGreaterThan(before);
    for (const id of ids) await workOn(house.context, id);
    expect(await house.counts()).toMatchObject({ contacts: 2 });
    expect((await house.view(ids[1])).state).toBe("applied");
  });

  /** Fails whenever this many rows are done, as somebody's bug would. */
  const failingAt = (done: number): ImportListener => ({
    async moved(change, id) {
      const [row] = await from(change).$queryRaw<{ fails: boolean }[]>`
        SELECT worker IS NOT NULL AND done >= ${done} AS fails FROM "Import" WHERE id = ${id}::uuid`;
      if (row?.fails) throw new Error("broken");
    },
  });
  const later = (minutes: number) => clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000));
  const triedSixTimes = async (id: string, listener: ImportListener) => {
    for (const pause of [1, 2, 4, 8, 16]) {
      await expect(workOn(house.context, id, { listeners: [listener] })).rejects.toThrow("broken");
      later(pause - 0.1);
      await workOn(house.context, id, { listeners: [listener] });
      expect(await house.view(id), "before its time nothing is tried").toMatchObject({ worker: null });
      later(0.1);
    }
    await expect(workOn(house.context, id, { listeners: [listener] })).rejects.toThrow("broken");
  };

  test("what fails with every try stops after half an hour, half-way; told to, it goes on or back", async () => {
    for (const wish of [goOnImport, undoImport]) {
      const id = await house.planned("Mo", many);
      await house.changing("Mo", (inside) => startImport(inside, id));
      await triedSixTimes(id, failingAt(1001));
      const failure = { en: expect.stringContaining("six times") };
      expect(await house.view(id)).toMatchObject({ state: "halted", haltedIn: "applying", done: 1000, failure });
      await workOn(house.context, id);
      expect(await house.counts()).toMatchObject({ customers: 1000 });
      await house.changing("Mo", (inside) => wish(inside, id));
      await workOn(house.context, id);
      const [state, customers] = wish === goOnImport ? ["applied", 1200] : ["undone", 0];
      expect(await house.view(id)).toMatchObject({ state, done: wish === goOnImport ? 1200 : 1000 });
      expect(await house.counts()).toMatchObject({ customers });
      if (wish === goOnImport) await house.undo("Mo", id);
    }
  });

  test("a dry run that fails with every try is over, also when its process died each time; the next file may come", async () => {
    const [failing, deadly] = [await house.begun("Mo", many), await house.begun("Ann", many)];
    await triedSixTimes(failing, failingAt(1));
    const over = { state: "failed", failure: { en: expect.stringContaining("Nothing was imported") } };
    expect(await house.view(failing)).toMatchObject(over);
    await database.pool.query(`UPDATE "Import" SET tries = 6 WHERE id = $1`, [deadly]);
    await workOn(house.context, deadly);
    expect(await house.view(deadly)).toMatchObject(over);
    expect((await house.apply("Mo", await house.planned("Mo", many))).state).toBe("applied");
  });

  test("closed on the way, an account's import stops where it is, and an admin alone takes it back", async () => {
    const id = await house.planned("Mo", many);
    await house.changing("Mo", (inside) => startImport(inside, id));
    await expect(workOn(house.context, id, { listeners: [failingAt(1001)] })).rejects.toThrow("broken");
    const { memberId } = await house.view(id);
    await house.db.member.update({ where: { id: memberId! }, data: { closedAt: clock.now() } });
    later(1);
    await workOn(house.context, id);
    expect(await house.view(id)).toMatchObject({
      ...{ state: "halted", leftToAdmins: true, done: 1000 },
      failure: { en: expect.stringContaining("an admin can undo it") },
    });
    const taken = (name: string) => house.changing(name, (inside) => undoLeft(inside, id));
    for (const name of ["Ann", "Fin"]) expect(await taken(name)).toBe(false);
    expect(await readReport(house.as("Ada"), id, { limit: 5, language: "en" })).toEqual([]);
    expect(await house.counts()).toMatchObject({ customers: 1000 });
    expect([await taken("Ada"), await taken("Ada")]).toEqual([true, false]);
    await workOn(house.context, id);
    expect(await house.view(id)).toMatchObject({ state: "undone" });
    expect(await house.counts()).toMatchObject({ customers: 0 });
  });

  test("cancelled, what went in goes out again", async () => {
    const id = await house.planned("Mo", many);
    await house.changing("Mo", (inside) => startImport(inside, id));
    let heard = 0;
    let cancelling: Promise<void> | undefined;
    const listener: ImportListener = {
      async moved() {
        heard += 1;
        // It waits for this lot, as somebody's press does.
        if (heard === 1) cancelling = house.changing("Mo", (inside) => cancelImport(inside, id));
      },
    };
    await workOn(house.context, id, { listeners: [listener] });
    await cancelling;
    expect(await house.view(id)).toMatchObject({ state: "undone" });
    expect(await house.counts()).toMatchObject({ customers: 0 });
  });
});

test("what a long sheet has forgotten of itself is read again: each row fares as if nothing had been forgotten", async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人,联系人,手机", "恒信,Ann,张总,13700000001")));
  const others = Array.from({ length: 1100 }, (_, row) => `客户${row},Ann,,,`);
  const [first, second, third] = [
    ["宏达,Ann,王总,13800000001,", "恒信,Ann,,,软件"],
    // By name, by the phone of who was made above, one more contact, what is known by now, and what is added only now.
    ["宏达,Ann,王总,13800000001,", "宏达机电,Ann,王总,13800000001,", "恒信,Ann,李工,13700000002,", "恒信,Ann,,,软件"],
    ["恒信电子,Ann,李明,13700000002,机械", "宏达,Ann,王总,,软件", "恒信,Ann,李工,13700000002,"],
  ];
  const sheet = csv("客户,负责人,联系人,手机,行业", ...first, ...others, ...second, ...others, ...third);
  const whole = await house.report(await house.planned("Mo", sheet));
  const id = await house.planned("Mo", sheet, { forgetsAfter: 1 });
  expect(await house.report(id)).toEqual(whole);
  const told = whole.filter((line) => !/客户\d/.test(line));
  expect(told).toEqual([
    "2 make 宏达 · 王总",
    "3 merge 恒信: industry added to what is there",
    "1104 skip 宏达 · 王总: the same as row 2",
    "1105 merge 宏达机电 · 王总: taken for 宏达: the phone or mail is the same; short name added to what is there",
    "1106 make 恒信 · 李工: contact 李工 added",
    "1107 skip 恒信: there already",
    '2208 merge 恒信电子 · 李明: taken for 恒信: the phone or mail is the same; industry stays as it is, not "机械": change it by hand if the sheet is right; short name added to what is there; taken for 李工: the phone or mail is the same',
    "2209 merge 宏达 · 王总: industry added to what is there",
    "2210 skip 恒信 · 李工: there already",
  ]);
  const before = await house.view(id);
  expect((await house.apply("Mo", id)).counts).toEqual(before.counts);
});
