import { readFile } from "node:fs/promises";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import { createLog } from "../../src/core/log.ts";
import type { Scope } from "../../src/core/scope.ts";
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
  undoImport,
  workOn,
} from "../../src/features/imports/public.ts";
import { serveParent, watchProcess } from "./own-process.ts";

export interface Took {
  readonly planning: number;
  readonly writing: number;
  /** Rows that something was made of, or that are as before. */
  readonly rows: number;
  readonly memory: number;
  /** Milliseconds of its processor time: what does not depend on who else is busy on the machine. */
  readonly cpu: number;
  /** The longest that the event loop was held up: what people who write meanwhile wait. */
  readonly held: number;
}

interface Open {
  readonly database: Database;
  readonly context: JobContext;
}
let open: Open | undefined;
/** Imports that were taken in, by file. */
const taken = new Map<string, string>();

/** Founds a company of one person, whose sheets are taken in. */
const found = async ({ url }: { url: string }): Promise<void> => {
  const clock = new MovableClock();
  const database = openDatabase(url, { log: createLog("warn") });
  const scope: Scope = systemScope(database.handle, asOrganizationId(newId()), clock);
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
  open = { database, context };
};

const opened = (): Open => {
  if (!open) throw new Error("nothing is open");
  return open;
};

/** Takes a sheet in as the bot does, in a process of its own: its memory and its event loop are what is measured. */
const takeIn = async ({ file }: { file: string }): Promise<Took> => {
  const { context } = opened();
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
  taken.set(file, id);
  const view = await readImport(context.scope, id);
  return { planning: planned - started, writing: applied - planned, rows: view?.counts.make ?? 0, ...watch.end() };
};

const takeBack = async ({ file }: { file: string }): Promise<Took> => {
  const { context } = opened();
  const id = taken.get(file) ?? "";
  const watch = watchProcess();
  const started = elapsed();
  await context.change((inside) => undoImport(inside, id));
  await workOn(context, id);
  const view = await readImport(context.scope, id);
  const rows = view?.state === "undone" ? view.counts.make - (view.counts.kept ?? 0) : 0;
  return { planning: 0, writing: elapsed() - started, rows, ...watch.end() };
};

serveParent({ open: found, takeIn, takeBack }, async () => open?.database.close());
