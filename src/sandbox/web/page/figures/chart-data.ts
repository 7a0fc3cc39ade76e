interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** What a chart shows, whatever its kind: a pie is one series over its segments. */
export interface ChartData {
  readonly kind: "bar" | "line" | "area" | "pie" | "funnel" | "radar";
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Of bars and areas: the series lie on top of each other. */
  readonly stacked?: boolean;
  /** Of bars: they grow to the right. */
  readonly across?: boolean;
  /** Of funnels: each step by itself instead of running into the one below. */
  readonly apart?: boolean;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Round steps that cover all values and zero: about five of them. */
export const ticksFor = (all: readonly number[]): readonly number[] => {
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  const raw = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const fine = ([1, 2, 2.5, 5, 10].find((one) => one * power >= raw) ?? 10) * power;
  const step = all.every(Number.isInteger) ? Math.max(1, Math.ceil(fine)) : fine;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
};

const isWide = (char: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(char);
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (isWide(char) ? 1 : 0.56), 0);

/** Words of Latin letters, those wider than `most` in two with a hyphen, and single Chinese characters. */
const piecesOf = (label: string, most: number): readonly string[] =>
  (label.match(/[^\s\u2e80-\uffff]+\s*|./gu) ?? []).flatMap((piece) => {
    if (widthOf(piece.trimEnd()) <= most || piece.length < 6) return [piece];
    const half = Math.ceil(piece.trimEnd().length / 2) - 1;
    return [`${piece.slice(0, half)}-`, piece.slice(half)];
  });

/** As many lines as it takes, none wider than `most` unless one piece is. */
const filled = (label: string, most: number): readonly string[] => {
  const lines: string[] = [""];
  for (const piece of piecesOf(label, most)) {
    const last = lines.length - 1;
    const together = `${lines[last]}${piece}`;
    if (lines[last] !== "" && widthOf(together.trimEnd()) > most) lines.push(piece);
    else lines[last] = together;
  }
  return lines.map((line) => line.trim());
};

/** The label in at most two lines of `room` pixels at `size` pixels a character; what does not fit ends in "…". */
export const wrapLabel = (label: string, room: number, size: number): readonly string[] => {
  const most = room / size;
  if (widthOf(label) <= most) return [label];
  const even = filled(label, widthOf(label) / 2 + 0.6);
  const lines = even.length === 2 && even.every((line) => widthOf(line) <= most) ? even : filled(label, most);
  const [first = "", ...rest] = lines;
  return [clip(first, most), ...(rest.length > 0 ? [clip(rest.join(" "), most)] : [])];
};

const clip = (text: string, most: number): string => {
  if (widthOf(text) <= most) return text;
  let cut = "";
  for (const char of text) {
    if (widthOf(`${cut + char}…`) > most) break;
    cut += char;
  }
  return `${cut}…`;
};

/** The chart in words, for those who cannot see it. */
export const sayChart = ({ categories, series, kind }: ChartData, kindName: string): string => {
  const points = (one: Series) => categories.map((name, index) => `${name} ${one.values[index] ?? 0}`).join(", ");
  if (kind === "pie" || series.length === 1) return `${kindName}: ${series.map(points).join("")}`;
  return `${kindName}: ${series.map((one) => `${one.name} (${points(one)})`).join("; ")}`;
};
