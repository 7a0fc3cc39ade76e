import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { asBefore } from "./sight-past.ts";
import { foundCustomers } from "./sight-rows.ts";
import { channelOf, idIn, papersChannelOf, userOf, type World, workspaceOf } from "./sight-world.ts";

const AT = new Date("2026-11-20T01:00:00Z");
const AWAY_UNTIL = new Date("2026-12-20T16:00:00Z");

const peopleRows = (world: World) => {
  const { plan } = world;
  const organizationId = idIn(world, "organization");
  const at = { platform: world.platform, workspace: workspaceOf(world), organizationId };
  const segments = Array.from({ length: plan.segments }, (_, n) => ({
    id: idIn(world, "segment", n),
    organizationId,
    name: `板块${n}`,
  }));
  const teams = plan.teams.map((segment, n) => ({
    id: idIn(world, "team", n),
    organizationId,
    segmentId: idIn(world, "segment", segment),
    name: `第${n}组`,
  }));
  const members = plan.members.map(({ n, roles }) => ({
    id: idIn(world, "member", n),
    organizationId,
    name: `同事${n}`,
    roles: [...roles],
    createdAt: AT,
  }));
  return {
    organization: [{ id: organizationId, name: "一家公司", createdAt: AT }],
    workspace: [{ ...at, createdAt: AT }],
    segment: segments,
    team: teams,
    // Papers wait in a channel of several teams, or where the team is at work.
    teamChannel: teams.map(({ id }, n) => {
      const approvals = n % 2 === 0 ? papersChannelOf(world) : null;
      return { ...at, teamId: id, channel: channelOf(world, n), approvals, since: AT };
    }),
    member: members,
    identity: plan.members.map(({ n }) => ({
      ...at,
      user: userOf(world, n),
      memberId: idIn(world, "member", n),
      addedAt: AT,
    })),
    teamMember: plan.members.flatMap(({ n, teams: of }) =>
      of.map((team) => ({ teamId: idIn(world, "team", team), memberId: idIn(world, "member", n), organizationId })),
    ),
    absence: plan.absences.map(({ away, standIn }) => ({
      id: idIn(world, "absence", away),
      organizationId,
      memberId: idIn(world, "member", away),
      standInId: idIn(world, "member", standIn),
      startsAt: AT,
      endsAt: AWAY_UNTIL,
      setById: idIn(world, "member", away),
      createdAt: AT,
    })),
    // Who waits to be let in, and changes of accounts that somebody asked for: as many as there are customers to ask of.
    joinRequest: plan.customers.map(({ n }) => ({
      ...at,
      id: idIn(world, "join", n),
      user: userOf(world, 50 + n),
      name: `新人${n}`,
      language: "zh" as const,
      zone: "Asia/Shanghai",
      createdAt: AT,
    })),
    accountRequest: plan.customers.map(({ n }) => ({
      id: idIn(world, "request", n),
      organizationId,
      memberId: idIn(world, "member", n % plan.members.length),
      requesterId: idIn(world, "member", (n + 1) % plan.members.length),
      what: "change" as const,
      words: "换组",
      createdAt: AT,
    })),
    paperNumber: [{ organizationId, series: "FE", year: 2026, last: 50 }],
  };
};

/** Puts worlds into the database, table by table, as they were before anything happened. */
export const foundWorlds = async (database: DatabaseHandle, all: readonly World[]): Promise<void> => {
  const worlds = all.map(asBefore);
  const db = from({ database });
  const people = worlds.map(peopleRows);
  await db.organization.createMany({ data: people.flatMap((rows) => rows.organization) });
  await db.workspace.createMany({ data: people.flatMap((rows) => rows.workspace) });
  await db.segment.createMany({ data: people.flatMap((rows) => rows.segment) });
  await db.team.createMany({ data: people.flatMap((rows) => rows.team) });
  await db.teamChannel.createMany({ data: people.flatMap((rows) => rows.teamChannel) });
  await db.member.createMany({ data: people.flatMap((rows) => rows.member) });
  await db.identity.createMany({ data: people.flatMap((rows) => rows.identity) });
  await db.teamMember.createMany({ data: people.flatMap((rows) => rows.teamMember) });
  await db.absence.createMany({ data: people.flatMap((rows) => rows.absence) });
  await db.joinRequest.createMany({ data: people.flatMap((rows) => rows.joinRequest) });
  await db.accountRequest.createMany({ data: people.flatMap((rows) => rows.accountRequest) });
  await db.paperNumber.createMany({ data: people.flatMap((rows) => rows.paperNumber) });
  await foundCustomers(db, worlds);
};
