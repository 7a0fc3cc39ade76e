import type { Chart, Table } from "../../chat/card.ts";
import { andMore, chartSaid, finite } from "../../chat/card-words.ts";
import { clipLine } from "../../chat/clip.ts";
import type { Language } from "../../core/language.ts";
import type { ChartElement, ChartSpec, Div, RootElement, TableElement } from "./card-json.ts";
import { LIMITS, type Room } from "./limits.ts";
import { smallPrint } from "./markup.ts";

/** A chart; in words where the card has no room for another. */
export const chartElements = (chart: Chart, room: Room): (ChartElement | Div)[] => {
  if (chart.categories.length === 0 || chart.series.length === 0) return [];
  const drawn = room.take<ChartElement | Div>({
    tag: "chart",
    aspect_ratio: "16:9",
    color_theme: "brand",
    preview: true,
    chart_spec: specOf(chart),
  });
  if (drawn) return [drawn];
  const words = room.takeText((most) => smallPrint(chartSaid(chart), most), { characters: LIMITS.footer });
  return words ? [words] : [];
};

const specOf = (chart: Chart): ChartSpec => {
  const { points, label, series: most, title } = LIMITS.chart;
  const categories = unique(chart.categories.slice(0, points).map((one) => clipLine(one, label) || "–"));
  const shown = chart.series.slice(0, most);
  const names = unique(shown.map(({ name }) => clipLine(name, label) || "–"));
  const several = names.length > 1;
  const values = shown.flatMap((series, index) =>
    categories.map((category, at) => ({
      category,
      value: finite(series.values[at]),
      ...(several && { series: names[index] ?? "–" }),
    })),
  );
  return {
    type: chart.kind,
    title: { text: clipLine(chart.title, title) || "–" },
    data: [{ id: "data", values }],
    ...fieldsOf(chart.kind, several),
    ...(several && { seriesField: "series", legends: { visible: true, orient: "bottom" } }),
    label: { visible: true },
  };
};

type Axes = Pick<ChartSpec, "xField" | "yField" | "categoryField" | "valueField" | "shape">;
const fieldsOf = (kind: Chart["kind"], several: boolean): Axes => {
  // Steps that run into each other look wrong where more stand in a later column than in an earlier one.
  if (kind === "funnel") return { categoryField: "category", valueField: "value", shape: "rect" };
  if (kind === "radar") return { categoryField: "category", valueField: "value" };
  // A second field along x puts the bars of a category side by side instead of on top of each other.
  return { xField: kind === "bar" && several ? ["category", "series"] : "category", yField: "value" };
};

/** Points are told apart by their category: two that were cut to the same text get a number. */
const unique = (labels: readonly string[]): string[] =>
  labels.map((label, index) => {
    const before = labels.slice(0, index).filter((one) => one === label).length;
    return before === 0 ? label : `${clipLine(label, LIMITS.chart.label - 3)} ${before + 1}`;
  });

/** The table with as many rows as there is room for; the rest is counted. Written out when it may be no table. */
export const tableElements = (table: Table, room: Room, language: Language): RootElement[] => {
  const columns = table.columns.slice(0, LIMITS.table.columns);
  if (columns.length === 0) return [];
  const release = room.reserve({ bytes: 200, elements: 3 });
  const drawn = fitting(table, (rows) => room.take<TableElement>(tableElement(table, rows)));
  release();
  if (!drawn) return writtenOut(table, room, language);
  const left = table.rows.length - drawn.rows.length;
  const rest = left > 0 ? room.take(smallPrint(andMore(left, language), LIMITS.footer)) : undefined;
  return [drawn, ...(rest ? [rest] : [])];
};

/** The most rows that fit: all, else fewer and fewer. */
const fitting = (table: Table, take: (rows: number) => TableElement | undefined): TableElement | undefined => {
  for (let rows = table.rows.length; rows >= 1; rows = Math.floor(rows * 0.75)) {
    const drawn = take(rows);
    if (drawn) return drawn;
  }
  return table.rows.length === 0 ? take(0) : undefined;
};

const tableElement = (table: Table, rows: number): TableElement => {
  const columns = table.columns.slice(0, LIMITS.table.columns);
  return {
    tag: "table",
    page_size: LIMITS.table.page,
    row_height: "low",
    header_style: { bold: true, lines: 1 },
    columns: columns.map(({ label, align }, index) => ({
      name: `c${index}`,
      display_name: clipLine(label, LIMITS.table.cell),
      data_type: "text",
      width: "auto",
      horizontal_align: align ?? "left",
    })),
    rows: table.rows
      .slice(0, rows)
      .map((row) =>
        Object.fromEntries(columns.map((_, index) => [`c${index}`, clipLine(row[index] ?? "", LIMITS.table.cell)])),
      ),
  };
};

const writtenOut = (table: Table, room: Room, language: Language): RootElement[] => {
  const lines = [table.columns.map(({ label }) => label), ...table.rows].map((row) => row.join(" · "));
  const words = room.takeText((most) => smallPrint(lines.join("\n"), most), { characters: LIMITS.footer });
  if (words) return [words];
  const count = room.take(smallPrint(andMore(table.rows.length, language), LIMITS.footer));
  return count ? [count] : [];
};
