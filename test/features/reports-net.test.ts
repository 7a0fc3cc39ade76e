import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import type { Stage } from "../../src/domain/stages.ts";
import { receipts } from "../../src/features/receipts/index.ts";
import { summary } from "../../src/features/summary/index.ts";
import { withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const house = withConversation({ features: [summary, receipts], at: "2026-11-25T09:00:00+08:00" });
const { db, makeDeal } = dealsOf(house);
const wang = () => house.person("王芳");

/** The deal's way through the week, an hour from move to move. */
const went = async (name: string, way: readonly (Stage | null)[], on = "2026-11-24"): Promise<void> => {
  const { organizationId, teamId } = house.company;
  const dealId = await makeDeal(name, { stage: way.at(-1)! });
  const moves = way.slice(1).map((to, nth) => ({
    ...{ id: newId(), organizationId, teamId, dealId, cause: "person" as const, movedOn: day(on) },
    ...{ from: way[nth]!, to: to!, at: new Date(`${on}T0${nth}:00:00Z`) },
  }));
  await db().dealMove.createMany({ data: moves });
};
/** The lines of one part of the week. */
const reads = async (part: string): Promise<string> => {
  await wang().types("/summary");
  await wang().presses(part);
  return wang().reads;
};

test("a week counts deals: each once, from where the week found it to where it left it", async () => {
  await went("进了又退又进", ["p25", "p50", "p25", "p50"]);
  await went("转了一圈", ["p25", "p50", "p25"]);
  await went("新的就约上了", [null, "opportunity", "first_meeting"]);
  await went("退了就丢了", ["p50", "p25", "lost"]);
  await went("退了两步", ["p50", "p25", "opportunity"]);
  await went("上周走了两步", ["opportunity", "first_meeting", "p25"], "2026-11-17");
  await wang().types("/summary");
  expect(wang().reads).toContain("新增 1 · 前进 1 · 退回 1 · 退出 1");
  const moved = await reads("本周变动");
  expect(moved).toContain("上周：新增 0 · 前进 1 · 退回 0 · 退出 0");
  expect(moved.match(/进了又退又进/g)).toHaveLength(1);
  expect(moved).toContain("25% → 50%");
  expect(moved).toContain("50% → 0% 退出");
  expect(moved).toContain("50% → 销售机会");
  expect(moved).not.toMatch(/转了一圈|上周走了两步/);
});

test("the ratio counts deals: one that met and came to 25 % again and again is one meeting and one prospect", async () => {
  const counted = async () =>
    (await reads("近 12 周比例"))
      .split("\n")
      .find((line) => line.startsWith("李伟"))!
      .split(" | ")
      .slice(1, 5)
      .map(Number);
  const before = await counted();
  await went("约了三回", ["opportunity", "p25", "opportunity", "first_meeting", "p25", "opportunity", "p25"]);
  await went("丢了又开", ["p25", "lost", "p25", "lost", "p25"]);
  await went("只约了一次", ["opportunity", "first_meeting", "opportunity", "first_meeting"]);
  expect((await counted()).map((count, nth) => count - before[nth]!)).toEqual([0, 3, 2, 0]);
});

test("money counts in the week it was recorded in, whenever it came in", async () => {
  const given = { stage: "p90", papersSigned: true, amountMinor: 9_000_000n } as const;
  const id = await makeDeal("晚登记的", given);
  const sheet = async (at: string): Promise<string> => {
    house.clock.freezeAt(new Date(at));
    return reads("按人");
  };
  expect(await sheet("2026-11-27T17:00:00+08:00")).not.toContain("¥5万");
  house.clock.freezeAt(new Date("2026-11-30T09:00:00+08:00"));
  const chen = house.person("陈静");
  await chen.presses({ action: "pipeline.receipt", payload: { id } });
  await chen.fills({ amount: "50000", receivedOn: "2026-11-26", due: { choose: "part" } }).submits();
  expect(chen.card.title).toBe("到了一部分：晚登记的 ¥50,000");
  expect(await sheet("2026-12-04T17:00:00+08:00")).toContain("¥5万");
  expect(await sheet("2026-12-11T17:00:00+08:00")).not.toContain("¥5万");
});

test("the day of a record is the team's own: after midnight in Shanghai it is the next week's", async () => {
  const { organizationId, people } = house.company;
  const dealId = await makeDeal("半夜登记的", { stage: "won" });
  const record = async (at: string, amountMinor: bigint) =>
    db().collection.create({
      data: {
        ...{ id: newId(), organizationId, dealId, amountMinor, currency: "CNY", confirmedById: people.陈静!.id },
        ...{ receivedOn: day("2026-12-15"), at: new Date(at) },
      },
    });
  await record("2026-12-17T23:30:00+08:00", 100_000_000n);
  await record("2026-12-18T00:30:00+08:00", 20_000_000n);
  house.clock.freezeAt(new Date("2026-12-18T17:00:00+08:00"));
  expect(await reads("按人")).toContain("¥100万");
  house.clock.freezeAt(new Date("2026-12-25T17:00:00+08:00"));
  expect(await reads("按人")).toContain("¥20万");
});
