import { readFile } from "node:fs/promises";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import { createLog } from "../../src/core/log.ts";
import type { Change, Scope } from "../../src/core/scope.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { membershipOf } from "../../src/data/members.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { importListener, subjectOf } from "../../src/features/importing/public.ts";
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
import { tell } from "../../src/notify/tell.ts";
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
  /** Whose sheets are taken in. */
  readonly ann: Scope;
}
const ANN = { platform: "slack", workspace: "T1", user: "U1" } as const;
/** The card of an import follows it, as in the bot. */
const FOLLOWED = { listeners: [importListener] };
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
  const createdAt = clock.now();
  await db.member.create({
    data: { id: memberId, organizationId, name: "Ann", roles: ["manager", "finance"], createdAt },
  });
  await db.teamMember.create({ data: { teamId, memberId, organizationId } });
  const { user, ...workspace } = ANN;
  await db.workspace.create({ data: { ...workspace, organizationId, createdAt } });
  await db.identity.create({ data: { ...ANN, organizationId, memberId, addedAt: createdAt } });
  const context: JobContext = {
    scope,
    clock,
    now: clock.now(),
    whoIs: askNobody,
    change: (work) => change(scope, { from: "system", timeout: 60_000 }, work),
  };
  const membership = await membershipOf(database.handle, clock, ANN);
  if (membership.kind !== "member") throw new Error("Ann is not known");
  open = { database, context, ann: membership.scope };
};

const opened = (): Open => {
  if (!open) throw new Error("nothing is open");
  return open;
};

const asAnn = <T>(work: (inside: Change) => Promise<T>): Promise<T> => change(opened().ann, { from: "slack" }, work);

/** The card of the import, brought to the one who began it. */
const bringCard = async (id: string): Promise<void> => {
  const { ann } = opened();
  const [about, { organizationId, memberId }] = [subjectOf(id), ann];
  if (memberId === null) throw new Error("nobody began it");
  const card = () => ({ tone: "waiting", title: "bench.xlsx", plain: "bench.xlsx" }) as const;
  await asAnn((inside) => tell(inside, { key: about, to: { member: memberId }, about, card }));
  const brought = { place: "D1", message: id };
  await from(ann).messageRef.updateMany({ where: { organizationId, subject: about }, data: brought });
  await from(ann).outgoingMessage.updateMany({ where: { organizationId, key: about }, data: { state: "sent" } });
};

/** How often the card of an import waits to be told that it came further. */
const editsOf = async (id: string): Promise<number> => {
  const { ann } = opened();
  const { organizationId } = ann;
  const refs = await from(ann).messageRef.findMany({ where: { organizationId, subject: subjectOf(id) } });
  const refId = { in: refs.map((ref) => ref.id) };
  return from(ann).outgoingMessage.count({ where: { organizationId, kind: "edit", refId } });
};

/** Takes a sheet in as the bot does, in a process of its own: its memory and its event loop are what is measured. */
const takeIn = async ({ file }: { file: string }): Promise<Took> => {
  const { context } = opened();
  const watch = watchProcess();
  const started = elapsed();
  const bytes = await readFile(file);
  const looks = await lookAtSheets(bytes);
  const id = await asAnn((inside) => beginImport(inside, { file: "bench.xlsx", bytes, looks }));
  const mapping = mappingOf(0, guessColumns(looks[0]!)!);
  await asAnn((inside) => planImport(inside, id, mapping));
  await bringCard(id);
  await workOn(context, id, FOLLOWED);
  const planned = elapsed();
  await asAnn((inside) => startImport(inside, id));
  await workOn(context, id, FOLLOWED);
  const applied = elapsed();
  if ((await editsOf(id)) === 0) throw new Error("its card did not follow");
  taken.set(file, id);
  const view = await readImport(context.scope, id);
  return { planning: planned - started, writing: applied - planned, rows: view?.counts.make ?? 0, ...watch.end() };
};

const takeBack = async ({ file }: { file: string }): Promise<Took> => {
  const { context } = opened();
  const id = taken.get(file) ?? "";
  const watch = watchProcess();
  const started = elapsed();
  await asAnn((inside) => undoImport(inside, id));
  await workOn(context, id, FOLLOWED);
  const view = await readImport(context.scope, id);
  const rows = view?.state === "undone" ? view.counts.make - (view.counts.kept ?? 0) : 0;
  return { planning: 0, writing: elapsed() - started, rows, ...watch.end() };
};

serveParent({ open: found, takeIn, takeBack }, async () => open?.database.close());
