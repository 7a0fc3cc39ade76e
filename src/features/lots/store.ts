import { fromColumn, type PlainDate } from "../../core/dates.ts";
import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { type BulkRow, insertMany } from "../../data/bulk.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { visibleCustomers } from "../../data/scope.ts";
import { type Decision, type Ground, type KnownCustomer, type Seat, Writes } from "../../domain/intake.ts";
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

/** What an import must know before its first row. */
export const openGround = async (scope: Scope, importer: Importer): Promise<Ground> => {
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

/** Learns what the rows of a lot may meet. */
const learn = async (scope: Scope, importer: Importer, { ground, rows }: Lot): Promise<Ground> => {
  const keys = [...new Set(rows.map(({ values }) => values.customer.key))].filter((key) => !ground.customers.has(key));
  const marked = keys.map((key) => `${key}#${ground.memberId ?? ground.importId}`);
  const byKey = { nameKey: { in: [...keys, ...marked] } };
  const seen = await readCustomers(scope, importer, byKey);
  for (const key of keys) ground.customers.set(key, []);
  for (const one of seen) ground.customers.get(one.key)?.push(one);
  const reached = await readReached(scope, importer, { ground, rows });
  const taken = await takenKeys(scope, importer, keys);
  const once = rows.some(({ values }) => values.activity || values.sale)
    ? await readOnce(scope, rows, ground)
    : ground.once;
  return { ...ground, reached, taken, once };
};

/** Customers by the phones and mails that the rows name. */
const readReached = async (scope: Scope, importer: Importer, { ground, rows }: Lot) => {
  const marks = rows.flatMap(({ values: { contact } }) => [...(contact?.phones ?? []), contact?.mail ?? []].flat());
  const reached = new Map<string, KnownCustomer>();
  if (marks.length === 0) return reached;
  for (const met of await readCustomers(scope, importer, { id: { in: await reachedIds(scope, marks) } })) {
    const known = ground.customers.get(met.key)?.find(({ id }) => id === met.id) ?? met;
    for (const { phones, facts } of met.contacts)
      for (const mark of [...phones, facts.mail]) if (typeof mark === "string") reached.set(mark, known);
  }
  return reached;
};

/** Found by the indexes that search has on the ends of numbers and on mails. */
const reachedIds = async ({ organizationId, ...scope }: Scope, marks: readonly string[]): Promise<string[]> => {
  const phones = marks.filter((mark) => !mark.includes("@"));
  const ends = phones.map((phone) => phone.slice(-4));
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT "customerId" AS id FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid
      AND phone_ends(phones) && ${ends}::text[] AND phones && ${phones}::text[]
    UNION SELECT "customerId" FROM "Contact" WHERE "organizationId" = ${organizationId}::uuid
      AND lower(mail) = ANY(${marks.filter((mark) => mark.includes("@"))}::text[])`;
  return rows.map(({ id }) => id);
};

interface Lot {
  readonly ground: Ground;
  readonly rows: readonly PlannedRow[];
}

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
  importer: Importer,
  where: Prisma.CustomerWhereInput,
): Promise<KnownCustomer[]> => {
  const { organizationId } = scope;
  const segments = await from(scope).segment.findMany({ where: { organizationId }, select: { id: true } });
  const rows = await from(scope).customer.findMany({
    where: {
      AND: [{ organizationId, segmentId: { in: segments.map(({ id }) => id) } }, await sightOf(scope, importer), where],
    },
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
        pending: undefined,
      })),
      deals: new Set(
        row.deals.flatMap(({ name, importKey }) => [
          nameKey(name) || name,
          ...(importKey?.startsWith(`${row.id} #`) ? [importKey.slice(row.id.length + 1)] : []),
        ]),
      ),
      ...{ madeIn: undefined, pending: undefined },
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

/** Names in segments that somebody out of sight has: the new one gets a mark of its own, and nothing shows. */
const takenKeys = async (scope: Scope, { scope: person }: Importer, keys: readonly string[]): Promise<Set<string>> => {
  if (person.memberId === null) return new Set();
  const rows = await from(scope).$queryRaw<{ taken: string }[]>`
    SELECT "segmentId" || ' ' || "nameKey" AS taken FROM "Customer"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "nameKey" = ANY(${[...keys]}::text[])
      AND "segmentId" IN (SELECT id FROM "Segment" WHERE "organizationId" = ${scope.organizationId}::uuid)`;
  return new Set(rows.map(({ taken }) => taken));
};

