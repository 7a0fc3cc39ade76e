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

export { BEGINS, REMINDED, TODAY } from "./company-rows.ts";

/** A large company, the same every time: every row is made of its number. */
export interface Size {
  readonly reps: number;
  readonly customersPerRep: number;
}

export const WORKSPACE = "T0BENCH";

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
}
export interface BenchTeam {
  readonly id: string;
  readonly channel: string;
  readonly approvals: string;
  readonly manager: string;
  readonly clerk: string;
}
export interface BenchCompany {
  readonly organizationId: OrganizationId;
  readonly reps: readonly Rep[];
  readonly teams: readonly BenchTeam[];
  /** Sees every customer. */
  readonly executive: string;
  readonly users: readonly { readonly id: string; readonly name: string }[];
}

const REPS_PER_TEAM = 10;
const TEAMS_PER_SEGMENT = 5;
const teamOf = (rep: number): number => Math.floor(rep / REPS_PER_TEAM);
const segmentOf = (team: number): number => Math.floor(team / TEAMS_PER_SEGMENT);

const customersOf = (rep: number, size: Size): BenchCustomer[] =>
  Array.from({ length: size.customersPerRep }, (_, index) => {
    const number = rep * size.customersPerRep + index;
    return {
      id: id("customer", number),
      short: shortName(number),
      contactId: id("contact", number, 0),
      dealId: id("deal", number),
    };
  });

const companyOf = (size: Size): BenchCompany => {
  const reps = Array.from({ length: size.reps }, (_, rep) => ({
    user: `U0REP${rep}`,
    memberId: asMemberId(id("rep", rep)),
    teamId: id("team", teamOf(rep)),
    segmentId: id("segment", segmentOf(teamOf(rep))),
    customers: customersOf(rep, size),
  }));
  const teams = Array.from({ length: teamOf(size.reps - 1) + 1 }, (_, team) => ({
    id: id("team", team),
    channel: `C0TEAM${team}`,
    approvals: `C0FEES${team}`,
    manager: `U0MANAGER${team}`,
    clerk: `U0CLERK${team}`,
  }));
  const executive = "U0EXECUTIVE";
  const all = [...reps.map(({ user }) => user), ...teams.flatMap(({ manager, clerk }) => [manager, clerk])];
  const users = [...all, "U0FINANCE", executive].map((user) => ({ id: user, name: user.toLowerCase() }));
  return { organizationId: ORGANIZATION, reps, teams, executive, users };
};

/** The customer of this number: another one each time, of another rep each time. */
export const customerOf = ({ reps }: BenchCompany, number: number): { rep: Rep; customer: BenchCustomer } => {
  const rep = reps[number % reps.length]!;
  const customer = rep.customers[Math.floor(number / reps.length) % rep.customers.length]!;
  return { rep, customer };
};

/** The organization itself, so that a scope of it can be had. */
export const foundCompany = async (database: DatabaseHandle): Promise<OrganizationId> => {
  const db = from({ database });
  await db.organization.create({ data: { id: ORGANIZATION, name: "台架实业", createdAt: new Date(CREATED) } });
  await db.workspace.create({
    data: { platform: "slack", workspace: WORKSPACE, organizationId: ORGANIZATION, createdAt: new Date(CREATED) },
  });
  return ORGANIZATION;
};

/** Everyone and everything in it. */
export const fillCompany = async (change: Change, size: Size): Promise<BenchCompany> => {
  const company = companyOf(size);
  await addPeople(change, company);
  const customers = company.reps.flatMap((rep) => rep.customers.map((customer) => ({ rep, customer })));
  await insertMany(change, "Customer", customers.map(customerRow));
  await insertMany(change, "Contact", customers.flatMap(contactRows));
  await insertMany(change, "Deal", customers.flatMap(dealRows));
  const promised = customers.filter((_, number) => number % 30 === 7);
  await insertMany(change, "Activity", promised.map(activityRow));
  await insertMany(change, "NextStep", promised.map(stepRow));
  return company;
};

const addPeople = async (change: Change, { reps, teams, executive }: BenchCompany): Promise<void> => {
  const organizationId = ORGANIZATION;
  const segments = new Set(teams.map((_, team) => segmentOf(team)));
  await insertMany(
    change,
    "Segment",
    [...segments].map((segment) => ({ id: id("segment", segment), organizationId, name: `板块${segment + 1}` })),
  );
  await insertMany(
    change,
    "Team",
    teams.map(({ id: teamId }, team) => ({
      id: teamId,
      organizationId,
      segmentId: id("segment", segmentOf(team)),
      name: `销售${team + 1}组`,
    })),
  );
  await insertMany(
    change,
    "TeamChannel",
    teams.map(({ id: teamId, channel, approvals }) => ({
      teamId,
      organizationId,
      platform: "slack",
      workspace: WORKSPACE,
      channel,
      approvals,
    })),
  );
  const people: { id: string; user: string; role: Role; teamId?: string }[] = [
    ...reps.map(({ memberId, user, teamId }) => ({ id: memberId, user, role: "rep" as const, teamId })),
    ...teams.map((team) => ({ id: id(team.manager), user: team.manager, role: "manager" as const, teamId: team.id })),
    ...teams.map((team) => ({ id: id(team.clerk), user: team.clerk, role: "clerk" as const, teamId: team.id })),
    { id: id("finance"), user: "U0FINANCE", role: "finance" },
    { id: id("executive"), user: executive, role: "executive" },
  ];
  const nameOf = (index: number) => at(SURNAMES, index) + at(GIVEN, Math.floor(index / SURNAMES.length));
  const rows = people.map((person, index) => ({ ...person, name: `${nameOf(index)}${index}` }));
  await insertMany(
    change,
    "Member",
    rows.map(({ id: memberId, name, role }) => ({
      id: memberId,
      organizationId,
      name,
      roles: [role],
      createdAt: CREATED,
    })),
  );
  await insertMany(
    change,
    "Identity",
    rows.map(({ id: memberId, user }) => ({ platform: "slack", workspace: WORKSPACE, user, organizationId, memberId })),
  );
  await insertMany(
    change,
    "TeamMember",
    rows.flatMap(({ id: memberId, teamId }) => (teamId ? [{ teamId, memberId, organizationId }] : [])),
  );
};
