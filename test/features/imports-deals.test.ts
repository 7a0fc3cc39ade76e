import { beforeEach, describe, expect, test } from "vitest";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { startImport, workOn } from "../../src/features/imports/public.ts";
import { csv, withImportsHouse } from "../support/imports-house.ts";

const { clock, house } = withImportsHouse();
beforeEach(async () => {
  await house.apply("Mo", await house.planned("Mo", csv("客户,负责人", "宏达,Ann")));
});
const goIn = async (...lines: string[]) => {
  clock.freezeAt(new Date(clock.now().getTime() + 60_000));
  const id = await house.planned("Mo", csv(...lines));
  const report = await house.report(id);
  await house.apply("Mo", id);
  return report;
};
const deals = async () => {
  const rows = await house.db.deal.findMany({ where: { organizationId: house.organizationId } });
  return rows
    .map(({ name, stage, amountMinor, closedOn }) =>
      [name, stage, amountMinor, closedOn?.toISOString().slice(0, 10)].filter((fact) => fact != null).join(" "),
    )
    .toSorted();
};
const THERE = "宏达 · 阀门: there already";
const WAITS = "its money waits for finance, who finds it in /receipts";
const NOT = (field: string, value: string) =>
  `${field} stays as it is, not "${value}": change it by hand if the sheet is right`;

