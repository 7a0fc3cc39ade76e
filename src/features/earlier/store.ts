import type { Scope } from "../../core/scope.ts";
import { ask } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import type { LooseDeal } from "../../domain/deals-met.ts";
import type { RowValues } from "../../domain/row-values.ts";

export interface SaidRow {
  readonly row: number;
  readonly values: RowValues;
}

/** What these rows of an import say, as one text: row by row, the ORM takes longer than all the rest. */
export const readSaid = async (scope: Scope, importId: string, rows: readonly number[]): Promise<SaidRow[]> => {
  if (rows.length === 0) return [];
  const [found] = await ask<{ rows: string }>(
    scope,
    Prisma.sql`
    SELECT coalesce(json_agg(said), '[]')::text AS rows FROM (
      SELECT row, values FROM "ImportRow"
      WHERE "importId" = ${importId}::uuid AND "organizationId" = ${scope.organizationId}::uuid AND row = ANY(${[...rows]}::int[])) said`,
  );
  return JSON.parse(found?.rows ?? "[]");
};

/** Deals that came without a customer, by their keys, as they stand by now. */
export const readLoose = async (
  scope: Scope,
  keys: readonly string[],
): Promise<readonly (readonly [key: string, LooseDeal])[]> => {
  if (keys.length === 0) return [];
  const found = await ask<Omit<LooseDeal, "madeIn"> & { readonly importKey: string }>(
    scope,
    Prisma.sql`
    SELECT "importKey", stage::text, "amountMinor"::text AS amount, "firstMeetingOn"::text, "expectedOn"::text,
      "closedOn"::text, "customerId" IS NOT NULL AS "hasCustomer",
      coalesce("importKey" LIKE "ownerId" || ' %', false) AS "isTheirs" FROM "Deal"
    WHERE "organizationId" = ${scope.organizationId}::uuid AND "importKey" = ANY(${[...keys]}::text[])`,
  );
  return found.map(({ importKey, ...deal }) => [importKey, { ...deal, madeIn: undefined }]);
};
