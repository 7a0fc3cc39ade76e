import { idFrom } from "../../src/core/ids.ts";
import type { InBoth } from "../../src/core/language.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import type { WorkspaceSeed } from "../../src/sandbox/slack/contract.ts";
import { DEMO_PEOPLE, DEMO_WORKSPACE, type DemoSide } from "./people.ts";
import { DEMO_ORGANIZATION } from "./rows.ts";
import { accountOn, newcomerOn } from "./sides.ts";

export interface DemoWorkspace {
  readonly users: WorkspaceSeed["users"];
  readonly channels: WorkspaceSeed["channels"];
  /** Whom the page offers to be, with what they do. */
  readonly offered: readonly OfferedAccount[];
}

interface OfferedAccount {
  readonly user: string;
  /** The same on every side: whose account it is. */
  readonly person: string;
  readonly role: InBoth;
}

/**
 * A sandbox's workspace: the demo people of that side, and everyone an import brought in, who get an account there, as
 * their teams get channels.
 */
export const demoWorkspace = async (
  database: DatabaseHandle,
  side: DemoSide = DEMO_WORKSPACE,
): Promise<DemoWorkspace> => {
  await settleImported(database);
  const db = from({ database });
  const { platform, workspace } = side;
  const newcomer = newcomerOn(side);
  const identities = await db.identity.findMany({
    where: { platform, workspace, member: { closedAt: null } },
    include: { member: { include: { teams: { include: { team: true } } } } },
    orderBy: { member: { createdAt: "asc" } },
  });
  const known = identities.map((identity) => {
    const index = DEMO_PEOPLE.findIndex((person) => accountOn(side, person) === identity.user);
    return { ...identity, demo: DEMO_PEOPLE[index], order: index < 0 ? DEMO_PEOPLE.length : index };
  });
  const people = known.toSorted((a, b) => a.order - b.order);
  const teams = await db.teamChannel.findMany({
    where: { organizationId: DEMO_ORGANIZATION, platform, workspace },
    include: { team: true },
    orderBy: { team: { name: "asc" } },
  });
  const membersOf = (teamId: string) =>
    people
      .filter(({ member }) => member.teams.length === 0 || member.teams.some((one) => one.teamId === teamId))
      .map(({ user }) => user);
  return {
    users: [
      ...people.map(({ user, demo, member }) =>
        userOf({ ...member, user, handle: demo?.handle ?? user.toLowerCase() }),
      ),
      userOf({ ...newcomer, roles: [] }),
    ],
    channels: teams.flatMap(({ team, channel, approvals }) => [
      { id: channel ?? "", name: channelName(team.name), members: membersOf(team.id), withBot: true },
      { id: approvals ?? "", name: approvalsName(team), members: membersOf(team.id), withBot: true },
    ]),
    offered: [
      ...people.map(({ user, demo, member }) => ({ user, person: member.id, role: roleOf(demo?.title, member) })),
      { user: newcomer.user, person: "newcomer", role: { en: "not known yet", zh: "还不认识" } },
    ],
  };
};

interface Account {
  readonly user: string;
  readonly handle: string;
  readonly name: string;
  readonly zone: string;
  readonly language: string;
  readonly roles: readonly string[];
}
const userOf = ({ user, handle, name, zone, language, roles }: Account) => ({
  id: user,
  name: handle,
  realName: name,
  tz: zone,
  locale: language === "zh" ? "zh-CN" : "en-GB",
  isAdmin: roles.includes("admin"),
});

const channelName = (team: string): string => team.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
const approvalsName = ({ name, language }: { readonly name: string; readonly language: string }): string =>
  `${channelName(name)}-${language === "zh" ? "费用审批" : "approvals"}`;

const ROLE_NAMES: Readonly<Record<string, InBoth>> = {
  manager: { en: "Sales manager", zh: "销售经理" },
  rep: { en: "Sales rep", zh: "销售代表" },
};
const roleOf = (
  named: InBoth | undefined,
  member: {
    readonly roles: readonly string[];
    readonly teams: readonly { readonly team: { readonly name: string } }[];
  },
): InBoth => {
  const title = named ?? ROLE_NAMES[member.roles[0] ?? ""] ?? { en: "", zh: "" };
  const team = member.teams[0]?.team.name;
  return team ? { en: `${title.en} · ${team}`, zh: `${title.zh} · ${team}` } : title;
};

/** Members whom no platform knows get an account on the sandbox's first, teams without channels get theirs there. */
const settleImported = async (database: DatabaseHandle): Promise<void> => {
  const db = from({ database });
  const { platform, workspace } = DEMO_WORKSPACE;
  const organizationId = DEMO_ORGANIZATION;
  const at = { platform, workspace, organizationId };
  const strangers = await db.member.findMany({ where: { organizationId, closedAt: null, identities: { none: {} } } });
  await db.identity.createMany({
    data: strangers.map(({ id }) => ({ ...at, memberId: id, user: importedOn("U", id) })),
  });
  const teams = await db.team.findMany({
    where: { organizationId, channels: { none: {} } },
    include: { organization: { select: { createdAt: true } } },
  });
  await db.teamChannel.createMany({
    data: teams.map(({ id, organization }) => ({
      ...at,
      teamId: id,
      since: organization.createdAt,
      channel: importedOn("C", id),
      approvals: importedOn("C", id, "approvals"),
    })),
  });
};

const importedOn = (letter: "U" | "C", ...parts: string[]): string =>
  `${letter}0${idFrom(...parts)
    .replaceAll("-", "")
    .slice(0, 9)
    .toUpperCase()}`;
