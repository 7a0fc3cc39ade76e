import type { MemberId } from "../core/ids.ts";
import type { Role, StoodFor } from "../core/scope.ts";
import { isTeamwork } from "./roles.ts";

/**
 * Who fits to stand in for a role: who holds it too, or one level above; reps and clerks also for each other. What the
 * others may do (moving customers between segments, opening accounts, settings) is never passed on.
 */
const FITTING: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  rep: ["rep", "clerk", "manager"],
  clerk: ["clerk", "rep", "manager"],
  manager: ["manager", "executive"],
  finance: ["finance", "executive"],
  compliance: ["compliance", "executive"],
  executive: ["executive"],
};

/** Whether a stand-in takes part in what this role does. */
export const passesOn = (role: Role): boolean => FITTING[role] !== undefined;

/** Who fits for a role that passes on. */
export const fittingFor = (role: Role): readonly Role[] => FITTING[role] ?? [];

/** Of somebody who may stand in: what counts. */
export interface StandIn {
  readonly roles: readonly Role[];
  readonly segmentIds: readonly string[];
}

/** Of somebody who is away: what a stand-in has a part in. */
export interface Away {
  readonly memberId: MemberId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly id: string; readonly segmentId: string }[];
}

/** What of the absent person's work the stand-in takes over, which stays within the stand-in's segments; undefined when nothing. */
export const standingIn = (standIn: StandIn, { memberId, name, roles, teams }: Away): StoodFor | undefined => {
  const isEverywhere = standIn.roles.includes("executive");
  const reached = teams.filter(({ segmentId }) => isEverywhere || standIn.segmentIds.includes(segmentId));
  const taken = roles.filter(
    (role) =>
      FITTING[role]?.some((fitting) => standIn.roles.includes(fitting)) && !(isTeamwork(role) && !reached.length),
  );
  if (taken.length === 0) return undefined;
  return { memberId, name, roles: new Set(taken), teamIds: reached.map(({ id }) => id) };
};

/** Why somebody cannot be the stand-in: of another kind of work, or of another segment; undefined when they can. */
export const unfitAs = (standIn: StandIn, away: Away): "role" | "segment" | undefined => {
  const everywhere = standingIn({ ...standIn, segmentIds: away.teams.map(({ segmentId }) => segmentId) }, away);
  const all = away.roles.filter(passesOn);
  if (all.length === 0 || all.some((role) => !everywhere?.roles.has(role))) return "role";
  return all.some((role) => !standingIn(standIn, away)?.roles.has(role)) ? "segment" : undefined;
};
