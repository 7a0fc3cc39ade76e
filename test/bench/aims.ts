import type { Imported } from "./imported.ts";
import { type Load, MIX_IN_WORDS, PER_SECOND } from "./load.ts";
import type { Times } from "./measure.ts";
import type { BenchPlatform } from "./platform.ts";
import { megabytes, ms, type Row, seconds } from "./report.ts";

/** In a smoke run only these count: how fast it is depends on the machine. */
export const MUST = "lost, doubled or late";

const both = ({ p50, p99 }: Times): string => `${ms(p50)} / ${ms(p99)}`;
const plain = (what: string, measured: string): Row => ({ what, measured, aim: "—", holds: undefined });

export const formRow = (what: string, opened: Times): Row => ({
  what: `${what}, p99`,
  measured: ms(opened.p99),
  aim: "≤ 300 ms",
  holds: opened.p99 <= 300,
});

export const loadRows = ({ name }: BenchPlatform, load: Load): Row[] => {
  const { sent, lost, doubled, failed, answers, opened, memory, cpu } = load;
  return [
    {
      what: `${name}: ${PER_SECOND} a second, ${sent} in all, of ten ${MIX_IN_WORDS}: ${MUST}`,
      measured: `${lost}, ${doubled}, ${failed.length}`,
      aim: "none",
      holds: lost === 0 && doubled === 0 && failed.length === 0,
    },
    {
      what: `${name}: their answers, p50 / p99 / longest`,
      measured: `${both(answers)} / ${ms(answers.longest)}`,
      aim: "< 3 s",
      holds: answers.longest < 3000,
    },
    formRow(`${name}: the forms among them`, opened),
    {
      what: `${name}: the memory of the bot, which is on every platform, at most`,
      measured: megabytes(memory),
      aim: "< 350 MB",
      holds: memory < 350_000_000,
    },
    plain(`${name}: the bot's processor time for each`, ms(cpu)),
  ];
};

export const firstRow = ({ name }: BenchPlatform, took: number): Row =>
  plain(`${name}: the very first command after a start`, ms(took));

export const searchRow = (what: string, times: Times): Row => plain(`${what}, p50 / p99`, both(times));

export interface Daily {
  readonly reps: number;
  /** How many of them were told something, and how much in all. */
  readonly told: number;
  readonly items: number;
  readonly took: number;
  /** Until the last reminder was sent, after that. */
  readonly sending: number;
}

export const dailyRow = ({ reps, told, items, took, sending }: Daily): Row => ({
  what: `the daily run for ${reps} reps, ${told} of them told ${items} reasons; sent after another ${seconds(sending)}`,
  measured: seconds(took),
  aim: "≤ 30 s",
  holds: told === reps && took <= 30_000,
});

/** Says loudly when there was nothing to import. */
export const importRows = (imported: Imported | undefined): Row[] => {
  if (!imported) {
    const what = "../shared/data/crm-sales is not there: the import and the board were NOT measured";
    console.warn(`\n  !! ${what}\n`);
    return [{ what, measured: "—", aim: "≤ 15 s", holds: undefined }];
  }
  return [
    {
      what: "the import of 8,800 deals",
      measured: seconds(imported.importing),
      aim: "≤ 15 s",
      holds: imported.importing <= 15_000,
    },
    ...[...imported.answers].map(([text, times]) => plain(`${text} of the imported set, p50 / p99`, both(times))),
  ];
};
