import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEMO_ORGANIZATION } from "../../prisma/demo/rows.ts";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { importSheets } from "../../src/cli/import-set.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import { systemScope } from "../../src/data/scope.ts";
import { BEGINS, TODAY } from "./company.ts";
import type { BenchHouse } from "./house.ts";
import { Times, timed } from "./measure.ts";
import { slack } from "./slack.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/crm-sales", import.meta.url));

export interface Imported {
  readonly importing: number;
  /** By command. */
  readonly answers: ReadonlyMap<string, Times>;
}

/** Imports the real-world set next to the demo company and asks for what is drawn from it; undefined without the set. */
export const runImported = async (house: BenchHouse, samples: number): Promise<Imported | undefined> => {
  if (!existsSync(FOLDER)) return undefined;
  const { url, database } = await house.newDatabase("imported");
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  await seedDemo(database.handle, clock);
  const scope = systemScope(database.handle, asOrganizationId(DEMO_ORGANIZATION), clock);
  const wishes = { folder: FOLDER, apply: true, rows: false, report: undefined, until: TODAY, print: () => undefined };
  const { ms } = await timed(() => importSheets(scope, wishes));
  const inhabitants = await demoWorkspace(database.handle);
  const places = await house.startBot({ url, database }, [{ platform: slack, inhabitants }]);
  const { rows } = await database.pool.query(BUSIEST_MANAGER);
  const answers = new Map<string, Times>();
  for (const { playground, app } of places)
    for (const text of COMMANDS) {
      const times = new Times();
      for (let number = 0; number < samples; number += 1) {
        times.add((await playground.says({ user: rows[0].user, text, shows: CARD })).ms);
        await app.ask("settle");
      }
      answers.set(text, times);
    }
  return { importing: ms, answers };
};

const COMMANDS = ["/board", "/summary"];
/** Part of every card in Slack, and of no answer that only says that it takes a moment. */
const CARD = `"blocks"`;

/** The manager with the most deals in the team. */
const BUSIEST_MANAGER = `
  SELECT i."user" FROM "Member" m JOIN "Identity" i ON i."memberId" = m.id
  JOIN "TeamMember" t ON t."memberId" = m.id JOIN "Deal" d ON d."teamId" = t."teamId"
  WHERE 'manager' = ANY(m.roles) GROUP BY i."user" ORDER BY count(*) DESC LIMIT 1`;
