import type { PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { visibleCustomers } from "../../data/scope.ts";
import {
  CUSTOMER_FACTS,
  type Decision,
  type Ground,
  importedOnce,
  type KnownContact,
  type KnownCustomer,
  marksOf,
  type Seat,
  Writes,
} from "../../domain/intake.ts";
import { CONTACT_FACTS, reach } from "../../domain/intake-contacts.ts";
import { nameKey } from "../../domain/names.ts";
import type { RowValues } from "../../domain/row-values.ts";
import { decide } from "./rules.ts";

/** Who imports, for what, and where rows go that name nobody. */
export interface Importer {
  readonly importId: string;
  /** The sight the import has: that of the person. */
  readonly scope: Scope;
  /** Money people see all customers where sales lines are concerned. */
  readonly seesAll: boolean;
  readonly ownerId: string | undefined;
  readonly today: PlainDate;
  readonly at: string;
}
export interface PlannedRow {
  readonly row: number;
  readonly values: RowValues;
}

const has = ({ roles, memberId }: Scope, ...wanted: readonly string[]): boolean =>
  memberId === null || wanted.some((role) => [...roles].some((one) => one === role));

/** Teams whose members one imports for: a rep for nobody but themselves. */
const teamsWhere = (scope: Scope): Prisma.TeamMemberWhereInput => {
  const { organizationId, memberId } = scope;
  if (has(scope, "admin", "coordinator")) return { organizationId };
  const ways: Prisma.TeamMemberWhereInput[] = memberId ? [{ memberId }] : [];
  if (has(scope, "manager")) ways.push({ teamId: { in: [...scope.teamIds] } });
  if (has(scope, "segment_admin")) ways.push({ team: { segmentId: { in: [...scope.segmentIds] } } });
  return { organizationId, OR: ways };
};

/** Who imports with what they may meet, and what the rows so far have met and made. */
export interface Intake {
  readonly importer: Importer;
  readonly ground: Ground;
  readonly sight: Prisma.CustomerWhereInput;
  readonly segmentIds: readonly string[];
  /** Only looked at: nothing is kept of what would be made. */
  readonly dry: boolean;
}

/** What an import must know before its first row. */
export const openIntake = async (
  scope: Scope,
  importer: Importer,
  { dry }: { readonly dry: boolean },
): Promise<Intake> => ({
  ...{ importer, dry },
  ground: await openGround(scope, importer),
  sight: await sightOf(scope, importer),
  segmentIds: await segmentsOf(scope),
});

/** Asked with each name: the index on names begins with the segment. */
const segmentsOf = async (scope: Scope): Promise<readonly string[]> => {
  const where = { organizationId: scope.organizationId };
  return (await from(scope).segment.findMany({ where, select: { id: true } })).map(({ id }) => id);
};

const openGround = async (scope: Scope, importer: Importer): Promise<Ground> => {
  const { organizationId } = scope;
  const rows = await from(scope).teamMember.findMany({
    where: { AND: [teamsWhere(importer.scope), { organizationId, member: { closedAt: null } }] },
    include: { member: { select: { name: true, mail: true } }, team: { select: { segmentId: true, name: true } } },
    orderBy: { team: { name: "asc" } },
  });
  const seats = new Map<string, Seat[]>();
  for (const { memberId, teamId, team, member } of rows)
    for (const called of [member.name, member.mail]) {
      const name = called?.normalize("NFKC").trim().toLowerCase();
      if (name) seats.set(name, [...(seats.get(name) ?? []), { memberId, teamId, segmentId: team.segmentId }]);
    }
  const ownerId = importer.ownerId ?? importer.scope.memberId;
  const { currency } = await organizationOf(scope);
  return {
    ...{ organizationId, currency, today: importer.today, at: importer.at, importId: importer.importId, seats },
    memberId: importer.scope.memberId,
    usual: [...seats.values()].flat().find(({ memberId }) => memberId === ownerId),
    ...{ customers: new Map(), reached: new Map(), taken: new Set(), once: new Set(), repeats: new Map() },
  };
};

/** Learns what the rows of a lot may meet, beside what the rows before them have met and made. */
const learn = async (scope: Scope, intake: Intake, rows: readonly PlannedRow[]): Promise<void> => {
  const { ground } = intake;
  const keys = [...new Set(rows.map(({ values }) => values.customer.key))].filter((key) => !ground.customers.has(key));
  for (const key of keys) ground.customers.set(key, []);
  const named = keys.length > 0 ? await readNamed(scope, intake, keys) : [];
  for (const one of await readCustomers(scope, intake, named)) ground.customers.get(one.key)?.push(one);
  await learnReached(scope, intake, rows);
  if (rows.some(({ values }) => values.activity || values.sale))
    for (const key of await readOnce(scope, rows, ground)) ground.once.add(key);
};

/**
 * Customers of these names, in sight or not. Names that somebody out of sight has are taken in their segments: the new
 * one gets a mark of its own, and nothing shows. Asked name by name: for a thousand at once the database would go
 * through all customers, lot after lot.
 */
const readNamed = async (
  { organizationId, ...scope }: Scope,
  { ground, importer, segmentIds }: Intake,
  keys: readonly string[],
): Promise<readonly string[]> => {
  const marked = keys.map((key) => `${key}#${ground.memberId ?? ground.importId}`);
  const rows = await from(scope).$queryRaw<{ id: string; taken: string }[]>`
    SELECT c.id, c."segmentId" || ' ' || c."nameKey" AS taken
    FROM unnest(${[...keys, ...marked]}::text[]) AS asked (key) CROSS JOIN LATERAL (
      SELECT * FROM "Customer" WHERE "organizationId" = ${organizationId}::uuid
        AND "segmentId" = ANY(${[...segmentIds]}::uuid[]) AND "nameKey" = asked.key OFFSET 0) c`;
  if (importer.scope.memberId !== null) for (const { taken } of rows) ground.taken.add(taken);
  return rows.map(({ id }) => id);
};

/** Customers by the phones and mails that the rows name. */
const learnReached = async (scope: Scope, intake: Intake, rows: readonly PlannedRow[]): Promise<void> => {
  const { ground } = intake;
  const marks = rows.flatMap(({ values }) => marksOf(values.contact));
  const asked = marks.filter((mark) => !ground.reached.has(mark));
  const ids = asked.length > 0 ? await reachedIds(scope, asked) : [];
  for (const met of await readCustomers(scope, intake, ids)) {
    const known = ground.customers.get(met.key)?.find(({ id }) => id === met.id) ?? met;
    for (const { phones, facts } of met.contacts) reach(ground, known, { phones, mail: facts.mail });
  }
};

/** Found by the indexes on whole numbers and on mails, one by one as names are. */
const reachedIds = async ({ organizationId, ...scope }: Scope, marks: readonly string[]): Promise<string[]> => {
  const [phones, mails] = [marks.filter((mark) => !mark.includes("@")), marks.filter((mark) => mark.includes("@"))];
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT k."customerId" AS id FROM unnest(${phones}::text[]) AS asked (phone) CROSS JOIN LATERAL (
      SELECT * FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid
        AND whole_numbers(phones) @> ARRAY[asked.phone] OFFSET 0) k
    UNION SELECT k."customerId" FROM unnest(${mails}::text[]) AS asked (mail) CROSS JOIN LATERAL (
      SELECT * FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid AND lower(mail) = asked.mail OFFSET 0) k`;
  return rows.map(({ id }) => id);
};

const sightOf = async (scope: Scope, { seesAll, scope: person }: Importer): Promise<Prisma.CustomerWhereInput> => {
  if (seesAll || person.memberId === null) return { organizationId: scope.organizationId };
  const own = await from(scope).import.findMany({
    where: { organizationId: scope.organizationId, memberId: person.memberId },
    select: { id: true },
  });
  // Whoever brought a customer in may meet it in their next file, in sight or not.
  return { OR: [visibleCustomers(person), { importId: { in: own.map(({ id }) => id) } }] };
};

/** A customer as the database tells of it: one text for a lot, as row by row the ORM takes longer than all the rest. */
type Told = Omit<KnownCustomer, "mine" | "deals" | "contacts" | "madeIn"> &
  Held & {
    readonly contacts: readonly Omit<KnownContact, "key">[];
    readonly deals: readonly { readonly name: string; readonly importKey: string | null }[];
  };
const objectOf = (table: "c" | "k", columns: readonly string[]): Prisma.Sql =>
  Prisma.raw(`json_build_object(${columns.map((column) => `'${column}', ${table}."${column}"`).join(", ")})`);

const readTold = async ({ organizationId, ...scope }: Scope, ids: readonly string[]): Promise<readonly Told[]> => {
  const [found] = await from(scope).$queryRaw<{ told: string }[]>`
    SELECT coalesce(json_agg(told ORDER BY told."createdAt", told.id), '[]')::text AS told FROM (
      SELECT c.id, c.name, c."nameKey" AS key, c."segmentId", c."teamId", c."ownerId", c."importId", c.version,
        c."shortNames", c."lastContactOn", c."createdAt", ${objectOf("c", CUSTOMER_FACTS)} AS facts,
        coalesce((SELECT m.name FROM "Member" m WHERE m.id = c."ownerId"), '–') AS "ownerName",
        (SELECT coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'phones', k.phones, 'version', k.version,
            'facts', ${objectOf("k", FACTS_OF_CONTACTS)}) ORDER BY k."createdAt", k.id), '[]') FROM "Contact" k
          WHERE k."organizationId" = c."organizationId" AND k."customerId" = c.id) AS contacts,
        (SELECT coalesce(json_agg(json_build_object('name', d.name, 'importKey', d."importKey")), '[]') FROM "Deal" d
          WHERE d."organizationId" = c."organizationId" AND d."customerId" = c.id) AS deals
      FROM "Customer" c WHERE c."organizationId" = ${organizationId}::uuid AND c.id = ANY(${[...ids]}::uuid[])) told`;
  return JSON.parse(found?.told ?? "[]");
};
const FACTS_OF_CONTACTS = CONTACT_FACTS.filter((fact) => fact !== "phones");

const readCustomers = async (scope: Scope, intake: Intake, ids: readonly string[]): Promise<KnownCustomer[]> => {
  if (ids.length === 0) return [];
  const { importer, sight, segmentIds } = intake;
  const { organizationId } = scope;
  const seen = await from(scope).customer.findMany({
    where: { AND: [{ organizationId, id: { in: [...ids] }, segmentId: { in: [...segmentIds] } }, sight] },
    select: { id: true },
  });
  const told = await readTold(
    scope,
    seen.map(({ id }) => id),
  );
  return told.map(
    (one): KnownCustomer => ({
      ...{ id: one.id, name: one.name, key: one.key.replace(/#.*$/, ""), segmentId: one.segmentId },
      ...{ teamId: one.teamId, ownerId: one.ownerId, ownerName: one.ownerName, mine: isMine(importer.scope, one) },
      ...{ version: one.version, facts: one.facts, shortNames: one.shortNames, lastContactOn: one.lastContactOn },
      contacts: one.contacts.map((contact) => ({ ...contact, key: nameKey(contact.name) || contact.name })),
      deals: one.deals.length === 0 ? undefined : new Set(one.deals.flatMap((deal) => dealKeys(one.id, deal))),
      madeIn: undefined,
    }),
  );
};

const dealKeys = (customerId: string, { name, importKey }: Told["deals"][number]): string[] => [
  nameKey(name) || name,
  ...(importKey?.startsWith(`${customerId} #`) ? [importKey.slice(customerId.length + 1)] : []),
];

