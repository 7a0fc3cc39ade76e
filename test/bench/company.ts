import { asMemberId, type MemberId, type OrganizationId } from "../../src/core/ids.ts";
import type { Change, DatabaseHandle, Role } from "../../src/core/scope.ts";
import { insertMany } from "../../src/data/bulk.ts";
import { from } from "../../src/data/client.ts";
import {
  activityRow,
  at,
  CREATED,
  contactRows,
  customerRow,
  dealRows,
  GIVEN,
  id,
  ORGANIZATION,
  SURNAMES,
  shortName,
  stepRow,
} from "./company-rows.ts";

import type { BenchPlatform, Inhabitants } from "./platform.ts";

export { BEGINS, REMINDED, TODAY } from "./company-rows.ts";

/** A large company, the same every time: every row is made of its number. */
export interface Size {
  readonly reps: number;
  readonly customersPerRep: number;
}

export interface Rep {
  readonly user: string;
  readonly memberId: MemberId;
  readonly teamId: string;
  readonly segmentId: string;
  readonly customers: readonly BenchCustomer[];
}
export interface BenchCustomer {
  readonly id: string;
  /** As people type it. */
  readonly short: string;
  readonly contactId: string;
  /** One of its own that is in the first column. */
  readonly dealId: string;
  /** Has a contract from last year. */
  readonly signed: boolean;
}
interface BenchTeam {
  readonly id: string;
  readonly channel: string;
  readonly approvals: string;
  readonly manager: string;
  readonly clerk: string;
}
/** The teams that work on one platform, and whoever serves them. */
export interface Side {
  readonly platform: BenchPlatform;
  readonly reps: readonly Rep[];
  readonly teams: readonly BenchTeam[];
  readonly finance: string;
  /** Sees every customer. */
  readonly executive: string;
}
export interface BenchCompany {
  readonly organizationId: OrganizationId;
  readonly sides: readonly Side[];
}

const REPS_PER_TEAM = 10;
const TEAMS_PER_SEGMENT = 5;
const segmentOf = (team: number): number => Math.floor(team / TEAMS_PER_SEGMENT);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

const customersOf = (rep: number, size: Size): BenchCustomer[] =>
  numbers(size.customersPerRep).map((index) => {
    const number = rep * size.customersPerRep + index;
    return {
      id: id("customer", number),
      short: shortName(number),
      contactId: id("contact", number, 0),
      dealId: id("deal", number),
      signed: number % 5 === 4,
    };
  });

/** The teams take turns: one works on the first platform, the next on the second. */
const companyOf = (size: Size, platforms: readonly BenchPlatform[]): BenchCompany => {
  const teams = numbers(Math.ceil(size.reps / REPS_PER_TEAM));
  const sides = platforms.map((platform, turn): Side => {
    const { userId, placeId } = platform;
    const theirs = teams.filter((team) => team % platforms.length === turn);
    const repsOf = (team: number) => numbers(size.reps).filter((rep) => Math.floor(rep / REPS_PER_TEAM) === team);
    return {
      platform,
      reps: theirs.flatMap((team) =>
        repsOf(team).map((rep) => ({
          user: userId(`rep${rep}`),
          memberId: asMemberId(id("rep", rep)),
          teamId: id("team", team),
          segmentId: id("segment", segmentOf(team)),
          customers: customersOf(rep, size),
        })),
      ),
      teams: theirs.map((team) => ({
        id: id("team", team),
        channel: placeId(`team${team}`),
        approvals: placeId(`fees${team}`),
        manager: userId(`manager${team}`),
        clerk: userId(`clerk${team}`),
      })),
      finance: userId("finance"),
      executive: userId("executive"),
    };
  });
  return { organizationId: ORGANIZATION, sides };
};

const peopleOf = ({ reps, teams, finance, executive }: Side): Working[] => [
  ...reps.map(({ memberId, user, teamId }) => ({ id: memberId, user, role: "rep" as const, teamId })),
  ...teams.map((team) => ({ id: id(team.manager), user: team.manager, role: "manager" as const, teamId: team.id })),
  ...teams.map((team) => ({ id: id(team.clerk), user: team.clerk, role: "clerk" as const, teamId: team.id })),
  { id: id(finance), user: finance, role: "finance" },
  { id: id(executive), user: executive, role: "executive" },
];
interface Working {
  readonly id: string;
  readonly user: string;
  readonly role: Role;
  readonly teamId?: string;
}

