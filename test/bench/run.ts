import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { MovableClock } from "../../src/core/clock.ts";
import type { Scope } from "../../src/core/scope.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { dailyRow, firstRow, formRow, importRows, loadRows, MUST } from "./aims.ts";
import {
  BEGINS,
  fillCompany,
  foundCompany,
  inhabitantsOf,
  REMINDED,
  type Rep,
  type Side,
  type Size,
} from "./company.ts";
import { runCustomerCards, runExports, runFieldSearch } from "./customers.ts";
import { feishu } from "./feishu.ts";
import { filling } from "./filling.ts";
import { bareUser, type Flow, flowsOf, type Ground, runFlows, sendFees } from "./flows.ts";
import { runHandover } from "./handover.ts";
import { type BenchHouse, openHouse } from "./house.ts";
import { runImported } from "./imported.ts";
import { approvalsIn, PER_SECOND, runLoad } from "./load.ts";
import { timed } from "./measure.ts";
import { updateReadme } from "./readme.ts";
import { type FlowReport, flowsHold, markdownReport, plainReport, plainRow, type Report, type Row } from "./report.ts";
import { runSearches } from "./searching.ts";
import { runSheetImport } from "./sheet-import.ts";
import { slack } from "./slack.ts";

const PLATFORMS = [slack, feishu];

interface Plan {
  readonly size: Size;
  readonly warmUp: number;
  readonly samples: number;
  readonly loadSeconds: number;
  readonly drawings: number;
  /** Customers of the company that is only searched. */
  readonly searched: number;
  /** Searches and cards, each, while the memory of who answers is watched. */
  readonly answers: number;
  readonly sheetRows: number;
  readonly exportRows: number;
  readonly handedOver: number;
}
const FULL: Plan = {
  size: { reps: 200, customersPerRep: 150 },
  warmUp: 40,
  samples: 300,
  loadSeconds: 60,
  drawings: 50,
  searched: 300_000,
  answers: 2_000,
  sheetRows: 100_000,
  exportRows: 20_000,
  handedOver: 2_000,
};
/** Shows that everything runs and nothing is lost, doubled or late; its times say little. */
const SMOKE: Plan = {
  size: { reps: 100, customersPerRep: 20 },
  warmUp: 3,
  samples: 10,
  loadSeconds: 5,
  drawings: 3,
  searched: 10_000,
  answers: 40,
  sheetRows: 1_000,
  exportRows: 2_000,
  handedOver: 200,
};

/** Enough to see whether something became slower. */
const FLOWS: Plan = { ...FULL, size: SMOKE.size, warmUp: 20, samples: 100 };

const say = (line: string): void => console.log(line);

const main = async (): Promise<void> => {
  const { smoke, flows: flowsOnly, trace: traced, only, readme } = parseArgs({ options: OPTIONS }).values;
  if (readme) return updateReadme();
  const alone = only === undefined ? undefined : APART[only];
  if (only !== undefined && !alone) throw new Error(`--only ${only}: there are ${Object.keys(APART).join(", ")}`);
  const house = await openHouse();
  const stop = () => void house.stop().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    if (alone) return await runAlone(alone(house, smoke ? SMOKE : FULL));
    const report = await measure(house, smoke ? SMOKE : flowsOnly ? FLOWS : FULL, { traced, flowsOnly });
    say(`\n${plainReport(report)}`);
    const errors = await house.errors();
    for (const line of errors.slice(0, 10)) say(line);
    const missed = report.rows.filter(({ holds }) => holds === false);
    const must = smoke ? missed.filter(({ what }) => what.includes(MUST)) : missed;
    const slow = !smoke && !flowsHold(report);
    process.exitCode = flowsOnly ? Number(slow) : Number(errors.length > 0 || must.length > 0 || slow);
    if (!smoke && !flowsOnly) await writeReport(report);
  } finally {
    await house.stop();
  }
};
const OPTIONS = {
  smoke: { type: "boolean", default: false },
  flows: { type: "boolean", default: false },
  trace: { type: "boolean", default: false },
  only: { type: "string" },
  /** Only writes README's figures anew from docs/bench.md. */
  readme: { type: "boolean", default: false },
} as const;

