import { addDays, dateIn, type PlainDate, toColumn } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency, money } from "../../core/money.ts";
import type { Role, Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { visibleCustomers, visibleDeals } from "../../data/scope.ts";
import { sayAllegiance } from "../../domain/satisfaction.ts";
import { sayStage } from "../../domain/stages.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { statesOf } from "../approvals/public.ts";
import { sayChannel } from "../contacts/public.ts";
import { flagsTold, readFees, sayFlags } from "../fees/public.ts";
import { type Asker, AT_ONCE, dayOf, idsOf, namesOf, page } from "../listpages/public.ts";
import {
  readAnswers,
  readCases,
  readDuplicates,
  readOrphans,
  readOwnPeople,
  readSales,
  readTasks,
} from "../morelists/public.ts";
import type { ListName, Row } from "./rules.ts";
import { sayValue, texts } from "./texts.ts";

/** Days back that reminders are told of. */
const CARE_DAYS = 90;

/** A page of a list after an id; `ids` are those that were read, as some may not be seen. */
type Reader = (asker: Asker, after: string | undefined, day: PlainDate) => Promise<{ rows: Row[]; ids: string[] }>;

/** All of the list that the person may see, page by page. */
export async function* rowsOf(
  scope: Scope,
  { asker, list, day }: { readonly asker: Omit<Asker, "scope">; readonly list: ListName; readonly day: PlainDate },
): AsyncIterable<readonly Row[]> {
  let after: string | undefined;
  do {
    const { rows, ids } = await READERS[list]({ ...asker, scope }, after, day);
    yield rows;
    after = ids.length === AT_ONCE ? ids.at(-1) : undefined;
  } while (after !== undefined);
}

const customers: Reader = async ({ scope, language }, after) => {
  const found = await from(scope).customer.findMany({
    include: { worth: { select: { missed: true, csi: true } } },
    ...page(visibleCustomers(scope), after),
  });
  const names = await namesOf(scope);
  const { and } = texts[language];
  const rows = found.map(
    (row): Row => ({
      customer: row.name,
      shortNames: row.shortNames.join(and),
      kind: sayValue("kind", row.kind, language),
      industry: row.industry ?? "",
      region: row.region ?? "",
      city: row.city ?? "",
      address: row.address ?? "",
      source: row.source ?? "",
      lifecycle: sayValue("lifecycle", row.lifecycleClass, language),
      flags: row.flags.map((flag) => sayValue("flag", flag, language)).join(and),
      grade: row.grade ?? "",
      quadrant: row.quadrant ? sayQuadrant(row.quadrant, language) : "",
      loyalty: row.worth?.missed == null ? "" : sayLoyalty(row.worth.missed, language),
      satisfaction: row.worth?.csi ?? "",
      allegiance: row.allegiance ? sayAllegiance(row.allegiance, language) : "",
      ...(row.yearlyMinor !== null &&
        row.yearlyCurrency !== null && {
          yearly: money(row.yearlyMinor, currency(row.yearlyCurrency)),
          currency: row.yearlyCurrency,
        }),
      owner: names.get(row.ownerId ?? "") ?? "",
      team: names.get(row.teamId) ?? "",
      firstContact: dayOf(row.firstContactOn),
      lastContact: dayOf(row.lastContactOn),
    }),
  );
  return { rows, ids: idsOf(found) };
};

const contacts: Reader = async ({ scope, language }, after) => {
  const where = { erasedAt: null, customer: visibleCustomers(scope) };
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).contact.findMany({ include, ...page(where, after) });
  const rows = found.map(
    (row): Row => ({
      customer: row.customer.name,
      contact: row.name,
      title: row.title ?? "",
      department: row.department ?? "",
      phones: row.phones.join(texts[language].and),
      mail: row.mail ?? "",
      handle: row.handle ?? "",
      birthday: birthdayOf(row, language),
      likes: row.likes ?? "",
      taboos: row.taboos ?? "",
      family: row.family ?? "",
      channel: row.channel ? (sayChannel(row.channel, language) ?? "") : "",
      hours: row.hours ?? "",
      publicSector: row.publicSector ? texts[language].yes : "",
      doNotContact: row.doNotContact ? texts[language].yes : "",
      noContactReason: row.noContactReason ?? "",
    }),
  );
  return { rows, ids: idsOf(found) };
};

const birthdayOf = (row: BirthdayColumns, language: Language): string => {
  const { birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: leap } = row;
  if (calendar === null || month === null) return "";
  return sayBirthday({ calendar, year, month, day, leap }, language);
};
type BirthdayColumns = Pick<
  Prisma.ContactGetPayload<object>,
  "birthdayCalendar" | "birthYear" | "birthMonth" | "birthDay" | "birthLeap"
>;

