import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, isId, type MemberId, newId } from "../../core/ids.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { addAtEnd } from "../../data/at-end.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { readNames } from "../../data/colleagues.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { type Page, type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { visibleDeals, workedDeals } from "../../data/scope.ts";
import { sortFlags } from "../../domain/customers.ts";
import { columnsOfWhy, type Why, whyOf } from "../../domain/deal-reasons.ts";
import { OPEN_STAGES, type Stage } from "../../domain/stages.ts";
import { ofCustomersNamed } from "../finding/public.ts";
import { columnsOfMove, type Deal, moneyOf, readCriteria, type Wins } from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { type OrganizationFacts, organizationOf } from "../../data/organization.ts";

const withCustomer = {
  customer: { select: { name: true, flags: true, restUntil: true } },
} as const satisfies Prisma.DealInclude;
type DealRow = Prisma.DealGetPayload<{ include: typeof withCustomer }>;

const day = (column: Date | null): PlainDate | null => column && fromColumn(column);

const dealOf = (row: DealRow): Deal => ({
  id: row.id,
  version: row.version,
  name: row.name,
  stage: row.stage,
  customerId: row.customerId,
  customerName: row.customer?.name ?? null,
  customerFlags: sortFlags(row.customer?.flags ?? []),
  restUntil: day(row.customer?.restUntil ?? null),
  ownerId: asMemberId(row.ownerId),
  teamId: row.teamId,
  amount: row.amountMinor === null ? null : money(row.amountMinor, currency(row.currency)),
  firstMeetingOn: day(row.firstMeetingOn),
  firstMeetingAt: row.firstMeetingAt,
  lastForwardOn: fromColumn(row.lastForwardOn),
  expectedOn: day(row.expectedOn),
  criteria: readCriteria(row.criteria),
  heldUntil: day(row.heldUntil),
  warnedOn: day(row.warnedOn),
  extendedOn: day(row.extendedOn),
  contractSignedOn: day(row.contractSignedOn),
  papersSigned: row.papersSigned,
  moneyConfirmed: row.moneyConfirmedAt !== null,
  lossReason: row.lossReason,
  closedOn: day(row.closedOn),
  moneyOnly: false,
});

const readDeals = async (scope: Scope, where: Prisma.DealWhereInput, take: number) =>
  dealsOf(scope, await rowsOf(scope, { AND: [visibleDeals(scope), where] }, take));

/** Finance sees the money of every deal, and the work on those that are in its sight for another reason too. */
async function dealsOf(scope: Scope, rows: readonly DealRow[]): Promise<Deal[]> {
  const deals = rows.map(dealOf);
  if (!scope.roles.has("finance")) return deals;
  const where = { AND: [workedDeals(scope), { id: { in: deals.map(({ id }) => id) } }] };
  const worked = await from(scope).deal.findMany({ where, select: { id: true } });
  return deals.map((deal) => (worked.some(({ id }) => id === deal.id) ? deal : moneyOf(deal)));
}

const rowsOf = (scope: Scope, where: Prisma.DealWhereInput, take: number): Promise<DealRow[]> =>
  from(scope).deal.findMany({
    where,
    include: withCustomer,
    orderBy: [{ lastForwardOn: "desc" }, { id: "asc" }],
    take,
  });

/** The deal, or null when it does not exist or the scope may not see it: the two look the same. */
export const readDeal = async (scope: Scope, id: string): Promise<Deal | null> =>
  (isId(id) && (await readDeals(scope, { id }, 1))[0]) || null;

