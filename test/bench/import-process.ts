import { readFile } from "node:fs/promises";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import { createLog } from "../../src/core/log.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import {
  beginImport,
  guessColumns,
  lookAtSheets,
  mappingOf,
  planImport,
  readImport,
  startImport,
  workOn,
} from "../../src/features/imports/public.ts";
import { serveParent, watchProcess } from "./own-process.ts";

export interface SheetImported {
  readonly planning: number;
  readonly applying: number;
  readonly made: number;
  readonly memory: number;
  /** The longest that the event loop was held up: what people who write meanwhile wait. */
  readonly held: number;
}

let database: Database | undefined;

/** Takes a sheet in as the bot does, in a process of its own: its memory and its event loop are what is measured. */
const takeIn = async ({ url, file }: { url: string; file: string }): Promise<SheetImported> => {
  const clock = new MovableClock();
  database = openDatabase(url, { log: createLog("warn") });
  const scope = systemScope(database.handle, asOrganizationId(newId()), clock);
  const { organizationId } = scope;
  const [segmentId, teamId, memberId] = [newId(), newId(), newId()];
  const db = from(scope);
  await db.organization.create({ data: { id: organizationId, name: "Bench", createdAt: clock.now() } });
  await db.segment.create({ data: { id: segmentId, organizationId, name: "Bench" } });
  await db.team.create({ data: { id: teamId, organizationId, segmentId, name: "Bench" } });
  await db.member.create({ data: { id: memberId, organizationId, name: "Ann", createdAt: clock.now() } });
  await db.teamMember.create({ data: { teamId, memberId, organizationId } });
  const context: JobContext = {
    scope,
    clock,
    now: clock.now(),
    whoIs: askNobody,
    change: (work) => change(scope, { from: "system", timeout: 60_000 }, work),
  };
  const watch = watchProcess();
  const started = elapsed();
  const bytes = await readFile(file);
  const looks = await lookAtSheets(bytes);
  const id = await context.change((inside) => beginImport(inside, { file: "bench.xlsx", bytes, looks }));
  const mapping = mappingOf(0, guessColumns(looks[0]!)!);
  await context.change((inside) => planImport(inside, id, mapping));
  await workOn(context, id);
  const planned = elapsed();
  await context.change((inside) => startImport(inside, id));
  await workOn(context, id);
  const applied = elapsed();
  const view = await readImport(scope, id);
  return { planning: planned - started, applying: applied - planned, made: view?.counts.make ?? 0, ...watch.end() };
};

serveParent({ takeIn }, async () => database?.close());
