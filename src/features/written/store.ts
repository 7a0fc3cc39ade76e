import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { isSeen } from "../../data/scope.ts";
import { keyOf, type Of, type Row, type Source, saidIn, textsOf } from "../../data/sources.ts";

const customerBy = (table: string, column: string) =>
  Prisma.sql`(SELECT o."customerId" FROM ${Prisma.raw(`"${table}" o WHERE o.id = t."${column}"`)})`;
const CUSTOMER_OF_FEE = Prisma.sql`(
  SELECT f."customerId" FROM "Approval" a JOIN "Fee" f ON f.id = a."subjectId" WHERE a.id = t."approvalId")`;
const ofCustomer = ({ customerId }: Of) => Prisma.sql`t."customerId" = ${customerId}::uuid`;
const dealsOf = ({ organizationId, customerId }: Of) =>
  Prisma.sql`SELECT id FROM "Deal" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid`;
const feesOf = ({ organizationId, customerId }: Of) =>
  Prisma.sql`SELECT id FROM "Fee" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid`;
const ofApprovals = (of: Of) => Prisma.sql`
  t."approvalId" IN (SELECT id FROM "Approval" WHERE subject = 'fee' AND "subjectId" IN (${feesOf(of)}))`;

/** The customer's people, and whoever became part of one of them. */
const peopleOf = ({ organizationId, customerId }: Of) => Prisma.sql`
  WITH RECURSIVE part AS (
    SELECT id FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" = ${customerId}::uuid
    UNION SELECT m."goneId" FROM "Merge" m JOIN part p ON m."keptId" = p.id AND m."undoneAt" IS NULL)
  SELECT id FROM part`;

/** What may speak of the person, whomever it is about. */
const saying =
  (text: Prisma.Sql) =>
  ({ telling }: Of) =>
    Prisma.sql`${text} ILIKE ANY(${[...telling]})`;

/** Tasks without a customer in which somebody is spoken of who may be the person. */
const tasksElsewhere = ({ organizationId, telling }: Of) => Prisma.sql`
  SELECT id FROM "Task" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" IS NULL
    AND concat(what, ' ', answer) ILIKE ANY(${[...telling]})`;

export const SOURCES: readonly Source[] = [
  { table: "Activity", columns: ["said", "outcome", "sourceText"], where: ofCustomer, versioned: true },
  { table: "NextStep", columns: ["what"], where: ofCustomer, versioned: true },
  {
    table: "Deal",
    columns: ["name", "product", "firstMeetingAt"],
    json: ["criteria"],
    where: ofCustomer,
    versioned: true,
  },
  {
    table: "DealMove",
    customer: customerBy("Deal", "dealId"),
    columns: ["why"],
    json: ["reason"],
    where: (of) => Prisma.sql`t."dealId" IN (${dealsOf(of)})`,
  },
  { table: "Fee", columns: ["what"], where: ofCustomer },
  { table: "ApprovalEvent", customer: CUSTOMER_OF_FEE, columns: ["reason"], where: ofApprovals },
  {
    table: "ApprovalStep",
    customer: CUSTOMER_OF_FEE,
    columns: ["reason"],
    where: ofApprovals,
    key: [
      ["approvalId", "uuid"],
      ["position", "int"],
    ],
  },
  {
    table: "Handover",
    customer: Prisma.sql`(SELECT min(i."customerId"::text)::uuid FROM "HandoverItem" i WHERE i."handoverId" = t.id)`,
    columns: ["note"],
    where: ({ customerId }) =>
      Prisma.sql`t.id IN (SELECT "handoverId" FROM "HandoverItem" WHERE "customerId" = ${customerId}::uuid)`,
    versioned: true,
  },
  {
    table: "Merge",
    customer: Prisma.sql`coalesce((SELECT k."customerId" FROM "Contact" k WHERE k.id = t."keptId"), t."keptId")`,
    columns: [],
    json: ["gone", "before", "after"],
    where: (of) => Prisma.sql`(t."keptId" = ANY(${[...of.customers]}::uuid[]) OR t."keptId" IN (${peopleOf(of)}))`,
  },
  { table: "CareItem", columns: ["reason"], where: ofCustomer },
  { table: "ServiceCase", columns: ["said"], where: ofCustomer, versioned: true },
  {
    table: "CaseClock",
    customer: customerBy("ServiceCase", "caseId"),
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
    where: saying(Prisma.sql`concat(t.words, ' ', t.reason)`),
    versioned: true,
    elsewhere: true,
  },
  // Why another was erased; an erasure stays where it was when its customer becomes part of another.
  {
    table: "Erasure",
    columns: ["why"],
    where: ({ customers }) => Prisma.sql`t."customerId" = ANY(${[...customers]}::uuid[])`,
  },
  { table: "Import", columns: ["file"], where: saying(Prisma.sql`t.file`), elsewhere: true },
  { table: "SurveyAnswer", columns: ["said"], where: ofCustomer, versioned: true },
  {
    table: "Customer",
    customer: Prisma.sql`t.id`,
    columns: ["warningReason", "restReason", "pinReason", "source", "industry", "region", "city", "address"],
    where: ({ customerId }) => Prisma.sql`t.id = ${customerId}::uuid`,
    versioned: true,
  },
  {
    table: "Contact",
    columns: ["title", "department", "family", "likes", "taboos", "hours", "noContactReason"],
    where: (of) => Prisma.sql`${ofCustomer(of)} AND t.id <> ${of.contactId}::uuid`,
    versioned: true,
  },
];

