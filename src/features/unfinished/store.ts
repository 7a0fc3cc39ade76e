import type { Instant } from "../../core/clock.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { ImportState } from "../imports/public.ts";

/** Looked at before then and never taken in, or halted half-way and left there. */
export const readLeftLying = async (scope: Scope, before: Instant): Promise<{ id: string; state: ImportState }[]> =>
  from(scope).import.findMany({
    where: {
      ...{ organizationId: scope.organizationId, createdAt: { lt: before } },
      state: { in: ["read", "planned", "halted"] },
    },
    select: { id: true, state: true },
    take: 100,
  });
