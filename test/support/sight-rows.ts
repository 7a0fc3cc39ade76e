import { plainDate, toColumn } from "../../src/core/dates.ts";
import type { Queries } from "../../src/data/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { feeRows } from "./sight-papers.ts";
import { dealOwnerOf, mayName, type PlannedCustomer, worksIn } from "./sight-plan.ts";
import { foundTrade, standingOf } from "./sight-trade.ts";
import { idIn, nameOf, phoneOf, type World } from "./sight-world.ts";

const AT = new Date("2026-11-20T01:00:00Z");
const day = (text: string): Date => toColumn(plainDate(text));

export const customerRows = (world: World, customer: PlannedCustomer) => {
  const { plan } = world;
  const { n, mark } = customer;
  const exists = world.exists(customer);
  const organizationId = idIn(world, "organization");
  const ids = {
    customerId: idIn(world, "customer", n),
    contactId: idIn(world, "contact", n),
    dealId: idIn(world, "deal", n),
  };
  const owner = customer.owner === null ? null : idIn(world, "member", customer.owner);
  const teamId = idIn(world, "team", customer.team);
  const within = { organizationId, teamId, segmentId: idIn(world, "segment", plan.teams[customer.team] ?? 0) };
  const someone = idIn(world, "member", dealOwnerOf(customer));
  const name = nameOf(customer);
  const customers = {
    ...within,
    id: ids.customerId,
    ownerId: owner,
    name,
    nameKey: nameKey(name),
    searchText: searchTextOf(name),
    city: `${mark}市`,
    quadrant: "high" as const,
    loyalty: "missed_two" as const,
    // Each on a day of its own: which of several come first is not left to the database.
    lastContactOn: day(`2026-08-${String(n + 1).padStart(2, "0")}`),
    createdAt: AT,
  };
  const contacts = {
    id: ids.contactId,
    organizationId,
    customerId: ids.customerId,
    name: `欧阳${mark}`,
    searchText: searchTextOf(`欧阳${mark}`),
    phones: [phoneOf(plan, customer)],
    birthdayCalendar: "solar" as const,
    birthMonth: 11,
    birthDay: 23,
    createdAt: AT,
  };
  return { ids, exists, within, someone, customers, contacts, organizationId, n, mark, owner };
};
export type CustomerRows = ReturnType<typeof customerRows>;

const dealRows = (
  rows: CustomerRows,
  { world, customer }: { readonly world: World; readonly customer: PlannedCustomer },
) => {
  const { ids, within, someone, n, mark, organizationId } = rows;
  const deal = {
    ...within,
    id: ids.dealId,
    customerId: ids.customerId,
    ownerId: someone,
    name: `${mark}三年`,
    ...standingOf(customer),
    amountMinor: BigInt(10_000_00 + n * 1_234_00),
    currency: "CNY",
    lastForwardOn: day("2026-11-01"),
    warnedOn: day("2026-11-20"),
    createdAt: AT,
    updatedAt: AT,
  };
  const move = {
    id: idIn(world, "move", n),
    organizationId,
    teamId: within.teamId,
    dealId: ids.dealId,
    to: "p25" as const,
    cause: "person" as const,
    why: `${mark}理由`,
    movedOn: day("2026-11-23"),
    at: AT,
  };
  const collection = {
    id: idIn(world, "collection", n),
    organizationId,
    customerId: ids.customerId,
    dealId: ids.dealId,
    // More than was agreed, or a part of it.
    amountMinor: BigInt((n % 3 === 1 ? 432_100 : 5_432_100) + n),
    currency: "CNY",
    receivedOn: day("2026-11-10"),
    confirmedById: someone,
    at: AT,
  };
  return { deal, move, collection };
};

