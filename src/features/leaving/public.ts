import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { tellOfLeavingStandIn } from "../absence/public.ts";
import { passOn } from "../approvals/public.ts";
import { feePaper } from "../fees/public.ts";
import { showOrphans, showOrphansTo, tellOfOrphans } from "../handover/public.ts";
import { asHouse, becomeOrphans, giveBack } from "../ownership/public.ts";
import { settleTasks } from "../tasks/public.ts";
import {
  type Along,
  readLeaver,
  readLoosePapers,
  readOrphaned,
  readOwned,
  settleLooseEnds,
  type Team,
  takeAlong,
} from "./store.ts";

export type { Along } from "./store.ts";

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

/**
 * Somebody works in other teams from now on. What they have open in a segment they have left stays there; within a
 * segment their customers and open deals come along, into the first of its teams.
 */
export async function move(
  change: Change,
  memberId: MemberId,
  { before, after }: { readonly before: readonly Team[]; readonly after: readonly Team[] },
): Promise<Along | undefined> {
  await settle(change, memberId);
  await showOrphansTo(change, memberId);
  const left = before.filter(({ id }) => !after.some((team) => team.id === id));
  const moves = left.flatMap((team) => {
    const to = after.find(({ segmentId }) => segmentId === team.segmentId);
    return to ? [{ left: team, to }] : [];
  });
  return takeAlong(change, memberId, moves);
}

const settle = async (change: Change, mover?: MemberId): Promise<void> => {
  await settleLooseEnds(change, mover);
  const papers = await readLoosePapers(change, mover);
  for (const { id, ownerId } of papers) await passOn(asHouse(change), feePaper, { id, to: ownerId });
};