/** Those of the deals that exist and the scope may see, in the order asked for. */
export async function readDealsById(scope: Scope, ids: readonly string[]): Promise<Deal[]> {
  const found = new Map((await readDeals(scope, { id: { in: [...ids] } }, ids.length)).map((deal) => [deal.id, deal]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The open deals of a customer, the one that moved last first. */
export const readOpenDeals = (scope: Scope, customerId: string): Promise<Deal[]> =>
  readDeals(scope, { customerId, stage: { in: [...OPEN_STAGES] } }, 100);

/** Deals by a part of their name or by their customer's (also pinyin and initials); those of the asker first. */
export async function findDeals(
  scope: Scope,
  typed: string,
  { limit, stages = OPEN_STAGES }: { readonly limit: number; readonly stages?: readonly Stage[] },
): Promise<Deal[]> {
  const fits: Prisma.DealWhereInput[] = [{ name: { contains: typed.trim(), mode: "insensitive" } }];
  if (typed.trim() !== "") fits.push(...(await ofCustomersNamed(scope, typed)));
  const wanted = { stage: { in: [...stages] }, OR: fits };
  if (scope.memberId === null) return readDeals(scope, wanted, limit);
  // Every way of seeing is a query of its own: with OR between them all deals of the organization would be read.
  const { OR: sights = [{}], ...all } = visibleDeals(scope);
  const isOwn = ({ ownerId }: Prisma.DealWhereInput) => ownerId === scope.memberId;
  const own = sights.find(isOwn) ?? { ownerId: scope.memberId };
  const ways = [own, ...sights.filter((sight) => !isOwn(sight))];
  const read = (sight: Prisma.DealWhereInput) => rowsOf(scope, { AND: [all, sight, wanted] }, limit);
  const [first = [], ...others] = await Promise.all(ways.map(read));
  const found = new Map([...first, ...others.flat().sort(lastForwardFirst)].map((row) => [row.id, row]));
  return dealsOf(scope, [...found.values()].slice(0, limit));
}

const lastForwardFirst = (a: DealRow, b: DealRow): number =>
  b.lastForwardOn.getTime() - a.lastForwardOn.getTime() || (a.id < b.id ? -1 : 1);

/** What a person said of a deal, field by field; what is left out stays as it is. */
export type DealPatch = Partial<
  Pick<
    Deal,
    | "amount"
    | "firstMeetingOn"
    | "firstMeetingAt"
    | "lastForwardOn"
    | "expectedOn"
    | "criteria"
    | "heldUntil"
    | "warnedOn"
    | "extendedOn"
    | "contractSignedOn"
    | "papersSigned"
    | "lossReason"
    | "closedOn"
  >
> & { readonly moneyConfirmedBy?: MemberId };

export interface Move {
  readonly to: Stage;
  readonly cause: "person" | "rule";
  readonly why: Why;
  /** The day it counts for. */
  readonly on: PlainDate;
}

const columnsOf = (
  change: Change,
  { amount, criteria, moneyConfirmedBy, ...rest }: DealPatch,
): Prisma.DealUncheckedUpdateManyInput => ({
  ...Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      DATES.has(name) && typeof value === "string" ? toColumn(value as PlainDate) : value,
    ]),
  ),
  ...(amount && { amountMinor: amount.minor, currency: amount.currency }),
  ...(criteria && { criteria: criteria as Prisma.InputJsonObject }),
  ...(moneyConfirmedBy && { moneyConfirmedBy, moneyConfirmedAt: change.at }),
});
const DATES = new Set(
  "firstMeetingOn lastForwardOn expectedOn heldUntil warnedOn extendedOn contractSignedOn closedOn".split(" "),
);

/**
 * Changes what is known of a deal and, with `move`, its stage; the move is kept in the deal's history. Tells the deal as
 * it is now; null when it has changed since it was read: then nothing was done.
 */
export async function changeDeal(
  change: Change,
  deal: Deal,
  { patch = {}, move }: { readonly patch?: DealPatch; readonly move?: Move },
): Promise<Deal | null> {
  const [row] = await from(change).deal.updateManyAndReturn({
    where: { organizationId: change.organizationId, id: deal.id, version: deal.version },
    data: {
      ...(move && move.to !== deal.stage && columnsOfMove(deal.stage, move.to, move.on)),
      ...columnsOf(change, patch),
      version: { increment: 1 },
      updatedAt: change.at,
    },
  });
  if (!row) return null;
  if (move) recordMove(change, deal, move);
  await audit(change, {
    what: move ? "deal.moved" : "deal.changed",
    subject: `deal:${deal.id}`,
    before: {
      stage: deal.stage,
      ...Object.fromEntries(Object.keys(patch).map((name) => [name, Reflect.get(deal, name)])),
    },
    after: { ...patch, ...(move && { stage: move.to, cause: move.cause, why: move.why }) },
  });
  const { customerName, customerFlags, restUntil } = deal;
  const now: Deal = { ...dealOf({ ...row, customer: null }), customerName, customerFlags, restUntil };
  return deal.moneyOnly ? moneyOf(now) : now;
}

type Moved = Pick<Deal, "id" | "teamId"> & { readonly stage: Stage | null };
function recordMove(change: Change, deal: Moved, move: Move): void {
  const { organizationId, memberId, at } = change;
  const { to, cause, why, on } = move;
  const moved = { dealId: deal.id, teamId: deal.teamId, from: deal.stage, to, cause, movedOn: toColumn(on) };
  addMove(change, { id: newId(), organizationId, memberId, at, ...moved, ...columnsOfWhy(why) });
}

