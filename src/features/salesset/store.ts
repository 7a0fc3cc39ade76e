import { dateIn, type PlainDate, zone } from "../../core/dates.ts";
import { newId } from "../../core/ids.ts";
import { currency } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { type BulkRow, insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import type { Stage } from "../../domain/stages.ts";
import type { ImportPlan, Known, PlannedDeal } from "./rules.ts";

/** What of a sheet may be there already. */
export const readKnown = async (scope: Scope): Promise<Known> => {
  const db = from(scope);
  const where = { organizationId: scope.organizationId };
  const organization = await db.organization.findUniqueOrThrow({ where: { id: scope.organizationId } });
  const members = await db.member.findMany({ where: { ...where, closedAt: null }, select: { name: true } });
  const customers = await db.customer.findMany({ where, select: { nameKey: true } });
  const deals = await db.deal.findMany({ where: { ...where, importKey: { not: null } }, select: { importKey: true } });
  return {
    memberNames: new Set(members.map(({ name }) => name)),
    customerKeys: new Set(customers.map((customer) => customer.nameKey)),
    dealKeys: new Set(deals.flatMap(({ importKey }) => importKey ?? [])),
    currency: currency(organization.currency),
    today: dateIn(zone(organization.zone), scope.clock.now()),
  };
};

export interface Imported {
  readonly teams: number;
  readonly people: number;
  readonly customers: number;
  readonly deals: number;
}

/** Makes everything of the plan that is not there yet, all of it or nothing. */
export const applyPlan = async (change: Change, plan: ImportPlan, known: Known): Promise<Imported> => {
  const people = await makeTeams(change, plan);
  const customers = await makeCustomers(change, plan, { people, known });
  const deals = plan.deals.filter(({ key }) => !known.dealKeys.has(key));
  await makeDeals(change, deals, { people, customers: customers.ids, known });
  const imported = {
    teams: people.madeTeams,
    people: people.madePeople,
    customers: customers.made,
    deals: deals.length,
  };
  await audit(change, {
    what: "import.applied",
    subject: `organization:${change.organizationId}`,
    after: { ...imported },
  });
  return imported;
};

interface Seat {
  readonly memberId: string;
  readonly teamId: string;
  readonly segmentId: string;
}
interface People {
  readonly seats: ReadonlyMap<string, Seat>;
  readonly madeTeams: number;
  readonly madePeople: number;
}

const makeTeams = async (change: Change, plan: ImportPlan): Promise<People> => {
  const db = from(change);
  const { organizationId } = change;
  const { zone: where, language } = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const seats = new Map<string, Seat>();
  let madeTeams = 0;
  let madePeople = 0;
  for (const team of plan.teams) {
    const segment = await db.segment.upsert({
      where: { organizationId_name: { organizationId, name: team.segment } },
      create: { id: newId(), organizationId, name: team.segment },
      update: {},
    });
    const there = await db.team.findUnique({ where: { organizationId_name: { organizationId, name: team.name } } });
    const teamId = there?.id ?? newId();
    if (!there) {
      await db.team.create({
        data: { id: teamId, organizationId, segmentId: segment.id, name: team.name, zone: where, language },
      });
      madeTeams += 1;
    }
    for (const [name, role] of [[team.manager, "manager"], ...team.reps.map((rep) => [rep, "rep"] as const)] as const) {
      const member = await db.member.findFirst({ where: { organizationId, name, closedAt: null } });
      const memberId = member?.id ?? newId();
      if (!member) {
        await db.member.create({
          data: { id: memberId, organizationId, name, roles: [role], zone: where, language, createdAt: change.at },
        });
        madePeople += 1;
      }
      const key = { teamId_memberId: { teamId, memberId } };
      await db.teamMember.upsert({ where: key, create: { teamId, memberId, organizationId }, update: {} });
      seats.set(name, { memberId, teamId, segmentId: segment.id });
    }
  }
  return { seats, madeTeams, madePeople };
};

const seatOf = (people: People, rep: string): Seat => {
  const seat = people.seats.get(rep);
  if (!seat) throw new RangeError(`The plan names ${rep}, who is in none of its teams.`);
  return seat;
};

const makeCustomers = async (
  change: Change,
  plan: ImportPlan,
  { people, known }: { people: People; known: Known },
): Promise<{ ids: ReadonlyMap<string, string>; made: number }> => {
  const { organizationId } = change;
  const there = await from(change).customer.findMany({
    where: { organizationId, nameKey: { in: plan.customers.map(({ name }) => nameKey(name)) } },
    select: { id: true, nameKey: true },
  });
  const byKey = new Map(there.map((customer) => [customer.nameKey, customer.id]));
  const fresh = plan.customers.filter(({ name }) => !known.customerKeys.has(nameKey(name)));
  const contacted = lastDayOf(plan.deals);
  // One that no sheet can be taken back by.
  const importId = newId();
  const rows = fresh.map(({ name, industry, region, owner }): BulkRow => {
    const { memberId, teamId, segmentId } = seatOf(people, owner);
    const id = newId();
    byKey.set(nameKey(name), id);
    const last = contacted.get(name) ?? null;
    return {
      id,
      organizationId,
      segmentId,
      teamId,
      ownerId: memberId,
      name,
      shortNames: [],
      nameKey: nameKey(name),
      searchText: searchTextOf(name),
      industry,
      region,
      kind: "company",
      flags: [],
      lastContactOn: last,
      lifecycleClass: contacted.has(name) ? "intent" : "potential",
      version: 1,
      importId,
      createdAt: change.at.toISOString(),
    };
  });
  await insertMany(change, "Customer", rows);
  const ids = new Map(plan.customers.map(({ name }) => [name, byKey.get(nameKey(name)) ?? ""]));
  await shareCustomers(change, fresh, { people, ids });
  return { ids, made: fresh.length };
};

const shareCustomers = (
  change: Change,
  customers: ImportPlan["customers"],
  { people, ids }: { people: People; ids: ReadonlyMap<string, string> },
): Promise<void> =>
  insertMany(
    change,
    "CustomerShare",
    customers.flatMap(({ name, sharedWith }) =>
      sharedWith.map(
        (rep): BulkRow => ({
          customerId: ids.get(name),
          memberId: seatOf(people, rep).memberId,
          organizationId: change.organizationId,
        }),
      ),
    ),
  );

const lastDayOf = (deals: readonly PlannedDeal[]): ReadonlyMap<string, PlainDate> => {
  const last = new Map<string, PlainDate>();
  for (const { customer, engagedOn, closedOn } of deals) {
    const day = closedOn ?? engagedOn;
    if (customer && day && day > (last.get(customer) ?? "")) last.set(customer, day);
  }
  return last;
};

interface DealSurroundings {
  readonly people: People;
  readonly customers: ReadonlyMap<string, string>;
  readonly known: Known;
}
const makeDeals = async (change: Change, deals: readonly PlannedDeal[], around: DealSurroundings): Promise<void> => {
  const made = deals.map((deal) => ({ deal, id: newId(), seat: seatOf(around.people, deal.rep) }));
  await insertMany(
    change,
    "Deal",
    made.map((one) => dealRow(change, one, around)),
  );
  await insertMany(
    change,
    "DealMove",
    made.flatMap((one) => moveRows(change, one, around.known.today)),
  );
  await insertMany(
    change,
    "Collection",
    made.flatMap(({ deal, id, seat }): BulkRow[] =>
      deal.stage === "won" && deal.closedOn && deal.amount && deal.amount.minor > 0n
        ? [
            {
              id: newId(),
              organizationId: change.organizationId,
              customerId: deal.customer ? around.customers.get(deal.customer) : null,
              dealId: id,
              amountMinor: deal.amount.minor,
              currency: deal.amount.currency,
              receivedOn: deal.closedOn,
              confirmedById: change.memberId ?? seat.memberId,
              // Not as if it had come in with the import: a week counts what was recorded in it.
              at: noonOf(deal.closedOn, change),
            },
          ]
        : [],
    ),
  );
};

interface MadeDeal {
  readonly deal: PlannedDeal;
  readonly id: string;
  readonly seat: Seat;
}
const dealRow = (change: Change, { deal, id, seat }: MadeDeal, { customers, known }: DealSurroundings): BulkRow => ({
  id,
  organizationId: change.organizationId,
  customerId: deal.customer ? customers.get(deal.customer) : null,
  ownerId: seat.memberId,
  teamId: seat.teamId,
  segmentId: seat.segmentId,
  name: deal.customer ? `${deal.product} · ${deal.customer}` : deal.product,
  product: deal.product,
  stage: deal.stage,
  amountMinor: deal.amount?.minor ?? null,
  currency: deal.amount?.currency ?? known.currency,
  firstMeetingOn: deal.engagedOn ?? null,
  lastForwardOn: (deal.stage === "lost" ? deal.engagedOn : (deal.closedOn ?? deal.engagedOn)) ?? known.today,
  criteria: {},
  papersSigned: deal.stage === "won",
  contractSignedOn: deal.stage === "won" ? deal.closedOn : null,
  moneyConfirmedAt: deal.stage === "won" ? change.at.toISOString() : null,
  closedOn: deal.closedOn ?? null,
  importKey: deal.key,
  version: 1,
  createdAt: change.at.toISOString(),
  updatedAt: change.at.toISOString(),
});

/** Of a day in the past; of today not after the import itself, as what is done next comes after it. */
const noonOf = (day: PlainDate, { at }: Change): string =>
  new Date(Math.min(Date.parse(`${day}T12:00:00Z`), at.getTime())).toISOString();

/**
 * What the sheet tells of a deal's way: when it was engaged, and when and how it ended. A deal without a day stood there
 * when it came: that is no move of the week.
 */
const moveRows = (change: Change, { deal, id, seat }: MadeDeal, today: PlainDate): BulkRow[] => {
  const move = (from: Stage | null, to: Stage, movedOn: PlainDate): BulkRow => ({
    id: newId(),
    organizationId: change.organizationId,
    dealId: id,
    teamId: seat.teamId,
    from,
    to,
    cause: "import",
    memberId: seat.memberId,
    movedOn,
    at: noonOf(movedOn, change),
  });
  const { stage, engagedOn, closedOn } = deal;
  const isOpen = stage === "opportunity" || stage === "p25";
  const began = engagedOn ? [move(null, isOpen ? stage : "p25", engagedOn)] : [];
  if (isOpen) return engagedOn ? began : [move(stage, stage, today)];
  return [...began, closedOn ? move(engagedOn ? "p25" : null, stage, closedOn) : move(stage, stage, today)];
};