interface Held {
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly segmentId: string;
  readonly importId: string | null;
}
const isMine = (scope: Scope, { ownerId, teamId, segmentId, importId }: Held): boolean =>
  scope.memberId === null ||
  ownerId === scope.memberId ||
  has(scope, "coordinator") ||
  (has(scope, "manager") && scope.teamIds.includes(teamId)) ||
  (has(scope, "segment_admin") && scope.segmentIds.includes(segmentId)) ||
  (has(scope, "admin") && importId !== null);

/**
 * Keys of activities that are there, whatever was corrected of them since; and those of sales lines of these customers
 * and days, as a line is one of several that say the same.
 */
const readOnce = async (scope: Scope, rows: readonly PlannedRow[], ground: Ground): Promise<readonly string[]> => {
  const [keys, customers, days] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { values } of rows)
    for (const { id } of ground.customers.get(values.customer.key) ?? []) {
      if (values.activity) keys.add(importedOnce(id, values.activity));
      if (values.sale) [customers.add(id), days.add(values.sale.soldOn)];
    }
  const found = await from(scope).$queryRaw<{ onceKey: string }[]>`
    SELECT "onceKey" FROM "Activity"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "onceKey" = ANY(${[...keys]}::text[])
    UNION ALL SELECT "onceKey" FROM (
      SELECT "organizationId", "onceKey" FROM "SalesLine"
      WHERE "customerId" = ANY(${[...customers]}::uuid[]) AND "soldOn" = ANY(${[...days]}::date[]) OFFSET 0) known
    WHERE "organizationId" = ${scope.organizationId}::uuid`;
  return found.map(({ onceKey }) => onceKey);
};

export interface DecidedRow extends PlannedRow {
  readonly decision: Decision;
}

/** What would become of the rows of a lot. Writes nothing; the intake then knows what they would make. */
export const planLot = async (scope: Scope, intake: Intake, lot: readonly PlannedRow[]) => {
  await learn(scope, intake, lot);
  const { ground } = intake;
  const writes = new Writes({ kept: !intake.dry });
  const rows = lot.map((row): DecidedRow => {
    const decision = decide(row.row, row.values, { ground, writes });
    return { row: row.row, values: numbered(row.values, decision), decision };
  });
  return { rows, writes };
};

const numbered = (values: RowValues, { times }: Decision): RowValues =>
  values.sale && times !== undefined ? { ...values, sale: { ...values.sale, times } } : values;