const writeReport = async (report: Report): Promise<void> => {
  await writeFile(new URL("../../docs/bench.md", import.meta.url), markdownReport(report));
  await updateReadme();
};

const runAlone = async (rows: AsyncGenerator<Row>): Promise<void> => {
  for await (const row of rows) if (told(row).holds === false) process.exitCode = 1;
};

interface Wishes {
  /** Print the SQL of one run of each flow. */
  readonly traced: boolean;
  /** Only what people wait for, held against the bare handlers: quick, and nothing is written. */
  readonly flowsOnly: boolean;
}

const measure = async (house: BenchHouse, plan: Plan, { traced, flowsOnly }: Wishes): Promise<Report> => {
  say(`Founding a company with ${plan.size.reps * plan.size.customersPerRep} customers`);
  const { grounds, scopeOf } = await settleCompany(house, plan.size);
  const flows: FlowReport[] = [];
  const rows: Row[] = [];
  for (const ground of grounds) {
    const run = await measurePlatform(ground, { plan, scopeOf, traced, flowsOnly });
    flows.push(run.flows);
    rows.push(...run.rows);
  }
  const report = { flows, rows, samples: plan.samples, postgres: house.postgres };
  if (flowsOnly) return report;
  say("The daily run");
  rows.push(await daily(grounds));
  for (const part of Object.values(APART)) for await (const row of part(house, plan)) rows.push(told(row));
  return report;
};

/** A whole run takes a quarter of an hour: who ends it early has seen what there was. */
const told = (row: Row): Row => {
  say(plainRow(row));
  return row;
};

/** Parts with a database of their own: `--only searches` runs one of them alone, and nothing is written. */
const APART: Readonly<Record<string, (house: BenchHouse, plan: Plan) => AsyncGenerator<Row>>> = {
  async *imported(house, plan) {
    say("The import, and what is drawn from it");
    yield* importRows(await runImported(house, plan.drawings));
  },
  async *searches(house, plan) {
    say(`Searches among ${plan.searched} customers`);
    yield* runSearches(house, { customers: plan.searched, samples: plan.drawings, answers: plan.answers });
  },
  async *sheets(house, plan) {
    say(`Sheets of ${plan.sheetRows} rows, in and back`);
    yield* await runSheetImport(house, plan.sheetRows);
  },
  async *exports(house, plan) {
    say(`Lists of ${plan.exportRows} rows as sheets`);
    yield* await runExports(house, plan.exportRows);
  },
  async *handover(house, plan) {
    say(`A handover of ${plan.handedOver}, there and back`);
    yield* await runHandover(house, plan.handedOver);
  },
};

interface Measured {
  readonly flows: FlowReport;
  readonly rows: readonly Row[];
}
interface How extends Wishes {
  readonly plan: Plan;
  readonly scopeOf: (rep: Rep) => Scope;
}

const measurePlatform = async (ground: Ground, { plan, scopeOf, traced, flowsOnly }: How): Promise<Measured> => {
  const { platform } = ground.side;
  const { name } = platform;
  const count = plan.warmUp + plan.samples + 1;
  const fees = count + (flowsOnly ? 0 : approvalsIn(ground.side, plan.loadSeconds));
  const papers = await sendFees(ground, scopeOf, { from: 1 + PLATFORMS.indexOf(platform) * fees, count: fees });
  const flows = await flowsOf(ground, papers);
  const first = await firstCommand(ground);
  say(`${name}: visits, moves and approvals, in turns with the bare handler`);
  const { times, opened } = await runFlows(ground, flows, plan);
  const statements = await countStatements(ground, flows, { traced, number: count - 1 });
  if (flowsOnly) return { flows: { name, times, statements }, rows: [formRow(`${name}: forms open`, opened)] };
  say(`${name}: searching`);
  const searches = [
    ...(await runFieldSearch(ground, plan.drawings)),
    ...(await runCustomerCards(ground, plan.drawings)),
  ];
  say(`${name}: ${PER_SECOND} a second for ${plan.loadSeconds} s`);
  const load = await runLoad(ground, { seconds: plan.loadSeconds, after: count, papers: papers.slice(count) });
  for (const failure of load.failed.slice(0, 5)) say(`  ${failure}`);
  const rows = [
    formRow(`${name}: forms open`, opened),
    firstRow(platform, first),
    ...loadRows(platform, load),
    ...searches,
  ];
  return { flows: { name, times, statements }, rows };
};

