import { from } from "../../src/data/client.ts";
import { type House, SECOND, secondUser } from "./conversation.ts";

/** The company is on a second platform too: 华东一组 has channels there, and these people have accounts there. */
export const onSecondPlatform = async (house: House, people: readonly string[]): Promise<void> => {
  const db = from({ database: house.database.handle });
  const { organizationId, teamId, people: known } = house.company;
  const createdAt = house.clock.now();
  await db.workspace.create({ data: { ...SECOND, organizationId, createdAt } });
  const channels = { channel: "oc-team", approvals: "oc-approvals" };
  await db.teamChannel.create({ data: { ...SECOND, organizationId, teamId, since: createdAt, ...channels } });
  for (const name of people)
    await db.identity.create({
      data: { ...SECOND, organizationId, memberId: known[name]!.id, user: secondUser(name), addedAt: createdAt },
    });
};

/** Known on the second platform alone. */
export const onlyOnSecond = async (house: House, people: readonly string[]): Promise<void> => {
  const memberId = { in: people.map((name) => house.company.people[name]!.id) };
  await from({ database: house.database.handle }).identity.deleteMany({
    where: { memberId, platform: house.company.platform },
  });
};
