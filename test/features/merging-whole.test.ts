import { expect, test } from "vitest";
import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import type { Prisma } from "../../src/data/generated/client.ts";
import { features } from "../../src/features/index.ts";
import { PLACES, STAYING } from "../../src/features/merging/rules.ts";
import { buttonsOf, withConversation } from "../support/conversation.ts";
import { type Ids, makeSecrets } from "../support/secrets.ts";
import { type Chances, chances } from "../support/sight-plan.ts";

const AT = "2026-11-25T15:00:00+08:00";
const house = withConversation({ features, at: AT });
const db = () => from({ database: house.database.handle });
const day = (text: string) => toColumn(plainDate(text));
const ROUNDS = 12;

/** Where it is written down that there was a merge, and what goes with one of two or is reckoned anew. */
const NOT_COMPARED = ["AuditEntry", "Merge", "MergedReference", "OwnerChange", "OutgoingMessage", "Delivery", "Worth"];
/** Everything there is, row by row, but for the version of a customer, and for look-alikes that nobody told apart. */
const everything = async (): Promise<Record<string, unknown[]>> => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\_prisma%'`;
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables.filter(({ name }) => !NOT_COMPARED.includes(name))) {
    const which = name === "DuplicatePair" ? `WHERE "apartAt" IS NOT NULL` : "";
    const rows = await db().$queryRawUnsafe<{ row: object }[]>(
      `SELECT to_jsonb(t) ${name === "Customer" ? "- 'version'" : ""} AS row FROM "${name}" t ${which} ORDER BY t::text`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
};

/** What rows of the two may be, one way or another. */
async function vary(one: Ids, chance: Chances, mark: string): Promise<void> {
  const { organizationId, people } = house.company;
  const { happens, oneOf } = chance;
  const customerId = one.customer;
  const some = <T>(share: number, value: T): T | null => (happens(share) ? value : null);
  const pinned = happens(0.4);
  const data: Prisma.CustomerUncheckedUpdateInput = {
    ownerId: oneOf([people.李伟!.id, people.Emma!.id, null]),
    flags: oneOf([[], ["warning"], ["vip", "important"]]),
    warningReason: some(0.5, `${mark}欠款`),
    city: some(0.5, `${mark}市`),
    address: some(0.5, `${mark}路`),
    source: some(0.5, "展会"),
    kind: oneOf(["company", "government", "person"]),
    lifecycleClass: oneOf(["lost", "potential", "signed"]),
    firstContactOn: some(0.5, day("2025-02-03")),
    lastContactOn: day(oneOf(["2026-09-01", "2026-11-01"])),
    lastVisitOn: day(oneOf(["2026-08-01", "2026-09-01"])),
    ...(happens(0.5) && { yearlyMinor: 100n, yearlyCurrency: "CNY" }),
    ...(happens(0.5) && { restUntil: day("2026-12-09"), restReason: `${mark}丧事` }),
    ...{ grade: oneOf(["A", "C", null]), loyalty: oneOf(["steady", "missed_two", null]) },
    ...(pinned && { pinnedGrade: "A", pinnedLoyalty: "steady", pinnedUntil: day("2027-01-01"), pinReason: mark }),
  };
  await db().customer.update({ where: { id: customerId }, data });
  for (const name of ["Emma", "林涛", "赵敏"])
    if (happens(0.6))
      await db().customerShare.create({ data: { customerId, memberId: people[name]!.id, organizationId } });
  await db().salesLine.create({
    data: {
      ...{ id: newId(), organizationId, customerId, product: "轴承", quantityMilli: 1_000n, netMinor: 100n },
      ...{ currency: "CNY", soldOn: day("2026-10-01"), onceKey: mark, createdAt: house.clock.now() },
    },
  });
  const receipt = { organizationId, customerId, currency: "CNY", confirmedById: people.陈静!.id };
  for (const dealId of [one.deal, null])
    if (happens(0.5))
      await db().collection.create({
        data: {
          ...receipt,
          id: newId(),
          dealId,
          amountMinor: 7n,
          receivedOn: day("2026-11-20"),
          at: house.clock.now(),
        },
      });
  if (happens(0.6))
    await db().influence.create({
      data: { organizationId, dealId: one.deal, contactId: one.contact, attitude: "supporter", influence: 3 },
    });
}

const make = async (mark: string, chance: Chances): Promise<Ids> => {
  const { organizationId, segmentId, teamId, people, platform, workspace } = house.company;
  const place = { organizationId, segmentId, teamId, ownerId: people.李伟!.id, platform, workspace };
  const one = await makeSecrets(house.database.handle, place, { lead: "合并", mark });
  await db().fee.update({ where: { id: one.fee }, data: { number: `FE-2026-${mark}` } });
  await vary(one, chance, mark);
  return one;
};
const merges = async (kept: Ids, gone: Ids) => {
  const zhou = house.person("周明");
  await zhou.presses({ action: "merging.compare", payload: { keep: kept.customer, gone: gone.customer } });
  const preview = zhou.reads;
  await zhou.presses("合并");
  expect(zhou.card.title).toContain("已合并");
  return { preview, undo: buttonsOf(zhou.card).find(({ label }) => label === "撤销合并")!.press };
};
const countIn = async (table: string, column: string, id: string): Promise<number> => {
  const sql = `SELECT count(*)::int AS count FROM "${table}" t WHERE t."${column}" = '${id}'`;
  return (await db().$queryRawUnsafe<{ count: number }[]>(sql))[0]!.count;
};

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "merged and made two again, everything is as it was, whatever the two have (%i)",
  async (round) => {
    house.clock.freezeAt(new Date(AT));
    const chance = chances(round * 31 + 7);
    const [kept, gone] = [await make(`保${round}`, chance), await make(`并${round}`, chance)];
    const { organizationId } = house.company;
    const third = await make(`旁${round}`, chance);
    const [oneId, otherId] = [gone.customer, third.customer].sort() as [string, string];
    const told = { organizationId, likenesses: ["name"], foundAt: new Date(AT), apartAt: new Date(AT) };
    await db().duplicatePair.create({ data: { ...told, oneId, otherId } });
    const before = await everything();
    const rows = await Promise.all(PLACES.map(({ table, column }) => countIn(table, column, gone.customer)));
    // Of each table that moves along there is something here, a new one too.
    const empty = PLACES.filter((_, at) => rows[at] === 0).map(({ table }) => table);
    expect(empty.filter((table) => table !== "CustomerShare")).toEqual([]);
    const { undo } = await merges(kept, gone);
    for (const { table, column } of PLACES)
      expect(await countIn(table, column, gone.customer), `${table}.${column}`).toBe(0);
    const during = await everything();
    for (const place of STAYING) {
      const [table = ""] = place.split(".");
      if (!["Worth", "DuplicatePair"].includes(table)) expect(during[table], place).toEqual(before[table]);
    }
    const zhou = house.person("周明");
    await zhou.presses(undo);
    expect(zhou.card.title).toContain("已恢复成两家");
    const after = await everything();
    for (const table of Object.keys(before)) expect(after[table], table).toEqual(before[table]);
  },
);
