import { fromColumn, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { visibleCustomers } from "../../data/scope.ts";
import {
  type Decision,
  type Ground,
  importedOnce,
  type KnownCustomer,
  marksOf,
  type Seat,
  Writes,
} from "../../domain/intake.ts";
import { reach } from "../../domain/intake-contacts.ts";
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

const readCustomers = async (
  scope: Scope,
  { importer, sight, segmentIds }: Intake,
  ids: readonly string[],
): Promise<KnownCustomer[]> => {
  if (ids.length === 0) return [];
  const { organizationId } = scope;
  const rows = await from(scope).customer.findMany({
    where: { AND: [{ organizationId, id: { in: [...ids] }, segmentId: { in: [...segmentIds] } }, sight] },
    include: { owner: { select: { name: true } }, contacts: true, deals: { select: { name: true, importKey: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(
    (row): KnownCustomer => ({
      ...{ id: row.id, name: row.name, key: row.nameKey.replace(/#.*$/, ""), segmentId: row.segmentId },
      ...{ teamId: row.teamId, ownerId: row.ownerId, ownerName: row.owner?.name ?? "–" },
      mine: isMine(importer.scope, row),
      version: row.version,
      facts: {
        ...{ industry: row.industry, region: row.region, city: row.city, address: row.address, source: row.source },
        firstContactOn: row.firstContactOn && fromColumn(row.firstContactOn),
      },
      shortNames: row.shortNames,
      lastContactOn: row.lastContactOn && fromColumn(row.lastContactOn),
      contacts: row.contacts.map((contact) => ({
        ...{ id: contact.id, name: contact.name, key: nameKey(contact.name) || contact.name, phones: contact.phones },
        version: contact.version,
        facts: {
          ...{ title: contact.title, department: contact.department, mail: contact.mail },
          ...{
            birthdayCalendar: contact.birthdayCalendar,
            birthYear: contact.birthYear,
            birthMonth: contact.birthMonth,
          },
          ...{ birthDay: contact.birthDay, birthLeap: contact.birthLeap },
        },
      })),
      deals: new Set(
        row.deals.flatMap(({ name, importKey }) => [
          nameKey(name) || name,
          ...(importKey?.startsWith(`${row.id} #`) ? [importKey.slice(row.id.length + 1)] : []),
        ]),
      ),
      madeIn: undefined,
    }),
  );
};

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