const addMove = addAtEnd<Prisma.DealMoveCreateManyInput>("DealMove");

export interface NewDeal {
  readonly name: string;
  readonly customer: { readonly id: string; readonly teamId: string; readonly segmentId: string };
  readonly owner: MemberId;
  readonly amount: Money | undefined;
  readonly expectedOn: PlainDate | undefined;
  readonly currency: string;
  /** Why it is an opportunity. */
  readonly why: string | null;
  readonly on: PlainDate;
}

/** A new deal in the first column, with the first entry of its history; its id. */
export async function createDeal(change: Change, given: NewDeal): Promise<string> {
  const id = newId();
  await from(change).deal.create({
    data: {
      id,
      organizationId: change.organizationId,
      customerId: given.customer.id,
      teamId: given.customer.teamId,
      segmentId: given.customer.segmentId,
      ownerId: given.owner,
      name: given.name,
      amountMinor: given.amount?.minor ?? null,
      currency: given.amount?.currency ?? given.currency,
      expectedOn: given.expectedOn ? toColumn(given.expectedOn) : null,
      lastForwardOn: toColumn(given.on),
      createdAt: change.at,
      updatedAt: change.at,
    },
  });
  const move: Move = { to: "opportunity", cause: "person", why: given.why, on: given.on };
  recordMove(change, { id, teamId: given.customer.teamId, stage: null }, move);
  await audit(change, {
    what: "deal.created",
    subject: `deal:${id}`,
    after: { ...given, customer: given.customer.id },
  });
  return id;
}

export interface PastMove {
  readonly id: string;
  readonly from: Stage | null;
  readonly to: Stage;
  readonly cause: "person" | "rule" | "import";
  readonly memberName: string | null;
  readonly why: Why;
  readonly movedOn: PlainDate;
}

/** Every move of a deal whose work the scope may see, newest first. */
export async function readMoves(scope: Scope, dealId: string, request: PageRequest): Promise<Page<PastMove>> {
  const where = { dealId, organizationId: scope.organizationId, deal: workedDeals(scope) };
  const page = await placedInSight(request, (id) => from(scope).dealMove.count({ where: { ...where, id } }));
  const rows = await from(scope).dealMove.findMany({
    where,
    orderBy: [{ at: "desc" }, { id: "desc" }],
    ...pageArguments(page),
  });
  const movers = rows.flatMap(({ memberId }) => memberId ?? []);
  const names = await readNames(scope, movers);
  const memberName = (id: string | null) => id && (names.get(id) ?? null);
  const { rows: shown, next } = pageOf(rows, page);
  const past = (row: (typeof rows)[number]): PastMove => {
    return { ...row, memberName: memberName(row.memberId), why: whyOf(row), movedOn: fromColumn(row.movedOn) };
  };
  return { rows: shown.map(past), next };
}

type Owned = Pick<Deal, "ownerId" | "teamId">;
type WinsOf = { readonly ownerIds: readonly string[]; readonly teamId: string };
type Win = { ownerId: string; teamId: string; days: number; own: boolean; team: boolean };

/** Days from first meeting to won of the last wins, by owner and by team; of some owners and one team when given. */
export async function readWins(scope: Scope, count: number, of?: WinsOf): Promise<(deal: Owned) => Wins> {
  const rows = await from(scope).$queryRaw<Win[]>`
    SELECT * FROM (
      SELECT "ownerId"::text, "teamId"::text, "closedOn" - "firstMeetingOn" AS days,
             row_number() OVER (PARTITION BY "ownerId" ORDER BY "closedOn" DESC, "id") <= ${count} AS own,
             row_number() OVER (PARTITION BY "teamId" ORDER BY "closedOn" DESC, "id") <= ${count} AS team
      FROM "Deal"
      WHERE "organizationId" = ${scope.organizationId}::uuid AND "stage" = 'won' AND "closedOn" >= "firstMeetingOn"
        AND (${of === undefined} OR "ownerId" = ANY(${[...(of?.ownerIds ?? [])]}::uuid[]) OR "teamId" = ${of?.teamId ?? null}::uuid)
    ) AS ranked WHERE own OR team`;
  return ({ ownerId, teamId }) => ({
    own: rows.filter((row) => row.own && row.ownerId === ownerId).map(({ days }) => days),
    team: rows.filter((row) => row.team && row.teamId === teamId).map(({ days }) => days),
  });
}
