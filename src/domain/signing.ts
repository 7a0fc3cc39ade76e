import type { MemberId } from "../core/ids.ts";
import type { Role, StoodFor } from "../core/scope.ts";

/** Who wants to sign, as the organization knows them at that moment. */
export interface Person {
  readonly id: MemberId;
  readonly roles: ReadonlySet<Role>;
  readonly teamIds: readonly string[];
  readonly standsFor: readonly StoodFor[];
  /** False once the account is closed. */
  readonly open: boolean;
}

/** Roles that decide for their own team only; the others decide for the whole organization. */
const TEAM_ROLES: ReadonlySet<Role> = new Set<Role>(["clerk", "manager"]);

/** Every step a paper can have to take, in order: each is another person's. */
export const LONGEST_CHAIN: readonly Role[] = ["clerk", "manager", "finance", "compliance", "executive"];
const SIGNING_ROLES: ReadonlySet<Role> = new Set(LONGEST_CHAIN);

/** Whether papers can wait for this role. */
export const isSigningRole = (role: Role): boolean => SIGNING_ROLES.has(role);
export const isTeamRole = (role: Role): boolean => TEAM_ROLES.has(role);

/** Whether papers can wait for this person, also in the name of somebody who is away. */
export const canSign = ({ roles, standsFor }: Pick<Person, "roles" | "standsFor">): boolean =>
  [{ roles }, ...standsFor].some((part) => [...part.roles].some(isSigningRole));

/** Somebody's part in the work: their own, or, standing in, that of another. */
export interface Part {
  readonly roles: ReadonlySet<Role>;
  readonly teamIds: readonly string[];
  /** Whose part it is when it is another's. */
  readonly name: MemberId | null;
}
export const partsOf = ({ roles, teamIds, standsFor }: Pick<Person, "roles" | "teamIds" | "standsFor">): Part[] => [
  { roles, teamIds, name: null },
  ...standsFor.map((away) => ({ roles: away.roles, teamIds: away.teamIds, name: away.memberId })),
];

/** Whether this part signs for a team as that role. */
export const signsAs = ({ roles, teamIds }: Part, role: Role, teamId: string): boolean =>
  roles.has(role) && (!isTeamRole(role) || teamIds.includes(teamId));

/** Whose papers this person may have to sign: those of the whole organization, or of these teams. */
export const signsWhere = (
  person: Pick<Person, "roles" | "teamIds" | "standsFor">,
): { readonly everywhere: boolean; readonly teamIds: readonly string[] } => {
  const signing = partsOf(person).filter(({ roles }) => [...roles].some(isSigningRole));
  const isWide = (role: Role) => isSigningRole(role) && !isTeamRole(role);
  return {
    everywhere: signing.some(({ roles }) => [...roles].some(isWide)),
    teamIds: signing.filter(({ roles }) => [...roles].some(isTeamRole)).flatMap(({ teamIds }) => teamIds),
  };
};
