import type { Instant } from "../../core/clock.ts";
import { fromColumn, plainDate } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { ask, from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { feeInSight, memberSeesCustomer } from "../../data/scope.ts";
import type { Contract } from "../../domain/contract.ts";
import type { CustomerFlag, CustomerKind } from "../../domain/customers.ts";
import type { Paper } from "../approvals/public.ts";
import type { FeeDeal } from "../contracts/public.ts";
import type { Flag, Purpose, Recipient } from "./rules.ts";

export { organizationOf } from "../../data/organization.ts";

/** A line of the gift and hospitality register. */
export interface RegisterLine {
  readonly feeId: string;
  readonly contactId: string;
  readonly requesterId: MemberId;
  readonly minor: bigint;
  readonly at: Instant;
  /** Whether the scope may see the paper itself. */
  readonly seen: boolean;
}

/** Whose lines of the register count for a request. */
export interface Recipients {
  readonly contactIds: readonly string[];
  readonly customerId: string;
  readonly requesterId: MemberId;
}

/**
 * What these contacts were to be given since then, whoever asked for it, as the register is the organization's; and what
 * the requester asked for anybody at the customer.
 */
export const registerOf = async (
  scope: Scope,
  { contactIds, customerId, requesterId }: Recipients,
  since: Instant,
): Promise<RegisterLine[]> => {
  const rows = await from(scope).$queryRaw<(Omit<RegisterLine, "requesterId"> & { requesterId: string })[]>`
    SELECT r."feeId", r."contactId", f."requesterId", r."amountMinor" AS minor, f."createdAt" AS at,
      (${visibleFees(scope)}) AS seen
    FROM "FeeRecipient" r JOIN "Fee" f ON f.id = r."feeId"
    WHERE r."organizationId" = ${scope.organizationId}::uuid AND f."createdAt" >= ${since}::timestamptz
      AND (r."contactId" = ANY(${[...contactIds]}::uuid[]) OR r."feeId" = ANY(ARRAY(
        SELECT o.id FROM "Fee" o WHERE o."organizationId" = ${scope.organizationId}::uuid
          AND o."customerId" = ${customerId}::uuid AND o."createdAt" >= ${since}::timestamptz
          AND (o."requesterId" = ${requesterId}::uuid OR EXISTS (SELECT FROM "Approval" a
            WHERE a.subject = 'fee' AND a."subjectId" = o.id AND a."askerId" = ${requesterId}::uuid)))))`;
  return rows.map((row) => ({ ...row, requesterId: asMemberId(row.requesterId) }));
};

/** The next number of the year. Held until the change ends, so requests of an organization are sent one after another. */
export const takeNumber = async (change: Change, year: number): Promise<number> => {
  const key = { organizationId: change.organizationId, series: "FE", year };
  const row = await from(change).paperNumber.upsert({
    where: { organizationId_series_year: key },
    create: { ...key, last: 1 },
    update: { last: { increment: 1 } },
  });
  return row.last;
};

export interface NewFee {
  readonly id: string;
  readonly number: string;
  readonly deal: FeeDeal;
  readonly requesterId: MemberId;
  readonly teamId: string;
  readonly purpose: Purpose;
  readonly what: string;
  readonly amount: Money;
  /** What the requester said of a tender at the customer. */
  readonly tender: boolean;
  readonly flags: readonly Flag[];
  /** By contact. */
  readonly shares: ReadonlyMap<string, Money>;
}

export const createFee = async (change: Change, fee: NewFee): Promise<void> => {
  const { organizationId } = change;
  const { number, requesterId, teamId, purpose, what, amount } = fee;
  const data = {
    ...{ number, requesterId, teamId, purpose, what },
    customerId: fee.deal.customer.id,
    dealId: fee.deal.id,
    amountMinor: amount.minor,
    currency: amount.currency,
    tenderOpen: fee.tender,
    flags: [...fee.flags],
  };
  const shares = [...fee.shares].map(([contactId, { minor }]) => ({ contactId, amountMinor: minor }));
  const recipients = { create: shares.map((share) => ({ ...share, organizationId })) };
  await from(change).fee.create({ data: { ...data, id: fee.id, organizationId, createdAt: change.at, recipients } });
  await audit(change, { what: "fee.sent", subject: `fee:${fee.id}`, after: { ...data, recipients: shares } });
};

/** Somebody else has them from now on. */
export const passFees: Paper["passOn"] = async (change: Change, passed) => {
  const rows = await from(change).$queryRaw<{ id: string; before: object; after: object }[]>`
    UPDATE "Fee" f SET "requesterId" = u.holder
    FROM unnest(${passed.map(({ id }) => id)}::uuid[], ${passed.map(({ to }) => to)}::uuid[]) AS u(id, holder), "Fee" b
    WHERE f.id = u.id AND b.id = f.id AND f."organizationId" = ${change.organizationId}::uuid
    RETURNING f.id, json_build_object('requesterId', b."requesterId") AS before, json_build_object('requesterId', u.holder) AS after`;
  for (const { id, before, after } of rows)
    await audit(change, { what: "fee.passedOn", subject: `fee:${id}`, before: { ...before }, after: { ...after } });
};

/** Fees a scope may see: one's own; a clerk or manager the team's; who signs for the whole organization all; a stand-in too. */
const visibleFees = (scope: Scope): Prisma.Sql =>
  Prisma.sql`f."organizationId" = ${scope.organizationId}::uuid AND ${feeInSight(scope, Prisma.sql`f`)}`;

/** A fee with what its card tells. The names are part of the paper: whoever may sign it reads them. */
export interface Fee {
  readonly id: string;
  readonly number: string;
  readonly dealId: string;
  readonly customerName: string;
  readonly customerKind: CustomerKind;
  readonly customerFlags: readonly CustomerFlag[];
  /** Of those who sign, and the requester: who may see the customer, where it has flags. */
  readonly flagsSeenBy: readonly MemberId[];
  readonly purpose: Purpose;
  readonly what: string;
  readonly amount: Money;
  /** Null: it was not asked yet when this one was sent. */
  readonly tender: boolean | null;
  readonly flags: readonly Flag[];
  readonly recipients: readonly Recipient[];
  readonly contract: Contract;
  readonly contractAmount: Money | null;
  readonly collected: Money;
  /** Minor units that stand in the register for its recipients this year: of this fee, and of all others that count. */
  readonly thisYear: { readonly own: bigint; readonly others: bigint };
}

interface FeeRow
  extends Pick<Fee, "id" | "number" | "dealId" | "purpose" | "what" | "tender" | "flags" | "recipients"> {
  readonly stage: string;
  readonly contractSignedOn: Date | null;
  readonly papersSigned: boolean;
  readonly before: { readonly deal: string; readonly signedOn: string | null } | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly name: string;
  readonly shortNames: string[];
  readonly kind: CustomerKind;
  readonly customerFlags: CustomerFlag[];
  readonly flagsSeenBy: MemberId[];
  readonly dealMinor: bigint | null;
  readonly dealCurrency: string;
  readonly collected: bigint;
  readonly own: bigint;
  readonly others: bigint;
}

const contractOf = ({ stage, papersSigned, contractSignedOn, before }: FeeRow): Contract => ({
  signed: contractSignedOn !== null || papersSigned || stage === "won",
  signedOn: contractSignedOn && fromColumn(contractSignedOn),
  lost: stage === "lost",
  before: before && { deal: before.deal, signedOn: before.signedOn === null ? null : plainDate(before.signedOn) },
});

/**
 * Another signed deal of the customer, of the requester's own sight: its owner sees it, and whoever has the customer or
 * was given to share it. Of any other a paper that comes to nothing would tell them.
 */
const signedBefore = Prisma.sql`(
  SELECT json_build_object('deal', o.name, 'signedOn', o."contractSignedOn") FROM "Deal" o
  WHERE o."customerId" = c.id AND o.id <> d.id AND o.stage <> 'lost'
    AND (o.stage = 'won' OR o."papersSigned" OR o."contractSignedOn" IS NOT NULL)
    AND (o."ownerId" = f."requesterId" OR c."ownerId" = f."requesterId" OR EXISTS (
      SELECT FROM "CustomerShare" h WHERE h."customerId" = c.id AND h."memberId" = f."requesterId"))
  ORDER BY o.id LIMIT 1)`;

/** Who sees only the money of a customer sees none of its flags. */
const flagsSeenBy = Prisma.sql`ARRAY(
  SELECT m.id::text FROM "Member" m
  WHERE m."organizationId" = f."organizationId" AND c.flags <> '{}'
    AND (m.id = f."requesterId" OR m.roles && '{clerk,manager,finance,executive,compliance}'::"Role"[]) AND ${memberSeesCustomer(Prisma.sql`m.id`, Prisma.sql`c`)})`;

/** Whether another paper about this customer said since then that a tender is open; of all, or of those in sight. */
export const tenderSaid = async (
  scope: Scope,
  { customerId, since }: { readonly customerId: string; readonly since: Instant },
): Promise<{ readonly atAll: boolean; readonly seen: boolean }> => {
  const [row] = await from(scope).$queryRaw<{ atAll: boolean; seen: boolean }[]>`
    SELECT count(*) > 0 AS "atAll", count(*) FILTER (WHERE ${visibleFees(scope)}) > 0 AS seen FROM "Fee" f
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND f."customerId" = ${customerId}::uuid
      AND f."createdAt" >= ${since}::timestamptz AND f."tenderOpen"`;
  return row ?? { atAll: false, seen: false };
};

/** In SQL, of an approval a: its fee is seen. */
export const approvedInSight = (scope: Scope): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM "Fee" f WHERE f.id = a."subjectId" AND ${visibleFees(scope)})`;

// None comes for a lost deal; for one won without an amount, which imports bring in, only while finance waits for it.
/** In SQL, of a fee f and its approval a: under way, or approved and its money still to come (domain.md §8.3). */
export const stillOpen = Prisma.sql`(a.state = 'waiting' OR a.state = 'approved' AND NOT EXISTS (
  SELECT FROM "Deal" d WHERE d.id = f."dealId" AND (d.stage = 'lost'
    OR d.stage = 'won' AND COALESCE(d."amountMinor", 0) = 0 AND d."moreDueSince" IS NULL
    OR d."amountMinor" > 0 AND d."amountMinor" <= (
      SELECT sum(k."amountMinor") FROM "Collection" k
      WHERE k."organizationId" = d."organizationId" AND k."dealId" = d.id AND k.currency = d.currency))))`;

/** Those for a customer that the scope sees, the newest first: all under way; or all that this member has and that are open. */
export async function readOpen(scope: Scope, customerId: string, requesterId?: MemberId): Promise<string[]> {
  const open = requesterId
    ? Prisma.sql`${stillOpen} AND a."requesterId" = ${requesterId}::uuid`
    : Prisma.sql`a.state = 'waiting'`;
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT f.id FROM "Fee" f JOIN "Approval" a ON a.subject = 'fee' AND a."subjectId" = f.id AND ${open}
    WHERE ${visibleFees(scope)} AND f."customerId" = ${customerId}::uuid
    ORDER BY f."createdAt" DESC LIMIT 10`;
  return rows.map(({ id }) => id);
}

