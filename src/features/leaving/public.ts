import { dateIn } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Role } from "../../core/scope.ts";
import { seesAllSegments } from "../../domain/roles.ts";
import { tell } from "../../notify/tell.ts";
import { tellOfLeavingStandIn } from "../absence/public.ts";
import { settleRequests } from "../accountrequests/public.ts";
import { askNewSigner, settleIn } from "../asking/public.ts";
import { feePaper } from "../fees/public.ts";
import {
  rankIn,
  readInCharge,
  readTeamsWithOrphans,
  type Stood,
  showOrphans,
  showOrphansTo,
  tellOfOrphans,
} from "../handover/public.ts";
import { leaveImports, returnImports } from "../importing/public.ts";
import { asHouse, becomeOrphans, giveBack } from "../ownership/public.ts";
import { followCustomers, passOn } from "../passing/public.ts";
import { passedCard } from "../possessions/public.ts";
import { endShares } from "../sharing/public.ts";
import { returnUnseen, settleTasks } from "../tasks/public.ts";
import {
  type Along,
  type Mover,
  readLeaver,
  readLoosePapers,
  readMovedWith,
  readNames,
  readOrphaned,
  readOwned,
  readPassed,
  readSegmentsBut,
  type Standing,
  settleLooseEnds,
  type Team,
  takeAlong,
} from "./store.ts";

export type { Along } from "./store.ts";

/**
 * Somebody's account was closed: their customers are orphans at once, what they have open with customers of others goes
 * to those, whoever may hand over has the list, and admins can take back what was just imported.
 */
export async function leave(change: Change, memberId: MemberId): Promise<void> {
  const orphans = await readOwned(change, memberId);
  await becomeOrphans(change, orphans);
  await settle(change);
  await settleTasks(change, memberId);
  await leaveImports(change, memberId);
  await endShares(change, memberId);
  await tellOfLeavingStandIn(change, memberId);
  await settleRequests(change, memberId, "closed");
  const { name, teamIds, ...before } = await readLeaver(change, memberId, orphans);
  for (const teamId of teamIds) await tellOfOrphans(change, { teamId, leaver: { id: memberId, name } });
  await tellNewInCharge(change, { memberId, before, after: NOWHERE, told: teamIds });
}

/** Of somebody whose account is closed, or who has none yet. */
const NOWHERE: Standing = { roles: [], teams: [] };

/**
 * An account that was closed is open again, or a new one: what nobody has taken over meanwhile is the member's as before,
 * also to take back.
 * @param wasOpen it was open all along, and whoever stands otherwise by now has moved
 */
export async function comeBack(change: Change, memberId: MemberId, wasOpen = false): Promise<void> {
  const orphans = await readOrphaned(change, memberId);
  await giveBack(change, orphans, memberId);
  await settle(change);
  await returnImports(change, memberId);
  await settleRequests(change, memberId, "opened");
  const { teamIds, roles, teams } = await readLeaver(change, memberId, orphans);
  for (const teamId of teamIds) await showOrphans(change, teamId);
  if (wasOpen) return;
  // Of one who left before shares ended with that.
  await endShares(change, memberId);
  await tellOfNewPart(change, { memberId, before: NOWHERE, after: { roles, teams } });
}

/**
 * Somebody was changed. What they have open in a segment they have left stays there; within a segment their customers
 * and open deals come along, into the first of its teams. Tasks about customers they see no more go back.
 */
export async function move(
  change: Change,
  memberId: MemberId,
  { before, after }: { readonly before: Standing; readonly after: Standing },
): Promise<Along | undefined> {
  const segmentIds = await segmentsLeft(change, { before, after });
  if (segmentIds.length > 0) await settle(change, { memberId, segmentIds });
  await showOrphansTo(change, memberId);
  const left = before.teams.filter(({ id }) => !after.teams.some((team) => team.id === id));
  const moves = left.flatMap((team) => {
    const to = after.teams.find(({ segmentId }) => segmentId === team.segmentId);
    return to ? [{ left: team, to }] : [];
  });
  const along = await takeAlong(change, memberId, moves);
  await returnUnseen(change, memberId);
  await tellOfNewPart(change, { memberId, before, after });
  return along;
}

/** Somebody stands otherwise by now, and has what waits for whoever stands so: orphans, and papers to sign. */
async function tellOfNewPart(change: Change, stood: Stood & { readonly after: Standing }): Promise<void> {
  await tellNewInCharge(change, stood);
  await askNewSigner(asHouse(change), feePaper, stood);
}