const deals: Reader = async ({ scope, language }, after) => {
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).deal.findMany({ include, ...page(visibleDeals(scope), after) });
  const names = await namesOf(scope);
  const rows = found.map(
    (row): Row => ({
      deal: row.name,
      customer: row.customer?.name ?? "",
      owner: names.get(row.ownerId) ?? "",
      team: names.get(row.teamId) ?? "",
      stage: sayStage(row.stage, language),
      product: row.product ?? "",
      ...(row.amountMinor !== null && {
        amount: money(row.amountMinor, currency(row.currency)),
        currency: row.currency,
      }),
      firstMeeting: dayOf(row.firstMeetingOn),
      expected: dayOf(row.expectedOn),
      lastForward: dayOf(row.lastForwardOn),
      closed: dayOf(row.closedOn),
      lossReason: row.lossReason ? sayValue("loss", row.lossReason, language) : "",
    }),
  );
  return { rows, ids: idsOf(found) };
};

const activities: Reader = async ({ scope, language }, after) => {
  const found = await from(scope).activity.findMany({
    ...page({ undoneAt: null, customer: visibleCustomers(scope) }, after),
    include: {
      customer: { select: { name: true } },
      deal: { select: { name: true } },
      contacts: { select: { contact: { select: { name: true } } } },
    },
  });
  const names = await namesOf(scope);
  const rows = found.map(
    (row): Row => ({
      date: dayOf(row.happenedOn),
      activity: sayValue("activity", row.kind, language),
      customer: row.customer.name,
      contacts: row.contacts.map(({ contact }) => contact.name).join(texts[language].and),
      deal: row.deal?.name ?? "",
      by: names.get(row.memberId) ?? "",
      said: row.said,
      outcome: row.outcome ?? "",
      mood: row.mood ?? "",
    }),
  );
  return { rows, ids: idsOf(found) };
};

/** Whoever leads others has theirs too. */
const LEADERS: readonly Role[] = ["manager", "segment_admin", "executive"];

const care: Reader = async ({ scope, language }, after, day) => {
  const { organizationId, memberId } = scope;
  const whose = LEADERS.some((role) => scope.roles.has(role)) ? {} : { memberId: memberId ?? "" };
  const showOn = { gte: toColumn(addDays(day, -CARE_DAYS)) };
  const found = await from(scope).careItem.findMany(page({ organizationId, ...whose, showOn }, after));
  const where = { AND: [visibleCustomers(scope), { id: { in: found.map(({ customerId }) => customerId) } }] };
  const select = { id: true, name: true } as const;
  const seen = new Map((await from(scope).customer.findMany({ where, select })).map(({ id, name }) => [id, name]));
  const contactIds = found.flatMap(({ contactId }) => contactId ?? []);
  const people = await from(scope).contact.findMany({ where: { organizationId, id: { in: contactIds } }, select });
  const called = new Map(people.map(({ id, name }) => [id, name]));
  const names = await namesOf(scope);
  const rows = found.flatMap((row): Row[] => {
    const customer = seen.get(row.customerId);
    if (customer === undefined) return [];
    return [
      {
        due: dayOf(row.dueOn),
        reason: sayValue("reason", row.kind, language),
        customer,
        contact: called.get(row.contactId ?? "") ?? "",
        whose: names.get(row.memberId) ?? "",
        state: sayValue("care", row.state, language),
        why: row.reason ?? "",
      },
    ];
  });
  return { rows, ids: idsOf(found) };
};

/** Papers are read as their cards are: by whoever may read them. */
const fees: Reader = async ({ scope, language, zone }, after) => {
  const select = { id: true, requesterId: true, createdAt: true } as const;
  const found = await from(scope).fee.findMany({
    ...page({ organizationId: scope.organizationId }, after),
    select,
  });
  const papers = await readFees(scope, idsOf(found));
  const filed = new Map(found.map((row) => [row.id, row]));
  const states = await statesOf(scope, "fee", idsOf(papers));
  const names = await namesOf(scope);
  const rows = papers.map((fee): Row => {
    const row = filed.get(fee.id);
    return {
      number: fee.number,
      filed: row && { day: dateIn(zone, row.createdAt) },
      customer: fee.customerName,
      requester: names.get(row?.requesterId ?? "") ?? "",
      purpose: sayValue("purpose", fee.purpose, language),
      what: fee.what,
      amount: fee.amount,
      currency: fee.amount.currency,
      recipients: fee.recipients.map(({ name }) => name).join(texts[language].and),
      tender: fee.tender === null ? "" : texts[language][fee.tender ? "yes" : "no"],
      forCompliance: sayFlags(flagsTold(fee.flags, { own: row?.requesterId === scope.memberId }), language),
      approval: sayValue("approval", states.get(fee.id) ?? "", language),
    };
  });
  return { rows, ids: idsOf(found) };
};

const further =
  (read: typeof readSales): Reader =>
  ({ scope, ...asker }, after) =>
    read(scope, { ...asker, after });

const READERS: Readonly<Record<ListName, Reader>> = {
  ...{ customers, contacts, deals, activities, care, fees },
  sales: further(readSales),
  cases: further(readCases),
  answers: further(readAnswers),
  tasks: further(readTasks),
  orphans: further(readOrphans),
  duplicates: further(readDuplicates),
  people: further(readOwnPeople),
};