/** Nothing of the platform is warm yet: neither the code nor the connections. */
const firstCommand = async ({ side, ours }: Ground): Promise<number> => {
  const { user, customers } = side.reps[0]!;
  const { ms } = await ours.playground.says({ user, text: `/phone ${customers.at(-1)?.short} 问候` });
  await ours.app.ask("settle");
  return ms;
};

const settleCompany = async (house: BenchHouse, size: Size) => {
  const { url, database } = await house.newDatabase("company");
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  const system = systemScope(database.handle, await foundCompany(database.handle, PLATFORMS), clock);
  const { sides } = await filling(database, () =>
    change(system, { from: "system", timeout: 300_000 }, (inside) => fillCompany(inside, size, PLATFORMS)),
  );
  const seats = sides.map((side) => ({ platform: side.platform, inhabitants: inhabitantsOf(side) }));
  const places = await house.startBot({ url, database }, seats);
  const grounds: Ground[] = [];
  for (const [index, side] of sides.entries())
    grounds.push({ side, ours: places[index]!, bare: await startBare(house, side) });
  const scopeOf = ({ memberId, teamId, segmentId }: Rep): Scope => ({
    ...system,
    memberId,
    roles: new Set(["rep"]),
    teamIds: [teamId],
    segmentIds: [segmentId],
  });
  return { grounds, scopeOf };
};

const startBare = async (house: BenchHouse, side: Side) => {
  const { platform } = side;
  const users = [{ id: bareUser(side), name: "bare", realName: "Bare" }];
  const inhabitants = { users, channels: [] };
  return house.startBare(await house.newDatabase(`bare_${platform.key}`), { platform, inhabitants });
};

/** How many statements one run of each flow sends; with `traced` all of them are printed. */
const countStatements = async (
  { side, ours: { app } }: Ground,
  flows: readonly Flow[],
  { traced, number }: { readonly traced: boolean; readonly number: number },
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const flow of flows) {
    await app.ask("listen");
    await flow.ours(number);
    await app.ask("settle");
    const all = await app.ask<string[]>("statements");
    const sent = all.filter((sql) => !/pgboss|WITH firsts/.test(sql));
    counts.set(flow.name, sent.length);
    if (traced)
      say(
        `\n${side.platform.name}: ${flow.name}\n${sent.map((sql) => `  ${sql.replace(/\s+/g, " ").slice(0, 220)}`).join("\n")}`,
      );
  }
  return counts;
};

/** The day's ticks at the minute the reminders are due. */
const daily = async (grounds: readonly Ground[]): Promise<Row> => {
  const { ours } = grounds[0]!;
  const took = await ours.app.ask<number>("tick", REMINDED);
  const { rows } = await ours.database.pool.query(
    `SELECT count(*)::int AS told, coalesce(sum(d.items), 0)::int AS items
     FROM "CareDay" d JOIN "Member" m ON m.id = d."memberId" WHERE d.items > 0 AND 'rep' = ANY(m.roles)`,
  );
  const { ms: sending } = await timed(() => ours.app.ask("settle"));
  const reps = grounds.reduce((sum, { side }) => sum + side.reps.length, 0);
  return dailyRow({ reps, ...rows[0], took, sending });
};

await main();
