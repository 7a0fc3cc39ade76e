import * as fallback from "../../../src/features/fallback/cards.ts";
import * as falling from "../../../src/features/falling/cards.ts";
import * as friday from "../../../src/features/friday/cards.ts";
import * as pipeline from "../../../src/features/pipeline/cards.ts";
import * as receipts from "../../../src/features/receipts/cards.ts";
import type { Summary } from "../../../src/features/reports/public.ts";
import * as summary from "../../../src/features/summary/cards.ts";
import * as parts from "../../../src/features/weekparts/cards.ts";
import { feeFace } from "./papers.ts";
import { at, day, deal, id, nameOf, now, type Scene, type Scenes, shanghai, today, yuan } from "./world.ts";

const fallbackScene: Scene = (language) => {
  const reader = { language, zone: shanghai, member: null };
  const warned = { deal, day: day("2026-12-02"), announced: true };
  const many = Array.from({ length: 14 }, (_, n) => ({ ...deal, id: id(50 + n), name: `华信 ${n + 1} 期` }));
  const held = { who: nameOf("wang"), day: "12月31日", why: "客户年底定预算" };
  return {
    warningCard: fallback.warningCard([warned], reader, now),
    "warningCard, at 90%": fallback.warningCard([{ ...warned, deal: { ...deal, stage: "p90" } }], reader, now),
    "warningCard, of many": fallback.warningCard(
      many.map((one) => ({ ...warned, deal: one, announced: false })),
      reader,
      now,
    ),
    fellCard: fallback.fellCard([deal], "opportunity", reader),
    "fellCard, from 90%": fallback.fellCard([{ ...deal, stage: "p90" }], "p50", reader),
    "fellCard, of many": fallback.fellCard(many, "opportunity", reader),
    heldCard: fallback.heldCard(deal, held, language),
  };
};

const pipelineScene: Scene = (language) => {
  const view = { language, today };
  return {
    keptCard: pipeline.keptCard(
      deal,
      { to: "p50", missing: ["soundBudget", "nextStep"], cycleDays: 60, mend: "p50" },
      view,
    ),
    "keptCard, too late": pipeline.keptCard(
      deal,
      { to: "p50", missing: ["rightTime"], cycleDays: 60, mend: "p50", given: true },
      view,
    ),
    "keptCard, until the money is in": pipeline.keptCard(
      { ...deal, stage: "p90", papersSigned: true },
      { to: "won", missing: ["money"], cycleDays: 60, mend: "p90" },
      view,
    ),
  };
};

const receiptsScene: Scene = (language) => {
  const signed = { ...deal, stage: "p90", papersSigned: true, contractSignedOn: day("2026-11-25") } as const;
  const confirmed = { who: nameOf("chen"), receivedOn: day("2026-11-26"), today };
  const contract = yuan(180_000);
  const all = { ...confirmed, amount: contract, inflow: { collected: contract, contract }, due: "all" as const };
  const part = { ...all, amount: yuan(60_000), inflow: { collected: yuan(60_000), contract }, due: "part" as const };
  const cards = {
    "confirmedCard, all": receipts.confirmedCard(signed, all, language),
    "confirmedCard, a part": receipts.confirmedCard(signed, part, language),
    "confirmedCard, later": receipts.confirmedCard({ ...signed, stage: "won" }, { ...part, due: "later" }, language),
    refusedCard: receipts.refusedCard(signed, { who: nameOf("chen"), reason: "账上没有这笔钱" }, language),
  };
  const toOwner = Object.entries(cards).map(([name, card]) => [
    `forOwner, ${name}`,
    receipts.forOwner(card, signed, language),
  ]);
  return { ...cards, ...Object.fromEntries(toOwner), settledCard: pipeline.settledCard(signed, language) };
};

/** A week in which everything came up. */
const week: Summary = {
  ...{ teamId: id(10), team: "华东一组", zone: shanghai, friday: day("2026-11-27"), at: at("17:00:00") },
  week: { from: day("2026-11-20"), to: day("2026-11-26") },
  counts: {
    began: { count: 9, before: 26 },
    advanced: { count: 6, before: 22 },
    back: { count: 3, before: 9 },
    lost: { count: 1, before: 7 },
  },
  ...{ won: { count: 2, sums: [yuan(310_000)], before: 6 }, weeks: 4, month: day("2026-11-26") },
  columns: new Map([
    ["opportunity", 41],
    ["first_meeting", 14],
    ["p25", 18],
    ["p50", 9],
    ["p90", 3],
  ]),
  ...{ shape: "stale", forecast: yuan(920_000), goal: yuan(1_200_000) },
  gap: { amount: yuan(280_000), meetings: 11, perWin: 8 },
  falling: {
    deals: [{ name: deal.name, customer: "华信", stage: "p50", owner: nameOf("li"), day: day("2026-12-02") }],
    counts: [
      { stage: "p50", count: 1 },
      { stage: "p25", count: 2 },
    ],
    total: 3,
  },
  fees: {
    papers: [
      { number: "FE-2026-0146", heading: feeFace.heading, role: "clerk", due: at("16:00:00") },
      { number: feeFace.number, heading: feeFace.heading, role: "finance", due: new Date("2026-11-30T10:00:00+08:00") },
    ],
    total: 3,
  },
  complaints: { open: 2, missed: 1 },
  care: [{ name: nameOf("li"), done: 18, missed: 2 }],
  birthdays: [{ on: day("2026-12-01"), contact: "王建国", customer: "华信" }],
  festivals: [],
  reps: [],
  moved: { moves: [], counts: [], total: 0 },
  promised: { steps: [], total: 0 },
};

const summaryScene: Scene = (language) => ({
  summaryCard: summary.summaryCard(week, language),
  "summaryCard, in a channel, late": summary.summaryCard(week, language, {
    readers: "channel",
    late: { dueAt: at("17:00:00") },
  }),
  "partCard, fees": parts.partCard("fees", week, { language, skip: 0 }),
  "partCard, fees, none": parts.partCard("fees", { ...week, fees: { papers: [], total: 0 } }, { language, skip: 0 }),
  "channelPart, fees": friday.channelPart("fees", week, language),
  "channelPart, falling": friday.channelPart("falling", week, language),
  teamsCard: summary.teamsCard(
    Array.from({ length: 7 }, (_, n) => ({ id: id(10 + n), name: `华东${n + 1}组` })),
    language,
  ),
  "teamsCard, none": summary.teamsCard([], language),
});

export const dealScenes: Scenes = {
  fallback: fallbackScene,
  falling: (language) => ({
    fallingCard: falling.fallingCard(week.falling.deals, language, today),
    fallingCounts: falling.fallingCounts(week.falling, language),
  }),
  pipeline: pipelineScene,
  receipts: receiptsScene,
  reports: summaryScene,
};
