import { fromColumn, type PlainDate } from "../../core/dates.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { worksIn } from "../../data/scope.ts";
import type { Quadrant } from "../../domain/worth.ts";
import type { BirthMonth } from "./rules.ts";

/** Somebody of whose birthday only the month is known, at a customer of a member. */
export interface BornInMonth {
  readonly memberId: MemberId;
  readonly customerId: string;
  readonly contactId: string;
  /** The day on which the month is told. */
  readonly on: PlainDate;
  readonly flags: readonly string[];
  readonly quadrant: Quadrant | null;
}

/** Those whose month it is, never those who want no contact. */
export async function readBornIn(
  scope: Scope,
  { members, months }: { readonly members: readonly MemberId[]; readonly months: readonly BirthMonth[] },
): Promise<BornInMonth[]> {
  if (months.length === 0) return [];
  const column = <Key extends keyof BirthMonth>(key: Key) => months.map((each) => each[key]);
  const rows = await from(scope).$queryRaw<(Omit<BornInMonth, "memberId" | "on"> & { memberId: string; on: Date })[]>`
    SELECT c."ownerId" AS "memberId", c.id AS "customerId", k.id AS "contactId", b."on",
           coalesce(c.flags::text[], '{}') AS flags, c.quadrant::text AS quadrant
    FROM unnest(${column("calendar")}::text[], ${column("month")}::int[], ${column("leap")}::boolean[],
                ${column("on")}::date[]) AS b(calendar, month, leap, "on")
    JOIN "Contact" k ON k."organizationId" = ${scope.organizationId}::uuid
      AND k."birthdayCalendar" = b.calendar::"BirthdayCalendar" AND k."birthMonth" = b.month AND k."birthDay" IS NULL
      AND k."birthLeap" = b.leap
    JOIN "Customer" c ON c.id = k."customerId"
    WHERE c."ownerId" = ANY(${[...members]}::uuid[]) AND NOT k."doNotContact"
      AND ${worksIn(Prisma.sql`c."ownerId"`, Prisma.sql`c."segmentId"`)}`;
  return rows.map((row) => ({ ...row, memberId: asMemberId(row.memberId), on: fromColumn(row.on) }));
}
