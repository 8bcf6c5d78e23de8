export interface Bar {
  label: string;
  value: number;
}

interface BarChartProps {
  title: string;
  bars: readonly Bar[];
  /** What is counted, such as "sign-ins"; heads the column of figures for screen readers. */
  unit: string;
}

const PLOT_HEIGHT = 140;
const LABEL_HEIGHT = 24;
const MOST_LABELS = 5;

/**
 * Bars side by side, as wide as their place. Positions are percentages in SVG attributes, so text keeps
 * its size and no style attribute is needed; a table carries the same figures for screen readers.
 */
export function BarChart({ title, bars, unit }: BarChartProps) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const step = 100 / Math.max(1, bars.length);
  const labelEvery = Math.ceil(bars.length / MOST_LABELS);
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        <span className="soft"> most: {most.toLocaleString("en-NZ")}</span>
      </figcaption>
      <svg width="100%" height={PLOT_HEIGHT + LABEL_HEIGHT} aria-hidden="true" focusable="false">
        <line className="chart-base" x1="0" x2="100%" y1={PLOT_HEIGHT} y2={PLOT_HEIGHT} />
        {bars.map((bar, position) => (
          <g key={bar.label}>
            <rect
              className="chart-bar"
              x={`${(position + 0.15) * step}%`}
              width={`${step * 0.7}%`}
              y={PLOT_HEIGHT - barHeight(bar.value, most)}
              height={barHeight(bar.value, most)}
              rx="2"
            />
            {position % labelEvery === 0 ? (
              <text className="chart-label" x={`${(position + 0.5) * step}%`} y={PLOT_HEIGHT + 18} textAnchor="middle">
                {bar.label}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      <FiguresTable title={title} bars={bars} unit={unit} />
    </figure>
  );
}

function barHeight(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(2, Math.round((value / most) * (PLOT_HEIGHT - 8)));
}

function FiguresTable({ title, bars, unit }: BarChartProps) {
  return (
    <table className="visually-hidden">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.label}>
            <th scope="row">{bar.label}</th>
            <td>{bar.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
