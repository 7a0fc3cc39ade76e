import { from } from "../../src/data/client.ts";
import { accounts } from "../../src/features/accounts/index.ts";
import { newcomers } from "../../src/features/newcomers/index.ts";
import { people } from "../../src/features/people/index.ts";
import { team } from "../../src/features/team/index.ts";
import { makeCompany } from "./company.ts";
import { type Person, SECOND, withConversation } from "./conversation.ts";

/** A workspace nobody has set up, on the second platform. */
export const FOREIGN = { ...SECOND, workspace: "tenant-unknown" } as const;

/** A company whose people become known on a second platform: codes, and who gives them where. */
export const withAccounts = (at: string) => {
  const house = withConversation({ features: [people, team, newcomers, accounts], at });
  const db = () => from({ database: house.database.handle });
  let companies = 0;
  return {
    house,
    db,
    idOf: (name: string) => house.company.people[name]!.id,
    ownerOf: async (user: string) => (await db().identity.findFirst({ where: { user } }))?.memberId,
    async anotherCompany() {
      companies += 1;
      const side = { platform: SECOND.platform, workspace: `tenant-other${companies}` };
      return { company: await makeCompany(house.database.handle, side), side };
    },
    async askCode(person: Person): Promise<string> {
      await person.commands("link");
      const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(person.card.title)?.[0];
      if (!code) throw new Error(person.card.title);
      return code;
    },
    async give(name: string, typed: string, side: { platform: string; workspace: string } = SECOND) {
      const stranger = house.person(name, side);
      await stranger.types(typed);
      return stranger.card;
    },
    /** Everything that linking could change. */
    state: async () => ({
      identities: await db().identity.findMany({ orderBy: [{ user: "asc" }, { workspace: "asc" }] }),
      workspaces: await db().workspace.count(),
      members: await db().member.count(),
      messages: await db().outgoingMessage.count(),
    }),
  };
};
