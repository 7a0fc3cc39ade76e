import { beforeEach } from "vitest";
import { MovableClock } from "../../src/core/clock.ts";
import { asMemberId, asOrganizationId, newId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import type { Role, Scope } from "../../src/core/scope.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import {
  beginImport,
  guessColumns,
  type ImportView,
  lookAtSheets,
  type Mapping,
  mappingOf,
  planImport,
  readImport,
  readReport,
  startImport,
  undoImport,
  workOn,
} from "../../src/features/imports/public.ts";
import { type TestDatabase, withDatabase } from "./database.ts";

/** A sheet as its lines. */
export const csv = (...lines: string[]): Buffer => Buffer.from(lines.join("\n"));

/** An organization with two segments, a team in each, and somebody of every role who imports. */
export const importsHouse = async (database: TestDatabase, clock: MovableClock) => {
  const organizationId = newId();
  const all = systemScope(database.handle, asOrganizationId(organizationId), clock);
  const db = from(all);
  await db.organization.create({ data: { id: organizationId, name: organizationId, createdAt: clock.now() } });
  const teams = new Map<string, { teamId: string; segmentId: string }>();
  for (const name of ["East", "West"]) {
    const [segmentId, teamId] = [newId(), newId()];
    await db.segment.create({ data: { id: segmentId, organizationId, name } });
    await db.team.create({ data: { id: teamId, organizationId, segmentId, name } });
    teams.set(name, { teamId, segmentId });
  }
  const scopes = new Map<string, Scope>();
  const people: readonly (readonly [string, Role, string | undefined])[] = [
    ["Ann", "rep", "East"],
    ["Bo", "rep", "East"],
    ["Cy", "rep", "West"],
    ["Mo", "manager", "East"],
    ["Ada", "admin", undefined],
    ["Ari", "admin", undefined],
    ["Fin", "finance", undefined],
    ["Rex", "compliance", undefined],
  ];
  for (const [name, role, team] of people) {
    const id = newId();
    const where = team === undefined ? undefined : teams.get(team)!;
    const mail = `${name.toLowerCase()}@our.cn`;
    await db.member.create({ data: { id, organizationId, name, mail, roles: [role], createdAt: clock.now() } });
    if (where) await db.teamMember.create({ data: { teamId: where.teamId, memberId: id, organizationId } });
    scopes.set(name, {
      ...all,
      memberId: asMemberId(id),
      roles: new Set([role]),
      teamIds: where ? [where.teamId] : [],
      segmentIds: where ? [where.segmentId] : [],
    });
  }
  const context: JobContext = {
    scope: all,
    clock,
    now: clock.now(),
    whoIs: askNobody,
    change: (work) => change(all, { from: "system", timeout: 60_000 }, work),
  };
  const as = (name: string): Scope => (name === "system" ? all : scopes.get(name)!);
  const changing = <T>(name: string, work: Parameters<typeof change<T>>[2]) =>
    change(as(name), { from: "slack" }, work);
  const view = async (id: string): Promise<ImportView> => (await readImport(all, id))!;

  interface How {
    readonly correct?: (mapping: Mapping) => Mapping;
    readonly forgetsAfter?: number;
  }
  /** Has a file as somebody's, its dry run asked for; the mapping is the guess, unless it is corrected. */
  const begun = async (name: string, bytes: Buffer, how: How = {}) => {
    const looks = await lookAtSheets(bytes);
    const id = await changing(name, (inside) => beginImport(inside, { file: "a.csv", bytes, looks }));
    const guessed = mappingOf(0, guessColumns(looks[0]!)!);
    const mapping = how.correct?.(guessed) ?? guessed;
    await changing(name, (inside) => planImport(inside, id, mapping));
    return id;
  };
  const planned = async (name: string, bytes: Buffer, how: How = {}) => {
    const id = await begun(name, bytes, how);
    await workOn(context, id, how);
    return id;
  };
  const apply = async (name: string, id: string): Promise<ImportView> => {
    await changing(name, (inside) => startImport(inside, id));
    await workOn(context, id);
    return view(id);
  };
  const undo = async (name: string, id: string): Promise<ImportView> => {
    await changing(name, (inside) => undoImport(inside, id));
    await workOn(context, id);
    return view(id);
  };
  /** "2 make 宏达 · 王总: contact 王总 added" */
  const report = async (id: string, language: "en" | "zh" = "en"): Promise<string[]> =>
    (await readReport(all, id, { limit: 5000, language })).map(
      ({ row, verdict, about, why }) => `${row} ${verdict} ${about}${why && `: ${why}`}`,
    );
  const counts = async () => {
    const where = { organizationId };
    return {
      customers: await db.customer.count({ where }),
      contacts: await db.contact.count({ where }),
      deals: await db.deal.count({ where }),
      activities: await db.activity.count({ where }),
      sales: await db.salesLine.count({ where }),
      products: await db.product.count({ where }),
    };
  };
  return { organizationId, db, as, context, changing, begun, planned, apply, undo, report, counts, view, teams };
};

type ImportsHouse = Awaited<ReturnType<typeof importsHouse>>;
/** The same for a file of tests, anew before each of them, on a Monday morning in Shanghai. */
export const withImportsHouse = () => {
  const [database, clock] = [withDatabase(), new MovableClock()];
  let now: ImportsHouse | undefined;
  beforeEach(async () => {
    clock.freezeAt(new Date("2026-11-23T01:00:00Z"));
    now = await importsHouse(database, clock);
  });
  const house = new Proxy({} as ImportsHouse, {
    get(_, name) {
      if (!now) throw new Error("withImportsHouse() is ready inside a test.");
      return Reflect.get(now, name);
    },
  });
  return { database, clock, house };
};
