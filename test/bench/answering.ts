import { toColumn } from "../../src/core/dates.ts";
import type { Database } from "../../src/data/client.ts";
import { from } from "../../src/data/client.ts";
import { CREATED, id, ORGANIZATION, TODAY } from "./company-rows.ts";
import { fieldNamed } from "./flows.ts";
import type { BenchHouse } from "./house.ts";
import { Times, timed } from "./measure.ts";
import type { Playground } from "./platform.ts";
import { megabytes, ms, type Row } from "./report.ts";
import { nameOf, REPS, TYPED } from "./searched.ts";
import { slack } from "./slack.ts";

const AIM = 200;

/** One who sees their own customers, and one who sees all; `step` leads from one customer that they see to another. */
const ASKERS = [
  { user: slack.userId("rep0"), memberId: id("rep", 0), role: "rep", step: REPS },
  { user: slack.userId("executive"), memberId: id("executive"), role: "executive", step: 7_919 },
] as const;
type Asker = (typeof ASKERS)[number];

/** Milliseconds from what somebody does to what Slack shows of it. */
type Answer = (there: Playground, asker: Asker, number: number) => Promise<number>;

const search: Answer = async ({ driver }, { user }, number) => {
  const person = driver.person(user);
  const typed = Object.values(TYPED)[number % Object.values(TYPED).length]?.(number) ?? "";
  return (await timed(() => person.suggestions(fieldNamed(person, "customer"), typed))).ms;
};
const card: Answer = async ({ says }, { user }, number) => {
  const name = nameOf(number);
  return (await says({ user, text: `/customer ${name}`, shows: name })).ms;
};

const DONE: Readonly<Record<string, Answer>> = {
  "searches in a form": search,
  "times /customer and a name": card,
};

/** What the bot takes of memory while it answers so many times, as in production in a process of its own. */
export async function* runAnswers(
  house: BenchHouse,
  on: { readonly url: string; readonly database: Database },
  { customers, count }: { readonly customers: number; readonly count: number },
): AsyncGenerator<Row> {
  await seat(on.database);
  const users = ASKERS.map(({ user, role }) => ({ id: user, name: role, realName: role }));
  const [place] = await house.startBot(on, [{ platform: slack, inhabitants: { users, channels: [] } }]);
  const { app, playground } = place!;
  for (const { user } of ASKERS) await playground.opens(user, "/visit");
  for (const [what, answer] of Object.entries(DONE)) {
    const times = new Times();
    await app.ask("watch");
    for (let turn = 0; turn < count; turn += 1) {
      const asker = ASKERS[turn % ASKERS.length]!;
      times.add(await answer(playground, asker, (turn * asker.step) % customers));
    }
    const memory = await app.ask<number>("watched");
    yield* rowsOf(
      `Slack: ${count.toLocaleString("en")} ${what} among ${customers.toLocaleString("en")}`,
      times,
      memory,
    );
  }
  await app.stop();
}

const rowsOf = (what: string, times: Times, memory: number): Row[] => {
  const p95 = times.within(0.95);
  return [
    {
      what: `${what}, p50 / p95`,
      measured: `${ms(times.p50)} / ${ms(p95)}`,
      aim: `p95 ≤ ${AIM} ms`,
      holds: p95 <= AIM,
    },
    {
      what: `${what}: the memory of the bot, at most`,
      measured: megabytes(memory),
      aim: "< 350 MB",
      holds: memory < 350_000_000,
    },
  ];
};

/** The company that is searched has reps and customers; these two of it get an account in Slack. */
const seat = async ({ handle }: Database): Promise<void> => {
  const db = from({ database: handle });
  const [organizationId, createdAt] = [ORGANIZATION, new Date(CREATED)];
  const { key: platform, workspace } = slack;
  // What the night reckons of all customers is done by the time that people look for them.
  await db.organization.update({ where: { id: organizationId }, data: { worthOn: toColumn(TODAY) } });
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt } });
  const [segmentId, teamId] = [id("segment", 0), id("team", 0)];
  await db.segment.create({ data: { id: segmentId, organizationId, name: "板块1" } });
  await db.team.create({ data: { id: teamId, organizationId, segmentId, name: "销售1组" } });
  for (const { user, memberId, role } of ASKERS) {
    if (role === "executive")
      await db.member.create({ data: { id: memberId, organizationId, name: "周明", roles: [role], createdAt } });
    else await db.teamMember.create({ data: { teamId, memberId, organizationId } });
    await db.identity.create({ data: { platform, workspace, user, organizationId, memberId } });
  }
};
