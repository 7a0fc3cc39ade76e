import type { RichTextBlock, TableBlock } from "@slack/types";
import type { Chart, Table } from "../../chat/card.ts";
import { chartSaid, finite } from "../../chat/card-words.ts";
import { clipLine } from "../../chat/clip.ts";
import { LIMITS } from "./limits.ts";
import { type Pen, richLines, type SlackBlock, smallPrint } from "./rich-text.ts";

/** Slack draws bars and lines: a funnel is bars in their order, a radar bars side by side. */
const KINDS = { bar: "bar", line: "line", funnel: "bar", radar: "bar" } as const satisfies Record<
  Chart["kind"],
  "bar" | "line"
>;

export const chartBlocks = (chart: Chart, pen: Pen): SlackBlock[] => {
  if (chart.categories.length === 0 || chart.series.length === 0) return [];
  if (pen.surface === "view") return smallPrint(chartSaid(chart), pen);
  const { points, label, title } = LIMITS.chart;
  const categories = unique(chart.categories.slice(0, points).map((one) => clipLine(one, label) || "–"));
  const names = unique(chart.series.slice(0, LIMITS.chart.series).map(({ name }) => clipLine(name, label) || "–"));
  // Each point repeats the label of its category.
  for (const text of [...categories, ...names.flatMap((name) => [name, ...categories])]) pen.room.spend(text);
  const series = names.map((name, index) => ({
    name,
    data: categories.map((category, at) => ({ label: category, value: finite(chart.series[index]?.values[at]) })),
  }));
  const drawn: SlackBlock = {
    type: "data_visualization",
    title: pen.room.take(clipLine(chart.title, title), title) || "–",
    chart: { type: KINDS[chart.kind], series, axis_config: { categories } },
  };
  return [drawn];
};

/** Slack finds points by their label: two that were cut to the same text get a number. */
const unique = (labels: readonly string[]): string[] =>
  labels.map((label, index) => {
    const before = labels.slice(0, index).filter((one) => one === label).length;
    return before === 0 ? label : `${clipLine(label, LIMITS.chart.label - 3)} ${before + 1}`;
  });

export const tableBlocks = (table: Table, pen: Pen, more: (count: number) => string): SlackBlock[] => {
  const columns = table.columns.slice(0, LIMITS.table.columns);
  if (columns.length === 0) return [];
  const header = columns.map(({ label }) => cell(label, pen, true));
  const rows: RichTextBlock[][] = [];
  for (const row of table.rows.slice(0, LIMITS.table.rows - 1)) {
    const needed = row.reduce((sum, text) => sum + Math.min(text.length, LIMITS.table.cell), 0);
    if (pen.room.left < needed + 20) break;
    rows.push(columns.map((_, index) => cell(row[index] ?? "", pen)));
  }
  const left = table.rows.length - rows.length;
  const rest = left > 0 ? smallPrint(more(left), pen) : [];
  if (pen.surface === "view") return [...writtenOut(table, rows.length, pen), ...rest];
  const drawn: TableBlock = {
    type: "table",
    rows: [header, ...rows],
    column_settings: columns.map(({ align }) => ({ align: align ?? "left", is_wrapped: true })),
  };
  return [drawn, ...rest];
};

/** Rich text cells throughout: raw ones have been answered with server errors. An empty one needs a blank. */
const cell = (text: string, pen: Pen, bold = false): RichTextBlock => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: [
        {
          type: "text",
          text: pen.room.take(clipLine(text, LIMITS.table.cell), LIMITS.table.cell) || " ",
          ...(bold && { style: { bold: true } }),
        },
      ],
    },
  ],
});

const writtenOut = (table: Table, rows: number, pen: Pen): SlackBlock[] => {
  const said = [table.columns.map(({ label }) => label), ...table.rows.slice(0, rows)].map((row) => row.join(" · "));
  const block = richLines(said.map((line) => [{ type: "text", text: pen.room.take(line, LIMITS.paragraph) || " " }]));
  return block ? [block] : [];
};
