import type { Chances, Plan, PlannedCustomer, PlannedMember } from "./sight-plan.ts";
import type { World } from "./sight-world.ts";

/** What happened in an organization before anybody looks: its plan says how everything is since then. */
export interface Past {
  /** How it was till then: whose the customers were and where, and where people and teams worked. */
  readonly before: Plan;
  /** Coordinator and admin: moves customers between segments, and people and teams. */
  readonly mover: number;
  /** Customers that were moved from another segment, by number. */
  readonly moved: readonly number[];
  /** A customer that somebody else had for a while: it was handed over, and taken back. */
  readonly lent: { readonly n: number; readonly to: number } | undefined;
  /** A customer of which another was part for a while. */
  readonly apart: number | undefined;
  /** A team that came from another segment with whoever works there. */
  readonly team: number;
  /** A rep who came from a team of another segment, and the team they came to. */
  readonly changed: { readonly n: number; readonly team: number };
}

/** One of several organizations in which something happened: only between segments can customers be moved. */
const hasPast = ({ index, segments }: Plan): boolean => index % 11 === 3 && segments > 1;
const MOST_MOVED = 2;

const sells = ({ roles }: PlannedMember): boolean => roles.includes("rep") || roles.includes("manager");

/** The plan as it is after what happened, and all that happened. */
export const withPast = (plan: Plan, chances: Chances): Plan => {
  if (!hasPast(plan)) return plan;
  const { oneOf } = chances;
  const { members, teams } = plan;
  const [mover, settler, changer] = [members.length, members.length + 1, members.length + 2];
  const [here, there] = [0, 1];
  const team = teams.length;
  const inTeam = (n: number, ...of: number[]): PlannedMember => ({ n, roles: ["rep"], teams: of });
  const now = [...members, { n: mover, roles: ["coordinator", "admin"] as const, teams: [] }, inTeam(settler, team)];
  const changed = { n: changer, team: teams.indexOf(there) };
  const moved = plan.customers
    .filter((each) => isPlaced(plan, each))
    .filter((_, at) => at % 2 === 0)
    .slice(0, MOST_MOVED);
  const isMoved = ({ n }: PlannedCustomer) => moved.some((each) => each.n === n);
  // Whoever works in one segment alone by now keeps nothing of what was shared with them in the other.
  const customers = plan.customers.map((each) => {
    const shares = [...each.shares, ...(each.n % 2 === 0 ? [settler, changer] : [])];
    return isMoved(each) ? { ...each, shares: [], moved: true as const } : { ...each, shares };
  });
  const before = customers.map((each) => (isMoved(each) ? asItWas(plan, each, { oneOf, shares: [settler] }) : each));
  const lent = customers.flatMap((each) => {
    const colleague = isPlaced(plan, each) && !isMoved(each) && colleagueOf(plan, each);
    return colleague ? [{ n: each.n, to: colleague.n }] : [];
  })[0];
  const apart = customers.find((each) => each.merged && isPlaced(plan, each) && !isMoved(each) && each.n !== lent?.n);
  return {
    ...plan,
    teams: [...teams, there],
    members: [...now, inTeam(changer, changed.team)],
    customers: customers.map((each, at) => (isMoved(each) ? { ...each, requester: before[at]!.owner } : each)),
    past: {
      before: {
        ...plan,
        teams: [...teams, here],
        members: [...now, inTeam(changer, teams.indexOf(here))],
        customers: before,
      },
      ...{ mover, moved: moved.map(({ n }) => n), lent, apart: apart?.n, team, changed },
    },
  };
};

/** With somebody who sells in its team: it can be handed over to them. */
const isPlaced = ({ members }: Plan, { owner, team }: PlannedCustomer): boolean =>
  members.some((each) => each.n === owner && each.teams.includes(team) && sells(each));

const colleagueOf = ({ members, teams }: Plan, { owner, team }: PlannedCustomer): PlannedMember | undefined =>
  members.find((each) => each.n !== owner && sells(each) && each.teams.some((own) => teams[own] === teams[team]));

/** A moved customer before: in a team of another segment, of somebody who was in it, and shared with some. */
const asItWas = (
  { members, teams }: Plan,
  customer: PlannedCustomer,
  { oneOf, shares }: Pick<Chances, "oneOf"> & { readonly shares: readonly number[] },
): PlannedCustomer => {
  const elsewhere = teams.flatMap((segment, n) => (segment === teams[customer.team] ? [] : [n]));
  const having = members.filter((each) => sells(each) && each.teams.some((own) => elsewhere.includes(own)));
  if (having.length === 0)
    return { ...customer, team: oneOf(elsewhere), owner: customer.fee ? members[0]!.n : null, shares };
  const owner = oneOf(having);
  const team = owner.teams.find((own) => elsewhere.includes(own))!;
  return {
    ...customer,
    team,
    owner: owner.n,
    shares: [...shares, ...having.filter((each) => each !== owner).map(({ n }) => n)],
  };
};

/** A world as it was before what its plan says has happened. */
export const asBefore = (world: World): World => {
  const { plan } = world;
  const exists: World["exists"] = ({ n }) => world.exists(plan.customers[n]!);
  return plan.past ? { ...world, plan: plan.past.before, exists } : world;
};
