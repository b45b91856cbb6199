// Lines over time, drawn by uPlot.
import { html, useEffect, useRef } from '/console/library/preact.js';

/** Hours and minutes, seconds only where ticks are closer than a minute, days where they are far apart. */
function clock(ticks) {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 60;
  const form = step < 60 ? { hour: '2-digit', minute: '2-digit', second: '2-digit' }
    : step < 43200 ? { hour: '2-digit', minute: '2-digit' } : { month: 'short', day: 'numeric' };
  return tick => new Date(1000 * tick).toLocaleString('en', { ...form, hour12: false });
}

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param lines [{label, colour: a custom property's name, values, fill}] over the same times (seconds) */
export function Chart({ times, lines, format, height = 180, label }) {
  const place = useRef(null);
  useEffect(() => {
    if (!place.current || times.length < 2) return undefined;
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const plot = new uPlot({
      width: place.current.clientWidth, height,
      cursor: { points: { size: 6 }, y: false },
      legend: { live: true },
      scales: { y: { range: (_, __, most) => [0, 1.08 * most || 1] } },
      axes: [{ ...axis, size: 28, values: (_, ticks) => ticks.map(clock(ticks)) }, { ...axis, size: 62, values: (_, ticks) => ticks.map(format) }],
      series: [{}, ...lines.map(line => ({
        label: line.label, stroke: colour(line.colour), width: 2,
        fill: line.fill ? colour(line.colour) + '22' : undefined,
        value: (_, value) => format(value ?? line.values.at(-1)), points: { show: false },
      }))],
    }, [times, ...lines.map(line => line.values)], place.current);
    const fit = new ResizeObserver(() => plot.setSize({ width: place.current.clientWidth, height }));
    fit.observe(place.current);
    return () => { fit.disconnect(); plot.destroy(); };
  }, [times, lines]);
  return html`<div class="chart" role="img" aria-label=${label} ref=${place}>
    ${times.length < 2 && html`<p class="quiet">Too little traffic to draw yet.</p>`}</div>`;
}