describe("deals that the sheet gives no name", () => {
  const HEAD = "客户,产品,阶段,金额,成交日期";

  test("are told apart by what was paid when, and met again by that", async () => {
    const won = ["宏达,阀门,成交,1000,2026-01-10", "宏达,阀门,成交,2000,2026-06-10"];
    expect(await goIn(HEAD, ...won)).toEqual([`2 make 宏达 · 阀门: ${WAITS}`, `3 make 宏达 · 阀门: ${WAITS}`]);
    const made = ["阀门 won 100000 2026-01-10", "阀门 won 200000 2026-06-10"];
    expect(await deals()).toEqual(made);
    expect(await goIn(HEAD, ...won)).toEqual([`2 skip ${THERE}`, `3 skip ${THERE}`]);
    expect(await goIn(HEAD, won[0]!, won[0]!.replace("阀门", " 阀门 "))).toEqual([
      `2 skip ${THERE}`,
      `3 skip ${THERE}`,
    ]);
    expect(await goIn(HEAD, "宏达,阀门,成交,2000,2026-11-20")).toEqual([
      `2 make 宏达 · 阀门: another 阀门 for as much is there, of 2026-06-10: leave it out if it is the same; ${WAITS}`,
    ]);
    expect(await deals()).toEqual([...made, "阀门 won 200000 2026-11-20"]);
  });

  test("of one sheet are as many as their amounts; an open one that came before stays one, whatever became of it", async () => {
    const open = ["宏达,阀门,25%,1000,", "宏达,阀门,50%,3000,", "宏达,阀门,50%,3000,"];
    expect(await goIn(HEAD, ...open)).toEqual([
      "2 make 宏达 · 阀门",
      "3 make 宏达 · 阀门",
      "4 skip 宏达 · 阀门: the same as row 3",
    ]);
    expect(await goIn(HEAD, ...open)).toEqual([`2 skip ${THERE}`, `3 skip ${THERE}`, `4 skip ${THERE}`]);
    const before = await deals();
    const meant = `${NOT("stage", "Won")}; ${NOT("amount", "¥4,000")}; ${NOT("closed on", "2026-11-23")}; there already`;
    expect(await goIn(HEAD, "宏达,阀门,成交,4000,2026-11-23")).toEqual([`2 skip 宏达 · 阀门: ${meant}`]);
    expect(await deals()).toEqual(before);
  });

  test("that closed before an open one was made are others, and one row of a sheet at most means it", async () => {
    await goIn(HEAD, "宏达,阀门,50%,3000,");
    const OPEN = "another 阀门 is there, still open: leave it out if it is the same";
    expect(await goIn(HEAD, "宏达,阀门,成交,1000,2025-03-01", "宏达,阀门,成交,2000,2025-06-01")).toEqual([
      `2 make 宏达 · 阀门: ${OPEN}; ${WAITS}`,
      `3 make 宏达 · 阀门: ${OPEN}; ${WAITS}`,
    ]);
    const past = ["阀门 won 100000 2025-03-01", "阀门 won 200000 2025-06-01"];
    expect(await deals()).toEqual(["阀门 p50 300000", ...past]);
    const open = ["宏达,阀门,50%,5000,", "宏达,阀门,50%,5000,", "宏达,阀门,25%,7000,"];
    const kept = `${NOT("amount", "¥5,000")}; there already`;
    expect(await goIn(HEAD, ...open)).toEqual([
      `2 skip 宏达 · 阀门: ${kept}`,
      `3 skip 宏达 · 阀门: ${kept}`,
      "4 make 宏达 · 阀门",
    ]);
    expect(await deals()).toEqual(["阀门 p25 700000", "阀门 p50 300000", ...past]);
  });

  test("mean the same however far apart they stand in the file", async () => {
    await goIn(HEAD, "宏达,阀门,50%,3000,");
    const others = Array.from({ length: 2_100 }, (_, at) => `宏达,产品${at},25%,1000,`);
    clock.freezeAt(new Date(clock.now().getTime() + 60_000));
    const id = await house.planned("Mo", csv(HEAD, "宏达,阀门,50%,5000,", ...others, "宏达,阀门,25%,7000,"), {
      forgetsAfter: 1,
    });
    const ofValves = (await house.report(id)).filter((line) => line.includes("阀门"));
    expect(ofValves).toEqual([
      `2 skip 宏达 · 阀门: ${NOT("amount", "¥5,000")}; there already`,
      "2103 make 宏达 · 阀门",
    ]);
    await house.changing("Mo", (inside) => startImport(inside, id));
    await workOn(house.context, id, { forgetsAfter: 1 });
    expect((await deals()).filter((deal) => deal.startsWith("阀门"))).toEqual(["阀门 p25 700000", "阀门 p50 300000"]);
    expect((await house.counts()).deals).toBe(2_102);
  });

  test("and whose amount or day was corrected are not made anew unsaid", async () => {
    await goIn(HEAD, "宏达,阀门,成交,1000,2026-01-10");
    const before = await deals();
    expect(await goIn(HEAD, "宏达,阀门,成交,1200,2026-01-10")).toEqual([
      `2 skip 宏达 · 阀门: ${NOT("amount", "¥1,200")}; there already`,
    ]);
    expect(await deals()).toEqual(before);
    const moved = await house.planned("Mo", csv(HEAD, "宏达,阀门,成交,1000,2026-01-12"));
    expect(await house.report(moved, "zh")).toEqual([
      "2 make 宏达 · 阀门: 另有一笔金额相同的阀门（2026-01-10），是同一笔的话请删去此行；货款等财务在 /receipts 里确认",
    ]);
    // The same day twice is a correction only where the sheet does not tell of the first as well.
    expect(await goIn(HEAD, "宏达,阀门,成交,1000,2026-01-10", "宏达,阀门,成交,1200,2026-01-10")).toEqual([
      `2 skip ${THERE}`,
      `3 make 宏达 · 阀门: ${WAITS}`,
    ]);
  });

  test("came in before they were told apart, and are met again", async () => {
    await goIn(HEAD, "宏达,阀门,成交,1000,2026-01-10");
    const { id, customerId } = await house.db.deal.findFirstOrThrow({
      where: { organizationId: house.organizationId },
    });
    await house.db.deal.update({ where: { id }, data: { importKey: `${customerId} 阀门` } });
    const rows = ["宏达,阀门,成交,1000,2026-01-10", "宏达,阀门,成交,2000,2026-06-10"];
    expect(await goIn(HEAD, ...rows)).toEqual([`2 skip ${THERE}`, `3 make 宏达 · 阀门: ${WAITS}`]);
    // One that came in as won is none of those that are open now.
    expect(await goIn(HEAD, "宏达,阀门,25%,1000,")).toEqual(["2 make 宏达 · 阀门"]);
  });

  test("came in before they were told apart, open, and are met again when they are won", async () => {
    const open = "宏达,阀门,50%,1000,";
    await goIn(HEAD, open);
    const { id, customerId } = await house.db.deal.findFirstOrThrow({
      where: { organizationId: house.organizationId },
    });
    const won = { stage: "won", closedOn: new Date("2026-11-26"), importKey: `${customerId} 阀门` } as const;
    await house.db.deal.update({ where: { id }, data: won });
    expect(await goIn(HEAD, open)).toEqual([`2 skip 宏达 · 阀门: ${NOT("stage", "50%")}; there already`]);
    expect(await deals()).toEqual(["阀门 won 100000 2026-11-26"]);
  });

  test("whose amount is the list price are met again when that changed", async () => {
    const prices = (price: number) => house.planned("Mo", csv("产品,单价", `阀门,${price}`));
    await house.apply("Mo", await prices(1000));
    expect((await goIn(HEAD, "宏达,阀门,25%,,"))[0]).toContain("2 make");
    await house.apply("Mo", await prices(1200));
    expect(await goIn(HEAD, "宏达,阀门,25%,,")).toEqual([`2 skip ${THERE}`]);
  });
});

