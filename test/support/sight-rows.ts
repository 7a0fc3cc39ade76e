import { plainDate, toColumn } from "../../src/core/dates.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import { dealOwnerOf, type Plan, type PlannedCustomer, type Seen } from "./sight-plan.ts";

/** How the name of every customer begins: whatever is typed of it fits all of them. */
export const LEAD = "银杏";
const STAGES = ["p25", "p50", "first_meeting"] as const;
const AT = new Date("2026-11-20T01:00:00Z");
const AWAY_UNTIL = new Date("2026-12-20T16:00:00Z");
const day = (text: string): Date => toColumn(plainDate(text));

/** A world of a plan: the whole of it, or a twin without what somebody may not see. */
export interface World {
  readonly plan: Plan;
  /** Eight hexadecimal digits that all its ids begin with. */
  readonly code: string;
  /** What of each customer exists in it. */
  exists(customer: PlannedCustomer): Seen;
}

const KINDS = [
  "organization",
  "segment",
  "team",
  "member",
  "customer",
  "contact",
  "deal",
  "activity",
  "step",
  "item",
  "fee",
  "approval",
  "move",
  "absence",
] as const;
type Kind = (typeof KINDS)[number];
/** The id of the n-th thing of a kind; but for its code the same in every world of the plan. */
export const idIn = ({ code }: Pick<World, "code">, kind: Kind, n = 0): string =>
  `${code}-0000-4000-8${String(KINDS.indexOf(kind)).padStart(3, "0")}-${String(n).padStart(12, "0")}`;
export const workspaceOf = ({ code }: Pick<World, "code">): string => `T${code}`;
export const userOf = ({ code }: Pick<World, "code">, n: number): string => `U${code}x${n}`;
export const nameOf = (customer: PlannedCustomer): string => `${LEAD}${customer.mark}`;
export const phoneOf = (plan: Plan, { n }: PlannedCustomer): string =>
  `138${String(plan.index * 100 + n).padStart(8, "0")}`;

const peopleRows = (world: World) => {
  const { plan } = world;
  const organizationId = idIn(world, "organization");
  const at = { platform: "slack", workspace: workspaceOf(world), organizationId };
  const segments = Array.from({ length: plan.segments }, (_, n) => ({
    id: idIn(world, "segment", n),
    organizationId,
    name: `板块${n}`,
  }));
  const teams = plan.teams.map((segment, n) => ({
    id: idIn(world, "team", n),
    organizationId,
    segmentId: idIn(world, "segment", segment),
    name: `第${n}组`,
  }));
  const members = plan.members.map(({ n, roles }) => ({
    id: idIn(world, "member", n),
    organizationId,
    name: `同事${n}`,
    roles: [...roles],
    createdAt: AT,
  }));
  return {
    organization: [{ id: organizationId, name: "一家公司", createdAt: AT }],
    workspace: [{ ...at, createdAt: AT }],
    segment: segments,
    team: teams,
    teamChannel: teams.map(({ id }, n) => ({ ...at, teamId: id, channel: `C-${n}` })),
    member: members,
    identity: plan.members.map(({ n }) => ({
      ...at,
      user: userOf(world, n),
      memberId: idIn(world, "member", n),
      addedAt: AT,
    })),
    teamMember: plan.members.flatMap(({ n, teams: of }) =>
      of.map((team) => ({ teamId: idIn(world, "team", team), memberId: idIn(world, "member", n), organizationId })),
    ),
    absence: plan.absences.map(({ away, standIn }) => ({
      id: idIn(world, "absence", away),
      organizationId,
      memberId: idIn(world, "member", away),
      standInId: idIn(world, "member", standIn),
      startsAt: AT,
      endsAt: AWAY_UNTIL,
      setById: idIn(world, "member", away),
      createdAt: AT,
    })),
    paperNumber: [{ organizationId, series: "FE", year: 2026, last: 50 }],
  };
};

