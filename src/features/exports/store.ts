import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, fromColumn, type PlainDate, toColumn, type Zone } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { currency, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { membershipOf } from "../../data/members.ts";
import { visibleCustomers, visibleDeals } from "../../data/scope.ts";
import { sayStage } from "../../domain/stages.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { statesOf } from "../approvals/public.ts";
import { readFees } from "../fees/public.ts";
import { GIVEN_UP_AFTER, isList, type ListName, type Row } from "./rules.ts";
import { sayValue, texts } from "./texts.ts";

/** Who asked, as they are when the sheet is written: what they may no longer see is not in it. */
export interface Asker {
  readonly scope: Scope;
  readonly name: string;
  readonly language: Language;
  readonly zone: Zone;
}

export interface Asked {
  readonly id: string;
  readonly list: ListName;
  readonly memberId: MemberId;
  /** The platform it was asked for on. */
  readonly on: string;
}

interface Identity {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}

/** False when the same list is being written for them already. */
export async function beginExport(
  change: Change,
  { id, list, by }: { readonly id: string; readonly list: ListName; readonly by: Identity },
): Promise<boolean> {
  const { organizationId, memberId, at } = change;
  if (memberId === null) return false;
  const onceKey = `${memberId}:${list}`;
  const { platform, workspace, user } = by;
  const data = [{ id, organizationId, memberId, list, platform, workspace, user, onceKey, createdAt: at }];
  return (await from(change).export.createMany({ data, skipDuplicates: true })).count > 0;
}

/** Undefined when it has been written, or given up; without asker when they are no open member any more. */
export async function readAsked(
  scope: Scope,
  id: string,
): Promise<(Asked & { readonly asker: Asker | undefined }) | undefined> {
  const { organizationId, database, clock } = scope;
  const row = await from(scope).export.findFirst({ where: { id, organizationId, onceKey: { not: null } } });
  if (!row || !isList(row.list)) return undefined;
  const member = await membershipOf(database, clock, row);
  const isSame = member.kind === "member" && member.scope.organizationId === organizationId;
  const asked = { id, list: row.list, memberId: asMemberId(row.memberId), on: row.platform };
  return { ...asked, asker: isSame && member.scope.memberId === row.memberId ? member : undefined };
}

/** False when it was closed before. Whoever took along what stays known. */
export async function closeExport(
  change: Change,
  { id, list, memberId }: Asked,
  { state, rows }: { readonly state: "done" | "failed"; readonly rows: number },
): Promise<boolean> {
  const { count } = await from(change).export.updateMany({
    where: { id, organizationId: change.organizationId, onceKey: { not: null } },
    data: { onceKey: null, rows, closedAt: change.at },
  });
  if (count === 0) return false;
  if (rows > 0)
    await audit(change, { what: "list.exported", subject: `member:${memberId}`, after: { list, rows, state } });
  return true;
}

export async function overdueExports(scope: Scope, now: Instant): Promise<Asked[]> {
  const before = new Date(now.getTime() - GIVEN_UP_AFTER * 60_000);
  const rows = await from(scope).export.findMany({
    where: { organizationId: scope.organizationId, onceKey: { not: null }, createdAt: { lt: before } },
    take: 100,
  });
  return rows.flatMap(({ id, list, memberId, platform }) =>
    isList(list) ? [{ id, list, memberId: asMemberId(memberId), on: platform }] : [],
  );
}

/** Rows read at once: each page is a query of its own, so that nothing is held open for long. */
const AT_ONCE = 1_000;
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

const next = (after: string | undefined) => ({
  orderBy: { id: "asc" as const },
  take: AT_ONCE,
  ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
});
const dayOf = (column: Date | null) => (column ? { day: fromColumn(column) } : undefined);
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** Names of members and teams by id. */
const namesOf = async (scope: Scope): Promise<ReadonlyMap<string, string>> => {
  const where = { organizationId: scope.organizationId };
  const select = { id: true, name: true } as const;
  const [members, teams] = [
    await from(scope).member.findMany({ where, select }),
    await from(scope).team.findMany({ where, select }),
  ];
  return new Map([...members, ...teams].map(({ id, name }) => [id, name]));
};

const customers: Reader = async ({ scope, language }, after) => {
  const found = await from(scope).customer.findMany({ where: visibleCustomers(scope), ...next(after) });
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
      owner: names.get(row.ownerId ?? "") ?? "",
      team: names.get(row.teamId) ?? "",
      firstContact: dayOf(row.firstContactOn),
      lastContact: dayOf(row.lastContactOn),
    }),
  );
  return { rows, ids: idsOf(found) };
};

const contacts: Reader = async ({ scope, language }, after) => {
  const where = { customer: visibleCustomers(scope) };
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).contact.findMany({ where, include, ...next(after) });
  const rows = found.map(
    (row): Row => ({
      customer: row.customer.name,
      contact: row.name,
      title: row.title ?? "",
      department: row.department ?? "",
      phones: row.phones.join(texts[language].and),
      mail: row.mail ?? "",
      birthday: birthdayOf(row, language),
      doNotContact: row.doNotContact ? texts[language].yes : "",
    }),
  );
  return { rows, ids: idsOf(found) };
};

const birthdayOf = (row: BirthdayColumns, language: Language): string => {
  const { birthdayCalendar: calendar, birthYear: year, birthMonth: month, birthDay: day, birthLeap: leap } = row;
  if (calendar === null || month === null) return "";
  return sayBirthday({ calendar, year, month, day, leap }, language);
};
interface BirthdayColumns {
  readonly birthdayCalendar: "solar" | "lunar" | null;
  readonly birthYear: number | null;
  readonly birthMonth: number | null;
  readonly birthDay: number | null;
  readonly birthLeap: boolean;
}

const deals: Reader = async ({ scope, language }, after) => {
  const include = { customer: { select: { name: true } } } as const;
  const found = await from(scope).deal.findMany({ where: visibleDeals(scope), include, ...next(after) });
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
    where: { undoneAt: null, customer: visibleCustomers(scope) },
    include: {
      customer: { select: { name: true } },
      deal: { select: { name: true } },
      contacts: { select: { contact: { select: { name: true } } } },
    },
    ...next(after),
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

const care: Reader = async ({ scope, language, name }, after, day) => {
  const { organizationId, memberId } = scope;
  const showOn = { gte: toColumn(addDays(day, -CARE_DAYS)) };
  const own = { organizationId, memberId: memberId ?? "", showOn };
  const found = await from(scope).careItem.findMany({ where: own, ...next(after) });
  const where = { AND: [visibleCustomers(scope), { id: { in: found.map(({ customerId }) => customerId) } }] };
  const select = { id: true, name: true, contacts: { select: { id: true, name: true } } } as const;
  const seen = new Map((await from(scope).customer.findMany({ where, select })).map((row) => [row.id, row]));
  const rows = found.flatMap((row): Row[] => {
    const customer = seen.get(row.customerId);
    if (!customer) return [];
    return [
      {
        due: dayOf(row.dueOn),
        reason: sayValue("reason", row.kind, language),
        customer: customer.name,
        contact: customer.contacts.find(({ id }) => id === row.contactId)?.name ?? "",
        whose: name,
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
    where: { organizationId: scope.organizationId },
    select,
    ...next(after),
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
      approval: sayValue("approval", states.get(fee.id) ?? "", language),
    };
  });
  return { rows, ids: idsOf(found) };
};

const READERS: Readonly<Record<ListName, Reader>> = { customers, contacts, deals, activities, care, fees };
