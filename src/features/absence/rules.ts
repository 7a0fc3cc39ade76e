import type { Instant } from "../../core/clock.ts";
import { addDays, dateIn, daysBetween, instantAt, type PlainDate, plainTime, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Role, Scope, StoodFor } from "../../core/scope.ts";
import { isTeamwork } from "../../domain/roles.ts";
import { type Away, passesOn, type StandIn, standingIn, unfitAs } from "../../domain/standing-in.ts";

/** A member, as far as being away and standing in are concerned. */
export interface Colleague extends Omit<Away, "memberId"> {
  readonly id: MemberId;
  readonly zone: Zone;
  readonly open: boolean;
  /** Messages reach them on some platform. */
  readonly here: boolean;
}

/** The first and the last day somebody is away. */
export interface Days {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Somebody is away, and who stands in. */
export interface Absence {
  readonly id: string;
  readonly away: Colleague;
  readonly standIn: Colleague;
  readonly startsAt: Instant;
  /** The first moment after it. */
  readonly endsAt: Instant;
  readonly version: number;
}

export const daysOf = ({ away, startsAt, endsAt }: Pick<Absence, "away" | "startsAt" | "endsAt">): Days => ({
  from: dateIn(away.zone, startsAt),
  until: dateIn(away.zone, new Date(endsAt.getTime() - 1)),
});

const MIDNIGHT = plainTime("00:00");
export const spanOf = ({ from, until }: Days, zone: Zone): Pick<Absence, "startsAt" | "endsAt"> => ({
  startsAt: instantAt(from, MIDNIGHT, zone),
  endsAt: instantAt(addDays(until, 1), MIDNIGHT, zone),
});

export const hasBegun = ({ startsAt }: Pick<Absence, "startsAt">, now: Instant): boolean => startsAt <= now;

/** Days; who is away for longer has their account closed or their roles given to another. */
export const LONGEST = 366;

export type DaysProblem = "backwards" | "past" | "tooLong" | "tooFar";

/** Why somebody cannot be away on these days; `known` is the first day of what has begun and only changes. */
export const daysProblem = (
  { from, until }: Days,
  { today, known }: { readonly today: PlainDate; readonly known: PlainDate | undefined },
): DaysProblem | undefined => {
  if (until < from) return "backwards";
  if (from < today && from !== known) return "past";
  if (until < today) return "past";
  if (daysBetween(from, until) >= LONGEST) return "tooLong";
  return daysBetween(today, from) >= LONGEST ? "tooFar" : undefined;
};

const standInOf = ({ roles, teams }: Colleague): StandIn => ({
  roles,
  segmentIds: teams.map(({ segmentId }) => segmentId),
});

/** Whether there is anything that a stand-in would take over. */
export const hasPart = ({ roles }: Pick<Colleague, "roles">): boolean => roles.some(passesOn);

/** Why one cannot stand in for the other; undefined when they can. */
export const standInProblem = (
  standIn: Colleague,
  away: Colleague,
): "self" | "closed" | "role" | "segment" | undefined => {
  if (standIn.id === away.id) return "self";
  if (!standIn.open) return "closed";
  return unfitAs(standInOf(standIn), { ...away, memberId: away.id });
};

/** Why one cannot be chosen to stand in for the other: nor can who would not hear of it. */
export const choiceProblem = (standIn: Colleague, away: Colleague): ReturnType<typeof standInProblem> | "notHere" =>
  standInProblem(standIn, away) ?? (standIn.here ? undefined : "notHere");

/** Whether somebody stands in as it was meant: who left or changed work meanwhile does not. */
export const isStoodFor = ({ standIn, away }: Absence): boolean => standInProblem(standIn, away) === undefined;

/** What of the absent person's work the stand-in has. */
export const partOf = ({ standIn, away }: Pick<Absence, "standIn" | "away">): StoodFor | undefined =>
  standingIn(standInOf(standIn), { ...away, memberId: away.id });

/** What stands in the way of an absence among those there are already. */
export type Clash =
  /** The member is away at that time already. */
  | { readonly kind: "away"; readonly other: Absence }
  /** The stand-in is. */
  | { readonly kind: "standInAway"; readonly other: Absence }
  /** The member stands in for another then. */
  | { readonly kind: "needed"; readonly other: Absence };

type Planned = Pick<Absence, "startsAt" | "endsAt"> & {
  /** The one that is changed. */
  readonly id: string | undefined;
  readonly memberId: MemberId;
  readonly standInId: MemberId;
};

/** At any moment a member is away once, and whoever stands in is there. */
export const clashOf = (planned: Planned, others: readonly Absence[]): Clash | undefined => {
  const atOnce = others.filter(
    ({ id, startsAt, endsAt }) => id !== planned.id && startsAt < planned.endsAt && planned.startsAt < endsAt,
  );
  for (const other of atOnce) {
    if (other.away.id === planned.memberId) return { kind: "away", other };
    if (other.away.id === planned.standInId) return { kind: "standInAway", other };
    if (other.standIn.id === planned.memberId) return { kind: "needed", other };
  }
  return undefined;
};

/** Who says when somebody is away: they themselves, the manager of their team, whoever opens and closes their account. */
export const mayArrange = (
  scope: Pick<Scope, "memberId" | "roles" | "teamIds" | "segmentIds">,
  { id, roles, teams }: Pick<Colleague, "id" | "roles" | "teams">,
): boolean => {
  if (scope.memberId === id || scope.roles.has("admin")) return true;
  if (teams.length === 0 || !roles.every(isTeamwork)) return false;
  const isWithin = teams.every(({ segmentId }) => scope.segmentIds.includes(segmentId));
  if (scope.roles.has("segment_admin") && isWithin) return true;
  return (
    scope.roles.has("manager") && !roles.includes("manager") && teams.some((team) => scope.teamIds.includes(team.id))
  );
};

/** Roles whose holders may say it for others. */
const ARRANGING: readonly Role[] = ["admin", "segment_admin", "manager"];
export const arrangesForOthers = ({ roles }: Pick<Scope, "roles">): boolean =>
  ARRANGING.some((role) => roles.has(role));
