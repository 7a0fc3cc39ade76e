import type { Scope } from "../../core/scope.ts";
import { ask } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { LONGEST_WORD, MOST_EVER, type StageWord } from "./rules.ts";

/** What the rows of an import call stages that nobody here knows, what most rows say first. */
export const readUnknownStages = (scope: Scope, importId: string): Promise<StageWord[]> =>
  ask<StageWord>(
    scope,
    Prisma.sql`
    SELECT reason ->> 'value' AS word, count(*)::int AS rows
    FROM "ImportRow" r CROSS JOIN LATERAL jsonb_array_elements(r.why) each (reason)
    WHERE r."organizationId" = ${scope.organizationId}::uuid AND r."importId" = ${importId}::uuid
      AND r.verdict = 'refuse' AND reason ->> 'code' = 'no_stage' AND length(reason ->> 'value') <= ${LONGEST_WORD}::int
    GROUP BY 1 ORDER BY 2 DESC, min(r.row) LIMIT ${MOST_EVER}::int`,
  );
