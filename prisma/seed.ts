import { SolarDay } from "tyme4ts";
import type { Clock } from "../src/core/clock.ts";
import {
  addDays,
  dateIn,
  dateParts,
  firstOfMonth,
  instantAt,
  type PlainDate,
  plainTime,
  toColumn,
  zone,
} from "../src/core/dates.ts";
import { idFrom } from "../src/core/ids.ts";
import type { DatabaseHandle } from "../src/core/scope.ts";
import { from } from "../src/data/client.ts";
import type { Prisma } from "../src/data/generated/client.ts";
import { nameKey } from "../src/domain/names.ts";
import { searchTextOf } from "../src/domain/names-search.ts";
import { STAGES, type Stage } from "../src/domain/stages.ts";
import { type DemoCustomer, EAST_CUSTOMERS, EUROPE_CUSTOMERS } from "./demo/customers.ts";
import { DEMO_PEOPLE, DEMO_TEAMS, DEMO_WORKSPACE, type DemoTeam } from "./demo/people.ts";

const id = (...parts: string[]): string => idFrom("demo", ...parts);
export const DEMO_ORGANIZATION = id("organization");

interface Rows {
  readonly customers: Prisma.CustomerCreateManyInput[];
  readonly contacts: Prisma.ContactCreateManyInput[];
  readonly deals: Prisma.DealCreateManyInput[];
  readonly moves: Prisma.DealMoveCreateManyInput[];
  readonly collections: Prisma.CollectionCreateManyInput[];
  readonly activities: Prisma.ActivityCreateManyInput[];
  readonly met: Prisma.ActivityContactCreateManyInput[];
  readonly steps: Prisma.NextStepCreateManyInput[];
}

/**
 * The demo company: a believable sales team in Chinese and English, its days counted from the clock's today. Does
 * nothing where the company is there already.
 */
export const seedDemo = async (database: DatabaseHandle, clock: Clock): Promise<void> => {
  const db = from({ database });
  if (await db.organization.findUnique({ where: { id: DEMO_ORGANIZATION }, select: { id: true } })) return;
  const now = clock.now();
  await seedPeople(database, now);
  const rows: Rows = {
    customers: [],
    contacts: [],
    deals: [],
    moves: [],
    collections: [],
    activities: [],
    met: [],
    steps: [],
  };
  for (const customer of EAST_CUSTOMERS) addCustomer(rows, customer, { team: "east", now });
  for (const customer of EUROPE_CUSTOMERS) addCustomer(rows, customer, { team: "europe", now });
  await db.customer.createMany({ data: rows.customers });
  await db.contact.createMany({ data: rows.contacts });
  await db.deal.createMany({ data: rows.deals });
  await db.dealMove.createMany({ data: rows.moves });
  await db.collection.createMany({ data: rows.collections });
  await db.activity.createMany({ data: rows.activities });
  await db.activityContact.createMany({ data: rows.met });
  await db.nextStep.createMany({ data: rows.steps });
};

const seedPeople = async (database: DatabaseHandle, now: Date): Promise<void> => {
  const db = from({ database });
  const organizationId = DEMO_ORGANIZATION;
  const { platform, workspace } = DEMO_WORKSPACE;
  await db.organization.create({ data: { id: organizationId, name: DEMO_WORKSPACE.name, createdAt: now } });
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt: now } });
  for (const [key, team] of Object.entries(DEMO_TEAMS)) {
    const segmentId = id("segment", team.segment);
    await db.segment.create({ data: { id: segmentId, organizationId, name: team.segment } });
    await db.team.create({
      data: {
        id: id("team", key),
        organizationId,
        segmentId,
        name: team.name,
        zone: team.zone,
        language: team.language,
        platform,
        workspace,
        channel: team.channel.id,
        approvals: team.approvals.id,
      },
    });
    const month = toColumn(firstOfMonth(dateIn(zone(team.zone), now)));
    await db.goal.create({
      data: { organizationId, teamId: id("team", key), month, amountMinor: team.goal, currency: "CNY" },
    });
  }
  for (const person of DEMO_PEOPLE) {
    const memberId = id("member", person.key);
    await db.member.create({
      data: {
        id: memberId,
        organizationId,
        name: person.name,
        roles: [...person.roles],
        zone: person.zone,
        language: person.language,
        createdAt: now,
      },
    });
    await db.identity.create({ data: { platform, workspace, user: person.user, organizationId, memberId } });
    if (person.team)
      await db.teamMember.create({ data: { teamId: id("team", person.team), memberId, organizationId } });
  }
};