const workRows = ({ ids, someone, n, mark, organizationId }: CustomerRows, world: World) => {
  const common = { organizationId, customerId: ids.customerId, memberId: someone };
  const activity = {
    ...common,
    id: idIn(world, "activity", n),
    ...(n % 2 === 0
      ? { kind: "visit" as const, happenedOn: day("2026-08-01") }
      : { kind: "call" as const, happenedOn: day("2026-11-10") }),
    said: `${mark}谈判`,
    createdAt: AT,
  };
  const step = {
    ...common,
    id: idIn(world, "step", n),
    activityId: activity.id,
    what: `${mark}再访`,
    dueOn: day("2026-11-24"),
  };
  const item = {
    ...common,
    id: idIn(world, "item", n),
    contactId: ids.contactId,
    nextStepId: step.id,
    kind: "next_step" as const,
    dueOn: step.dueOn,
    showOn: day("2026-11-23"),
    listedOn: day("2026-11-23"),
    onceKey: `next_step:${step.id}:${someone}`,
    createdAt: AT,
  };
  const opened = { openedById: someone, openedAt: AT, dueAt: new Date("2026-11-20T05:00:00Z") };
  const complaint = {
    ...{ ...opened, id: idIn(world, "case", n), organizationId, customerId: ids.customerId, contactId: ids.contactId },
    kind: "complaint" as const,
    said: `${mark}异响`,
  };
  const due = { dueAt: opened.dueAt, tellAt: opened.dueAt, duty: "solve" as const };
  const clock = { id: complaint.id, caseId: complaint.id, organizationId, ...due };
  const answer = {
    ...common,
    id: idIn(world, "answer", n),
    contactId: ids.contactId,
    answeredOn: day("2026-11-20"),
    items: [{ id: "quality", name: { en: mark, zh: mark }, weight: 1, scale: "five", mark: 1 }],
    csi: 0,
    recommend: 0,
    said: `${mark}不满`,
    low: true,
    createdAt: AT,
  };
  return { activity, answer, step, item, complaint, clock };
};

const noStageOf = (mark: string) => ({ code: "no_stage", field: "stage", value: `${mark}后` });
const INFLUENCE = { role: "decider" as const, attitude: "opponent" as const, influence: 5 };
/** How the customer came to its owner: by a handover, out of an import; and who decides its deal. */
const pastRows = ({ ids, within, owner, n, mark, organizationId }: CustomerRows, world: World) => {
  if (owner === null) return undefined;
  const { segmentId, teamId } = within;
  const handoverId = idIn(world, "handover", n);
  const importId = idIn(world, "import", n);
  const change = { fromTeamId: teamId, toTeamId: teamId, cause: "handed_over" as const, handoverId, byId: owner };
  const none = {
    deals: [],
    steps: [],
    dealOwners: [],
    stepOwners: [],
    dealTeams: [],
    endedTeams: [],
    care: [],
    careOver: [],
    tasks: [],
    taskOwners: [],
    papers: [],
    ended: [],
    shares: [],
  };
  const of = { organizationId, customerId: ids.customerId };
  return {
    influence: { dealId: ids.dealId, contactId: ids.contactId, organizationId, ...INFLUENCE },
    ownerChange: { ...of, ...change, id: handoverId, toId: owner, at: AT },
    handover: { id: handoverId, organizationId, toId: owner, byId: owner, count: 1, note: `${mark}叮嘱`, at: AT },
    item: { ...of, ...none, handoverId, teamId, segmentId, ownerId: owner, callId: idIn(world, "step", n) },
    task: {
      ...of,
      id: idIn(world, "task", n),
      giverId: owner,
      assigneeId: owner,
      what: `${mark}任务`,
      dueOn: day("2026-11-23"),
      createdAt: AT,
    },
    import: {
      id: importId,
      organizationId,
      memberId: owner,
      file: `${mark}.csv`,
      hash: mark,
      looks: [],
      createdAt: AT,
    },
    row: { importId, row: 2, organizationId, values: { name: mark }, verdict: "make" as const, about: mark },
    refused: { ...{ importId, row: 3, organizationId, values: {}, about: mark }, why: [noStageOf(mark)] },
  };
};

