import type { Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope, StoodFor } from "../../core/scope.ts";
import { type Reader, tell } from "../../notify/tell.ts";
import { awayCard, nobodyCard, standInCard, standsNoMoreCard } from "./cards.ts";
import { type Absence, hasBegun, isStoodFor, partOf } from "./rules.ts";
import { closeAbsences, readAbsences, readGone, readInCharge, readMembersWith } from "./store.ts";

export { absenceButton, sayAway, showAbsences } from "./cards.ts";
export type { Absence } from "./rules.ts";

/** Of these members, those who are away now or soon, each with the nearest time. */
export async function absencesOf(scope: Scope, ids: readonly MemberId[]): Promise<ReadonlyMap<string, Absence>> {
  if (ids.length === 0) return new Map();
  const absences = await readAbsences(scope, ids);
  return new Map(absences.toReversed().map((absence) => [absence.away.id as string, absence]));
}

/** A member who is away, and whoever stands in. */
export interface Gone {
  readonly name: string;
  readonly standIn: { readonly id: MemberId; readonly zone: Zone; readonly segmentIds: readonly string[] };
  /** What of their work the stand-in has. */
  readonly part: Pick<StoodFor, "roles" | "teamIds">;
}

/** Of these members, those for whom somebody stands in at this moment. */
export async function goneOf(scope: Scope, ids: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Gone>> {
  const gone = (await readGone(scope, ids)).filter(isStoodFor);
  return new Map(
    gone.flatMap(({ away, standIn }) => {
      const { id, zone, teams } = standIn;
      const segmentIds = teams.map(({ segmentId }) => segmentId);
      const part = partOf({ away, standIn });
      return part ? [[away.id, { name: away.name, standIn: { id, zone, segmentIds }, part }]] : [];
    }),
  );
}

const keyOf = (change: Change, { id, version }: Absence, what: string): string =>
  `absence:${id}:${what}:${version}:${change.at.getTime()}`;

const viewOf = (change: Change, { language }: Reader) => ({ language, now: change.at });

/** Something was arranged: the stand-in hears of it, and whoever is away unless they did it themselves. */
export async function tellOfChange(
  change: Change,
  { before, after, by }: { readonly before: Absence | undefined; readonly after: Absence; readonly by: string },
): Promise<void> {
  const { away, standIn } = after;
  if (standIn.id !== change.memberId)
    await tell(change, {
      key: keyOf(change, after, "standIn"),
      to: { member: standIn.id },
      card: (reader) => standInCard(after, viewOf(change, reader)),
    });
  if (before && before.standIn.id !== standIn.id && before.standIn.open && before.standIn.id !== change.memberId)
    await tell(change, {
      key: keyOf(change, after, "replaced"),
      to: { member: before.standIn.id },
      card: (reader) => standsNoMoreCard(after, false, reader),
    });
  if (away.id !== change.memberId)
    await tell(change, {
      key: keyOf(change, after, "away"),
      to: { member: away.id },
      card: (reader) => awayCard(after, viewOf(change, reader), by),
    });
}

/** It has begun: both hear of it, or the one that nobody stands in; who only does other work was told of just before. */
export async function tellOfBeginning(change: Change, absence: Absence): Promise<void> {
  if (!isStoodFor(absence)) return absence.standIn.open ? undefined : tellOfNobody(change, absence);
  await tell(change, {
    key: keyOf(change, absence, "begun"),
    to: { member: absence.away.id },
    card: (reader) => awayCard(absence, viewOf(change, reader)),
  });
  await tell(change, {
    key: keyOf(change, absence, "standIn"),
    to: { member: absence.standIn.id },
    card: (reader) => standInCard(absence, viewOf(change, reader)),
  });
}

/** The stand-in has changed work: whoever is away hears of it, and the admins do, once. */
export async function tellOfUnfit(change: Change, absence: Absence): Promise<void> {
  await tellOfNobody(change, absence, await readMembersWith(change, "admin"));
}

async function tellOfNobody(change: Change, absence: Absence, inCharge: readonly MemberId[] = []): Promise<void> {
  for (const id of new Set([absence.away.id, ...inCharge]))
    await tell(change, {
      key: keyOf(change, absence, `nobody:${id}`),
      to: { member: id },
      card: (reader) => nobodyCard(absence, viewOf(change, reader)),
    });
}

/** It is called off before it began: the stand-in hears of it. What has begun and is over is told by the minute's tick. */
export async function tellOfEnd(change: Change, absence: Absence): Promise<void> {
  if (hasBegun(absence, change.at) || !absence.standIn.open || absence.standIn.id === change.memberId) return;
  await tell(change, {
    key: keyOf(change, absence, "calledOff"),
    to: { member: absence.standIn.id },
    card: (reader) => standsNoMoreCard(absence, false, reader),
  });
}

/**
 * Somebody's account was closed: they are not away any more, which whoever was to stand in hears, and for whom they
 * stood in has nobody until another is chosen, which those hear and the managers of their teams.
 */
export async function tellOfLeavingStandIn(change: Change, memberId: MemberId): Promise<void> {
  const ended = await readAbsences(change, [memberId]);
  await closeAbsences(change, memberId);
  for (const absence of ended.filter(({ standIn }) => standIn.open))
    await tell(change, {
      key: keyOf(change, absence, "left"),
      to: { member: absence.standIn.id },
      card: (reader) => standsNoMoreCard(absence, false, reader),
    });
  for (const absence of await readAbsences(change, [memberId], true))
    await tellOfNobody(change, absence, await readInCharge(change, absence.away.id));
}
