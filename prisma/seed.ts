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
import { asOrganizationId } from "../src/core/ids.ts";
import { currency } from "../src/core/money.ts";
import type { DatabaseHandle } from "../src/core/scope.ts";
import { from } from "../src/data/client.ts";
import { systemScope } from "../src/data/scope.ts";
import { change } from "../src/data/transaction.ts";
import { nameKey } from "../src/domain/names.ts";
import { searchTextOf } from "../src/domain/names-search.ts";
import { askForReceipt } from "../src/features/inflows/public.ts";
import { dealById } from "../src/features/pipeline/public.ts";
import { reckonAll } from "../src/features/worth/public.ts";
import type { DemoCustomer } from "./demo/customer.ts";
import { EAST_CUSTOMERS } from "./demo/customers-east.ts";
import { EUROPE_CUSTOMERS } from "./demo/customers-europe.ts";
import { addDeal, addPurchases } from "./demo/deals.ts";
import { DEMO_PEOPLE, DEMO_TEAMS, DEMO_WORKSPACE, type DemoSide } from "./demo/people.ts";
import { DEMO_ORGANIZATION, type DemoHome, type DemoRows, id } from "./demo/rows.ts";
import { settleSides } from "./demo/sides.ts";

/**
 * The demo company: a believable sales team in Chinese and English, its days counted from the clock's today. Where the
 * company is there already it only comes to those of the sides it is not in yet.
 * @param sides the workspaces it is in: those that a process speaks to, so that no message waits for ever
 */
export const seedDemo = async (
  database: DatabaseHandle,
  clock: Clock,
  sides: readonly DemoSide[] = [DEMO_WORKSPACE],
): Promise<void> => {
  const db = from({ database });
  const now = clock.now();
  const isNew = !(await db.organization.findUnique({ where: { id: DEMO_ORGANIZATION }, select: { id: true } }));
  if (isNew) {
    await seedPeople(database, now);
    await seedCustomers(database, now);
  }
  await settleSides(database, { sides, now });
  if (isNew) await finish(database, clock);
};

const seedCustomers = async (database: DatabaseHandle, now: Date): Promise<void> => {
  const db = from({ database });
  const rows: DemoRows = {
    customers: [],
    contacts: [],
    deals: [],
    moves: [],
    collections: [],
    sales: [],
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
  await db.salesLine.createMany({ data: rows.sales });
  await db.activity.createMany({ data: rows.activities });
  await db.activityContact.createMany({ data: rows.met });
  await db.nextStep.createMany({ data: rows.steps });
};

/** Deals at 90 % whose money is not in: finance has the cards that confirm it. And what customers are worth, as by night. */
const finish = async (database: DatabaseHandle, clock: Clock): Promise<void> => {
  const organizationId = asOrganizationId(DEMO_ORGANIZATION);
  const scope = systemScope(database, organizationId, clock);
  const waiting = await from({ database }).deal.findMany({
    where: { organizationId, stage: "p90", moneyConfirmedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  await change(scope, { from: "system" }, async (inside) => {
    for (const { id: dealId } of waiting) {
      const deal = await dealById(inside, dealId);
      if (deal) await askForReceipt(inside, deal, { currency: currency("CNY") });
    }
  });
  await reckonAll({ scope, now: clock.now(), change: (work) => change(scope, { from: "system" }, work) });
};

const seedPeople = async (database: DatabaseHandle, now: Date): Promise<void> => {
  const db = from({ database });
  const organizationId = DEMO_ORGANIZATION;
  await db.organization.create({
    data: { id: organizationId, name: DEMO_WORKSPACE.name, createdAt: now, confirmedAt: now },
  });
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
    if (person.team)
      await db.teamMember.create({ data: { teamId: id("team", person.team), memberId, organizationId } });
  }
};

const addCustomer = (rows: DemoRows, customer: DemoCustomer, home: DemoHome): void => {
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
    ...(customer.yearly !== undefined && { yearlyMinor: BigInt(customer.yearly) * 100n, yearlyCurrency: "CNY" }),
    firstContactOn: toColumn(addDays(today, -visit - 90)),
    lastContactOn: toColumn(addDays(today, -Math.min(call, visit))),
    lastVisitOn: toColumn(addDays(today, -visit)),
    createdAt: home.now,
  });
  addContacts(rows, customer, today);
  addActivities(rows, customer, { home, today });
  for (const deal of customer.deals) addDeal(rows, customer, { deal, home, today });
  addPurchases(rows, customer, { home, today });
};

const addContacts = (rows: DemoRows, customer: DemoCustomer, today: PlainDate): void => {
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

const addActivities = (
  rows: DemoRows,
  customer: DemoCustomer,
  { home, today }: { home: DemoHome; today: PlainDate },
): void => {
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
