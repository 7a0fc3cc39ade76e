import { useReading } from "../reading.ts";
import type { ChartData } from "./chart-data.ts";
import { percentIn } from "./say.ts";

interface Props {
  readonly data: ChartData;
  readonly words: string;
  readonly say: (value: number) => string;
}

const R = 70;
const HOLE = 40;

const at = (radius: number, share: number): string => {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return `${80 + radius * Math.cos(angle)} ${80 + radius * Math.sin(angle)}`;
};

/** A slice of a ring from one share of the circle to another. */
const slice = (from: number, to: number): string => {
  const end = Math.min(to, from + 0.99999);
  const large = end - from > 0.5 ? 1 : 0;
  return `M${at(R, from)}A${R} ${R} 0 ${large} 1 ${at(R, end)}L${at(HOLE, end)}A${HOLE} ${HOLE} 0 ${large} 0 ${at(HOLE, from)}Z`;
};

/** A ring whose legend names each slice with its value and share. */
export function Pie({ data, words, say }: Props) {
  const { reader } = useReading();
  const values = data.series[0]?.values ?? [];
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0) || 1;
  let from = 0;
  const slices = values.map((value) => {
    const start = from;
    from += Math.max(0, value) / total;
    return { start, end: from };
  });
  return (
    <div class="pie">
      <svg role="img" aria-label={words} viewBox="0 0 160 160" width={160} height={160}>
        {slices.map(({ start, end }, index) => (
          <path key={index} class={`slice fill-${index % 6}`} d={slice(start, end)} />
        ))}
      </svg>
      <ul class="legend legend-list">
        {data.categories.map((name, index) => (
          <li key={name}>
            <span class={`legend-dot back-${index % 6}`} aria-hidden="true" />
            <span class="legend-name">{name}</span>
            <span class="legend-value">
              {say(values[index] ?? 0)} · {percentIn(reader, (values[index] ?? 0) / total)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
