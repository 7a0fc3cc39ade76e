import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { searchRow } from "./aims.ts";
import { customerOf } from "./company.ts";
import { ORGANIZATION } from "./company-rows.ts";
import type { Exported } from "./export-process.ts";
import { fieldNamed, type Ground } from "./flows.ts";
import type { BenchHouse } from "./house.ts";
import { Times, timed } from "./measure.ts";
import { startProcess } from "./own-process.ts";
import { megabytes, ms, type Row, seconds } from "./report.ts";
import { foundSearched } from "./searched.ts";

const PROCESS = new URL("./export-process.ts", import.meta.url);
const AIM = 200;

/**
 * The card of a customer by its name, from the line that is typed to the card in the chat. Each is asked by somebody
 * else: where an answer is a message, a platform takes no more than five a second for one person.
 */
export const runCustomerCards = async ({ side, ours }: Ground, samples: number): Promise<Row[]> => {
  const times = new Times();
  for (let number = 0; number < samples; number += 1) {
    const { rep, customer } = customerOf(side, number);
    const { short } = customer;
    const { ms: took } = await ours.playground.says({ user: rep.user, text: `/customer ${short}`, shows: short });
    times.add(took);
  }
  const p95 = times.within(0.95);
  return [
    {
      what: `${side.platform.name}: /customer and a name, p50 / p95`,
      measured: `${ms(times.p50)} / ${ms(p95)}`,
      aim: `p95 ≤ ${AIM} ms`,
      holds: p95 <= AIM,
    },
  ];
};

/** What a field of a form offers to a search, for a rep and for someone who sees all customers. */
export const runFieldSearch = async ({ side, ours }: Ground, count: number): Promise<Row[]> => {
  const rows: Row[] = [];
  const [rep] = side.reps;
  for (const [who, user] of [
    ["a rep", rep!.user],
    ["who sees all", side.executive],
  ] as const) {
    const { driver, opens } = ours.playground;
    const person = driver.person(user);
    const times = new Times();
    await opens(user, "/visit");
    for (let number = 0; number < count; number += 1) {
      const theirs = who === "a rep" ? { ...side, reps: [rep!] } : side;
      const { short } = customerOf(theirs, number).customer;
      const { value, ms: took } = await timed(() => person.suggestions(fieldNamed(person, "customer"), short));
      if (!value.some(({ label }) => label.startsWith(short))) throw new Error(`${short} was not found by ${who}`);
      times.add(took);
    }
    await person.close();
    rows.push(searchRow(`${side.platform.name}: customer search, ${who}`, times));
  }
  return rows;
};

/** Lists of so many rows as sheets, for somebody who sees all. */
export const runExports = async (house: BenchHouse, rows: number): Promise<Row[]> => {
  const { url, database } = await house.newDatabase("exports");
  await foundSearched(database, rows);
  const folder = await mkdtemp(path.join(tmpdir(), "rapport-export-"));
  const own = startProcess(PROCESS, path.join(folder, "export.log"));
  try {
    await own.ask("open", { url, organization: ORGANIZATION });
    const all: Row[] = [];
    for (const list of ["customers", "contacts"]) {
      const done = await own.ask<Exported>("write", { list });
      if (done.rows !== rows) throw new Error(`${done.rows} of ${rows} ${list} are in the sheet`);
      all.push(...rowsOf(list, done));
    }
    return all;
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const rowsOf = (list: string, { took, rows, memory, held }: Exported): Row[] => [
  {
    what: `/export ${list}: a sheet of ${rows.toLocaleString("en")} rows`,
    measured: seconds(took),
    aim: "≤ 20 s",
    holds: took <= 20_000,
  },
  {
    what: `/export ${list}: the memory of its process, at most; the longest it keeps others waiting`,
    measured: `${megabytes(memory)}; ${ms(held)}`,
    aim: "< 350 MB; ≤ 500 ms",
    holds: memory < 350_000_000 && held <= 500,
  },
];
