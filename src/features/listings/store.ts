import { addDays, toColumn } from "../../core/dates.ts";
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
import { sayChannel } from "../contacts/public.ts";
import { amountOf, customersSeen, dayOf, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { sayValue, texts } from "./texts.ts";

/** Days back that reminders are told of. */
const CARE_DAYS = 90;

export const readCustomers = async (scope: Scope, { language, after }: Wanted) => {
  const found = await from(scope).customer.findMany({
    include: { worth: { select: { segmentId: true, csi: true, collectedMinor: true, currency: true } } },
    ...page(visibleCustomers(scope), after),
  });
  const names = await namesOf(scope);
  const { and } = texts[language];
  const rows = found.map(({ worth: measured, ...row }) => {
    // As another segment measured it, it is as if not reckoned yet.
    const worth = measured?.segmentId === row.segmentId ? measured : undefined;
    return {
      customer: row.name,
      shortNames: row.shortNames.join(and),
      kind: sayValue("kind", row.kind, language),
      industry: row.industry ?? "",
      region: row.region ?? "",
      city: row.city ?? "",
      address: row.address ?? "",
      source: row.source ?? "",
      lifecycle: sayValue("lifecycle", row.lifecycleClass, language),
      ...flagsOf(row, language),
      grade: row.grade ?? "",
      quadrant: row.quadrant ? sayQuadrant(row.quadrant, language) : "",
      loyalty: row.loyalty ? sayLoyalty(row.loyalty, language) : "",
      satisfaction: worth?.csi ?? "",
      allegiance: row.allegiance ? sayAllegiance(row.allegiance, language) : "",
      ...amountOf("yearly", row.yearlyMinor, row.yearlyCurrency),
      collected: worth ? money(worth.collectedMinor, currency(worth.currency)) : undefined,
      currency: row.yearlyCurrency ?? worth?.currency,
      owner: names(row.ownerId),
      team: names(row.teamId),
      firstContact: dayOf(row.firstContactOn),
      lastContact: dayOf(row.lastContactOn),
    };
  });
  return { rows, ids: idsOf(found) };
};

/** With the reason of a warning: without one it would not come back in. */
const flagsOf = (
  { flags, warningReason }: Pick<Prisma.CustomerGetPayload<object>, "flags" | "warningReason">,
  language: Language,
) => ({
  flags: flags.map((flag) => sayValue("flag", flag, language)).join(texts[language].and),
  warningReason: warningReason ?? "",
});

export const readContacts = async (scope: Scope, { language, after }: Wanted) => {
  const where = { erasedAt: null, customer: visibleCustomers(scope) };
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).contact.findMany({ include, ...page(where, after) });
  const rows = found.map((row) => ({
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
  }));
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

export const readDeals = async (scope: Scope, { language, after }: Wanted) => {
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).deal.findMany({ include, ...page(visibleDeals(scope), after) });
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    deal: row.name,
    customer: row.customer?.name ?? "",
    owner: names(row.ownerId),
    team: names(row.teamId),
    stage: sayStage(row.stage, language),
    product: row.product ?? "",
    ...amountOf("amount", row.amountMinor, row.currency),
    firstMeeting: dayOf(row.firstMeetingOn),
    expected: dayOf(row.expectedOn),
    lastForward: dayOf(row.lastForwardOn),
    closed: dayOf(row.closedOn),
    lossReason: row.lossReason ? sayValue("loss", row.lossReason, language) : "",
  }));
  return { rows, ids: idsOf(found) };
};

export const readActivities = async (scope: Scope, { language, after }: Wanted) => {
  const found = await from(scope).activity.findMany({
    ...page({ undoneAt: null, customer: visibleCustomers(scope) }, after),
    include: {
      customer: { select: { name: true } },
      deal: { select: { name: true } },
      contacts: { select: { contact: { select: { name: true } } } },
    },
  });
  const names = await namesOf(scope);
  const rows = found.map((row) => ({
    date: dayOf(row.happenedOn),
    activity: sayValue("activity", row.kind, language),
    customer: row.customer.name,
    contacts: row.contacts.map(({ contact }) => contact.name).join(texts[language].and),
    deal: row.deal?.name ?? "",
    by: names(row.memberId),
    said: row.said,
    outcome: row.outcome ?? "",
    mood: row.mood ?? "",
  }));
  return { rows, ids: idsOf(found) };
};

/** Whoever leads others has theirs too. */
const LEADERS: readonly Role[] = ["manager", "segment_admin", "executive"];

export const readCare = async (scope: Scope, { language, after, day }: Wanted) => {
  const { organizationId, memberId } = scope;
  const whose = LEADERS.some((role) => scope.roles.has(role)) ? {} : { memberId: memberId ?? "" };
  const showOn = { gte: toColumn(addDays(day, -CARE_DAYS)) };
  const found = await from(scope).careItem.findMany(page({ organizationId, ...whose, showOn }, after));
  const seen = await customersSeen(
    scope,
    found.map(({ customerId }) => customerId),
  );
  const contactIds = found.flatMap(({ contactId }) => contactId ?? []);
  const people = await from(scope).contact.findMany({
    where: { organizationId, id: { in: contactIds } },
    select: { id: true, name: true },
  });
  const called = new Map(people.map(({ id, name }) => [id, name]));
  const names = await namesOf(scope);
  const rows = found.flatMap((row) => {
    const customer = seen(row.customerId);
    if (customer === "") return [];
    return [
      {
        due: dayOf(row.dueOn),
        reason: sayValue("reason", row.kind, language),
        customer,
        contact: called.get(row.contactId ?? "") ?? "",
        whose: names(row.memberId),
        state: sayValue("care", row.state, language),
        why: row.reason ?? "",
      },
    ];
  });
  return { rows, ids: idsOf(found) };
};
