// Small drawings of one quantity over another, sharp at any width.
import { html, useEffect, useRef, useState } from '/console/library/preact.js';

/** The width of an element as it is now; what is drawn in it follows. */
export function useWidth(fallback) {
  const place = useRef(null);
  const [width, set] = useState(fallback);
  useEffect(() => {
    if (!place.current) return undefined;
    const fit = new ResizeObserver(([entry]) => set(Math.max(240, Math.floor(entry.contentRect.width))));
    fit.observe(place.current);
    return () => fit.disconnect();
  }, []);
  return [place, width];
}

/** Round numbers from 0 on, about as many as asked for. */
function ticks(most, wanted) {
  const rough = most / wanted, size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * size).find(one => one >= rough);
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, place) => place * step);
}

const LEFT = 52, RIGHT = 24, TOP = 24, BOTTOM = 38;

/**
 * @param lines [{ points: [[x, y]], kind: a class, label }]
 * @param rules [{ y, label }] horizontal lines
 * @param marks [{ x, y, kind, label }] single points
 * @param x and y { most, format, title }; both begin at 0
 * @param label what it shows, for those who do not see it
 */
export function Plot({ lines, rules = [], marks = [], x, y, label, height = 220 }) {
  const [place, width] = useWidth(480);
  const across = value => LEFT + ((width - LEFT - RIGHT) * Math.min(value, x.most)) / x.most;
  const up = value => height - BOTTOM - ((height - TOP - BOTTOM) * Math.min(value, y.most)) / y.most;
  return html`<div class="plot" ref=${place}><svg width=${width} height=${height} role="img" aria-label=${label}>
      ${ticks(y.most, 4).map(value => html`<g class="tick"><line x1=${LEFT} x2=${width - RIGHT} y1=${up(value)} y2=${up(value)}/>
        <text x=${LEFT - 6} y=${up(value) + 4} text-anchor="end">${y.format(value)}</text></g>`)}
      ${ticks(x.most, width < 420 ? 3 : 5).map(value => html`<text class="tick" x=${across(value)} y=${height - BOTTOM + 16} text-anchor="middle">${x.format(value)}</text>`)}
      <text class="title" x=${width - RIGHT} y=${height - 4} text-anchor="end">${x.title}</text>
      <text class="title" x="2" y=${TOP - 10}>${y.title}</text>
      ${rules.map(rule => html`<g class="rule"><line x1=${LEFT} x2=${width - RIGHT} y1=${up(rule.y)} y2=${up(rule.y)}/>
        <text x=${width - RIGHT - 4} y=${up(rule.y) - 5} text-anchor="end">${rule.label}</text></g>`)}
      ${lines.map(line => html`<polyline class=${line.kind} points=${line.points.map(([a, b]) => `${across(a)},${up(b)}`).join(' ')}/>`)}
      ${marks.map(mark => html`<circle class=${mark.kind} cx=${across(mark.x)} cy=${up(mark.y)} r="5"><title>${mark.label}</title></circle>`)}
    </svg>
    <p class="legend">${[...lines, ...marks].filter(one => one.label).map(one => html`<span class=${one.kind}>${one.label}</span>`)}</p></div>`;
}