/**
 * All that is known of fees, in one query: it is on the way of every decision. What others gave the recipients is fenced
 * (OFFSET 0) to begin with the recipient: beginning with the approvals it would walk through all there ever were.
 */
export const readFees = async (scope: Scope, ids: readonly string[]): Promise<Fee[]> => {
  const newYear = Prisma.sql`date_trunc('year', ${scope.clock.now()}::timestamptz, z.zone)`;
  const rows = await ask<FeeRow>(
    scope,
    Prisma.sql`
    SELECT f.id, f.number, f."dealId", f.purpose::text, f.what, f."amountMinor", f.currency, f."tenderOpen" AS tender, f.flags,
      c.name, COALESCE(c."shortNames", '{}') AS "shortNames", c.kind::text,
      COALESCE(c.flags::text[], '{}') AS "customerFlags", ${flagsSeenBy} AS "flagsSeenBy", d.stage::text, d."contractSignedOn", d."papersSigned",
      d."amountMinor" AS "dealMinor", d.currency AS "dealCurrency",
      ${signedBefore} AS before,
      (SELECT COALESCE(sum(k."amountMinor"), 0)::bigint FROM "Collection" k
        WHERE k."organizationId" = d."organizationId" AND k."dealId" = d.id AND k.currency = d.currency) AS collected,
      (SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'publicSector', p."publicSector")
          ORDER BY p."createdAt", p.id)
        FROM "FeeRecipient" r JOIN "Contact" p ON p.id = r."contactId" WHERE r."feeId" = f.id) AS recipients,
      CASE WHEN f."createdAt" >= ${newYear} THEN f."amountMinor" ELSE 0 END AS own,
      (SELECT COALESCE(sum(g."amountMinor"), 0)::bigint
        FROM "FeeRecipient" r CROSS JOIN LATERAL (SELECT * FROM "FeeRecipient" g WHERE g."organizationId" = r."organizationId"
          AND g."contactId" = r."contactId" AND g."feeId" <> f.id OFFSET 0) g
        WHERE r."feeId" = f.id AND EXISTS (SELECT FROM "Fee" o WHERE o.id = g."feeId" AND o."createdAt" >= ${newYear})
          AND (SELECT a.state FROM "Approval" a WHERE a.subject = 'fee' AND a."subjectId" = g."feeId")
            IN ('waiting', 'approved')) AS others
    FROM "Fee" f JOIN "Organization" z ON z.id = f."organizationId" JOIN "Deal" d ON d.id = f."dealId" JOIN "Customer" c ON c.id = f."customerId"
    WHERE f.id = ANY(${[...ids]}::uuid[]) AND ${visibleFees(scope)}`,
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    dealId: row.dealId,
    customerName: row.shortNames[0] ?? row.name,
    customerKind: row.kind,
    customerFlags: row.customerFlags,
    flagsSeenBy: row.flagsSeenBy,
    purpose: row.purpose,
    what: row.what,
    amount: money(row.amountMinor, currency(row.currency)),
    tender: row.tender,
    flags: row.flags,
    recipients: row.recipients,
    contract: contractOf(row),
    contractAmount: row.dealMinor === null ? null : money(row.dealMinor, currency(row.dealCurrency)),
    collected: money(row.collected, currency(row.dealCurrency)),
    thisYear: { own: row.own, others: row.others },
  }));
};