/** Somebody whose account was open has other roles by now, in the same teams. */
export async function tellOfNewRoles(change: Change, memberId: MemberId, had: readonly Role[]): Promise<void> {
  const { roles, teams } = await readLeaver(change, memberId, []);
  await tellOfNewPart(change, { memberId, before: { roles: had, teams }, after: { roles, teams } });
}

const LEADING: ReadonlySet<Role> = new Set(["manager", "segment_admin", "coordinator", "admin"]);
/**
 * Somebody stands otherwise by now: whoever hands over a team's orphans from then on, and did not before, has the list at
 * once; but of the teams that they were told of already.
 */
async function tellNewInCharge(
  change: Change,
  { after, told = [], ...stood }: Stood & { readonly after: Standing; readonly told?: readonly string[] },
): Promise<void> {
  if (![...stood.before.roles, ...after.roles].some((role) => LEADING.has(role))) return;
  for (const team of await readTeamsWithOrphans(change)) {
    if (told.includes(team.id) || rankIn(stood.before, team) === rankIn(after, team)) continue;
    const had = await readInCharge(change, team.id, stood);
    const now = await readInCharge(change, team.id);
    // An admin who could hand over nothing had no list.
    const known = new Set(had.admins === now.admins ? had.members : []);
    const only = new Set(now.members.filter((id) => !known.has(id)));
    if (only.size > 0) await tellOfOrphans(change, { teamId: team.id, only });
  }
}

/** What is in a team is another's from now on: whoever is in charge there has the list of its orphans, whoever signs there its papers. */
export async function tellOfMovedWork(
  change: Change,
  { was, teamId, fees }: { readonly was: string; readonly teamId: string; readonly fees: readonly string[] },
): Promise<void> {
  await showOrphans(change, was);
  const waiting = await readTeamsWithOrphans(change);
  if (waiting.some(({ id }) => id === teamId)) await tellOfOrphans(change, { teamId });
  else await showOrphans(change, teamId);
  await settleIn(asHouse(change), feePaper, fees);
}

/** A team was changed, and is in another segment than it was: what its people have open in that one stays there, and so do its papers. */
export async function moveTeam(change: Change, was: Pick<Team, "id" | "segmentId">): Promise<void> {
  for (const { id, roles, teams } of await readMovedWith(change, was)) {
    const before = teams.map((team) => (team.id === was.id ? { ...team, ...was } : team));
    await move(change, id, { before: { roles, teams: before }, after: { roles, teams } });
  }
  await followCustomers(change, { teamId: was.id });
}

/** Who works in no segment serves all; an executive or a coordinator sees all from wherever they work. */
const servesAll = ({ roles, teams }: Standing): boolean => teams.length === 0 || seesAllSegments(roles);

const sells = ({ roles }: Standing): boolean => roles.includes("rep") || roles.includes("manager");

/** The segments somebody worked in and works in no more; all but theirs when they served all till now. */
export const segmentsLeft = async (
  change: Change,
  { before, after }: { readonly before: Standing; readonly after: Standing },
): Promise<readonly string[]> => {
  // Who sells no more leaves every segment they sold in: nobody else may own customers.
  const stops = sells(before) && !sells(after);
  if (!stops && servesAll(after)) return [];
  const kept = stops ? [] : after.teams.map(({ segmentId }) => segmentId);
  if (servesAll(before)) return readSegmentsBut(change, kept);
  return before.teams.map(({ segmentId }) => segmentId).filter((id) => !kept.includes(id));
};

const settle = async (change: Change, mover?: Mover): Promise<void> => {
  await tellPassed(change, await readPassed(change, await settleLooseEnds(change, mover)), mover === undefined);
  const papers = await readLoosePapers(change, mover);
  const moves = papers.map(({ id, ownerId: to }) => ({ id, to }));
  await passOn(asHouse(change), feePaper, { moves, way: "settled" });
};

/** Whoever has what somebody had open is told, of each of those once. */
async function tellPassed(change: Change, all: Awaited<ReturnType<typeof readPassed>>, left: boolean): Promise<void> {
  if (all.length === 0) return;
  const names = await readNames(
    change,
    all.map(({ was }) => was),
  );
  const ways = new Map(all.map(({ was, to }) => [`${was}:${to}`, { was, to }]));
  for (const [way, { was, to }] of ways) {
    const theirs = all.filter((one) => one.was === was && one.to === to);
    await tell(change, {
      key: `passed:${way}:${change.at.toISOString()}`,
      to: { member: to },
      card: ({ language, zone }) =>
        passedCard({ name: names.get(was) ?? "", left, all: theirs }, { language, today: dateIn(zone, change.at) }),
    });
  }
}
