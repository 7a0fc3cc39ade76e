import type { Change } from "../core/scope.ts";
import { from } from "./client.ts";

/** People and teams of an organization change one after another: the same person added twice at once is one. */
export const holdPeople = async (change: Change): Promise<void> => {
  const key = `people:${change.organizationId}`;
  await from(change).$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
};
