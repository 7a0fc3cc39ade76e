import type { PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { EarlierRows } from "../../domain/earlier-rows.ts";
import { type Decision, type Ground, type KnownCustomer, type KnownProduct, Writes } from "../../domain/intake.ts";
import { reach } from "../../domain/intake-contacts.ts";
import { looseKey } from "../../domain/intake-deals.ts";
import { asListed } from "../../domain/intake-products.ts";
import { asKept, callBy, isNamed, seatFor } from "../../domain/intake-whom.ts";
import { marksOf } from "../../domain/marks.ts";
import { vouchesForMoney } from "../../domain/roles.ts";
import type { RowValues } from "../../domain/row-values.ts";
import type { SheetKind } from "../../domain/sheet-columns.ts";
import {
  type Acquainted,
  idsReached,
  readCustomers,
  readFormerNames,
  readMarked,
  readShortNames,
  readWentAway,
  type ShortNames,
  sightOf,
} from "../acquaintances/public.ts";
import { readLoose, readSaid } from "../earlier/public.ts";
import { erasuresFor } from "../erasures/public.ts";
import { readSeats } from "../seats/public.ts";
import { asDecided, type DryRun, decide, keysOf } from "./rules.ts";

/** Who imports, for what, and where rows go that name nobody. */
export interface Importer {
  readonly importId: string;
  readonly kind: SheetKind | undefined;
  /** The sight the import has: that of the person. */
  readonly scope: Scope;
  /** Money people see all customers where sales lines are concerned. */
  readonly seesAll: boolean;
  readonly ownerId: string | undefined;
  readonly teamId: string | undefined;
  /** Also those who were erased on request: by an admin who said so. */
  readonly takesErased: boolean;
  readonly today: PlainDate;
  readonly at: string;
  /** When the file came. */
  readonly since: string;
}
export interface PlannedRow {
  readonly row: number;
  readonly values: RowValues;
}

/** Who imports with what they may meet, and what the rows so far have met and made. */
export interface Intake extends Acquainted {
  readonly importer: Importer;
  readonly ground: Ground;
  /** Only looked at: nothing is kept of what would be made, and what was forgotten is read in the rows themselves. */
  readonly dry: DryRun | undefined;
  /** Ids of customers in sight that have a name which another had first. */
  readonly marked: ReadonlyMap<string, readonly string[]>;
  readonly shortNames: ShortNames;
}

/** What an import must know before its first row. */
export const openIntake = async (
  scope: Scope,
  importer: Importer,
  { dry }: { readonly dry: boolean },
): Promise<Intake> => {
  const acquainted = await acquaint(scope, importer);
  return {
    importer,
    dry: dry ? { earlier: new EarlierRows(), retold: new Set(), upTo: 0 } : undefined,
    ground: await openGround(scope, importer, acquainted.sees),
    ...acquainted,
  };
};

const acquaint = async (scope: Scope, importer: Importer) => {
  const sees = sightOf(importer.scope, importer);
  const named = { marked: await readMarked(scope, sees), shortNames: await readShortNames(scope, sees) };
  return { sees, segmentIds: await segmentsOf(scope), formerNames: await readFormerNames(scope), ...named };
};

/** Asked with each name: the index on names begins with the segment. */
const segmentsOf = async (scope: Scope): Promise<readonly string[]> => {
  const where = { organizationId: scope.organizationId };
  return (await from(scope).segment.findMany({ where, select: { id: true } })).map(({ id }) => id);
};

const openGround = async (scope: Scope, importer: Importer, sees: Prisma.Sql): Promise<Ground> => {
  const { organizationId } = scope;
  const { currency, country } = await organizationOf(scope);
  return {
    ...{ organizationId, currency, country, today: importer.today, at: importer.at, importId: importer.importId },
    ...{ memberId: importer.scope.memberId, teamId: importer.teamId },
    confirmsMoney: importer.scope.memberId === null || vouchesForMoney(importer.scope.roles),
    ...(await readSeats(scope, importer)),
    ...{ customers: new Map(), reached: new Map(), calledBy: new Map(), askedFor: new Set(), taken: new Set() },
    ...{ once: new Set(), loose: new Map(), repeats: new Map(), wentAway: await readWentAway(scope) },
    erasures: await erasuresFor(scope, importer, sees),
    products:
      importer.kind === "deals" || importer.kind === "products" ? await readProducts(scope, currency) : new Map(),
  };
};

/** A price in another currency than the organization has by now is none. */
const readProducts = async (scope: Scope, own: string): Promise<Map<string, KnownProduct>> => {
  const select = { id: true, name: true, nameKey: true, series: true, priceMinor: true, currency: true, version: true };
  const rows = await from(scope).product.findMany({ where: { organizationId: scope.organizationId }, select });
  return new Map(
    rows.map(({ nameKey, series, priceMinor, currency, ...row }) => {
      const price = priceMinor === null || currency !== own ? null : Number(priceMinor);
      return [nameKey, { ...row, facts: { series, priceMinor: price }, madeIn: undefined }];
    }),
  );
};

/**
 * Learns what the rows of a lot may meet, beside what the rows before them have met and made.
 * @returns the rows, each with the name by which its customer is kept
 */
const learn = async (scope: Scope, intake: Intake, lot: readonly PlannedRow[]): Promise<readonly PlannedRow[]> => {
  const { ground } = intake;
  const headOffices = lot.flatMap(({ values }) => values.customer.said?.key ?? []);
  const said = await learnNamed(scope, intake, headOffices);
  const rows = lot.map(({ row, values }) => ({ row, values: asKept(values, ground) }));
  const retold: PlannedRow[] = [];
  for (const { values } of rows)
    for (const mark of marksOf(values.contact, ground.country)) callBy(ground.calledBy, mark, values.customer.key);
  for (let asked = rows; asked.length > 0; ) {
    const names = asked.map(({ values }) => values.customer.key);
    const keys = [...said, ...(await learnNamed(scope, intake, names))];
    const marks = asked.flatMap(({ values }) =>
      isNamed(values, ground) ? [] : marksOf(values.contact, ground.country),
    );
    asked = await forgotten(scope, intake, [...keys, ...marks, ...(await learnReached(scope, intake, marks))]);
    retold.push(...asked);
  }
  const writes = new Writes({ kept: false });
  for (const { row, values } of retold.toSorted((a, b) => a.row - b.row)) decide(row, values, { ground, writes });
  if (rows.some(({ values }) => values.activity || values.sale))
    for (const key of await readOnce(scope, rows, ground)) ground.once.add(key);
  const unmet = looseKeys(rows, ground).filter((key) => !ground.loose.has(key));
  for (const [key, deal] of await readLoose(scope, unmet)) ground.loose.set(key, deal);
  return rows;
};

/** Rows before the last forgetting that made or changed what is met under one of these. */
const forgotten = async (scope: Scope, { importer, dry }: Intake, met: readonly string[]): Promise<PlannedRow[]> => {
  if (!dry) return [];
  const rows = [...dry.earlier.under(met)].filter((row) => row <= dry.upTo && !dry.retold.has(row));
  for (const row of rows) dry.retold.add(row);
  return readSaid(scope, importer.importId, rows);
};

/** @returns those of these names that were not known yet */
const learnNamed = async (scope: Scope, intake: Intake, names: readonly string[]): Promise<readonly string[]> => {
  const { customers } = intake.ground;
  const keys = [...new Set(names)].filter((key) => key !== "" && !customers.has(key));
  for (const key of keys) customers.set(key, []);
  const named = keys.length > 0 ? await readNamed(scope, intake, keys) : [];
  const marked = new Set(keys.flatMap((key) => intake.marked.get(key) ?? []));
  const met = await readCustomers(scope, intake, [...named, ...marked]);
  const first = new Set(met.flatMap(({ id, key, segmentId }) => (marked.has(id) ? [] : `${segmentId} ${key}`)));
  // Of two of one name, whoever sees both means the one that has it without a mark.
  for (const one of met)
    if (!marked.has(one.id) || !first.has(`${one.segmentId} ${one.key}`)) customers.get(one.key)?.push(one);
  const nobodys = keys.filter((key) => customers.get(key)?.length === 0);
  return [...keys, ...(await learnShortNamed(scope, intake, nobodys))];
};

/**
 * Whom nobody is called by in full may be a short name, or that of one that went into another.
 * @returns their names, where they were not known yet
 */
const learnShortNamed = async (scope: Scope, intake: Intake, names: readonly string[]): Promise<readonly string[]> => {
  const { customers } = intake.ground;
  const meant = names.flatMap((name) => intake.shortNames.get(name)?.map((one) => ({ name, ...one })) ?? []);
  if (meant.length === 0) return [];
  const learned = await learnNamed(
    scope,
    intake,
    meant.map(({ key }) => key),
  );
  for (const { name, id, key } of meant)
    customers.get(name)?.push(...(customers.get(key)?.filter((known) => known.id === id) ?? []));
  return learned;
};

/**
 * Customers of these names, in sight or not. Names that somebody out of sight has are taken in their segments: the new
 * one gets a mark of its own, and nothing shows. Asked name by name: for a thousand at once the database would go
 * through all customers, lot after lot.
 */
const readNamed = async (
  scope: Scope,
  { ground, importer, segmentIds }: Intake,
  keys: readonly string[],
): Promise<readonly string[]> => {
  const rows = await ask<{ id: string; taken: string }>(
    scope,
    Prisma.sql`
    SELECT c.id, c."segmentId" || ' ' || c."nameKey" AS taken
    FROM unnest(${[...keys]}::text[]) AS asked (key) CROSS JOIN LATERAL (
      SELECT * FROM "Customer" WHERE "organizationId" = ${scope.organizationId}::uuid
        AND "segmentId" = ANY(${[...segmentIds]}::uuid[]) AND "nameKey" = asked.key OFFSET 0) c`,
  );
  if (importer.scope.memberId !== null) for (const { taken } of rows) ground.taken.add(taken);
  return rows.map(({ id }) => id);
};

/**
 * Customers by these phones and mails: who was there before goes before whom the file has brought since.
 * @returns their names, where they were not known yet
 */
const learnReached = async (scope: Scope, intake: Intake, marks: readonly string[]): Promise<readonly string[]> => {
  const { reached, calledBy, country, customers, askedFor } = intake.ground;
  const asked = new Set(marks.filter((mark) => !askedFor.has(mark)));
  const ids = asked.size > 0 ? await idsReached(scope, [...asked], country) : [];
  const met = await readCustomers(scope, intake, ids);
  const names = met.map(({ key }) => key);
  const keys = await learnNamed(scope, intake, names);
  const found = new Map<string, KnownCustomer>();
  for (const one of met) {
    const known = customers.get(one.key)?.find(({ id }) => id === one.id) ?? one;
    for (const { phones, facts } of one.contacts)
      reach({ reached: found, calledBy, country }, known, { phones, mail: facts.mail });
  }
  for (const [mark, known] of found) if (asked.has(mark) || !reached.has(mark)) reached.set(mark, known);
  for (const mark of [...asked, ...found.keys()]) askedFor.add(mark);
  return keys;
};

const isLoose = ({ deal, customer }: RowValues): boolean => deal !== undefined && customer.key === "";

/** What deals without a customer are known by. */
const looseKeys = (rows: readonly PlannedRow[], ground: Ground): string[] =>
  rows.flatMap(({ values }) => {
    const seat = isLoose(values) ? seatFor(values, ground) : undefined;
    return seat && "memberId" in seat ? [looseKey(seat.memberId, values)] : [];
  });

/**
 * Keys of activities that are there, whatever was corrected of them since; and those of sales lines of these customers
 * and days, as a line is one of several that say the same.
 */
const readOnce = async (scope: Scope, rows: readonly PlannedRow[], ground: Ground): Promise<readonly string[]> => {
  const [keys, customers, days] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { values } of rows)
    for (const known of ground.customers.get(values.customer.key) ?? []) {
      for (const key of keysOf(values, known, ground)) keys.add(key);
      if (values.sale) [customers.add(known.id), days.add(values.sale.soldOn)];
    }
  const found = await ask<{ onceKey: string }>(
    scope,
    Prisma.sql`
    SELECT "onceKey" FROM "Activity"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "onceKey" = ANY(${[...keys]}::text[])
    UNION ALL SELECT "onceKey" FROM (
      SELECT "organizationId", "onceKey" FROM "SalesLine"
      WHERE "customerId" = ANY(${[...customers]}::uuid[]) AND "soldOn" = ANY(${[...days]}::date[]) OFFSET 0) known
    WHERE "organizationId" = ${scope.organizationId}::uuid`,
  );
  return found.map(({ onceKey }) => onceKey);
};

