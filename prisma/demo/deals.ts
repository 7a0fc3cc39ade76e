import { addDays, instantAt, type PlainDate, plainTime, toColumn, zone } from "../../src/core/dates.ts";
import { STAGES, type Stage } from "../../src/domain/stages.ts";
import type { DemoCustomer } from "./customer.ts";
import { DEMO_TEAMS } from "./people.ts";
import { DEMO_ORGANIZATION, type DemoHome, type DemoRows, id } from "./rows.ts";

/** A deal with the moves that led where it stands, and the money of a won one. */
export const addDeal = (
  rows: DemoRows,
  customer: DemoCustomer,
  {
    deal: [name, amount, stage, since],
    home,
    today,
  }: { deal: DemoCustomer["deals"][number]; home: DemoHome; today: PlainDate },
): void => {
  const { team, now } = home;
  const place = DEMO_TEAMS[team];
  const dealId = id("deal", name);
  const ended = stage === "won" || stage === "lost";
  const movedOn = addDays(today, -since);
  const organizationId = DEMO_ORGANIZATION;
  const amountMinor = BigInt(amount) * 100n;
  const reached = STAGES.indexOf(stage === "lost" ? "p25" : stage);
  rows.deals.push({
    id: dealId,
    organizationId,
    customerId: id("customer", customer.name),
    ownerId: id("member", customer.owner),
    teamId: id("team", team),
    segmentId: id("segment", place.segment),
    name,
    stage,
    amountMinor,
    currency: "CNY",
    firstMeetingOn: reached >= 2 ? toColumn(addDays(movedOn, -4)) : null,
    lastForwardOn: toColumn(movedOn),
    criteria: stage === "p50" || stage === "p90" || stage === "won" ? criteriaIn(place.language) : {},
    papersSigned: stage === "p90" || stage === "won",
    contractSignedOn: stage === "p90" || stage === "won" ? toColumn(movedOn) : null,
    moneyConfirmedAt: stage === "won" ? now : null,
    lossReason: stage === "lost" ? "price" : null,
    closedOn: ended ? toColumn(movedOn) : null,
    createdAt: now,
    updatedAt: now,
  });
  const path: Stage[] =
    stage === "lost" ? ["opportunity", "first_meeting", "p25", "lost"] : STAGES.slice(1, reached + 1);
  for (const [index, to] of path.entries()) {
    const on = addDays(movedOn, -6 * (path.length - 1 - index));
    rows.moves.push({
      id: id("move", name, to),
      organizationId,
      dealId,
      teamId: id("team", team),
      from: path[index - 1] ?? null,
      to,
      cause: "person",
      memberId: id("member", customer.owner),
      movedOn: toColumn(on),
      at: instantAt(on, plainTime("15:00"), zone(place.zone)),
    });
  }
  if (stage === "won") {
    const confirmedById = id("member", team === "east" ? "chenjing" : "hannah");
    rows.collections.push({
      id: id("collection", name),
      organizationId,
      customerId: id("customer", customer.name),
      dealId,
      amountMinor,
      currency: "CNY",
      receivedOn: toColumn(movedOn),
      confirmedById,
      at: instantAt(movedOn, plainTime("15:00"), zone(place.zone)),
    });
  }
};

/** Purchases without a deal: far enough back to be told of in no summary. */
const TIMES = 6;
const LATEST = 45;

/** What a customer bought again and again, with the money that came in for it. */
export const addPurchases = (
  rows: DemoRows,
  customer: DemoCustomer,
  { home: { team, now }, today }: { home: DemoHome; today: PlainDate },
): void => {
  if (!customer.buys) return;
  const [amount, every] = customer.buys;
  const common = { organizationId: DEMO_ORGANIZATION, customerId: id("customer", customer.name), currency: "CNY" };
  const minor = BigInt(amount) * 100n;
  for (let time = 0; time < TIMES; time += 1) {
    const on = toColumn(addDays(today, -LATEST - time * every));
    const [product, quantityMilli] = [team === "east" ? "备件" : "Spare parts", 1_000n];
    const saleId = id("sale", customer.name, String(time));
    const sale = { ...common, id: saleId, onceKey: saleId, product, quantityMilli, createdAt: now };
    rows.sales.push({ ...sale, netMinor: minor, soldOn: on });
    const confirmedById = id("member", team === "east" ? "chenjing" : "hannah");
    const collection = { ...common, id: id("payment", customer.name, String(time)), confirmedById, at: now };
    rows.collections.push({ ...collection, amountMinor: minor, receivedOn: on });
  }
};

const EVIDENCE = {
  zh: {
    rightPerson: "总经理在场",
    fittingProposal: "按他们提的产能改了方案",
    soundBudget: "谈过价格区间",
    rightTime: "说好月底前签",
    nextStep: "下次见面定合同条款",
  },
  en: {
    rightPerson: "The director was at the table",
    fittingProposal: "Answers the capacity they named",
    soundBudget: "Price range discussed",
    rightTime: "Signing agreed for this month",
    nextStep: "Next meeting is about the contract terms",
  },
} as const;
const criteriaIn = (language: "en" | "zh") =>
  Object.fromEntries(
    Object.entries(EVIDENCE[language]).map(([criterion, evidence]) => [criterion, { holds: true, evidence }]),
  );