const customerRows = (world: World, customer: PlannedCustomer) => {
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
    lastContactOn: day("2026-08-01"),
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
type CustomerRows = ReturnType<typeof customerRows>;

const dealRows = ({ ids, within, someone, n, mark, organizationId }: CustomerRows, world: World) => {
  const deal = {
    ...within,
    id: ids.dealId,
    customerId: ids.customerId,
    ownerId: someone,
    name: `${mark}三年`,
    stage: STAGES[n % STAGES.length] ?? "p25",
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
  return { deal, move };
};

const workRows = ({ ids, someone, n, mark, organizationId }: CustomerRows, world: World) => {
  const common = { organizationId, customerId: ids.customerId, memberId: someone };
  const activity = {
    ...common,
    id: idIn(world, "activity", n),
    kind: "visit" as const,
    happenedOn: day("2026-08-01"),
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
  return { activity, step, item };
};

const feeRows = ({ ids, within, someone, n, mark, organizationId }: CustomerRows, world: World) => {
  const feeId = idIn(world, "fee", n);
  const approvalId = idIn(world, "approval", n);
  const amountMinor = 66_600n + BigInt(n);
  return {
    fee: {
      id: feeId,
      organizationId,
      number: `FE-2026-00${String(n).padStart(2, "0")}`,
      customerId: ids.customerId,
      dealId: ids.dealId,
      requesterId: someone,
      teamId: within.teamId,
      purpose: "new_customer" as const,
      what: `${mark}茶礼`,
      amountMinor,
      currency: "CNY",
      flags: [],
      createdAt: AT,
    },
    recipient: { feeId, contactId: ids.contactId, organizationId, amountMinor },
    approval: {
      id: approvalId,
      organizationId,
      subject: "fee",
      subjectId: feeId,
      teamId: within.teamId,
      requesterId: someone,
      createdAt: AT,
    },
    steps: (["clerk", "manager", "finance"] as const).map((role, position) => ({
      approvalId,
      role,
      position,
      organizationId,
    })),
  };
};

/** Puts worlds into the database, table by table. */
export const foundWorlds = async (database: DatabaseHandle, worlds: readonly World[]): Promise<void> => {
  const db = from({ database });
  const people = worlds.map(peopleRows);
  await db.organization.createMany({ data: people.flatMap((rows) => rows.organization) });
  await db.workspace.createMany({ data: people.flatMap((rows) => rows.workspace) });
  await db.segment.createMany({ data: people.flatMap((rows) => rows.segment) });
  await db.team.createMany({ data: people.flatMap((rows) => rows.team) });
  await db.teamChannel.createMany({ data: people.flatMap((rows) => rows.teamChannel) });
  await db.member.createMany({ data: people.flatMap((rows) => rows.member) });
  await db.identity.createMany({ data: people.flatMap((rows) => rows.identity) });
  await db.teamMember.createMany({ data: people.flatMap((rows) => rows.teamMember) });
  await db.absence.createMany({ data: people.flatMap((rows) => rows.absence) });
  await db.paperNumber.createMany({ data: people.flatMap((rows) => rows.paperNumber) });
  await foundCustomers(db, worlds);
};

const foundCustomers = async (db: ReturnType<typeof from>, worlds: readonly World[]): Promise<void> => {
  const rows = worlds.flatMap((world) =>
    world.plan.customers.map((customer) => ({ world, customer, rows: customerRows(world, customer) })),
  );
  const named = rows.filter(({ rows: { exists } }) => exists.customer || exists.deal || exists.fee);
  const whole = rows.filter(({ rows: { exists } }) => exists.customer);
  const shares = whole.flatMap(({ world, customer, rows: { ids, organizationId } }) =>
    customer.shares.map((n) => ({ customerId: ids.customerId, memberId: idIn(world, "member", n), organizationId })),
  );
  const deals = rows
    .filter(({ customer, rows: { exists } }) => (customer.deal && exists.deal) || exists.fee)
    .map((each) => dealRows(each.rows, each.world));
  const works = whole.map((each) => workRows(each.rows, each.world));
  const fees = rows.filter(({ rows: { exists } }) => exists.fee).map((each) => feeRows(each.rows, each.world));
  await db.customer.createMany({ data: named.map((each) => each.rows.customers) });
  await db.customerShare.createMany({ data: shares });
  await db.contact.createMany({
    data: rows.filter(({ rows: { exists } }) => exists.customer || exists.fee).map((each) => each.rows.contacts),
  });
  await db.deal.createMany({ data: deals.map(({ deal }) => deal) });
  await db.dealMove.createMany({ data: deals.map(({ move }) => move) });
  await db.activity.createMany({ data: works.map(({ activity }) => activity) });
  await db.nextStep.createMany({ data: works.map(({ step }) => step) });
  await db.careItem.createMany({ data: works.map(({ item }) => item) });
  await db.fee.createMany({ data: fees.map(({ fee }) => fee) });
  await db.feeRecipient.createMany({ data: fees.map(({ recipient }) => recipient) });
  await db.approval.createMany({ data: fees.map(({ approval }) => approval) });
  await db.approvalStep.createMany({ data: fees.flatMap(({ steps }) => steps) });
};
