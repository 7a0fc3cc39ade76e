import { beforeAll, describe, expect, test } from "vitest";
import { deals } from "../../src/features/deals/index.ts";
import { fallback } from "../../src/features/fallback/index.ts";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { papersWaiting } from "../../src/features/papers/public.ts";
import { pipeline } from "../../src/features/pipeline/index.ts";
import { extendDeal } from "../../src/features/pipeline/public.ts";
import { cardText } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";
import { withPapers } from "../support/papers.ts";

/**
 * 李伟 and Emma work in a segment with figures of its own, 孙丽 in one that has none; and the company's are not those
 * that hold where nobody set any.
 */
const papers = withPapers("2026-11-20T09:12:00+08:00", [pipeline, deals, fallback]);
const { house } = papers;
const { cardsTo, makeDeal, theDeal, movesOf } = dealsOf(house);
const at = (time: string) => house.clock.freezeAt(new Date(`2026-${time}+08:00`));
const elsewhere = () => {
  const { otherTeamId, otherSegmentId, people } = house.company;
  return { teamId: otherTeamId, segmentId: otherSegmentId, ownerId: people.孙丽!.id };
};

const COMPANY = {
  salesCycleDays: 20,
  fees: { executiveLimit: "90000" },
  approvals: { remindHours: 3, escalateHours: 12 },
};
const SEGMENT = {
  salesCycleDays: 10,
  fees: { executiveLimit: "50000" },
  approvals: { remindHours: 2, escalateHours: 8 },
};
beforeAll(async () => {
  const { organizationId, segmentId } = house.company;
  await papers.db().organization.update({ where: { id: organizationId }, data: { settings: COMPANY } });
  await papers.db().segment.update({ where: { id: segmentId }, data: { settings: SEGMENT } });
});

type Rep = "李伟" | "Emma" | "孙丽";
let count = 0;
const prospectOf = (who: Rep) => {
  count += 1;
  const given = who === "孙丽" ? elsewhere() : { ownerId: house.company.people[who]!.id };
  return papers.makeProspect(`板块${count}号`, { customer: given, deal: given });
};
const feeOf = async (who: Rep, amount: string) => papers.sendFee(await prospectOf(who), { amount, who });

describe("a fee", () => {
  const lastOf = async (fee: string) => (await papers.approvalOf(fee)).steps.at(-1)?.role;
  const flagsOf = async (id: string) => (await papers.db().fee.findUniqueOrThrow({ where: { id } })).flags;

  test("goes to the executive above the limit of its segment, elsewhere above the company's", async () => {
    at("07-20T09:12");
    expect(await lastOf(await feeOf("李伟", "500"))).toBe("finance");
    expect(await lastOf(await feeOf("Emma", "500.01"))).toBe("executive");
    expect(await lastOf(await feeOf("孙丽", "900"))).toBe("finance");
    at("09-21T09:12");
    expect(await lastOf(await feeOf("孙丽", "900.01"))).toBe("executive");
  });

  test("is split when together with the last ones it passes that limit", async () => {
    at("10-20T09:12");
    const inTurn = async (who: Rep, amounts: readonly string[]) => {
      const prospect = await prospectOf(who);
      const flags: string[][] = [];
      for (const amount of amounts) flags.push(await flagsOf(await papers.sendFee(prospect, { amount, who })));
      return flags;
    };
    expect(await inTurn("李伟", ["400", "100", "0.01"])).toEqual([[], [], ["split"]]);
    expect(await inTurn("孙丽", ["400", "500", "0.01"])).toEqual([[], [], ["split"]]);
  });
});

