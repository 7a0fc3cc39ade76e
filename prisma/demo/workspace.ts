import { idFrom } from "../../src/core/ids.ts";
import type { InBoth } from "../../src/core/language.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import type { WorkspaceSeed } from "../../src/sandbox/slack/contract.ts";
import { DEMO_NEWCOMER, DEMO_PEOPLE, DEMO_WORKSPACE } from "./people.ts";
import { DEMO_ORGANIZATION } from "./rows.ts";

export interface DemoWorkspace {
  readonly users: WorkspaceSeed["users"];
  readonly channels: WorkspaceSeed["channels"];
  /** Whom the page offers to be, with what they do. */
  readonly offered: readonly { readonly user: string; readonly role: InBoth }[];
}

/**
 * The sandbox's workspace: the demo people, and everyone an import brought in, who get an account there, as their
 * teams get channels.
 */
export const demoWorkspace = async (database: DatabaseHandle): Promise<DemoWorkspace> => {
  await settleNewcomers(database);
  const db = from({ database });
  const { platform, workspace } = DEMO_WORKSPACE;
  const identities = await db.identity.findMany({
    where: { platform, workspace, member: { closedAt: null } },
    include: { member: { include: { teams: { include: { team: true } } } } },
    orderBy: { member: { createdAt: "asc" } },
  });
  const order = (user: string) => {
    const index = DEMO_PEOPLE.findIndex((person) => person.user === user);
    return index < 0 ? DEMO_PEOPLE.length : index;
  };
  const people = identities.toSorted((a, b) => order(a.user) - order(b.user));
  const teams = await db.team.findMany({ where: { organizationId: DEMO_ORGANIZATION, channel: { not: null } } });
  const inTeam = (teamId: string) => people.filter(({ member }) => member.teams.some((one) => one.teamId === teamId));
  const serving = people.filter(({ member }) => member.teams.length === 0);
  const names = (list: typeof people) => list.map(({ user }) => user);
  return {
    users: [
      ...people.map(({ user, member }) =>
        userOf({ user, name: member.name, zone: member.zone, language: member.language }),
      ),
      userOf({ ...DEMO_NEWCOMER }),
    ],
    channels: teams.flatMap((team) => [
      {
        id: team.channel ?? "",
        name: channelName(team.name),
        members: names([...inTeam(team.id), ...serving]),
        withBot: true,
      },
      {
        id: team.approvals ?? "",
        name: `${channelName(team.name)}-${team.language === "zh" ? "费用审批" : "approvals"}`,
        members: names([...inTeam(team.id), ...serving]),
        withBot: true,
      },
    ]),
    offered: [
      ...people.map(({ user, member }) => ({ user, role: roleOf(user, member) })),
      { user: DEMO_NEWCOMER.user, role: { en: "not known yet", zh: "还不认识" } },
    ],
  };
};

interface Account {
  readonly user: string;
  readonly name: string;
  readonly zone: string;
  readonly language: string;
}
const userOf = ({ user, name, zone, language }: Account) => ({
  id: user,
  name: [...DEMO_PEOPLE, DEMO_NEWCOMER].find((person) => person.user === user)?.handle ?? user.toLowerCase(),
  realName: name,
  tz: zone,
  locale: language === "zh" ? "zh-CN" : "en-GB",
  isAdmin: DEMO_PEOPLE.some((person) => person.user === user && person.roles.includes("admin")),
});

const channelName = (team: string): string => team.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

const ROLE_NAMES: Readonly<Record<string, InBoth>> = {
  manager: { en: "Sales manager", zh: "销售经理" },
  rep: { en: "Sales rep", zh: "销售代表" },
};
const roleOf = (
  user: string,
  member: {
    readonly roles: readonly string[];
    readonly teams: readonly { readonly team: { readonly name: string } }[];
  },
): InBoth => {
  const title = DEMO_PEOPLE.find((person) => person.user === user)?.title ??
    ROLE_NAMES[member.roles[0] ?? ""] ?? { en: "", zh: "" };
  const team = member.teams[0]?.team.name;
  return team ? { en: `${title.en} · ${team}`, zh: `${title.zh} · ${team}` } : title;
};

/** Members without an account on the sandbox's workspace get one, teams without channels get theirs. */
const settleNewcomers = async (database: DatabaseHandle): Promise<void> => {
  const db = from({ database });
  const { platform, workspace } = DEMO_WORKSPACE;
  const organizationId = DEMO_ORGANIZATION;
  const strangers = await db.member.findMany({
    where: { organizationId, closedAt: null, identities: { none: { platform } } },
  });
  await db.identity.createMany({
    data: strangers.map(({ id }) => ({ platform, workspace, organizationId, memberId: id, user: slackId("U", id) })),
  });
  for (const { id } of await db.team.findMany({ where: { organizationId, channel: null } })) {
    await db.team.update({
      where: { id },
      data: { platform, workspace, channel: slackId("C", id), approvals: slackId("C", id, "approvals") },
    });
  }
};

const slackId = (letter: "U" | "C", ...parts: string[]): string =>
  `${letter}0${idFrom(...parts)
    .replaceAll("-", "")
    .slice(0, 9)
    .toUpperCase()}`;
