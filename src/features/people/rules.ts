import type { MemberId } from "../../core/ids.ts";
import type { Role, Scope } from "../../core/scope.ts";
import { isStranded, isTeamwork } from "../../domain/roles.ts";

export interface PersonTeam {
  readonly id: string;
  readonly name: string;
  readonly segmentId: string;
  readonly segment: string;
}

/** A colleague as whoever manages people sees them. */
export interface Person {
  readonly id: MemberId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly PersonTeam[];
  readonly mail: string | null;
  readonly phone: string | null;
  /** IANA name. */
  readonly zone: string;
  /** Platforms with an account, the first known first. */
  readonly platforms: readonly string[];
  /** Those of them where messages reach nobody any more. */
  readonly gone: readonly string[];
  readonly open: boolean;
  readonly version: number;
}

/** What is wanted of a person's place in the company. */
export interface Standing {
  readonly roles: readonly Role[];
  readonly teams: readonly PersonTeam[];
}

export type StandingProblem =
  /** A rep, clerk, manager or segment admin without a team. */
  | "needs_team"
  /** A segment admin gives only what reaches no further than a team. */
  | "beyond_roles"
  /** A segment admin's people stay in the segment. */
  | "beyond_teams";

const inSegments = (scope: Pick<Scope, "segmentIds">, { segmentId }: PersonTeam): boolean =>
  scope.segmentIds.includes(segmentId);

/**
 * Whether the asker may change this person at all. A segment admin: only those whose whole work is within the segment,
 * so never an admin, an executive or anyone who serves other segments too.
 */
export const mayChange = (
  scope: Pick<Scope, "roles" | "segmentIds">,
  { roles, teams }: Pick<Person, "roles" | "teams">,
): boolean =>
  scope.roles.has("admin") ||
  (scope.roles.has("segment_admin") &&
    teams.length > 0 &&
    teams.every((team) => inSegments(scope, team)) &&
    roles.every(isTeamwork));

/** Why this person may not stand so; undefined when they may. */
export const standingProblem = (
  scope: Pick<Scope, "roles" | "segmentIds">,
  { roles, teams }: Standing,
): StandingProblem | undefined => {
  if (!scope.roles.has("admin")) {
    if (!roles.every(isTeamwork)) return "beyond_roles";
    if (!teams.every((team) => inSegments(scope, team))) return "beyond_teams";
    if (teams.length === 0) return "needs_team";
  }
  return isStranded({ roles, teams }) ? "needs_team" : undefined;
};

/** Which people a list shows. */
export interface PeopleFilter {
  readonly text?: string | undefined;
  readonly team?: string | undefined;
  readonly role?: Role | undefined;
  /** Closed accounts instead of open ones. */
  readonly closed?: boolean | undefined;
}

/** As it is kept and compared: "Li.Wei@Example.com " and "138-0013 8000" in one form. */
export const mailKey = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();
export const phoneKey = (typed: string): string => typed.normalize("NFKC").replace(/[\s\-()]/g, "");
export const isMail = (typed: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(mailKey(typed));
export const isPhone = (typed: string): boolean => /^\+?\d{7,15}$/.test(phoneKey(typed));
