import { type ChartData, wrapLabel } from "./chart-data.ts";
import { Legend } from "./chart-legend.tsx";

interface Props {
  readonly data: ChartData;
  /** Pixels. */
  readonly width: number;
  readonly words: string;
  readonly say: (value: number) => string;
}

const BAR = 16;
const GAP = 12;
const FONT = 11;

/** Bars that grow to the right: for names too long to stand below. */
export function BarsAcross({ data, width, words, say }: Props) {
  const { series, categories } = data;
  const rows = data.stacked ? 1 : series.length;
  const left = Math.min(110, width * 0.3);
  const totals = categories.map((_, index) => series.map((one) => Math.max(0, one.values[index] ?? 0)));
  const most = Math.max(
    1,
    ...totals.map((row) => (data.stacked ? row.reduce((sum, one) => sum + one, 0) : Math.max(...row))),
  );
  const room = width - left - 56;
  const step = rows * BAR + GAP;
  const height = categories.length * step;
  return (
    <>
      <svg role="img" aria-label={words} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        {categories.map((name, index) => (
          <g key={name}>
            <text class="tick" x={left - 8} y={index * step + (rows * BAR) / 2 + 4} text-anchor="end">
              {wrapLabel(name, left - 10, FONT)[0]}
            </text>
            {series.map((one, which) => {
              const value = one.values[index] ?? 0;
              const before = data.stacked
                ? (totals[index] ?? []).slice(0, which).reduce((sum, each) => sum + each, 0)
                : 0;
              const y = index * step + (data.stacked ? 0 : which * BAR);
              const [x, w] = [left + (before / most) * room, (Math.max(0, value) / most) * room];
              return (
                <g key={one.name}>
                  <rect class={`fill-${which}`} x={x} y={y + 1} width={w} height={BAR - 2} rx={2} />
                  {!data.stacked && (
                    <text class="value" x={x + w + 6} y={y + BAR / 2 + 4}>
                      {say(value)}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      {series.length > 1 && <Legend names={series.map((one) => one.name)} />}
    </>
  );
}