/** Approved fees whose deal received money since what can be paid out was last told. */
export const feesWithNewMoney = async (scope: Scope): Promise<string[]> => {
  const rows = await from(scope).$queryRaw<{ id: string }[]>`
    SELECT f.id FROM "Fee" f
    JOIN "Approval" p ON p.subject = 'fee' AND p."subjectId" = f.id AND p.state = 'approved'
    WHERE f."organizationId" = ${scope.organizationId}::uuid AND EXISTS (
      SELECT 1 FROM "Collection" c
      WHERE c."organizationId" = f."organizationId" AND c."dealId" = f."dealId" AND c.at > COALESCE((
        SELECT max(e.at) FROM "AuditEntry" e
        WHERE e."organizationId" = f."organizationId" AND e.subject = 'fee:' || f.id AND e.what = 'fee.payable'
      ), f."createdAt"))
    ORDER BY f."createdAt" DESC LIMIT 100`;
  return rows.map(({ id }) => id);
};

/** Who hears of its money: whose it is; once that account is closed the customer's owner. Null: nobody has it. */
export const readHearer = async (scope: Scope, id: string): Promise<MemberId | null> => {
  const [row] = await from(scope).$queryRaw<{ id: string | null }[]>`
    SELECT coalesce(q.id, o.id) AS id FROM "Fee" f JOIN "Customer" c ON c.id = f."customerId"
    LEFT JOIN "Member" q ON q.id = f."requesterId" AND q."closedAt" IS NULL
    LEFT JOIN "Member" o ON o.id = c."ownerId" AND o."closedAt" IS NULL
    WHERE f.id = ${id}::uuid AND f."organizationId" = ${scope.organizationId}::uuid`;
  return row?.id ? asMemberId(row.id) : null;
};

export const recordPayable = (change: Change, fee: Fee): Promise<void> =>
  audit(change, { what: "fee.payable", subject: `fee:${fee.id}`, after: { collected: fee.collected.minor } });