test("a paper is reminded of and goes up one level after the hours of its segment", async () => {
  at("11-20T09:12");
  const [own, other] = [await feeOf("李伟", "80"), await feeOf("孙丽", "80")];
  const told = async (fee: string) =>
    (await papers.approvalOf(fee)).events.map(({ what }) => what).filter((what) => what !== "sent");
  const tickAt = async (time: string) => {
    at(time);
    await papers.tick();
    return [await told(own), await told(other)];
  };
  const due = async (teamId: string, fee: string) => {
    const { number } = await papers.db().fee.findUniqueOrThrow({ where: { id: fee } });
    const waiting = await papersWaiting(house.jobContext().scope, feePaper, teamId);
    return waiting.papers.find((paper) => paper.number === number)?.due;
  };
  const { teamId, otherTeamId } = house.company;
  expect(await due(teamId, own)).toEqual(new Date("2026-11-23T09:12:00+08:00"));
  expect(await due(otherTeamId, other)).toEqual(new Date("2026-11-23T14:12:00+08:00"));

  expect(await tickAt("11-20T11:11")).toEqual([[], []]);
  expect(await tickAt("11-20T11:12")).toEqual([["reminded"], []]);
  expect(await tickAt("11-20T13:12")).toEqual([["reminded"], ["reminded"]]);
  expect(await tickAt("11-23T09:11")).toEqual([["reminded"], ["reminded"]]);
  expect(await tickAt("11-23T09:12")).toEqual([["reminded", "escalated"], ["reminded"]]);
  expect(await tickAt("11-23T14:11")).toEqual([["reminded", "escalated"], ["reminded"]]);
  expect(await tickAt("11-23T14:12")).toEqual([
    ["reminded", "escalated"],
    ["reminded", "escalated"],
  ]);
  const up = async (name: string, fee: string) => (await cardsTo(name, `fee:${fee}:escalated`)).map(cardText).join();
  expect(await up("王芳", own)).toContain("8 个工作小时");
  expect(await up("钱进", other)).toContain("12 个工作小时");
});

test("a deal is warned of, kept once and falls back by the cycle of its segment", async () => {
  const since = { stage: "p25", lastForwardOn: day("2026-11-16"), firstMeetingOn: day("2026-11-16") } as const;
  const own = await makeDeal("本板块", since);
  const kept = await makeDeal("延一次", since, "Emma");
  const other = await makeDeal("别的板块", { ...since, ...elsewhere() }, "孙丽");
  const warned = async (id: string) => (await theDeal(id)).warnedOn;
  const tickAt = async (time: string) => {
    at(time);
    await fallBackTick.run(house.jobContext());
  };
  const stages = async () => Promise.all([own, kept, other].map(async (id) => (await theDeal(id)).stage));
  await tickAt("11-23T09:00");
  expect(await warned(own)).toBeNull();
  await tickAt("11-24T09:00");
  expect([await warned(own), await warned(other)]).toEqual([day("2026-11-24"), null]);
  expect((await cardsTo("李伟", "fallback:warn")).map(cardText).join()).toContain("周五 11月27日 退回");

  const emma = house.person("Emma");
  await emma.presses(extendDeal.with({ id: kept }));
  await emma.fills({ until: "2026-12-05", why: "New buyer" }).submits();
  expect(emma.form.errors.until).toBeDefined();
  expect(await theDeal(kept)).toMatchObject({ heldUntil: null, stage: "p25" });
  await emma.fills({ until: "2026-12-04" }).submits();
  expect(await theDeal(kept)).toMatchObject({ heldUntil: day("2026-12-04") });

  await tickAt("11-27T09:00");
  expect(await stages()).toEqual(["opportunity", "p25", "p25"]);
  await tickAt("12-01T09:00");
  expect(await warned(other)).toBeNull();
  await tickAt("12-02T09:00");
  expect(await warned(other)).toEqual(day("2026-12-02"));
  expect(await stages()).toEqual(["opportunity", "p25", "p25"]);
  await tickAt("12-07T09:00");
  expect(await stages()).toEqual(["opportunity", "opportunity", "opportunity"]);
  const why = async (id: string) => (await movesOf(id)).map(({ reason }) => reason);
  expect(await why(own)).toEqual([{ code: "outstayed", days: 10 }]);
  expect(await why(other)).toEqual([{ code: "outstayed", days: 20 }]);
});
