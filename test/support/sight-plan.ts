import { ROLES, type Role } from "../../src/core/scope.ts";
import { type Past, withPast } from "./sight-past.ts";

/**
 * Generated organizations for the sight test: who works where, whose customer is whose, and who may see it by
 * domain.md §1, worked out here from the plan alone and not from the code under test.
 */
export interface PlannedMember {
  readonly n: number;
  readonly roles: readonly Role[];
  /** Numbers of teams. */
  readonly teams: readonly number[];
}
export interface PlannedCustomer {
  readonly n: number;
  readonly team: number;
  readonly owner: number | null;
  readonly shares: readonly number[];
  /** Stands in every text of it, and in nothing else of the whole installation. */
  readonly mark: string;
  /** Whether it has a deal, and a fee asked for by its owner. */
  readonly deal: boolean;
  readonly fee: boolean;
  /** Whether it bought, and whether another became part of it. */
  readonly sales: boolean;
  readonly merged: boolean;
  /** Came from another segment: its fee is approved, one that waits would have kept it there. */
  readonly moved?: true;
  /** Who asked for its fee, when that was another owner than today's. */
  readonly requester?: number | null;
}
export interface Plan {
  readonly index: number;
  /** The segment of each team, by number. */
  readonly teams: readonly number[];
  readonly segments: number;
  readonly members: readonly PlannedMember[];
  readonly customers: readonly PlannedCustomer[];
  /** Who is away while people look, and who was chosen to stand in: one who fits, or does not any more. */
  readonly absences: readonly { readonly away: number; readonly standIn: number }[];
  /** What happened till now, where anything did. */
  readonly past?: Past;
}

/** The same seed always gives the same chances. */
export const chances = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    happens: (share: number): boolean => next() < share,
    oneOf: <T>(all: readonly T[]): T => all[below(all.length)] as T,
  };
};

export type Chances = ReturnType<typeof chances>;

const LETTERS = "bcdfghjkmnpqrtvw";
const MARK_LENGTH = 5;
/** A word of its own for each customer of the installation: letters that no pinyin and no text of ours has in a row. */
const markOf = (number: number): string => {
  let rest = number;
  const letters = Array.from({ length: MARK_LENGTH }, () => {
    const letter = LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
    return letter;
  });
  return `zx${letters.join("")}`;
};
const MARKS = new RegExp(`zx[${LETTERS}]{${MARK_LENGTH}}`, "gi");
export const marksIn = (text: string): Set<string> =>
  new Set((text.match(MARKS) ?? []).map((mark) => mark.toLowerCase()));

const MOST_CUSTOMERS = 12;
/** @param eventful in some of the organizations something has happened before */
export const makePlan = (index: number, { eventful = false } = {}): Plan => {
  const chance = chances(index * 7919 + 17);
  const { below, happens, oneOf } = chance;
  const segments = 1 + below(3);
  const teams = Array.from({ length: segments + below(3) }, (_, team) => (team < segments ? team : below(segments)));
  const someTeam = () => below(teams.length);
  const members = Array.from({ length: 6 + below(4) }, (_, n): PlannedMember => {
    const wide = happens(0.15);
    // The fourth has each role in turn: who looks.
    const first = (["rep", "manager", "finance", ROLES[index % ROLES.length]] as const)[n];
    const roles: Role[] = [first ?? oneOf(ROLES)];
    if (happens(0.3)) roles.push(oneOf(ROLES));
    const own = wide || roles.every((role) => role === "finance" || role === "executive") ? [] : [someTeam()];
    return { n, roles: [...new Set(roles)], teams: [...new Set(happens(0.15) ? [...own, someTeam()] : own)] };
  });
  const customers = Array.from({ length: 4 + below(MOST_CUSTOMERS - 4) }, (_, n): PlannedCustomer => {
    const team = someTeam();
    const ofTeam = members.filter((member) => member.teams.includes(team));
    const anyone = happens(0.15) || ofTeam.length === 0 ? members : ofTeam;
    const owner = happens(0.15) ? null : oneOf(anyone).n;
    const shares = members.filter(() => happens(0.12)).map((member) => member.n);
    const mark = markOf(index * MOST_CUSTOMERS + n);
    const deal = happens(0.7);
    const fee = deal && owner !== null && happens(0.5);
    return { n, team, owner, shares, mark, deal, fee, sales: happens(0.6), merged: happens(0.4) };
  });
  const absences = members.flatMap(({ n }) => {
    const standIn = oneOf(members).n;
    return happens(0.4) && standIn !== n ? [{ away: n, standIn }] : [];
  });
  const plan = { index, teams, segments, members, customers, absences };
  return eventful ? withPast(plan, chance) : plan;
};

