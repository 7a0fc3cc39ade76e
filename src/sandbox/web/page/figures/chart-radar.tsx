import { type ChartData, ticksFor } from "./chart-data.ts";
import { Legend } from "./chart-legend.tsx";

interface Props {
  readonly data: ChartData;
  readonly words: string;
  readonly say: (value: number) => string;
}

const SIZE = { width: 320, height: 220, r: 78 } as const;
const MIDDLE = { x: SIZE.width / 2, y: SIZE.height / 2 } as const;

/** Each category is a direction; each series a shape around the middle. */
export function Radar({ data, words, say }: Props) {
  const count = data.categories.length;
  const most = ticksFor(data.series.flatMap((one) => one.values)).at(-1) ?? 1;
  const at = (index: number, share: number) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    return { x: MIDDLE.x + SIZE.r * share * Math.cos(angle), y: MIDDLE.y + SIZE.r * share * Math.sin(angle) };
  };
  const around = (share: (index: number) => number): string =>
    data.categories
      .map((_, index) => at(index, share(index)))
      .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(" ");
  return (
    <>
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        width={SIZE.width}
        height={SIZE.height}
      >
        {[0.25, 0.5, 0.75, 1].map((share) => (
          <polygon key={share} class="web" points={around(() => share)} />
        ))}
        {data.categories.map((name, index) => {
          const { x, y } = at(index, 1.16);
          const anchor = x > MIDDLE.x + 4 ? "start" : x < MIDDLE.x - 4 ? "end" : "middle";
          const only = data.series.length === 1 ? ` ${say(data.series[0]?.values[index] ?? 0)}` : "";
          return (
            <text key={name} class="tick" x={x} y={y + 4} text-anchor={anchor}>
              {name}
              {only}
            </text>
          );
        })}
        {data.series.map((one, which) => (
          <g key={one.name}>
            <polygon class={`area fill-${which}`} points={around((index) => (one.values[index] ?? 0) / most)} />
            <polygon class={`line stroke-${which}`} points={around((index) => (one.values[index] ?? 0) / most)} />
          </g>
        ))}
      </svg>
      {data.series.length > 1 && <Legend names={data.series.map((one) => one.name)} />}
    </>
  );
}
