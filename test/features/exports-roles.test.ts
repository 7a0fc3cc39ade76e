import { beforeAll, expect, test } from "vitest";
import { DEMO_PEOPLE, DEMO_WORKSPACE } from "../../prisma/demo/people.ts";
import { DEMO_ORGANIZATION, id } from "../../prisma/demo/rows.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { plainDate, zone } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import type { Role, Scope } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { membershipOf } from "../../src/data/members.ts";
import { findCustomers } from "../../src/features/finding/public.ts";
import { LIST_NAMES, LISTS, type ListName, listsFor, rowsOf } from "../../src/features/listings/public.ts";
import { searchDeals } from "../../src/features/pipeline/public.ts";
import { withDatabase } from "../support/database.ts";

/* Every list that can be had as a sheet, as each of the nine roles of the demo company: what the chat shows them too. */
const database = withDatabase();
const clock = new MovableClock();
const db = () => from({ database: database.handle });
const organizationId = DEMO_ORGANIZATION;
const AT = new Date("2026-11-26T01:00:00Z");

const WHO: Readonly<Record<Role, string>> = {
  ...{ rep: "liwei", clerk: "zhaomin", manager: "wangfang", finance: "chenjing", executive: "zhouming" },
  ...{ compliance: "heqing", coordinator: "hannah", segment_admin: "sarah", admin: "lintao" },
};
const ROLES = Object.keys(WHO) as Role[];

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
}
const customers = (): Promise<Customer[]> => db().customer.findMany({ where: { organizationId } });

/** Of every customer with a deal what the demo company has none of: an influence, a new owner, a fee with its steps, a case. */
const addMore = async () => {
  const [day, common] = [new Date("2026-11-20"), { organizationId, createdAt: AT }];
  for (const { id: customerId, name, ownerId, teamId } of await customers()) {
    const where = { organizationId, customerId };
    const [deal, contact] = [await db().deal.findFirst({ where }), await db().contact.findFirst({ where })];
    if (!deal || !contact || !ownerId) continue;
    const place = { role: "decider", attitude: "supporter", influence: 4 } as const;
    await db().influence.create({ data: { ...place, organizationId, dealId: deal.id, contactId: contact.id } });
    const moved = { customerId, fromTeamId: teamId, toTeamId: teamId, fromId: ownerId, toId: ownerId };
    await db().ownerChange.create({
      data: { ...moved, id: newId(), organizationId, at: AT, cause: "handed_over", byId: ownerId },
    });
    const fee = newId();
    const paper = { ...common, id: fee, customerId, teamId, dealId: deal.id, requesterId: ownerId, flags: [] };
    const recipients = { create: { contactId: contact.id, organizationId, amountMinor: 300n } };
    await db().fee.create({
      data: {
        ...paper,
        what: "茶礼",
        purpose: "event",
        number: `FE-${name}`,
        amountMinor: 300n,
        currency: "CNY",
        recipients,
      },
    });
    const steps = [{ position: 0, role: "clerk" as const, organizationId }];
    await db().approval.create({
      data: {
        ...{ ...common, id: newId(), subject: "fee", subjectId: fee, teamId, askerId: ownerId, requesterId: ownerId },
        ...{ step: 0, steps: { create: steps } },
      },
    });
    await db().careItem.create({
      data: {
        ...{ ...common, id: newId(), customerId, memberId: ownerId, kind: "periodic_call", dueOn: day, showOn: day },
        onceKey: `c:${name}`,
      },
    });
  }
  await db().auditEntry.create({
    data: {
      ...{ id: newId(), organizationId, at: AT, what: "team.changed", subject: `team:${newId()}`, from: "system" },
      ...{ before: { name: "甲" }, after: { name: "乙" } },
    },
  });
  const [giver, given] = [id("member", WHO.executive), id("member", WHO.rep)];
  await db().task.create({
    data: { ...common, id: newId(), giverId: giver, assigneeId: given, what: "报价", dueOn: day },
  });
};

beforeAll(async () => {
  clock.freezeAt(AT);
  await seedDemo(database.handle, clock);
  for (const role of ROLES)
    await db().member.update({ where: { id: id("member", WHO[role]) }, data: { roles: [role] } });
  await addMore();
});

const scopeOf = async (role: Role): Promise<Scope> => {
  const { platform, workspace } = DEMO_WORKSPACE;
  const { user } = DEMO_PEOPLE.find(({ key }) => key === WHO[role])!;
  const member = await membershipOf(database.handle, clock, { platform, workspace, user });
  if (member.kind !== "member") throw new Error(`${role} is no member`);
  return member.scope;
};
const WANTED = { language: "zh", zone: zone("Asia/Shanghai"), day: plainDate("2026-11-26") } as const;
const rowsFor = async (scope: Scope, list: ListName) => {
  const rows = [];
  for await (const page of rowsOf(scope, list, WANTED)) rows.push(...page);
  return rows;
};

