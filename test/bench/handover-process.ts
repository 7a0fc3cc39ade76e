import type { Ctx, Outcome } from "../../src/chat/feature.ts";
import { sightOf } from "../../src/chat/looking.ts";
import { elapsed, MovableClock } from "../../src/core/clock.ts";
import { asOrganizationId, newId } from "../../src/core/ids.ts";
import { createLog } from "../../src/core/log.ts";
import type { Scope } from "../../src/core/scope.ts";
import { type Database, from, openDatabase } from "../../src/data/client.ts";
import { membershipOf } from "../../src/data/members.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { pressUndo, submitOwn } from "../../src/features/handover/handlers.ts";
import { manyCustomers } from "../support/handover-many.ts";
import { BEGINS } from "./company-rows.ts";
import { serveParent, watchProcess } from "./own-process.ts";

/** Customers that went, or came back: one took so many milliseconds, and held the event loop up for so many at most. */
export interface Went {
  readonly customers: number;
  readonly took: number;
  readonly held: number;
}

const clock = new MovableClock();
const HERE = { platform: "slack", workspace: "T0BENCH" } as const;
const IDS = { 李伟: newId(), 张明: newId(), 王芳: newId(), Emma: newId() };
const company = { organizationId: asOrganizationId(newId()), segmentId: newId(), teamId: newId() };
let database: Database | undefined;
let scope: Scope;

/** A team of four, one of whom has all the customers. */
const open = async ({ url, count }: { url: string; count: number }): Promise<void> => {
  clock.moveTo(new Date(BEGINS));
  database = openDatabase(url, { log: createLog("warn") });
  scope = systemScope(database.handle, company.organizationId, clock);
  const { organizationId, segmentId, teamId } = company;
  const [db, createdAt] = [from(scope), clock.now()];
  await db.organization.create({ data: { id: organizationId, name: "Bench", createdAt } });
  await db.segment.create({ data: { id: segmentId, organizationId, name: "Bench" } });
  await db.team.create({ data: { id: teamId, organizationId, segmentId, name: "Bench" } });
  await db.workspace.create({ data: { ...HERE, organizationId, createdAt } });
  for (const [name, id] of Object.entries(IDS)) {
    await db.member.create({ data: { id, organizationId, name, roles: ["rep"], createdAt } });
    await db.teamMember.create({ data: { teamId, memberId: id, organizationId } });
    await db.identity.create({ data: { ...HERE, user: name, organizationId, memberId: id } });
  }
  const ground = { house: { company, clock }, db: () => db, idOf: (name: string) => IDS[name as keyof typeof IDS] };
  await manyCustomers(ground, { name: "台架", ownerId: IDS.李伟, count });
  await database.pool.query("VACUUM ANALYZE");
};

/** What 李伟 sends or presses, until it is kept. */
const timed = async (work: (ctx: Ctx) => Promise<Outcome>, owner: string): Promise<Went> => {
  const identity = { ...HERE, user: "李伟" };
  const member = await membershipOf(scope.database, clock, identity);
  if (member.kind !== "member") throw new Error("李伟 is not known");
  const sight = sightOf(clock, { identity, place: { ...HERE, place: "D1", kind: "direct" } }, member);
  const watch = watchProcess();
  const started = elapsed();
  const outcome = await work({ ...sight, change: (inside) => change(sight.scope, { from: HERE.platform }, inside) });
  const took = elapsed() - started;
  if (!("show" in outcome || "replace" in outcome)) throw new Error(JSON.stringify(outcome));
  const { held } = watch.end();
  return { took, held, customers: await from(scope).customer.count({ where: { ownerId: owner } }) };
};

const give = async (): Promise<Went> => {
  const count = await from(scope).customer.count({ where: { ownerId: IDS.李伟 } });
  const values = { all: true, customers: undefined, to: `${IDS.张明}:${company.teamId}`, note: undefined };
  return timed((ctx) => submitOwn(ctx, values, { count }), IDS.张明);
};
const takeBack = async (): Promise<Went> => {
  const { id } = await from(scope).handover.findFirstOrThrow();
  return timed((ctx) => pressUndo(ctx, { id }), IDS.李伟);
};

serveParent({ open, give, takeBack }, async () => database?.close());
