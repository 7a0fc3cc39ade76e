import { readFile, writeFile } from "node:fs/promises";

const README = new URL("../../README.md", import.meta.url);
const BENCH = new URL("../../docs/bench.md", import.meta.url);
const [BEGIN, END] = ["<!-- figures of docs/bench.md -->", "<!-- end of figures -->"];

/** What README repeats of docs/bench.md is written from it, so that the two never differ. */
export const updateReadme = async (): Promise<void> =>
  writeFile(README, withFigures(await readFile(README, "utf8"), await readFile(BENCH, "utf8")));

export const withFigures = (readme: string, bench: string): string => {
  const [before = "", rest = ""] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`README.md has no ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n${figuresOf(bench)}\n${END}${after}`;
};

const FLOWS: Readonly<Record<string, string>> = {
  "A visit in one line": "a visit in one line",
  "A visit by form: open, submit": "a visit by form, open and submit",
  "A deal's move: open, submit": "a deal's move, open and submit",
  "Approve a fee": "approve a fee",
};

/** The rows of its tables, cell by cell. */
const cellsOf = (bench: string): string[][] =>
  bench.split("\n").flatMap((line) => (line.startsWith("| ") ? [line.slice(2, -2).split(" | ")] : []));

const figuresOf = (bench: string): string => {
  const rows = cellsOf(bench);
  const [machine = ""] = /(?<=Measured on ).*(?=; \d+ runs of each)/.exec(bench) ?? [];
  const flows = Object.entries(FLOWS).map(([flow, name]) => {
    const [slack = [], feishu = []] = rows.filter(([what]) => what === flow);
    const figures = [slack, feishu].map(([, p50, p99, bare, , ratio]) => [p50, p99, bare, ratio].join(" | "));
    return `| ${name} | ${figures.join(" | ")} | ${slack[6]} |`;
  });
  return [
    `Measured on ${machine}:`,
    "",
    "| | Slack | p99 | bare | ratio | Feishu | p99 | bare | ratio | aim |",
    `|${" --- |".repeat(10)}`,
    ...flows,
    "",
    ...wordsOf(rows),
  ].join("\n");
};

const wordsOf = (rows: readonly string[][]): string[] => {
  const measured = (what: string) => rows.filter(([name]) => name?.includes(what)).map(([, figure = ""]) => figure);
  /** The most of what rows of this name measured, in their unit; the last one of several figures of that unit. */
  const most = (what: string, unit: "MB" | "s" | "ms") => {
    const all = measured(what).flatMap((figures) => figuresIn(figures, unit).at(-1) ?? []);
    if (all.length === 0) throw new Error(`docs/bench.md measured no ${unit} of ${what}`);
    return Math.max(...all);
  };
  const seconds = (what: string) => `${most(what, "s").toFixed(1)} s`;
  const wrong = measured("lost, doubled or late").flatMap((figures) => figures.split(", ").map(Number));
  const missed = rows.flatMap((cells) => (cells.includes("MISSED") ? cells[0] : []));
  const searched = measured("among 300,000: the memory of the bot");
  return [
    `50 a second for a minute on each platform, of ten five activities in one line, a visit by form, a line taken back, a fee approved, \`/board\` and a deal moved: ${wrong.every((count) => count === 0) ? "none lost, doubled or late" : `lost, doubled or late ${wrong.join(", ")}`},`,
    `longest answer ${most("their answers, p50 / p99 / longest", "ms")} ms; forms within ${most("the forms among them, p99", "ms")} ms (p99); memory of the bot at most ${most("the memory of the bot, which", "MB")} MB (aim 350).`,
    `The daily run for 200 reps ${seconds("the daily run for 200 reps")}; the import of 8,800 deals ${seconds("the import of 8,800 deals")}. The first answer of any`,
    `search among 300,000 customers comes within ${most("search among 300,000, ", "ms")} ms (p95)${searched.length > 0 ? ` in at most ${most("among 300,000: the memory of the bot", "MB")} MB` : ""}; \`/customer\` within ${most("/customer and a name", "ms")} ms (p95).`,
    `A sheet of 100,000 rows: at most ${Math.round(most("a sheet of 100000 rows", "s"))} s and ${most("its memory at most", "MB")} MB (aims 60 s, 500 MB), whatever it is about; an export of 20,000 rows ${seconds("a sheet of 20,000 rows")}.`,
    `${missed.length === 0 ? "Every aim holds." : `Missed: ${missed.join("; ")}.`} Machines of this kind differ by half: ratios stay, milliseconds do not. Every figure: [docs/bench.md](docs/bench.md).`,
  ];
};

/** "7.6 ms / 35 ms" */
const figuresIn = (text: string, unit: string): number[] =>
  [...text.matchAll(/([\d.]+) (MB|ms|s)\b/g)].flatMap(([, value, of]) => (of === unit ? Number(value) : []));
