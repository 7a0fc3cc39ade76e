import { defineTick, type JobContext } from "../../core/job.ts";
import type { DatabaseHandle } from "../../core/scope.ts";
import { findPairs } from "./store.ts";

/** Looks for customers that are there twice, every hour: all at once is cheap, and nobody waits for it. */
export const duplicatesTick = defineTick({ name: "duplicates.find", run: (context) => find(context) });

/** Milliseconds. */
const EVERY = 3_600_000;

/** When each organization had its turn in this process; several processes find the same pairs. */
const found = new WeakMap<DatabaseHandle, Map<string, number>>();

async function find({ scope, now, change }: JobContext): Promise<void> {
  const turns = found.get(scope.database) ?? new Map<string, number>();
  found.set(scope.database, turns);
  const last = turns.get(scope.organizationId);
  if (last !== undefined && now.getTime() - last < EVERY) return;
  await change(findPairs);
  turns.set(scope.organizationId, now.getTime());
}