/** Puts the customers of worlds whose people are there into the database, table by table. */
export const foundCustomers = async (db: Queries, worlds: readonly World[]): Promise<void> => {
  const rows = worlds.flatMap((world) =>
    world.plan.customers.map((customer) => ({ world, customer, rows: customerRows(world, customer) })),
  );
  const named = rows.filter(({ rows: { exists } }) => mayName(exists));
  const whole = rows.filter(({ rows: { exists } }) => exists.customer);
  const shares = whole.flatMap(({ world, customer, rows: { ids, organizationId } }) =>
    customer.shares.map((n) => ({ customerId: ids.customerId, memberId: idIn(world, "member", n), organizationId })),
  );
  const deals = rows
    .filter(({ customer, rows: { exists } }) => (customer.deal && exists.deal) || exists.fee)
    .map((each) => dealRows(each.rows, each));
  const works = whole.map((each) => workRows(each.rows, each.world));
  const pasts = whole.flatMap(({ customer, rows: each, world }) => {
    const past = pastRows(each, world);
    const owner = world.plan.members.find(({ n }) => n === customer.owner);
    // What somebody was asked to do reads as it was said to them, and a sheet as they brought it: nobody is asked for a
    // customer of another segment, nor brings it in.
    const asked = owner !== undefined && worksIn(world.plan, owner, customer);
    return past ? [{ ...past, deal: customer.deal, asked, stayed: !customer.moved }] : [];
  });
  const fees = rows.filter(({ rows: { exists } }) => exists.fee).map((each) => feeRows(each.rows, each));
  await db.customer.createMany({ data: named.map((each) => each.rows.customers) });
  await db.customerShare.createMany({ data: shares });
  await db.contact.createMany({
    data: rows.filter(({ rows: { exists } }) => exists.customer || exists.fee).map((each) => each.rows.contacts),
  });
  await foundTrade(db, named);
  await db.deal.createMany({ data: deals.map(({ deal }) => deal) });
  await db.collection.createMany({ data: deals.map(({ collection }) => collection) });
  await db.dealMove.createMany({ data: deals.map(({ move }) => move) });
  await db.activity.createMany({ data: works.map(({ activity }) => activity) });
  await db.nextStep.createMany({ data: works.map(({ step }) => step) });
  await db.surveyAnswer.createMany({ data: works.map(({ answer }) => answer) });
  await db.careItem.createMany({ data: works.map(({ item }) => item) });
  await db.serviceCase.createMany({ data: works.map(({ complaint }) => complaint) });
  await db.caseClock.createMany({ data: works.map(({ clock }) => clock) });
  await db.influence.createMany({ data: pasts.filter(({ deal }) => deal).map(({ influence }) => influence) });
  // Who handed over, gave a task or brought in a sheet keeps their own words of it, wherever the customer went since.
  const own = pasts.filter(({ stayed }) => stayed);
  await db.ownerChange.createMany({ data: own.map(({ ownerChange }) => ownerChange) });
  await db.handover.createMany({ data: own.map(({ handover }) => handover) });
  await db.handoverItem.createMany({ data: own.map(({ item }) => item) });
  await db.task.createMany({ data: own.filter(({ asked }) => asked).map(({ task }) => task) });
  const imports = own.filter(({ asked }) => asked);
  await db.import.createMany({ data: imports.map((past) => ({ ...past.import, state: "planned" as const })) });
  await db.importRow.createMany({ data: imports.map(({ row }) => row) });
  await db.importRow.createMany({ data: imports.map(({ refused }) => ({ ...refused, verdict: "refuse" as const })) });
  await db.fee.createMany({ data: fees.map(({ fee }) => fee) });
  await db.feeRecipient.createMany({ data: fees.map(({ recipient }) => recipient) });
  await db.approval.createMany({ data: fees.map(({ approval }) => approval) });
  await db.approvalStep.createMany({ data: fees.flatMap(({ steps }) => steps) });
};
