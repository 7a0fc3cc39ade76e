import { newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { Of } from "../../data/sources.ts";
import { searchTextOf } from "../../domain/names-search.ts";
import { mendedRow } from "../../domain/written-rows.ts";
import { patternsOf } from "../copies/public.ts";
import { holdErasures, marksOf } from "../erasures/public.ts";
import { piecesWith } from "../finding/public.ts";
import { mendSource } from "../mending/public.ts";
import { readTakenBack } from "../takeback/public.ts";
import { readParts, rewriteMerges } from "../uniting/public.ts";
import { entriesAbout, SOURCES } from "../written/public.ts";
import { blanked, isOf, type Leaver, names, renamed, tellingOf, without, withoutElsewhere } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

/** That somebody was shown, or given, what is held about a contact. */
export const auditLook = (
  change: Change,
  contactId: string,
  what: "contact.shown" | "contact.exported",
): Promise<void> => audit(change, { what, subject: `contact:${contactId}` });

/** Who is called the same at other customers, whoever may see them: what is said of them is not the person's. */
export const readNamesakes = (
  scope: Scope,
  { customerId, names }: { readonly customerId: string; readonly names: readonly string[] },
) =>
  from(scope).contact.findMany({
    where: {
      ...{ organizationId: scope.organizationId, erasedAt: null, customerId: { not: customerId } },
      name: { in: [...names] },
    },
    select: {
      ...{ id: true, name: true, title: true, phones: true, mail: true, handle: true },
      customer: { select: { id: true, name: true, shortNames: true } },
    },
  });

/** Names that are looked at of those in which one is; more are not told apart, the rarest of them. */
const MOST_NAMES = 5_000;

/** What others are called, contacts and colleagues, in whose names one of the words is. */
export const readNaming = async (
  scope: Scope,
  { ids, words }: { readonly ids: readonly string[]; readonly words: readonly string[] },
): Promise<string[]> => {
  const { organizationId } = scope;
  // By the pieces that search is asked by: whoever is looked for is among hundreds of thousands.
  const indexed = words.flatMap((word) => {
    const pieces = piecesWith(word);
    const written = patternsOf({ about: [], named: [word] });
    return pieces.length === 0
      ? []
      : [Prisma.sql`k."searchPieces" @> ${pieces}::int[] AND k.name ILIKE ANY(${written})`];
  });
  if (indexed.length === 0) return [];
  const people = await from(scope).$queryRaw<{ name: string }[]>`
    SELECT k.name FROM "Contact" k
    WHERE k."organizationId" = ${organizationId}::uuid AND k."erasedAt" IS NULL AND k.id <> ALL(${[...ids]}::uuid[])
      AND (${Prisma.join(indexed, " OR ")})
    GROUP BY k.name ORDER BY count(*) DESC, k.name LIMIT ${MOST_NAMES}`;
  const OR = words.map((word) => ({ name: { contains: word, mode: "insensitive" as const } }));
  const colleagues = await from(scope).member.findMany({ where: { organizationId, OR }, select: { name: true } });
  return [...people, ...colleagues].map(({ name }) => name);
};

interface Mending {
  readonly of: Of;
  /** The person, and whoever became part of them. */
  readonly people: readonly string[];
  readonly mend: (text: string) => string;
  /** Of what is of no customer. */
  readonly mendElsewhere: (row: unknown) => unknown;
  /** What stands for the person. */
  readonly by: string;
}

/** The audit log about them; how many entries named the person. */
async function mendEntries(change: Change, { of, people, mend, mendElsewhere, by }: Mending): Promise<number> {
  const about = new Map((await entriesAbout(change, { of, people })).map((each) => [each.id, each]));
  return mendLog(change, [...about.keys()], ({ id, after }) => {
    const { subject = "", what } = about.get(id) ?? {};
    const added = what === "contact.added" || what === "contact.imported";
    const own = people.some((each) => subject === `contact:${each}` || (added && isAbout(after, each)));
    if (/^(?:task|import):/.test(subject)) return mendElsewhere;
    return (value) => (own ? blanked(value, by) : mendedRow(value, mend));
  });
}

/** The audit log of what imports brought and took back: the person was there under another id, perhaps at a customer that is gone. */
async function mendTakenBack(change: Change, leaver: Leaver, { of, mendElsewhere, by }: Mending): Promise<number> {
  const rows = await readTakenBack(change, of.telling);
  const isTheirCustomer = ({ customerId, customer }: (typeof rows)[number]) =>
    of.customers.includes(customerId) || (customer !== null && leaver.about.includes(customer));
  const theirs = new Set(rows.flatMap((row) => (isOf(leaver, row.before, isTheirCustomer(row)) ? [row.gone] : [])));
  const gone = new Map(rows.map((row) => [row.id, row.gone]));
  return mendLog(
    change,
    [...gone.keys()],
    ({ id }) =>
      (value) =>
        theirs.has(gone.get(id) ?? "") ? blanked(value, by) : mendElsewhere(value),
  );
}

type Entry = Readonly<Record<"id" | "before" | "after", unknown>> & { readonly id: string };

/** Entries mended at once: an import is as many as its rows. */
const LOT = 1_000;

/** Mends entries of the log; how many it changed. */
async function mendLog(
  change: Change,
  ids: readonly string[],
  mendOf: (entry: Entry) => (value: unknown) => unknown,
): Promise<number> {
  let changed = 0;
  for (const lot of lotsOf(ids.toSorted())) {
    // Held while they are mended: who else is erased at this moment would come back.
    const entries = await from(change).$queryRaw<Entry[]>`
      SELECT id, before, after FROM "AuditEntry"
      WHERE "organizationId" = ${change.organizationId}::uuid AND id = ANY(${lot}::uuid[]) ORDER BY id FOR UPDATE`;
    const mends = entries.flatMap((entry) => changedEntry(entry, mendOf(entry)));
    await keepEntries(change, mends);
    changed += mends.length;
  }
  return changed;
}
const lotsOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / LOT) }, (_, n) => ids.slice(n * LOT, (n + 1) * LOT));

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

