import { isId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { isSeen, visibleCustomers } from "../../data/scope.ts";
import { wentInto } from "../../data/went-into.ts";
import { differences } from "../../domain/differences.ts";
import { nameKey } from "../../domain/names.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import type { Birthday } from "../../domain/when-birthday.ts";
import type { Customer } from "../customers/public.ts";
import { peopleNamed } from "../finding/public.ts";
import { readParts } from "../uniting/public.ts";
import type { Contact, ContactFacts } from "./rules.ts";

type ContactRow = Prisma.ContactGetPayload<object>;

const contactOf = (row: ContactRow): Contact => ({
  id: row.id,
  customerId: row.customerId,
  name: row.name,
  searchText: row.searchText,
  title: row.title,
  department: row.department,
  phones: row.phones,
  mail: row.mail,
  handle: row.handle,
  birthday:
    row.birthdayCalendar && row.birthMonth !== null
      ? {
          calendar: row.birthdayCalendar,
          year: row.birthYear,
          month: row.birthMonth,
          day: row.birthDay,
          leap: row.birthLeap,
        }
      : null,
  family: row.family,
  likes: row.likes,
  taboos: row.taboos,
  channel: row.channel,
  hours: row.hours,
  publicSector: row.publicSector,
  doNotContact: row.doNotContact,
  noContactReason: row.noContactReason,
  erased: row.erasedAt !== null,
  version: row.version,
});

/** Who became part of a contact whose visibility the caller has seen to, as their cards were. */
export const readFormer = async (scope: Scope, id: string): Promise<Contact[]> =>
  (await readParts(scope, "contact", id)).map((row) => contactOf(row as ContactRow));

/** More than a customer has: who looks for somebody among them looks through all. */
const MOST = 1000;

/** Contacts of a customer the scope may see, in the order they were added. */
export async function readContacts(scope: Scope, customerId: string): Promise<Contact[]> {
  const rows = await ask<ContactRow>(
    scope,
    Prisma.sql`
      SELECT k.*, COALESCE(k.phones, '{}') AS phones FROM "Contact" k JOIN "Customer" c ON c.id = k."customerId"
      WHERE k."customerId" = ${customerId}::uuid AND k."erasedAt" IS NULL AND ${isSeen(scope)}
      ORDER BY k."createdAt", k.id LIMIT ${MOST}`,
  );
  return rows.map(contactOf);
}

/** A page of them, and how many there are. */
export async function readContactsPage(
  scope: Scope,
  customerId: string,
  request: PageRequest,
): Promise<Page<Contact> & { readonly count: number }> {
  const where = { customerId, erasedAt: null, customer: visibleCustomers(scope) };
  const page = await placedInSight(request, (id) => from(scope).contact.count({ where: { ...where, id } }));
  const rows = await from(scope).contact.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  return { ...pageOf(rows.map(contactOf), page), count: await from(scope).contact.count({ where }) };
}

/** Those of the contacts that exist and whose customer the scope may see. */
export async function readContactsById(scope: Scope, ids: readonly string[]): Promise<Contact[]> {
  const rows = await from(scope).contact.findMany({
    where: { id: { in: ids.filter(isId) }, customer: visibleCustomers(scope) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(contactOf);
}

/** The contact, also when a button from before a merge still speaks of the one that went; never an erased one. */
export async function readContact(scope: Scope, id: string): Promise<Contact | undefined> {
  const [contact] = await readContactsById(scope, [id]);
  if (contact) return contact.erased ? undefined : contact;
  if (!isId(id)) return undefined;
  // In one statement, so that a merge out of sight takes no longer than none.
  const [kept] = await ask<ContactRow>(
    scope,
    Prisma.sql`
      SELECT k.*, COALESCE(k.phones, '{}') AS phones FROM "Contact" k JOIN "Customer" c ON c.id = k."customerId"
      WHERE k.id IN (${wentInto(scope, id)}) AND k."erasedAt" IS NULL AND ${isSeen(scope)}`,
  );
  return kept && contactOf(kept);
}

export interface NewContact {
  readonly customerId: string;
  readonly name: string;
  readonly title: string | undefined;
  /** Digits, with a plus for the country. */
  readonly phone?: string | undefined;
  readonly birthday?: Birthday | undefined;
  readonly publicSector?: boolean;
}

/** Adds a contact to a customer in sight; its name must be new there, which the caller has checked. */
export async function createContact(change: Change, given: NewContact): Promise<string> {
  const { birthday } = given;
  const row = {
    id: newId(),
    organizationId: change.organizationId,
    customerId: given.customerId,
    name: given.name,
    searchText: searchTextOf(given.name),
    title: given.title ?? null,
    phones: given.phone === undefined ? [] : [given.phone],
    birthdayCalendar: birthday?.calendar ?? null,
    birthYear: birthday?.year ?? null,
    birthMonth: birthday?.month ?? null,
    birthDay: birthday?.day ?? null,
    birthLeap: birthday?.leap ?? false,
    publicSector: given.publicSector ?? false,
    createdAt: change.at,
  };
  await from(change).contact.create({ data: row });
  await audit(change, { what: "contact.added", subject: `customer:${given.customerId}`, after: row });
  return row.id;
}

/** Nobody changes the contact until the change ends; who only names it goes on. */
export const holdContact = async (change: Change, id: string): Promise<void> => {
  await from(change).$queryRaw`SELECT id FROM "Contact" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
};

/** Changes what is known of a contact. False: somebody changed it since it was read, and nothing is changed. */
export async function editContact(change: Change, known: Contact, wanted: ContactFacts): Promise<boolean> {
  const changed = differences<ContactFacts>(known, wanted);
  if (!changed) return true;
  const { birthday, phones, ...plain } = wanted;
  const { count } = await from(change).contact.updateMany({
    where: { organizationId: change.organizationId, id: known.id, version: known.version },
    data: {
      ...plain,
      phones: [...phones],
      searchText: searchTextOf(wanted.name),
      birthdayCalendar: birthday?.calendar ?? null,
      birthYear: birthday?.year ?? null,
      birthMonth: birthday?.month ?? null,
      birthDay: birthday?.day ?? null,
      birthLeap: birthday?.leap ?? false,
      version: { increment: 1 },
    },
  });
  if (count === 0) return false;
  await audit(change, { what: "contact.changed", subject: `contact:${known.id}`, ...changed });
  return true;
}

/**
 * Contacts of all customers in sight by a part of their name, pinyin or initials, or by their customer's name; nothing
 * typed: of the customers last in touch. Who is called just so comes first, then those of the customer last in touch.
 */
export async function findContacts(
  scope: Scope,
  typed: string,
  limit: number,
): Promise<(Contact & { customer: Pick<Customer, "name" | "flags"> })[]> {
  const { contactIds, customerIds } = await peopleNamed(scope, typed, { limit });
  const rows = await from(scope).contact.findMany({
    where: {
      erasedAt: null,
      customer: visibleCustomers(scope),
      OR: [{ id: { in: [...contactIds] } }, { customerId: { in: [...customerIds] } }],
    },
    include: { customer: { select: { name: true, flags: true, lastContactOn: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_READ,
  });
  const key = nameKey(typed);
  const isExact = ({ name }: { readonly name: string }): number => Number(nameKey(name) === key);
  return rows
    .sort(
      (a, b) =>
        isExact(b) - isExact(a) ||
        (b.customer.lastContactOn?.getTime() ?? 0) - (a.customer.lastContactOn?.getTime() ?? 0),
    )
    .slice(0, limit)
    .map((row) => ({ ...contactOf(row), customer: row.customer }));
}

/** People of twenty customers with fifty each, read before they are put in order. */
const MOST_READ = 1_000;