export interface DecidedRow extends PlannedRow {
  readonly decision: Decision;
}

/** What would become of the rows of a lot. Writes nothing; the intake then knows what they would make. */
export const planLot = async (scope: Scope, intake: Intake, lot: readonly PlannedRow[]) => {
  const learned = await learn(scope, intake, lot);
  const { ground } = intake;
  const writes = new Writes({ kept: !intake.dry });
  const rows = learned.map(({ row, values: said }): DecidedRow => {
    const { values, noted } = asListed(said, ground);
    const { why, ...decision } = decide(row, values, { ground, writes });
    remember(intake, { row, values }, { why, ...decision });
    return {
      row,
      values: asDecided(decision.left ?? values, decision),
      decision: { ...decision, why: isTaken(decision) ? [...why, ...noted] : why },
    };
  });
  return { rows, writes };
};

const isTaken = ({ verdict }: Pick<Decision, "verdict">): boolean => verdict === "make" || verdict === "merge";

/** What is only told of a customer, no row asks for again; which deal that was there is meant, the next may ask. */
const remember = ({ dry, ground }: Intake, { row, values }: PlannedRow, { verdict, customer }: Decision): void => {
  if (!isTaken({ verdict }) && !(verdict === "skip" && values.deal?.isUnnamed)) return;
  if (values.activity || values.sale || values.customer.key === "") return;
  const marks = marksOf(values.contact, ground.country);
  dry?.earlier.add(row, new Set([values.customer.key, customer ?? values.customer.key, ...marks]));
};