interface Home {
  readonly team: DemoTeam;
  readonly now: Date;
}

const addCustomer = (rows: Rows, customer: DemoCustomer, home: Home): void => {
  const place = DEMO_TEAMS[home.team];
  const today = dateIn(zone(place.zone), home.now);
  const [call, visit] = customer.last;
  const customerId = id("customer", customer.name);
  const ownerId = id("member", customer.owner);
  rows.customers.push({
    id: customerId,
    organizationId: DEMO_ORGANIZATION,
    segmentId: id("segment", place.segment),
    teamId: id("team", home.team),
    ownerId,
    name: customer.name,
    shortNames: [...customer.short],
    nameKey: nameKey(customer.name),
    searchText: searchTextOf(customer.name, customer.short),
    industry: customer.industry,
    city: customer.city,
    kind: customer.kind ?? "company",
    lifecycleClass: customer.deals.some(([, , stage]) => stage === "won") ? "partner" : "intent",
    flags: [...(customer.flags ?? [])],
    quadrant: customer.quadrant,
    firstContactOn: toColumn(addDays(today, -visit - 90)),
    lastContactOn: toColumn(addDays(today, -Math.min(call, visit))),
    lastVisitOn: toColumn(addDays(today, -visit)),
    createdAt: home.now,
  });
  addContacts(rows, customer, today);
  addActivities(rows, customer, { home, today });
  for (const deal of customer.deals) addDeal(rows, customer, { deal, home, today });
};

const addContacts = (rows: Rows, customer: DemoCustomer, today: PlainDate): void => {
  for (const [index, [name, title, birthday, calendar]] of customer.contacts.entries()) {
    rows.contacts.push({
      id: id("contact", customer.name, name),
      organizationId: DEMO_ORGANIZATION,
      customerId: id("customer", customer.name),
      name,
      searchText: searchTextOf(name),
      title,
      phones: [`1380000${String(1000 + rows.contacts.length * 37 + index).slice(-4)}`],
      publicSector: customer.kind !== undefined,
      createdAt: instantAt(addDays(today, -100), plainTime("09:00"), zone("Asia/Shanghai")),
      ...(birthday !== undefined && birthdayOf(addDays(today, birthday), calendar ?? "solar")),
    });
  }
};

const birthdayOf = (on: PlainDate, calendar: "solar" | "lunar") => {
  const { year, month, day } = dateParts(on);
  if (calendar === "solar")
    return { birthdayCalendar: calendar, birthYear: year - 45, birthMonth: month, birthDay: day };
  const lunar = SolarDay.fromYmd(year, month, day).getLunarDay();
  return {
    birthdayCalendar: calendar,
    birthMonth: Math.abs(lunar.getLunarMonth().getMonthWithLeap()),
    birthDay: lunar.getDay(),
  };
};

const SAID = {
  zh: { call: "问了近况，设备运行正常。", visit: "看了现场，谈了明年的计划。" },
  en: { call: "Asked how things are; the equipment runs well.", visit: "Walked the site and talked about next year." },
} as const;

const addActivities = (rows: Rows, customer: DemoCustomer, { home, today }: { home: Home; today: PlainDate }): void => {
  const { language } = DEMO_TEAMS[home.team];
  const common = {
    organizationId: DEMO_ORGANIZATION,
    customerId: id("customer", customer.name),
    memberId: id("member", customer.owner),
  };
  const contactId = id("contact", customer.name, customer.contacts[0]?.[0] ?? "");
  const [call, visit] = customer.last;
  for (const [kind, days] of [
    ["visit", visit],
    ["call", call],
  ] as const) {
    const activityId = id("activity", kind, customer.name);
    rows.activities.push({
      ...common,
      id: activityId,
      kind,
      happenedOn: toColumn(addDays(today, -days)),
      said: SAID[language][kind],
      createdAt: home.now,
    });
    rows.met.push({ activityId, contactId, organizationId: DEMO_ORGANIZATION });
  }
  if (!customer.next) return;
  const [what, days] = customer.next;
  rows.steps.push({
    ...common,
    id: id("step", customer.name),
    activityId: id("activity", "call", customer.name),
    contactId,
    what,
    dueOn: toColumn(addDays(today, days)),
  });
};

const addDeal = (
  rows: Rows,
  customer: DemoCustomer,
  {
    deal: [name, amount, stage, since],
    home,
    today,
  }: { deal: DemoCustomer["deals"][number]; home: Home; today: PlainDate },
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
      at: now,
    });
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
