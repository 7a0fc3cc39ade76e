import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { lookupJob } from "./jobs.ts";
import { countAllFindable, createLookup, readFindable } from "./store.ts";

export { findAllButton, findEntry } from "./cards.ts";

/**
 * Looks these members up by mail and phone, after the change; whoever asked is told what came of it.
 * False when none of them can be found by anything.
 */
export async function beginLookup(change: Change, members: readonly MemberId[]): Promise<boolean> {
  if ((await createLookup(change, members)) === undefined) return false;
  await enqueue(change, lookupJob, { payload: {} });
  return true;
}

/** Whether this member can be looked up on some platform. */
export const isFindable = async (scope: Scope, id: string): Promise<boolean> =>
  (await readFindable(scope, id)) !== undefined;

/** How many an admin can have looked up; of others, who do not know everybody, none. */
export const countFindable = async (scope: Scope): Promise<number> =>
  scope.roles.has("admin") ? await countAllFindable(scope) : 0;