/** Which of a source's rows are read, their day and what heads them, each of `t`. */
export interface Reading {
  readonly on: Prisma.Sql;
  readonly heading: Prisma.Sql;
  readonly sees: Prisma.Sql;
}

/** The texts of one table about a customer, by row, the latest first; whether they name the person is the caller's to see. */
export const readSource = (
  scope: Scope,
  source: Source,
  { of, on, heading, sees }: Reading & { readonly of: Of },
): Promise<{ on: string | null; heading: string | null; texts: Row["texts"] }[]> =>
  from(scope).$queryRaw`
    SELECT (${on})::text AS "on", (${heading})::text AS heading, ${textsOf(source)} AS texts FROM ${Prisma.raw(`"${source.table}"`)} t
    WHERE t."organizationId" = ${scope.organizationId}::uuid AND ${source.where(of)} AND ${sees}
    ORDER BY 1 DESC NULLS LAST, ${keyOf(source).falling}`;

/** The same of texts about other customers that may name the person, with the customer's name. */
export const readAtOthers = (
  scope: Scope,
  source: Source,
  { of, on, sees }: Omit<Reading, "heading"> & { readonly of: Of },
): Promise<{ on: string | null; heading: string; texts: Row["texts"] }[]> =>
  from(scope).$queryRaw`
    SELECT (${on})::text AS "on", c.name AS heading, ${textsOf(source)} AS texts
    FROM ${Prisma.raw(`"${source.table}"`)} t JOIN "Customer" c ON c.id = ${source.customer ?? Prisma.sql`t."customerId"`}
    WHERE t."organizationId" = ${scope.organizationId}::uuid AND c.id <> ${of.customerId}::uuid AND ${isSeen(scope)}
      AND ${sees} AND lower(${saidIn(source)}) LIKE ANY(ARRAY(
        SELECT lower(telling) FROM unnest(${[...of.telling]}::text[]) telling))
    ORDER BY 1 DESC NULLS LAST, ${keyOf(source).falling}`;

type Entry = Readonly<Record<"id" | "subject" | "what", string>>;

/**
 * The audit log of the person, the customer, its other people, its deals and fees, and of tasks without a customer and
 * files brought in that may speak of the person. `people`: the person, and whoever became part of them.
 */
export const readEntriesAbout = (
  scope: Scope,
  { of, people }: { readonly of: Of; readonly people: readonly string[] },
): Promise<Entry[]> => {
  const { organizationId } = scope;
  return from(scope).$queryRaw<Entry[]>`
    SELECT a.id, a.subject, a.what FROM "AuditEntry" a
    WHERE a."organizationId" = ${organizationId}::uuid AND a.subject IN (
      SELECT 'contact:' || id FROM unnest(${[...people]}::uuid[]) id
      UNION ALL SELECT 'contact:' || id FROM (${peopleOf(of)}) c
      UNION ALL SELECT 'customer:' || id FROM unnest(${[...of.customers]}::uuid[]) id
      UNION ALL SELECT 'deal:' || id FROM (${dealsOf(of)}) d UNION ALL SELECT 'fee:' || id FROM (${feesOf(of)}) f
      UNION ALL SELECT 'task:' || id FROM "Task" WHERE "organizationId" = ${organizationId}::uuid AND "customerId" IS NULL
      UNION ALL SELECT 'import:' || id FROM "Import" WHERE "organizationId" = ${organizationId}::uuid)
      AND (a.subject !~ '^(task|import):' OR concat(a.before, a.after) ILIKE ANY(${[...of.telling]}))`;
};

/** Every table with free text once, whomever it is about; the audit log repeats it. */
export const WRITTEN: readonly Source[] = [
  ...SOURCES.filter(({ elsewhere }) => !elsewhere),
  { table: "AuditEntry", columns: [], json: ["before", "after"], where: () => Prisma.sql`TRUE` },
];