const readOnce = async (scope: Scope, rows: readonly PlannedRow[], ground: Ground): Promise<Set<string>> => {
  const ids = rows.flatMap(({ values }) => (ground.customers.get(values.customer.key) ?? []).map(({ id }) => id));
  const days = rows.flatMap(({ values: { activity, sale } }) => activity?.happenedOn ?? sale?.soldOn ?? []);
  const [customers, on] = [[...new Set(ids)], [...new Set(days)]];
  const found = await from(scope).$queryRaw<{ onceKey: string }[]>`
    SELECT "onceKey" FROM "Activity" WHERE "organizationId" = ${scope.organizationId}::uuid
      AND "customerId" = ANY(${customers}::uuid[]) AND "happenedOn" = ANY(${on}::date[]) AND "onceKey" IS NOT NULL
    UNION ALL
    SELECT "onceKey" FROM "SalesLine" WHERE "organizationId" = ${scope.organizationId}::uuid
      AND "customerId" = ANY(${customers}::uuid[]) AND "soldOn" = ANY(${on}::date[])`;
  return new Set([...ground.once, ...found.map(({ onceKey }) => onceKey)]);
};

export interface DecidedRow extends PlannedRow {
  readonly decision: Decision;
}

/** What would become of the rows of a lot. Writes nothing; the ground knows what they would make. */
export const planLot = async (scope: Scope, importer: Importer, lot: Lot) => {
  const ground = await learn(scope, importer, lot);
  const writes = new Writes();
  const rows = lot.rows.map(
    (row): DecidedRow => ({ ...row, decision: decide(row.row, row.values, { ground, writes }) }),
  );
  return { ground, rows, writes };
};

/** Writes what a lot makes and changes, in few statements. False: something was changed meanwhile, and the lot is to be planned anew. */
export const keepLot = async (change: Change, writes: Writes): Promise<boolean> => {
  for (const table of ["Customer", "Contact", "Deal", "Activity", "ActivityContact", "SalesLine"] as const)
    await insertMany(change, table, writes.made[table]);
  await insertMany(change, "AuditEntry", auditRows(change, writes));
  for (const table of ["Customer", "Contact"] as const) {
    const rows = [...writes.changed[table].values()];
    if (rows.length > 0 && (await updateMany(change, table, rows)) < rows.length) return false;
  }
  const touched = JSON.stringify([...writes.touched].map(([id, lastContactOn]) => ({ id, lastContactOn })));
  if (writes.touched.size > 0)
    await from(change).$executeRaw`
      UPDATE "Customer" c SET "lastContactOn" = GREATEST(c."lastContactOn", t."lastContactOn")
      FROM jsonb_populate_recordset(NULL::"Customer", ${touched}::jsonb) t
      WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid`;
  return true;
};

const updateMany = (change: Change, table: "Customer" | "Contact", rows: readonly BulkRow[]): Promise<number> => {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== "id");
  const set = columns.map((column) => `"${column}" = t."${column}"`).join(", ");
  return from(change).$executeRaw`
    UPDATE ${Prisma.raw(`"${table}"`)} c SET ${Prisma.raw(set)}
    FROM jsonb_populate_recordset(NULL::${Prisma.raw(`"${table}"`)}, ${JSON.stringify(rows)}::jsonb) t
    WHERE c.id = t.id AND c."organizationId" = ${change.organizationId}::uuid AND c.version < t.version`;
};

const auditRows = (change: Change, { made, changed }: Writes): BulkRow[] => {
  const { organizationId, memberId, from: where, at } = change;
  const entry = (what: string, subject: string, after: unknown): BulkRow => ({
    ...{ id: newId(), organizationId, memberId, from: where, at: at.toISOString() },
    ...{ what, subject, after },
  });
  return [
    ...made.Customer.map((row) => entry("customer.imported", `customer:${row.id}`, row)),
    ...made.Contact.map((row) => entry("contact.imported", `customer:${row.customerId}`, row)),
    ...made.Deal.map((row) => entry("deal.imported", `customer:${row.customerId}`, row)),
    ...made.Activity.map((row) => entry("activity.imported", `customer:${row.customerId}`, row)),
    ...made.SalesLine.map((row) => entry("sale.imported", `customer:${row.customerId}`, row)),
    ...[...changed.Customer.values()].map((row) => entry("customer.filled", `customer:${row.id}`, row)),
    ...[...changed.Contact.values()].map((row) => entry("contact.filled", `contact:${row.id}`, row)),
  ];
};
