import { type ChartData, ticksFor, wrapLabel } from "./chart-data.ts";
import { Legend } from "./chart-legend.tsx";

interface Props {
  readonly data: ChartData;
  /** Pixels. */
  readonly width: number;
  readonly words: string;
  readonly say: (value: number) => string;
}

const PLOT = 150;
const TOP = 18;
const FONT = 11;
const LINE = 14;

interface Scale {
  readonly left: number;
  readonly right: number;
  readonly band: number;
  readonly ticks: readonly number[];
  /** Middle of a category's band. */
  x(index: number): number;
  y(value: number): number;
}

/** What the series are together, category by category. */
const totalsOf = ({ categories, series }: ChartData): readonly number[] =>
  categories.map((_, index) => series.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));

const scaleOf = ({ data, width, say }: Props): Scale => {
  const ticks = ticksFor(data.stacked ? totalsOf(data) : data.series.flatMap((one) => one.values));
  const longest = Math.max(...ticks.map((tick) => say(tick).length));
  const left = longest * 6.4 + 10;
  const right = width - 6;
  const band = (right - left) / Math.max(1, data.categories.length);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  return {
    left,
    right,
    band,
    ticks,
    x: (index) => left + band * (index + 0.5),
    y: (value) => TOP + PLOT * (1 - (value - low) / (high - low || 1)),
  };
};

function Grid({ scale, say }: { scale: Scale; say: Props["say"] }) {
  return (
    <g>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? "axis" : "grid"}
            x1={scale.left}
            x2={scale.right}
            y1={scale.y(tick)}
            y2={scale.y(tick)}
          />
          <text class="tick" x={scale.left - 6} y={scale.y(tick) + 4} text-anchor="end">
            {say(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Categories({ scale, labels }: { scale: Scale; labels: readonly (readonly string[])[] }) {
  return (
    <g>
      {labels.map((lines, index) =>
        lines.map((line, row) => (
          <text
            key={`${index}-${row}`}
            class="tick"
            x={scale.x(index)}
            y={TOP + PLOT + LINE * (row + 1) + 2}
            text-anchor="middle"
          >
            {line}
          </text>
        )),
      )}
    </g>
  );
}

/** A bar with rounded free end. */
const barPath = ({ x, w, from, to }: { x: number; w: number; from: number; to: number }): string => {
  const r = Math.min(3, w / 2, Math.abs(to - from));
  const sign = to < from ? 1 : -1;
  return `M${x} ${from}V${to + sign * r}Q${x} ${to} ${x + r} ${to}H${x + w - r}Q${x + w} ${to} ${x + w} ${to + sign * r}V${from}Z`;
};

function Bars({ data, scale, say }: { data: ChartData; scale: Scale; say: Props["say"] }) {
  const count = data.series.length;
  const width = Math.min(44, (scale.band * 0.72) / count);
  const labelled = width > 14;
  return (
    <g>
      {data.series.map((one, which) =>
        one.values.map((value, index) => {
          const x = scale.x(index) - (width * count) / 2 + width * which;
          return (
            <g key={`${one.name}-${index}`}>
              <path
                class={`mark fill-${which}`}
                d={barPath({ x: x + 1, w: width - 2, from: scale.y(0), to: scale.y(value) })}
              />
              {labelled && (
                <text
                  class="value"
                  x={x + width / 2}
                  y={value < 0 ? scale.y(value) + 12 : scale.y(value) - 5}
                  text-anchor="middle"
                >
                  {say(value)}
                </text>
              )}
            </g>
          );
        }),
      )}
    </g>
  );
}

/** Series on top of each other, with what they are together above them. */
function Stacks({ data, scale, say }: { data: ChartData; scale: Scale; say: Props["say"] }) {
  const width = Math.min(44, scale.band * 0.6);
  const totals = totalsOf(data);
  return (
    <g>
      {data.categories.map((name, index) => {
        let below = 0;
        return (
          <g key={name}>
            {data.series.map((one, which) => {
              const [from, to] = [below, below + (one.values[index] ?? 0)];
              below = to;
              const height = Math.max(0, scale.y(from) - scale.y(to));
              return (
                <rect
                  key={one.name}
                  class={`fill-${which}`}
                  x={scale.x(index) - width / 2}
                  y={scale.y(to)}
                  width={width}
                  height={height}
                />
              );
            })}
            <text class="value" x={scale.x(index)} y={scale.y(totals[index] ?? 0) - 5} text-anchor="middle">
              {say(totals[index] ?? 0)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

const points = (values: readonly number[], scale: Scale): string =>
  values.map((value, index) => `${scale.x(index)},${scale.y(value)}`).join(" ");

function Lines({ data, scale, say }: { data: ChartData; scale: Scale; say: Props["say"] }) {
  const labelled = data.series.length === 1 && scale.band > 30;
  return (
    <g>
      {data.kind === "area" &&
        data.series.map((one, which) => (
          <polygon
            key={one.name}
            class={`area fill-${which}`}
            points={`${scale.x(0)},${scale.y(0)} ${points(one.values, scale)} ${scale.x(one.values.length - 1)},${scale.y(0)}`}
          />
        ))}
      {data.series.map((one, which) => (
        <g key={one.name}>
          <polyline class={`line stroke-${which}`} points={points(one.values, scale)} />
          {one.values.map((value, index) => (
            <g key={index}>
              <circle class={`fill-${which}`} cx={scale.x(index)} cy={scale.y(value)} r={3} />
              {labelled && (
                <text class="value" x={scale.x(index)} y={scale.y(value) - 8} text-anchor="middle">
                  {say(value)}
                </text>
              )}
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}

function Marks(props: { data: ChartData; scale: Scale; say: Props["say"] }) {
  const { kind, stacked } = props.data;
  if (kind !== "bar") return <Lines {...props} />;
  return stacked ? <Stacks {...props} /> : <Bars {...props} />;
}

/** Bars, lines and areas over categories. */
export function AxisChart(props: Props) {
  const { data, width, words, say } = props;
  const scale = scaleOf(props);
  const labels = data.categories.map((label) => wrapLabel(label, scale.band - 4, FONT));
  const rows = Math.max(1, ...labels.map((lines) => lines.length));
  const height = TOP + PLOT + LINE * rows + 8 + (data.xLabel ? LINE : 0);
  return (
    <>
      {data.yLabel && <p class="axis-title">{data.yLabel}</p>}
      <svg role="img" aria-label={words} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        <Grid scale={scale} say={say} />
        <Marks data={data} scale={scale} say={say} />
        <Categories scale={scale} labels={labels} />
        {data.xLabel && (
          <text class="tick" x={(scale.left + scale.right) / 2} y={height - 4} text-anchor="middle">
            {data.xLabel}
          </text>
        )}
      </svg>
      {data.series.length > 1 && <Legend names={data.series.map((one) => one.name)} />}
    </>
  );
}
