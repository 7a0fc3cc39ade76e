import type { Scope } from "../core/scope.ts";
import { Prisma } from "./generated/client.ts";

/** The id, and all that what it stood for became part of, one after the other: only the last of them is still there. */
export const wentInto = ({ organizationId }: Scope, id: string): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE went AS (
    SELECT ${id}::uuid AS id
    UNION SELECT m."keptId" FROM went w JOIN "Merge" m ON m."goneId" = w.id
      AND m."organizationId" = ${organizationId}::uuid AND m."undoneAt" IS NULL)
  SELECT id FROM went`;