/** Whose customers a role sees (domain.md §1). */
const sees = ({ memberId, teamIds, segmentIds }: Scope, role: Role, customer: Customer): boolean => {
  if (role === "rep") return customer.ownerId === memberId;
  if (role === "clerk" || role === "manager") return teamIds.includes(customer.teamId);
  if (role === "segment_admin") return segmentIds.includes(customer.segmentId);
  return role === "executive" || role === "coordinator";
};
/** Fees are seen by whoever asked for them and whoever may have to sign them. */
const SIGNERS: readonly Role[] = ["finance", "executive", "compliance"];

type Ids = { readonly in: string[] };
const NAMED = { select: { name: true } } as const;
/** What of these customers stands in the database: whose it is, and what the list calls it. */
const OF_CUSTOMERS: Readonly<
  Partial<Record<ListName, (customerId: Ids) => Promise<readonly (string | null | undefined)[]>>>
> = {
  customers: async (id) => (await db().customer.findMany({ where: { id } })).map(({ name }) => name),
  contacts: async (customerId) =>
    (await db().contact.findMany({ where: { customerId, erasedAt: null }, include: { customer: NAMED } })).map(
      ({ customer, name }) => `${customer.name} ${name}`,
    ),
  activities: async (customerId) =>
    (await db().activity.findMany({ where: { customerId, undoneAt: null }, include: { customer: NAMED } })).map(
      ({ customer, said }) => `${customer.name} ${said}`,
    ),
  promises: async (customerId) =>
    (await db().nextStep.findMany({ where: { customerId }, include: { customer: NAMED } })).map(
      ({ customer, what }) => `${customer.name} ${what}`,
    ),
  handovers: async (customerId) =>
    namesOf((await db().ownerChange.findMany({ where: { customerId } })).map((row) => row.customerId)),
  influence: async (customerId) =>
    (
      await db().influence.findMany({
        where: { deal: { customerId } },
        include: { contact: NAMED, deal: { include: { customer: NAMED } } },
      })
    ).map(({ deal, contact }) => `${deal.customer?.name} ${contact.name}`),
  moves: async (customerId) =>
    (
      await db().dealMove.findMany({
        where: { deal: { customerId } },
        include: { deal: { include: { customer: NAMED } } },
      })
    ).map(({ deal }) => `${deal.customer?.name} ${deal.name}`),
  cases: async (customerId) =>
    namesOf((await db().serviceCase.findMany({ where: { customerId } })).map((row) => row.customerId)),
  answers: async (customerId) =>
    namesOf((await db().surveyAnswer.findMany({ where: { customerId } })).map((row) => row.customerId)),
  orphans: async (id) => (await db().customer.findMany({ where: { id, ownerId: null } })).map(({ name }) => name),
  duplicates: async () => [],
};
/** Of these finance reads the money, whosever customers they are. */
const OF_MONEY: typeof OF_CUSTOMERS = {
  deals: async (customerId) =>
    (await db().deal.findMany({ where: { customerId }, include: { customer: NAMED } })).map(
      ({ customer, name }) => `${customer?.name} ${name}`,
    ),
  sales: async (customerId) => {
    const lines = await db().salesLine.findMany({ where: { customerId } });
    const names = await namesOf(lines.map((row) => row.customerId));
    return lines.map(({ product }, at) => `${names[at]} ${product}`);
  },
  collections: async ({ in: ids }) => {
    const deals = new Map((await db().deal.findMany()).map((deal) => [deal.id, deal.customerId]));
    const paid = (await db().collection.findMany()).map((row) => row.customerId ?? deals.get(row.dealId ?? "") ?? "");
    return namesOf(paid.filter((one) => ids.includes(one)));
  },
};
const FEES = {
  fees: async (customerId) =>
    shortNamesOf((await db().fee.findMany({ where: { customerId } })).map((row) => row.customerId)),
  register: async (customerId) =>
    shortNamesOf((await db().fee.findMany({ where: { customerId } })).map((row) => row.customerId)),
  approvals: async (customerId) =>
    shortNamesOf((await db().fee.findMany({ where: { customerId } })).map((row) => row.customerId)),
} as const satisfies typeof OF_CUSTOMERS;
const namesOf = async (ids: readonly string[]): Promise<string[]> => {
  const names = new Map((await customers()).map(({ id, name }) => [id, name]));
  return ids.map((each) => names.get(each) ?? "");
};
/** A paper calls a customer by its first short name. */
const shortNamesOf = async (ids: readonly string[]): Promise<string[]> => {
  const short = new Map((await customers()).map(({ id, name, shortNames }) => [id, shortNames[0] ?? name]));
  return ids.map((each) => short.get(each) ?? "");
};
/** What a list calls a row, beside its customer. */
const CALLED: Readonly<Partial<Record<ListName, string>>> = {
  ...{
    contacts: "contact",
    activities: "said",
    promises: "promise",
    influence: "contact",
    moves: "deal",
    deals: "deal",
  },
  sales: "product",
};

