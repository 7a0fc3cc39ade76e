import { writeFile } from "node:fs/promises";
import { MovableClock } from "../../src/core/clock.ts";
import type { Scope } from "../../src/core/scope.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { dailyRow, firstRow, formRow, importRows, loadRows, MUST, searchRow } from "./aims.ts";
import { BEGINS, type BenchCompany, fillCompany, foundCompany, REMINDED, type Size, WORKSPACE } from "./company.ts";
import { BARE, commands, type Flow, fieldNamed, flowsOf, type Ground, opens, runFlows, sendFees } from "./flows.ts";
import { type BenchHouse, openHouse } from "./house.ts";
import { runImported } from "./imported.ts";
import { runLoad } from "./load.ts";
import { Times, timed } from "./measure.ts";
import { flowsHold, markdownReport, plainReport, type Report, type Row } from "./report.ts";

interface Plan {
  readonly size: Size;
  readonly warmUp: number;
  readonly samples: number;
  readonly loadSeconds: number;
  readonly drawings: number;
}
const FULL: Plan = {
  size: { reps: 200, customersPerRep: 150 },
  warmUp: 40,
  samples: 300,
  loadSeconds: 60,
  drawings: 50,
};
/** Shows that everything runs and nothing is lost, doubled or late; its times say little. */
const SMOKE: Plan = { size: { reps: 20, customersPerRep: 50 }, warmUp: 3, samples: 10, loadSeconds: 5, drawings: 3 };

const say = (line: string): void => console.log(line);

const main = async (): Promise<void> => {
  const smoke = process.argv.includes("--smoke");
  const traced = process.argv.includes("--trace");
  const house = await openHouse();
  const stop = () => void house.stop().finally(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const report = await measure(house, smoke ? SMOKE : FULL, traced);
    say(`\n${plainReport(report)}`);
    const errors = await house.errors();
    for (const line of errors.slice(0, 10)) say(line);
    const missed = report.rows.filter(({ holds }) => holds === false);
    const failed = errors.length > 0 || missed.length > 0 || !flowsHold(report.times);
    if (smoke) process.exitCode = errors.length > 0 || missed.some(({ what }) => what.includes(MUST)) ? 1 : 0;
    else {
      await writeFile(new URL("../../docs/bench.md", import.meta.url), markdownReport(report));
      process.exitCode = failed ? 1 : 0;
    }
  } finally {
    await house.stop();
  }
};

const measure = async (house: BenchHouse, plan: Plan, traced: boolean): Promise<Report> => {
  say(`Founding a company with ${plan.size.reps * plan.size.customersPerRep} customers`);
  const { ground, scopeOf } = await settleCompany(house, plan.size);
  const { ours, company } = ground;
  const papers = await sendFees(ground, scopeOf, plan.warmUp + plan.samples + 1);
  const flows = flowsOf(ground, papers);
  const first = await firstCommand(ground);
  say("Visits, moves and approvals, in turns with the bare listener");
  const { times, opened } = await runFlows(ground, flows, plan);
  const statements = await countStatements(ground, flows, { traced, number: plan.warmUp + plan.samples });
  say("Searching");
  const searches = await search(ground, plan.drawings);
  say(`50 commands a second for ${plan.loadSeconds} s`);
  const load = await runLoad(ours, company, plan.loadSeconds);
  for (const failure of load.failed.slice(0, 5)) say(`  ${failure}`);
  say("The daily run");
  const care = await daily(ground);
  say("The import, and what is drawn from it");
  const imported = await runImported(house, plan.drawings);
  const rows = [
    formRow("forms open", opened),
    firstRow(first),
    ...loadRows(load),
    ...searches,
    care,
    ...importRows(imported),
  ];
  return { times, statements, rows, samples: plan.samples, postgres: house.postgres };
};

/** Nothing is warm yet: neither the code nor the connections. */
const firstCommand = async ({ ours, company }: Ground): Promise<number> => {
  const { user, customers } = company.reps[0]!;
  const took = await commands(ours.sandbox, { user, text: `/call ${customers.at(-1)?.short} 问候`, card: false });
  await ours.app.ask("settle");
  return took;
};

