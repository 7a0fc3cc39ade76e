import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEMO_WORKSPACE } from "../../prisma/demo/people.ts";
import { DEMO_ORGANIZATION } from "../../prisma/demo/rows.ts";
import { demoWorkspace } from "../../prisma/demo/workspace.ts";
import { seedDemo } from "../../prisma/seed.ts";
import { importSheets } from "../../src/cli/import.ts";
import { MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId } from "../../src/core/ids.ts";
import { systemScope } from "../../src/data/scope.ts";
import { BEGINS, TODAY } from "./company.ts";
import { commands } from "./flows.ts";
import type { BenchHouse } from "./house.ts";
import { Times, timed } from "./measure.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/crm-sales", import.meta.url));

export interface Imported {
  readonly importing: number;
  /** By command; undefined when the bot does not know it. */
  readonly answers: ReadonlyMap<string, Times | undefined>;
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
  const people = await demoWorkspace(database.handle);
  const team = { id: DEMO_WORKSPACE.workspace, name: DEMO_WORKSPACE.name, domain: DEMO_WORKSPACE.domain };
  const workspace = { team, users: people.users, channels: people.channels };
  const { sandbox, app } = await house.newPlace({ url, database, workspace, app: "bot" });
  const { rows } = await database.pool.query(BUSIEST_MANAGER);
  const answers = new Map<string, Times | undefined>();
  for (const text of ["/board", "/summary"]) {
    const known = sandbox.desk.screen(rows[0].user).app.commands.some(({ command }) => command === text);
    answers.set(text, known ? new Times() : undefined);
    for (let number = 0; known && number < samples; number += 1) {
      answers.get(text)?.add(await commands(sandbox, { user: rows[0].user, text }));
      await app.ask("settle");
    }
  }
  return { importing: ms, answers };
};

/** The manager with the most deals in the team. */
const BUSIEST_MANAGER = `
  SELECT i."user" FROM "Member" m JOIN "Identity" i ON i."memberId" = m.id
  JOIN "TeamMember" t ON t."memberId" = m.id JOIN "Deal" d ON d."teamId" = t."teamId"
  WHERE 'manager' = ANY(m.roles) GROUP BY i."user" ORDER BY count(*) DESC LIMIT 1`;
