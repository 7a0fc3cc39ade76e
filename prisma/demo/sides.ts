import { idFrom } from "../../src/core/ids.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { DEMO_NEWCOMER, DEMO_PEOPLE, DEMO_TEAMS, type DemoPerson, type DemoSide } from "./people.ts";
import { DEMO_ORGANIZATION, id } from "./rows.ts";

/** How a person is known on a side: the same words always give the same account. */
export const accountOn = ({ platform }: DemoSide, { user }: Pick<DemoPerson, "user">): string =>
  platform === "slack" ? user : `ou_${hex("account", user)}`;

/** The same for a team's channels, by the name the first side knows them by. */
const chatOn = ({ platform }: DemoSide, channel: string): string =>
  platform === "slack" ? channel : `oc_${hex("chat", channel)}`;

export const newcomerOn = (side: DemoSide) => ({ ...DEMO_NEWCOMER, user: accountOn(side, DEMO_NEWCOMER) });

const hex = (...parts: string[]): string => idFrom(...parts).replaceAll("-", "");

/**
 * Brings the demo company to its workspaces, those it is in already left as they are: people who are known nowhere
 * else, and those who belong to this side, get accounts there, teams get channels.
 */
export const settleSides = async (
  database: DatabaseHandle,
  { sides, now }: { readonly sides: readonly DemoSide[]; readonly now: Date },
): Promise<void> => {
  for (const [index, side] of sides.entries()) {
    const others = sides.filter((one) => one !== side);
    await settle(database, { side, others, at: new Date(now.getTime() + index) });
  }
};

const settle = async (
  database: DatabaseHandle,
  { side, others, at }: { readonly side: DemoSide; readonly others: readonly DemoSide[]; readonly at: Date },
): Promise<void> => {
  const db = from({ database });
  const organizationId = DEMO_ORGANIZATION;
  const { platform, workspace } = side;
  if (await db.workspace.findUnique({ where: { platform_workspace: { platform, workspace } } })) return;
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt: at } });
  const belongs = ({ on }: DemoPerson) => on.includes(platform) || !others.some((other) => on.includes(other.platform));
  await db.identity.createMany({
    data: DEMO_PEOPLE.filter(belongs).map((person) => ({
      platform,
      workspace,
      user: accountOn(side, person),
      organizationId,
      memberId: id("member", person.key),
      addedAt: at,
    })),
  });
  await db.teamChannel.createMany({
    data: Object.entries(DEMO_TEAMS).map(([key, { channel, approvals }]) => ({
      teamId: id("team", key),
      organizationId,
      platform,
      workspace,
      channel: chatOn(side, channel.id),
      approvals: chatOn(side, approvals.id),
      since: at,
    })),
  });
};