const settleCompany = async (house: BenchHouse, size: Size) => {
  const { url, database } = await house.newDatabase("company");
  const clock = new MovableClock();
  clock.moveTo(new Date(BEGINS));
  const system = systemScope(database.handle, await foundCompany(database.handle), clock);
  const company = await change(system, { from: "system", timeout: 300_000 }, (inside) => fillCompany(inside, size));
  await database.pool.query("VACUUM ANALYZE");
  const team = { id: WORKSPACE, name: "Bench", domain: "bench" };
  const bareDatabase = await house.newDatabase("bare");
  const [ours, bare] = [
    await house.newPlace({
      url,
      database,
      app: "bot",
      workspace: { team, users: usersOf(company), channels: channelsOf(company) },
    }),
    await house.newPlace({
      ...bareDatabase,
      app: "bare",
      workspace: { team, users: [{ id: BARE, name: "bare", realName: "Bare" }], channels: [] },
    }),
  ];
  await commands(bare.sandbox, { user: BARE, text: "/card" });
  const scopeOf = ({ memberId, teamId, segmentId }: BenchCompany["reps"][number]): Scope => ({
    ...system,
    memberId,
    roles: new Set(["rep"]),
    teamIds: [teamId],
    segmentIds: [segmentId],
  });
  return { ground: { company, ours, bare } satisfies Ground, scopeOf };
};

const usersOf = ({ users }: BenchCompany) => users.map(({ id, name }) => ({ id, name, realName: name }));
const channelsOf = ({ teams, reps, users }: BenchCompany) =>
  teams.flatMap((team, index) => {
    const inTeam = reps.filter(({ teamId }) => teamId === team.id).map(({ user }) => user);
    const members = [...inTeam, team.manager, team.clerk, ...users.slice(-2).map(({ id }) => id)];
    const channel = { members, withBot: true };
    return [
      { ...channel, id: team.channel, name: `team-${index}` },
      { ...channel, id: team.approvals, name: `fees-${index}` },
    ];
  });

/** How many statements one run of each flow sends; with `traced` all of them are printed. */
const countStatements = async (
  ground: Ground,
  flows: readonly Flow[],
  { traced, number }: { readonly traced: boolean; readonly number: number },
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const flow of flows) {
    await ground.ours.app.ask("listen");
    await flow.ours(number);
    await ground.ours.app.ask("settle");
    const all = await ground.ours.app.ask<string[]>("statements");
    const sent = all.filter((sql) => !/pgboss|WITH firsts/.test(sql));
    counts.set(flow.name, sent.length);
    if (traced) say(`\n${flow.name}\n${sent.map((sql) => `  ${sql.replace(/\s+/g, " ").slice(0, 220)}`).join("\n")}`);
  }
  return counts;
};

/** What a field of a form offers while one types, for a rep and for someone who sees all customers. */
const search = async ({ ours, company }: Ground, count: number): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [who, user] of [
    ["a rep", company.reps[0]!.user],
    ["who sees all", company.executive],
  ] as const) {
    const person = ours.sandbox.person(user);
    const times = new Times();
    await opens(ours.sandbox, person, "/visit");
    for (let number = 0; number < count; number += 1) {
      const { reps } = company;
      const rep = reps[who === "a rep" ? 0 : number % reps.length]!;
      const { short } = rep.customers[number % rep.customers.length]!;
      const { value, ms: took } = await timed(() => person.suggestions(fieldNamed(person, "customer"), short));
      if (!value.some(({ label }) => label.startsWith(short))) throw new Error(`${short} was not found by ${who}`);
      times.add(took);
    }
    await person.close();
    rows.push(searchRow(who, times));
  }
  return rows;
};

/** The day's ticks at the minute the reminders are due. */
const daily = async ({ ours, company }: Ground): Promise<Row> => {
  const took = await ours.app.ask<number>("tick", REMINDED);
  const { rows } = await ours.database.pool.query(
    `SELECT count(*)::int AS days, coalesce(sum(items), 0)::int AS items FROM "CareDay"`,
  );
  const { ms: sending } = await timed(() => ours.app.ask("settle"));
  return dailyRow({ reps: company.reps.length, ...rows[0], took, sending });
};

await main();
