import type { Role } from "../../core/scope.ts";
import { LONGEST_CHAIN } from "../../domain/signing.ts";

/** A team as far as the set-up is concerned. */
export interface TeamSetUp {
  readonly id: string;
  readonly name: string;
  readonly hasChannel: boolean;
  /** Where papers wait: a place of its own, or the team's channel. */
  readonly hasApprovals: boolean;
  /** Roles that somebody has in it, and those that somebody has whom messages reach. */
  readonly roles: ReadonlySet<Role>;
  readonly reached: ReadonlySet<Role>;
  /** What each of those whom messages reach is there: who asks for a fee in the team, or may sign it. */
  readonly hands: readonly ReadonlySet<Role>[];
}
export interface SetUp {
  /** Name, country, currency and zone were looked over by an admin. */
  readonly confirmed: boolean;
  readonly segments: number;
  readonly teams: readonly TeamSetUp[];
  /** The same of all. */
  readonly roles: ReadonlySet<Role>;
  readonly reached: ReadonlySet<Role>;
  readonly people: number;
  /** Years whose holidays are to be known by now and are not. */
  readonly unknownYears: readonly number[];
}

export const STEPS = ["company", "segments", "teams", "channels", "people", "holidays"] as const;
export type Step = (typeof STEPS)[number];

/** What something cannot work without; with the team where it is a team's. */
export type Missing =
  | { readonly kind: "teams" }
  | { readonly kind: "role"; readonly role: Role; readonly team: string | undefined }
  /** Somebody has the role, and none of them an account on a platform. */
  | { readonly kind: "account"; readonly role: Role; readonly team: string | undefined }
  /** Somebody has each role, and it is the same person where it has to be another. */
  | { readonly kind: "others"; readonly team: string }
  | { readonly kind: "channel" | "approvals"; readonly team: string }
  | { readonly kind: "holidays"; readonly year: number };

export const WORKS = ["reminders", "fees", "summary", "moves"] as const;
export type Work = (typeof WORKS)[number];

export interface Progress {
  readonly done: Readonly<Record<Step, boolean>>;
  /** What each still waits for; it works when that is nothing. */
  readonly missing: Readonly<Record<Work, readonly Missing[]>>;
}

const withoutOne = (hands: TeamSetUp["hands"], index: number) => hands.toSpliced(index, 1);
/** Whether there is somebody for every step, another for each. */
const areSigned = ([role, ...later]: readonly Role[], hands: TeamSetUp["hands"]): boolean =>
  role === undefined || hands.some((hand, index) => hand.has(role) && areSigned(later, withoutOne(hands, index)));
/** Nobody takes two steps of a fee, or one of their own: nobody's can be signed. */
const lacksOthers = ({ hands }: TeamSetUp): boolean => {
  const signed = hands.flatMap((hand, own) =>
    hand.has("rep") ? areSigned(LONGEST_CHAIN, withoutOne(hands, own)) : [],
  );
  return signed.length > 0 && !signed.includes(true);
};

/** What is done of the set-up, and what still waits for what. */
export function progressOf(setUp: SetUp): Progress {
  const { teams, roles, reached, unknownYears } = setUp;
  const none: Missing[] = teams.length === 0 ? [{ kind: "teams" }] : [];
  const lackingIn = (of: Pick<SetUp, "roles" | "reached">, role: Role, team?: string): Missing[] =>
    of.reached.has(role) ? [] : [{ kind: of.roles.has(role) ? "account" : "role", role, team }];
  const lacking = (role: Role): Missing[] => lackingIn({ roles, reached }, role);
  const inTeams = (role: Role): Missing[] => teams.flatMap((team) => lackingIn(team, role, team.name));
  const channels = teams.filter(({ hasChannel }) => !hasChannel);
  const approvals = teams.filter(({ hasApprovals }) => !hasApprovals);
  const holidays = unknownYears.map((year): Missing => ({ kind: "holidays", year }));
  const signers = [...inTeams("clerk"), ...inTeams("manager"), ...lacking("finance")];
  const deciders = [...lacking("executive"), ...lacking("compliance")];
  // Where nobody has a role at all, that comes first.
  const isManned = ({ hands }: TeamSetUp) => LONGEST_CHAIN.every((role) => hands.some((hand) => hand.has(role)));
  const others = teams
    .filter((team) => isManned(team) && lacksOthers(team))
    .map(({ name }): Missing => ({ kind: "others", team: name }));
  // Between segments only a coordinator sees what is moved; an admin does by a role beside it.
  const movers = setUp.segments > 1 ? lacking("coordinator") : [];
  return {
    done: {
      company: setUp.confirmed,
      segments: setUp.segments > 0,
      teams: teams.length > 0,
      channels: teams.length > 0 && channels.length === 0,
      people: teams.length > 0 && [...lacking("rep"), ...signers, ...deciders, ...others, ...movers].length === 0,
      holidays: holidays.length === 0,
    },
    missing: {
      reminders: [...none, ...lacking("rep"), ...holidays],
      fees: [
        ...none,
        ...signers,
        ...deciders,
        ...others,
        ...approvals.map(({ name }): Missing => ({ kind: "approvals", team: name })),
      ],
      summary: [...none, ...channels.map(({ name }): Missing => ({ kind: "channel", team: name }))],
      moves: movers,
    },
  };
}

/** Every step done, and nothing that waits for anything. */
export const isComplete = ({ done, missing }: Progress): boolean =>
  STEPS.every((step) => done[step]) && WORKS.every((work) => missing[work].length === 0);
export const countDone = ({ done }: Progress): number => STEPS.filter((step) => done[step]).length;
