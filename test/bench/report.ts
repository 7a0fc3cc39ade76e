import { cpus, totalmem } from "node:os";
import type { FlowTimes } from "./flows.ts";
import { MIX_IN_WORDS, PER_SECOND } from "./load.ts";

/** One thing that was measured; `holds` is undefined where there is no aim, or nothing was measured. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly aim: string;
  readonly holds: boolean | undefined;
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

const verdict = (holds: boolean | undefined): string => (holds === undefined ? "—" : holds ? "holds" : "MISSED");

const NAMES: Readonly<Record<string, string>> = {
  line: "A visit in one line",
  form: "A visit by form: open, submit",
  stage: "A deal's move: open, submit",
  approve: "Approve a fee",
};
const MOST_RATIO = 4;

const ratioOf = ({ ours, bare }: FlowTimes): number => ours.p50 / bare.p50;
export const flowsHold = ({ flows }: Report): boolean =>
  flows.every(({ times }) => [...times.values()].every((flow) => ratioOf(flow) <= MOST_RATIO));

/** One platform's. */
export interface FlowReport {
  readonly name: string;
  readonly times: ReadonlyMap<string, FlowTimes>;
  /** SQL statements of one run of each flow, all told. */
  readonly statements: ReadonlyMap<string, number>;
}

const flowCells = ({ name: platform, times, statements }: FlowReport): string[][] => [
  [`until the answer in ${platform}`, "p50", "p99", "bare p50", "bare p99", "ratio", "aim", "", "SQL"],
  ...[...times].map(([name, flow]) => [
    NAMES[name] ?? name,
    ms(flow.ours.p50),
    ms(flow.ours.p99),
    ms(flow.bare.p50),
    ms(flow.bare.p99),
    ratioOf(flow).toFixed(1),
    `≤ ${MOST_RATIO}`,
    verdict(ratioOf(flow) <= MOST_RATIO),
    String(statements.get(name) ?? ""),
  ]),
];
const rowCells = (rows: readonly Row[]): string[][] => [
  ["what", "measured", "aim", ""],
  ...rows.map(({ what, measured, aim, holds }) => [what, measured, aim, verdict(holds)]),
];

/** One row as soon as it is measured. */
export const plainRow = ({ what, measured, aim, holds }: Row): string =>
  `  ${what}: ${measured} (${aim}) ${verdict(holds)}`;

export interface Report {
  readonly flows: readonly FlowReport[];
  readonly rows: readonly Row[];
  readonly samples: number;
  readonly postgres: string;
}

const machine = ({ postgres, samples }: Report): string => {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  return `${cpus().length} cores (${cpu?.model.trim() || "unknown"}), ${memory}, Node ${process.versions.node}, PostgreSQL ${postgres.split(" ")[0]}; ${samples} runs of each`;
};

/** For the terminal: columns side by side, whatever their width. */
export const plainReport = (report: Report): string =>
  [...report.flows.map(flowCells), rowCells(report.rows)]
    .map((cells) => {
      const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ""))));
      return cells
        .map((row) =>
          row
            .map((cell, column) => cell + " ".repeat(widths[column]! - width(cell)))
            .join("  ")
            .trimEnd(),
        )
        .join("\n");
    })
    .concat(machine(report))
    .join("\n\n");

const width = (text: string): number => [...text].length;

const markdown = ([head = [], ...rows]: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** docs/bench.md. */
export const markdownReport = (report: Report): string => `# How fast it is

Written by \`npm run bench\`. Everything is real: the bot in a process of its own, Bolt over Socket Mode and Feishu's SDK
over the long connection at once, the sandbox's Slack and Feishu, the embedded PostgreSQL. The company has 200 reps and
30,000 customers; half of the teams work in Slack, the other half in Feishu.

The platforms' rate limits are off here: one person of the bench is quicker than a platform lets anybody be, and 3,000 in
a minute are more than the 1,000 calls of a kind that Feishu takes of an app. What is measured is the bot, not the wait
that a platform would ask for; how it keeps to that, \`test/features/feishu-pace.test.ts\` shows, and
\`test/platforms/feishu-answers.test.ts\`.

Measured on ${machine(report)}.

## Held against a bare handler

The bare one is Bolt, or Feishu's SDK, as its documentation has it, in a process of its own on the same kind of server,
with one INSERT through \`@prisma/adapter-pg\`: it knows nobody, checks nothing, remembers nothing. The two take turns.
In Slack the answer to a command comes with its acknowledgement; in Feishu it is a message, which either of them sends
with one call of the API. A press is answered in the callback itself. SQL counts all statements of one run, those after
the answer too.

${report.flows.map((flows) => markdown(flowCells(flows))).join("\n\n")}

## Aims

${PER_SECOND} a second for a minute are the main job of a day, each rep by turns at all of it: of ten ${MIX_IN_WORDS}.
A form counts as one, with its opening, what is searched in it and its sending. Each must be answered in the platform's time with
what was asked for, and afterwards every change must stand in the database, once.

${markdown(rowCells(report.rows))}
`;
