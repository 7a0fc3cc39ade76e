import type { Scope } from "../../core/scope.ts";
import { ask } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
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