const isAbout = (after: unknown, contactId: string): boolean =>
  typeof after === "object" && after !== null && Reflect.get(after, "id") === contactId;

/** Where texts may speak of the person, and as whom they are known and were before. */
export async function tellingsOf(
  scope: Scope,
  { contact, former }: Leaver,
  customerId: string,
): Promise<{ readonly of: Of; readonly people: readonly string[] }> {
  const parts = await readParts(scope, "customer", customerId);
  const customers = [customerId, ...parts.map((row) => String(row.id))];
  const telling = patternsOf({ about: [], named: [contact, ...former].flatMap(tellingOf) });
  return {
    of: { organizationId: scope.organizationId, customerId, contactId: contact.id, customers, telling },
    people: [contact, ...former].map((each) => each.id),
  };
}

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
  const { by } = leaver;
  const contactId = leaver.contact.id;
  const [mend, mendElsewhere] = [without(leaver), withoutElsewhere(leaver)];
  const id = newId();
  const people = [leaver.contact, ...leaver.former];
  await holdErasures(change);
  const marks = await marksOf(change, { people, customers: leaver.about.slice(1) });
  await from(change).erasure.create({
    data: { id, organizationId, customerId, contactId, memberId, why: mend(why), marks, at },
  });
  await from(change).$queryRaw`SELECT set_config('rapport.erasure', ${id}, true)`;
  const { of, people: ids } = await tellingsOf(change, leaver, customerId);
  const how = { of, people: ids, mend, mendElsewhere, by };
  let texts = 0;
  const mendAtTheirs = (row: unknown) => mendedRow(row, mend);
  for (const source of SOURCES)
    texts += await mendSource(change, source, {
      where: source.where(of),
      mend: source.elsewhere ? mendElsewhere : mendAtTheirs,
    });
  const entries = (await mendTakenBack(change, leaver, how)) + (await mendEntries(change, how));
  await rewriteMerges(change, { subject: "contact", ids }, (row) => blanked(row, by));
  texts += await renameColleagues(change, leaver, customerId);
  await forgetKeys(change, leaver, customerId);
  await emptyContact(change, contactId, by);
  await audit(change, {
    what: "contact.erased",
    subject: `customer:${customerId}`,
    after: { contactId, texts, entries },
  });
  return { texts, entries };
}

/** Colleagues who are known by the person: "王建国的秘书". Whose own name begins as the person's keeps it; how many do not. */
async function renameColleagues(change: Change, leaver: Leaver, customerId: string): Promise<number> {
  const where = { organizationId: change.organizationId, customerId, erasedAt: null };
  const people = await from(change).contact.findMany({
    where: { ...where, id: { not: leaver.contact.id } },
    select: { id: true, name: true },
  });
  let count = 0;
  for (const { id, name } of people) {
    const to = renamed(leaver, name);
    if (to === name) continue;
    const data = { name: to, searchText: searchTextOf(to), version: { increment: 1 } };
    // Whoever renames them at this moment has the last word.
    if ((await from(change).contact.updateMany({ where: { ...where, id, name }, data })).count === 0) continue;
    // What they were called before names the person.
    const [before, after] = [{ name: null }, { name: to }];
    await audit(change, { what: "contact.changed", subject: `contact:${id}`, before, after });
    count += 1;
  }
  return count;
}

/** By its key a deal is known again in the sheet it came from: one that names the person is not any more. */
async function forgetKeys(change: Change, leaver: Leaver, customerId: string): Promise<void> {
  const where = { organizationId: change.organizationId, customerId, importKey: { not: null } };
  const deals = await from(change).deal.findMany({ where, select: { id: true, importKey: true } });
  const naming = deals.filter(({ importKey }) => names(leaver, importKey ?? "")).map(({ id }) => id);
  await from(change).deal.updateMany({ where: { ...where, id: { in: naming } }, data: { importKey: null } });
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