/** A role is taken over by who has it or the one above; rep and clerk by each other. */
const TAKEN_BY: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  rep: ["rep", "clerk", "manager"],
  clerk: ["rep", "clerk", "manager"],
  manager: ["manager", "executive"],
  finance: ["finance", "executive"],
  compliance: ["compliance", "executive"],
  executive: ["executive"],
};
const IN_TEAM: readonly Role[] = ["rep", "clerk", "manager"];

/** For whom a member stands in: which of the roles they take over, and in which of the teams. */
const partsTaken = (plan: Plan, member: PlannedMember) =>
  plan.absences.flatMap(({ away: n, standIn }) => {
    const away = plan.members.find((each) => each.n === n);
    if (standIn !== member.n || !away) return [];
    const segments = member.teams.map((team) => plan.teams[team]);
    const teams = away.teams.filter(
      (team) => member.roles.includes("executive") || segments.includes(plan.teams[team]),
    );
    const roles = away.roles.filter(
      (role) =>
        TAKEN_BY[role]?.some((fitting) => member.roles.includes(fitting)) &&
        !(IN_TEAM.includes(role) && teams.length === 0),
    );
    return roles.length > 0 ? [{ n, roles, teams }] : [];
  });

/** Who owns the customer's deal: whoever has the customer, or the first member for one that nobody has. */
export const dealOwnerOf = ({ owner }: PlannedCustomer): number => owner ?? 0;

/** What one member may see of one customer. */
export interface Seen {
  /** The customer itself, with its people and what was done with it. */
  readonly customer: boolean;
  /** Its deal, at least the money of it. */
  readonly deal: boolean;
  /** The fee that was asked for it. */
  readonly fee: boolean;
  /** What it bought, by its name. */
  readonly sales: boolean;
}

/** Who is in teams of several segments works in each of them; who is in none serves all. */
export const worksIn = ({ teams }: Plan, member: PlannedMember, { team }: PlannedCustomer): boolean =>
  member.teams.length === 0 || member.teams.some((own) => teams[own] === teams[team]);

/** domain.md §1, word by word. */
export const sees = (plan: Plan, member: PlannedMember, customer: PlannedCustomer): Seen => {
  const is = (...roles: Role[]) => roles.some((role) => member.roles.includes(role));
  const segment = plan.teams[customer.team];
  const inSegment = member.teams.some((team) => plan.teams[team] === segment);
  const leadsTeam = is("manager", "clerk") && member.teams.includes(customer.team);
  const leadsSegment = is("segment_admin") && inSegment;
  const everything = is("executive", "coordinator");
  // A segment never sees another's, whoever owns or shares.
  const worksHere = worksIn(plan, member, customer);
  const owns = customer.owner === member.n && worksHere;
  const shared = customer.shares.includes(member.n) && worksHere;
  const taken = partsTaken(plan, member);
  // Of who is away, the stand-in sees what they own, within the stand-in's own segments.
  const standsIn = taken.some(({ n }) => n === customer.owner) && worksHere;
  const whole = owns || shared || leadsTeam || leadsSegment || everything || standsIn;
  // And the papers that wait for them.
  const signsFor = taken.some(
    ({ roles, teams }) =>
      roles.some((role) => ["finance", "compliance", "executive"].includes(role)) ||
      (roles.some((role) => ["clerk", "manager"].includes(role)) && teams.includes(customer.team)),
  );
  const signs = leadsTeam || signsFor || is("finance", "compliance", "executive");
  // Whoever asked for a paper follows it to its end, wherever the customer is now.
  const { requester = customer.owner } = customer;
  const fee = customer.fee && (requester === member.n || signs);
  // A deal has an owner also where its customer has none: see sight-rows.ts.
  const ownsDeal = dealOwnerOf(customer) === member.n && worksHere;
  const money = whole || is("finance");
  return { customer: whole, deal: customer.deal && (money || ownsDeal), fee, sales: customer.sales && money };
};

/** Whether any text that reaches the member may name it. */
export const mayName = (seen: Seen): boolean => Object.values(seen).includes(true);
