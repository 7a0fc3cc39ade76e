import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { tellOfLeavingStandIn } from "../absence/public.ts";
import { passOn } from "../approvals/public.ts";
import { feePaper } from "../fees/public.ts";
import { showOrphans, tellOfOrphans } from "../handover/public.ts";
import { asHouse, becomeOrphans, giveBack } from "../ownership/public.ts";
import { settleTasks } from "../tasks/public.ts";
import { readLeaver, readLoosePapers, readOrphaned, readOwned, settleLooseEnds } from "./store.ts";

/**
 * Somebody's account was closed: their customers are orphans at once, what they have open with customers of others goes
 * to those, and whoever may hand over has the list.
 */
export async function leave(change: Change, memberId: MemberId): Promise<void> {
  const orphans = await readOwned(change, memberId);
  await becomeOrphans(change, orphans);
  await settle(change);
  await settleTasks(change, memberId);
  await tellOfLeavingStandIn(change, memberId);
  const { name, teamIds } = await readLeaver(change, memberId, orphans);
  for (const teamId of teamIds) await tellOfOrphans(change, { teamId, leaver: { id: memberId, name } });
}

/** An account that was closed is open again: what nobody has taken over meanwhile is the member's as before. */
export async function comeBack(change: Change, memberId: MemberId): Promise<void> {
  const orphans = await readOrphaned(change, memberId);
  await giveBack(change, orphans, memberId);
  await settle(change);
  const { teamIds } = await readLeaver(change, memberId, orphans);
  for (const teamId of teamIds) await showOrphans(change, teamId);
}

const settle = async (change: Change): Promise<void> => {
  await settleLooseEnds(change);
  const papers = await readLoosePapers(change);
  for (const { id, ownerId } of papers) await passOn(asHouse(change), feePaper, { id, to: ownerId });
};
