import { newId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { patternsOf } from "../copies/public.ts";
import { readTakenBack } from "../takeback/public.ts";
import { readParts, rewriteMerges } from "../uniting/public.ts";
import { blanked, isOf, type Leaver, mended, tellingOf, without, withoutElsewhere } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

/** That somebody was shown, or given, what is held about a contact. */
export const auditLook = (
  change: Change,
  contactId: string,
  what: "contact.shown" | "contact.exported",
): Promise<void> => audit(change, { what, subject: `contact:${contactId}` });

/** A table with free text in which a customer's people may be named. */
interface Source {
  readonly table: string;
  readonly columns: readonly string[];
  readonly json?: readonly string[];
  /** Which rows, of `t`. */
  readonly where: (of: Of) => Prisma.Sql;
  readonly versioned?: boolean;
  /** What tells rows of `t` apart that have no id. */
  readonly key?: Prisma.Sql;
  /** No customer is named: only the name itself says who is meant. */
  readonly elsewhere?: boolean;
}
interface Of {
  readonly organizationId: string;
  readonly customerId: string;
  readonly contactId: string;
  /** The customer and all that became part of it. */
  readonly customers: readonly string[];
  /** Patterns of what gives the person away wherever it stands. */
  readonly telling: readonly string[];
}

const ofCustomer = ({ customerId }: Of) => Prisma.sql`t."customerId" = ${customerId}::uuid`;
const deals = ({ organizationId, customerId }: Of) =>
  Prisma.sql`SELECT id FROM "Deal" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid`;
const fees = ({ organizationId, customerId }: Of) =>
  Prisma.sql`SELECT id FROM "Fee" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid`;
const approvals = (of: Of) =>
  Prisma.sql`SELECT id FROM "Approval" WHERE subject = 'fee' AND "subjectId" IN (${fees(of)})`;

/** The customer's people, and whoever became part of one of them. */
const peopleOf = ({ organizationId, customerId }: Of) => Prisma.sql`
  WITH RECURSIVE part AS (
    SELECT id FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid
    UNION SELECT m."goneId" FROM "Merge" m JOIN part p ON m."keptId" = p.id AND m."undoneAt" IS NULL)
  SELECT id FROM part`;

/** Tasks without a customer in which somebody is spoken of who may be the person. */
const tasksElsewhere = ({ organizationId, telling }: Of) => Prisma.sql`
  SELECT id FROM "Task" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" IS NULL
    AND concat(what, ' ', answer) ILIKE ANY(${[...telling]})`;

const SOURCES: readonly Source[] = [
  { table: "Activity", columns: ["said", "outcome", "sourceText"], where: ofCustomer, versioned: true },
  { table: "NextStep", columns: ["what"], where: ofCustomer, versioned: true },
  { table: "Deal", columns: ["name", "firstMeetingAt"], json: ["criteria"], where: ofCustomer, versioned: true },
  { table: "DealMove", columns: ["why"], json: ["reason"], where: (of) => Prisma.sql`t."dealId" IN (${deals(of)})` },
  { table: "Fee", columns: ["what"], where: ofCustomer },
  { table: "ApprovalEvent", columns: ["reason"], where: (of) => Prisma.sql`t."approvalId" IN (${approvals(of)})` },
  {
    table: "ApprovalStep",
    columns: ["reason"],
    where: (of) => Prisma.sql`t."approvalId" IN (${approvals(of)})`,
    key: Prisma.sql`md5(concat(t."approvalId", t.position))::uuid`,
  },
  {
    table: "Handover",
    columns: ["note"],
    where: ({ customerId }) =>
      Prisma.sql`t.id IN (SELECT "handoverId" FROM "HandoverItem" WHERE "customerId" = ${customerId}::uuid)`,
    versioned: true,
  },
  {
    table: "Merge",
    columns: [],
    json: ["gone", "before", "after"],
    where: (of) => Prisma.sql`(t."keptId" = ANY(${[...of.customers]}::uuid[]) OR t."keptId" IN (${peopleOf(of)}))`,
  },
  { table: "CareItem", columns: ["reason"], where: ofCustomer },
  { table: "ServiceCase", columns: ["said"], where: ofCustomer, versioned: true },
  {
    table: "CaseClock",
    columns: ["note"],
    where: ({ customerId }) =>
      Prisma.sql`t."caseId" IN (SELECT id FROM "ServiceCase" WHERE "customerId" = ${customerId}::uuid)`,
  },
  { table: "Task", columns: ["what", "answer"], where: ofCustomer, versioned: true },
  {
    table: "Task",
    columns: ["what", "answer"],
    where: (of) => Prisma.sql`t.id IN (${tasksElsewhere(of)})`,
    versioned: true,
    elsewhere: true,
  },
  {
    table: "AccountRequest",
    columns: ["words", "reason"],
    where: ({ telling }) => Prisma.sql`concat(t.words, ' ', t.reason) ILIKE ANY(${[...telling]})`,
    versioned: true,
    elsewhere: true,
  },
  { table: "SurveyAnswer", columns: ["said"], where: ofCustomer, versioned: true },
  {
    table: "Customer",
    columns: ["warningReason", "restReason", "pinReason", "source", "address"],
    where: ({ customerId }) => Prisma.sql`t.id = ${customerId}::uuid`,
    versioned: true,
  },
  {
    table: "Contact",
    columns: ["family", "likes", "taboos", "hours", "noContactReason"],
    where: (of) => Prisma.sql`${ofCustomer(of)} AND t.id <> ${of.contactId}::uuid`,
    versioned: true,
  },
];

const name = (column: string) => Prisma.raw(`"${column}"`);

interface Texts {
  readonly id: string;
  readonly texts: Readonly<Record<string, unknown>>;
}

/** Mends the free text of one table; how many of its rows named the person. */
async function mendSource(change: Change, source: Source, how: Mending): Promise<number> {
  const { table, columns, json = [], elsewhere, key = Prisma.sql`t.id` } = source;
  const mend = elsewhere ? how.mendElsewhere : how.mend;
  const all = [...columns, ...json];
  const pairs = Prisma.join(all.map((column) => Prisma.sql`${column}::text, t.${name(column)}`));
  const rows = await from(change).$queryRaw<Texts[]>`
    SELECT ${key}::text AS id, jsonb_build_object(${pairs}) AS texts FROM ${name(table)} t
    WHERE t."organizationId" = ${change.organizationId}::uuid AND ${source.where(how.of)}`;
  const mends = rows
    .map(({ id, texts }) => ({ id, before: texts, texts: mended(texts, mend) }))
    .filter(({ before, texts }) => JSON.stringify(before) !== JSON.stringify(texts));
  if (mends.length === 0) return 0;
  const set = [
    ...columns.map((column) => Prisma.sql`${name(column)} = u.texts->>${column}`),
    ...json.map((column) => Prisma.sql`${name(column)} = u.texts->${column}`),
    ...(source.versioned ? [Prisma.sql`version = t.version + 1`] : []),
  ];
  await from(change).$executeRaw`
    UPDATE ${name(table)} t SET ${Prisma.join(set)}
    FROM jsonb_to_recordset(${JSON.stringify(mends.map(({ id, texts }) => ({ id, texts })))}::jsonb)
      AS u(id uuid, texts jsonb)
    WHERE ${key} = u.id AND t."organizationId" = ${change.organizationId}::uuid AND ${source.where(how.of)}`;
  return mends.length;
}

interface Mending {
  readonly of: Of;
  /** The person, and whoever became part of them. */
  readonly people: readonly string[];
  readonly mend: (text: string) => string;
  readonly mendElsewhere: (text: string) => string;
  /** What stands for the person. */
  readonly by: string;
}

/** The audit log of the contact, the customer, its other people, its deals and fees, and of tasks; how many entries named the person. */
async function mendEntries(change: Change, { of, people, mend, mendElsewhere, by }: Mending): Promise<number> {
  const { organizationId } = change;
  const rows = await from(change).$queryRaw<
    { id: string; subject: string; what: string; before: unknown; after: unknown }[]
  >`
    SELECT a.id, a.subject, a.what, a.before, a.after FROM "AuditEntry" a
    WHERE a."organizationId" = ${organizationId}::uuid AND a.subject IN (
      SELECT 'contact:' || id FROM unnest(${[...people]}::uuid[]) id
      UNION ALL SELECT 'contact:' || id FROM (${peopleOf(of)}) c
      UNION ALL SELECT 'customer:' || id FROM unnest(${[...of.customers]}::uuid[]) id
      UNION ALL SELECT 'deal:' || id FROM (${deals(of)}) d UNION ALL SELECT 'fee:' || id FROM (${fees(of)}) f
      UNION ALL SELECT 'task:' || id FROM "Task" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" IS NULL)
      AND (a.subject NOT LIKE 'task:%' OR concat(a.before, a.after) ILIKE ANY(${[...of.telling]}))`;
  const mends = rows.flatMap(({ id, subject, what, before, after }) => {
    const added = what === "contact.added" || what === "contact.imported";
    const own = people.some((each) => subject === `contact:${each}` || (added && isAbout(after, each)));
    const how = subject.startsWith("task:") ? mendElsewhere : mend;
    const mendOne = (value: unknown) => (own ? blanked(value, by) : mended(value, how));
    return changedEntry({ id, before, after }, mendOne);
  });
  await keepEntries(change, mends);
  return mends.length;
}

type Entry = Readonly<Record<"id" | "before" | "after", unknown>>;
/** The entry mended; none where nothing of it changes. */
const changedEntry = ({ id, before, after }: Entry, mend: (value: unknown) => unknown): Entry[] => {
  const entry = { id, before: mend(before), after: mend(after) };
  return JSON.stringify(entry) === JSON.stringify({ id, before, after }) ? [] : [entry];
};
const keepEntries = (change: Change, mends: readonly Entry[]): Promise<unknown> =>
  from(change).$executeRaw`
    UPDATE "AuditEntry" a SET before = nullif(u.before, 'null'), after = nullif(u.after, 'null')
    FROM jsonb_to_recordset(${JSON.stringify(mends)}::jsonb) AS u(id uuid, before jsonb, after jsonb)
    WHERE a.id = u.id AND a."organizationId" = ${change.organizationId}::uuid`;

/** The audit log of what imports brought and took back: the person was there under another id, perhaps at a customer that is gone. */
async function mendTakenBack(change: Change, leaver: Leaver, { of, mendElsewhere, by }: Mending): Promise<number> {
  const rows = await readTakenBack(change, of.telling);
  const theirs = new Set(rows.flatMap(({ gone, before }) => (isOf(leaver, before) ? [gone] : [])));
  const mends = rows.flatMap(({ id, gone, before, after }) => {
    const mendOne = (value: unknown) => (theirs.has(gone) ? blanked(value, by) : mended(value, mendElsewhere));
    return changedEntry({ id, before, after }, mendOne);
  });
  await keepEntries(change, mends);
  return mends.length;
}

const isAbout = (after: unknown, contactId: string): boolean =>
  typeof after === "object" && after !== null && Reflect.get(after, "id") === contactId;

export interface Erased {
  /** Rows of free text, and entries of the audit log, that named the person. */
  readonly texts: number;
  readonly entries: number;
}

/**
 * The person goes, the books stay: everything told of them is emptied, their name in what was written becomes `by`.
 * The database lets histories be changed for this alone, in the transaction that records the erasure.
 */
export async function erase(
  change: Change,
  leaver: Leaver,
  { customerId, why }: { readonly customerId: string; readonly why: string },
): Promise<Erased> {
  const { organizationId, memberId, at } = change;
  const { contact, former, by } = leaver;
  const { id: contactId } = contact;
  const [mend, mendElsewhere] = [without(leaver), withoutElsewhere(leaver)];
  const id = newId();
  await from(change).erasure.create({
    data: { id, organizationId, customerId, contactId, memberId, why: mend(why), at },
  });
  await from(change).$queryRaw`SELECT set_config('rapport.erasure', ${id}, true)`;
  const people = [contactId, ...former.map((each) => each.id)];
  const parts = await readParts(change, "customer", customerId);
  const customers = [customerId, ...parts.map((row) => String(row.id))];
  const telling = patternsOf({ about: [], named: [contact, ...former].flatMap(tellingOf) });
  const of = { organizationId, customerId, contactId, customers, telling };
  const how = { of, people, mend, mendElsewhere, by };
  let texts = 0;
  for (const source of SOURCES) texts += await mendSource(change, source, how);
  const entries = (await mendTakenBack(change, leaver, how)) + (await mendEntries(change, how));
  await rewriteMerges(change, { subject: "contact", ids: people }, (row) => blanked(row, by));
  await emptyContact(change, contactId, by);
  await audit(change, {
    what: "contact.erased",
    subject: `customer:${customerId}`,
    after: { contactId, texts, entries },
  });
  return { texts, entries };
}

async function emptyContact(change: Change, contactId: string, by: string): Promise<void> {
  const { organizationId } = change;
  await from(change).influence.deleteMany({ where: { organizationId, contactId } });
  // What was promised is still to be kept, whoever it was promised to.
  await from(change).nextStep.updateMany({
    where: { organizationId, contactId, state: "open" },
    data: { contactId: null },
  });
  const none = { title: null, department: null, mail: null, handle: null, family: null, likes: null, taboos: null };
  const unborn = { birthdayCalendar: null, birthYear: null, birthMonth: null, birthDay: null, birthLeap: false };
  await from(change).contact.updateMany({
    where: { organizationId, id: contactId },
    data: {
      ...{
        ...none,
        ...unborn,
        name: by,
        searchText: "",
        phones: [],
        channel: null,
        hours: null,
        noContactReason: null,
      },
      doNotContact: true,
      erasedAt: change.at,
      version: { increment: 1 },
    },
  });
}