/** Lists of the company itself: who has how many rows of them, everybody else none. */
const COMPANY: Readonly<Partial<Record<ListName, Partial<Record<Role, number>>>>> = {
  ...{ people: { admin: DEMO_PEOPLE.length, segment_admin: 4 }, teams: { admin: 2 }, survey: { admin: -1 } },
  ...{ goals: { admin: 2, manager: 1, segment_admin: 1 }, figures: { admin: -1, segment_admin: -1 }, changes: {} },
  ...{ holidays: { admin: -1 }, festivals: { admin: -1 }, log: { admin: -1 }, absences: {}, products: {} },
  tasks: { executive: 1, rep: 1 },
};

test("each list that can be had is looked at here", () => {
  const known = [OF_CUSTOMERS, OF_MONEY, FEES, COMPANY, { receipts: 0, care: 0 }].flatMap((lists) =>
    Object.keys(lists),
  );
  expect(known.toSorted()).toEqual([...LIST_NAMES].toSorted());
});

test.each(ROLES)("%s: every sheet has what the chat shows them, no row more and none less", async (role) => {
  const scope = await scopeOf(role);
  const all = await customers();
  const seen = all.filter((customer) => sees(scope, role, customer));
  expect((await findCustomers(scope, "", { limit: 1_000 })).map(({ name }) => name).toSorted()).toEqual(
    seen.map(({ name }) => name).toSorted(),
  );
  const idsOf = (some: readonly Customer[]): Ids => ({ in: some.map(({ id }) => id) });
  const told = async (list: ListName) =>
    (await rowsFor(scope, list)).map((row) =>
      [row.customer, Reflect.get(row, CALLED[list] ?? "")].filter(Boolean).join(" "),
    );
  const expected = async (lists: typeof OF_CUSTOMERS, of: readonly Customer[]) => {
    for (const [list, read] of Object.entries(lists))
      expect((await told(list as ListName)).toSorted(), list).toEqual([...(await read(idsOf(of)))].toSorted());
  };
  await expected(OF_CUSTOMERS, seen);
  await expected(OF_MONEY, role === "finance" ? all : seen);
  const asked = role === "rep" || role === "clerk" || role === "manager" ? seen : [];
  await expected(FEES, SIGNERS.includes(role) ? all : asked);
  const [care, receipts] = [await told("care"), await told("receipts")];
  const leads = role !== "rep" && role !== "clerk" && role !== "coordinator";
  const whose = leads ? {} : { memberId: scope.memberId ?? "" };
  const items = await db().careItem.findMany({ where: { ...whose, customerId: idsOf(seen) } });
  expect(care.toSorted(), "care").toEqual((await namesOf(items.map((row) => row.customerId))).toSorted());
  const due = { stage: "p90", moneyConfirmedAt: null } as const;
  const waiting = role === "finance" ? await db().deal.findMany({ where: due }) : [];
  expect(receipts.toSorted(), "receipts").toEqual(
    (await namesOf(waiting.map((row) => row.customerId ?? ""))).toSorted(),
  );
  for (const [list, counts] of Object.entries(COMPANY)) {
    const [rows, count = 0] = [(await rowsFor(scope, list as ListName)).length, counts[role]];
    if (count < 0) expect(rows, list).toBeGreaterThan(0);
    else expect(rows, list).toBe(count);
  }
});

test.each(ROLES)("%s: open deals that are offered in the chat are those of the sheet", async (role) => {
  const scope = await scopeOf(role);
  const sight = { scope, ...WANTED, today: WANTED.day } as unknown as Parameters<typeof searchDeals>[0];
  const offered = (await searchDeals(sight, "", {})).map(({ label }) => label);
  const open = (await rowsFor(scope, "deals")).filter(({ closed }) => closed === undefined).map(({ deal }) => deal);
  // Finance reads the money of every deal, also of one that it is not offered to work on.
  if (role !== "finance") expect(open.toSorted()).toEqual(offered.toSorted());
  for (const deal of offered) expect(open).toContain(deal);
});

test("a list is offered to those alone who have something in their charge there, and gives others nothing", async () => {
  for (const role of ROLES) {
    const scope = await scopeOf(role);
    const offered = listsFor(scope);
    const asked = LIST_NAMES.filter((list) => LISTS[list].offeredTo !== undefined && offered.includes(list));
    const charged = Object.entries(COMPANY).flatMap(([list, counts]) =>
      role in counts && list !== "tasks" ? [list] : [],
    );
    const changes = role === "admin" || role === "segment_admin" ? ["changes"] : [];
    expect(asked.toSorted(), role).toEqual(
      [...charged, ...changes, ...(role === "finance" ? ["receipts"] : [])].toSorted(),
    );
  }
});

/** Whoever sees neither a customer nor its money has no amount of one in any sheet. */
test("amounts are in the sheets of those alone who see the customer, keep its money or sign for it", async () => {
  for (const role of ["compliance", "admin"] as const) {
    const scope = await scopeOf(role);
    for (const list of ["deals", "sales", "collections", "receipts", "customers"] as const)
      expect(await rowsFor(scope, list), `${role} ${list}`).toEqual([]);
  }
});
