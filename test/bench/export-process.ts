import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { asMemberId, asOrganizationId, newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import { createLog } from "../../src/core/log.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import { beginExport } from "../../src/features/exports/store.ts";
import type { ListName } from "../../src/features/listings/public.ts";
import { BEGINS } from "./company-rows.ts";
import { serveParent, watchProcess } from "./own-process.ts";

export interface Exported {
  readonly took: number;
  readonly rows: number;
  readonly memory: number;
  readonly held: number;
}

let database: Database | undefined;
let asker: { readonly memberId: string; readonly platform: string; readonly workspace: string; readonly user: string };
let context: JobContext;

/** Somebody who sees all customers. */
const open = async ({ url, organization }: { url: string; organization: string }): Promise<void> => {
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  database = openDatabase(url, { log: createLog("warn") });
  const scope = systemScope(database.handle, asOrganizationId(organization), clock);
  context = {
    scope,
    clock,
    now: clock.now(),
    whoIs: askNobody,
    change: (work) => change(scope, { from: "system", timeout: 60_000 }, work),
  };
  const { organizationId } = scope;
  const [memberId, createdAt] = [newId(), clock.now()];
  asker = { memberId, platform: "slack", workspace: "T0BENCH", user: "U0ANN" };
  const { platform, workspace, user } = asker;
  const db = from(scope);
  await db.member.create({ data: { id: memberId, organizationId, name: "Ann", roles: ["executive"], createdAt } });
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt } });
  await db.identity.create({ data: { platform, workspace, user, organizationId, memberId } });
};

/** Writes a list as the bot does, in a process of its own, until the sheet waits to be sent. */
const write = async ({ list }: { list: ListName }): Promise<Exported> => {
  const id = newId();
  await context.change((inside) =>
    beginExport({ ...inside, memberId: asMemberId(asker.memberId) }, { id, list, by: asker }),
  );
  const watch = watchProcess();
  const started = elapsed();
  await exportJob.run(context, { id });
  const took = elapsed() - started;
  const { rows } = await from(context.scope).export.findUniqueOrThrow({ where: { id } });
  return { took, rows: rows ?? 0, ...watch.end() };
};

serveParent({ open, write }, async () => database?.close());