/** Those of one side, as they are in the platform's sandbox, with the channels of their teams. */
export const inhabitantsOf = (side: Side): Inhabitants => ({
  users: peopleOf(side).map(({ user }) => ({ id: user, name: user.toLowerCase(), realName: user.toLowerCase() })),
  channels: side.teams.flatMap((team, index) => {
    const inTeam = side.reps.filter(({ teamId }) => teamId === team.id).map(({ user }) => user);
    const members = [...inTeam, team.manager, team.clerk, side.finance, side.executive];
    const channel = { members, withBot: true };
    return [
      { ...channel, id: team.channel, name: `team-${index}` },
      { ...channel, id: team.approvals, name: `fees-${index}` },
    ];
  }),
});

/** The customer of this number: another one each time, of another rep each time. */
export const customerOf = ({ reps }: Side, number: number): { rep: Rep; customer: BenchCustomer } => {
  const rep = reps[number % reps.length]!;
  const customer = rep.customers[Math.floor(number / reps.length) % rep.customers.length]!;
  return { rep, customer };
};

/** The organization itself, so that a scope of it can be had. */
export const foundCompany = async (
  database: DatabaseHandle,
  platforms: readonly BenchPlatform[],
): Promise<OrganizationId> => {
  const db = from({ database });
  const createdAt = new Date(CREATED);
  await db.organization.create({ data: { id: ORGANIZATION, name: "台架实业", createdAt } });
  for (const { key: platform, workspace } of platforms)
    await db.workspace.create({ data: { platform, workspace, organizationId: ORGANIZATION, createdAt } });
  return ORGANIZATION;
};

/** Everyone and everything in it. */
export const fillCompany = async (
  change: Change,
  size: Size,
  platforms: readonly BenchPlatform[],
): Promise<BenchCompany> => {
  const company = companyOf(size, platforms);
  await addPeople(change, company);
  const reps = company.sides.flatMap((side) => side.reps);
  const customers = reps.flatMap((rep) => rep.customers.map((customer) => ({ rep, customer })));
  await insertMany(change, "Customer", customers.map(customerRow));
  await insertMany(change, "Contact", customers.flatMap(contactRows));
  await insertMany(change, "Deal", customers.flatMap(dealRows));
  const promised = customers.filter((_, number) => number % 30 === 7);
  await insertMany(change, "Activity", promised.map(activityRow));
  await insertMany(change, "NextStep", promised.map(stepRow));
  return company;
};

const addPeople = async (change: Change, { sides }: BenchCompany): Promise<void> => {
  const organizationId = ORGANIZATION;
  const teams = sides.flatMap((side) => side.teams.map((team) => ({ ...team, platform: side.platform })));
  const segments = new Set(teams.map((_, team) => segmentOf(team)));
  await insertMany(
    change,
    "Segment",
    [...segments].map((segment) => ({ id: id("segment", segment), organizationId, name: `板块${segment + 1}` })),
  );
  const segmentOfTeam = new Map(sides.flatMap(({ reps }) => reps.map(({ teamId, segmentId }) => [teamId, segmentId])));
  await insertMany(
    change,
    "Team",
    teams.map(({ id: teamId }, team) => ({
      id: teamId,
      organizationId,
      segmentId: segmentOfTeam.get(teamId),
      name: `销售${team + 1}组`,
    })),
  );
  await insertMany(
    change,
    "TeamChannel",
    teams.map(({ id: teamId, channel, approvals, platform: { key, workspace } }) => ({
      teamId,
      organizationId,
      platform: key,
      workspace,
      channel,
      approvals,
      since: change.at.toISOString(),
    })),
  );
  await addMembers(change, sides);
};

const addMembers = async (change: Change, sides: readonly Side[]): Promise<void> => {
  const organizationId = ORGANIZATION;
  const people = sides.flatMap((side) => peopleOf(side).map((person) => ({ ...person, platform: side.platform })));
  const nameOf = (index: number) => at(SURNAMES, index) + at(GIVEN, Math.floor(index / SURNAMES.length));
  await insertMany(
    change,
    "Member",
    people.map(({ id: memberId, role }, index) => ({
      id: memberId,
      organizationId,
      name: `${nameOf(index)}${index}`,
      roles: [role],
      createdAt: CREATED,
    })),
  );
  await insertMany(
    change,
    "Identity",
    people.map(({ id: memberId, user, platform: { key, workspace } }) => ({
      platform: key,
      workspace,
      user,
      organizationId,
      memberId,
    })),
  );
  await insertMany(
    change,
    "TeamMember",
    people.flatMap(({ id: memberId, teamId }) => (teamId ? [{ teamId, memberId, organizationId }] : [])),
  );
};