test("what is open begins its cycle on the day it comes: nobody is warned of it the next morning", async () => {
  const HEAD = "客户,商机名称,阶段,金额,首次见面,成交日期";
  await goIn(HEAD, "宏达,续约,25%,1000,2026-06-08,", "宏达,试用,成交,1000,2026-06-08,2026-07-01");
  const where = { organizationId: house.organizationId };
  const days = async () => {
    const rows = await house.db.deal.findMany({ where, orderBy: { name: "asc" } });
    return rows.map(({ name, lastForwardOn, warnedOn }) => [name, lastForwardOn.toISOString().slice(0, 10), warnedOn]);
  };
  const came = [
    ["续约", "2026-11-23", null],
    ["试用", "2026-07-01", null],
  ];
  const morning = (day: string) => fallBackTick.run({ ...house.context, now: new Date(`${day}T01:00:00Z`) });
  await morning("2026-11-24");
  expect(new Map(await days().then((all) => all.map((one) => [one[0], one])))).toEqual(
    new Map(came.map((one) => [one[0], one])),
  );
  await morning("2026-12-22");
  expect((await days()).find(([name]) => name === "续约")?.[2]).toEqual(new Date("2026-12-22"));
});

describe("deals that the sheet names", () => {
  const HEAD = "客户,商机名称,阶段,金额,首次见面,预计成交日期";

  test("stay as they are where a later sheet says otherwise, and the row says what", async () => {
    await goIn(HEAD, "宏达,续约,25%,1000,2026-10-08,2026-12-01");
    const before = await deals();
    expect(await goIn(HEAD, "宏达,续约,50%,1200,2026-10-09,2026-12-08")).toEqual([
      `2 skip 宏达 · 续约: ${[NOT("stage", "50%"), NOT("amount", "¥1,200"), NOT("first meeting", "2026-10-09"), NOT("expected signing", "2026-12-08")].join("; ")}; there already`,
    ]);
    expect(await deals()).toEqual(before);
    expect(await goIn(HEAD, "宏达,续约,25%,,,")).toEqual(["2 skip 宏达 · 续约: there already"]);
    const id = await house.planned("Mo", csv(HEAD, "宏达,续约,约见,,,"));
    expect(await house.report(id, "zh")).toEqual([
      "2 skip 宏达 · 续约: 阶段保持原样，没有改成“约见”；表格对的话请手工改；已经有了",
    ]);
  });

  test("twice in one sheet are one, and the second row says of which it is", async () => {
    expect(await goIn(HEAD, "宏达,续约,25%,1000,,", "宏达,试用,25%,,,", "宏达,续约,25%,1200,,")).toEqual([
      "2 make 宏达 · 续约",
      "3 make 宏达 · 试用",
      `4 skip 宏达 · 续约: ${NOT("amount", "¥1,200")}; the same as row 2`,
    ]);
  });

  test("and were renamed since are met again by the name they came with", async () => {
    await goIn(HEAD, "宏达,续约,25%,1000,,");
    await house.db.deal.updateMany({ where: { organizationId: house.organizationId }, data: { name: "续约三年" } });
    expect(await goIn(HEAD, "宏达,续约,25%,1000,,")).toEqual(["2 skip 宏达 · 续约: there already"]);
  });
});
