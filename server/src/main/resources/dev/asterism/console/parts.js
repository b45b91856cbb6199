// Small things that several pages show.
import { html, useState } from '/console/library/preact.js';
import { useAnswer } from './answers.js';
import { percent, plain } from './format.js';

export const Figure = ({ name, value, note, kind }) => html`
  <div class="figure ${kind ?? ''}"><div class="name">${name}</div>
    <div class="value">${value}</div><div class="note">${note}</div></div>`;

export const Stage = ({ stage }) => html`<span class="stage ${stage}">${stage}</span>`;

export const Trouble = ({ error }) => error && html`<p class="trouble" role="alert">${error}</p>`;

export const Bar = ({ share, kind }) => html`
  <svg class="bar ${kind ?? ''}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="6" rx="2"/><rect class="full" width=${100 * Math.min(1, Math.max(0, share || 0))} height="6" rx="2"/></svg>`;

export const Copyable = ({ text }) => {
  const [done, set] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => { set(true); setTimeout(() => set(false), 1500); });
  return html`<div class="copyable"><pre tabindex="0">${text}</pre>
    <button type="button" onClick=${copy}>${done ? 'copied' : 'copy'}</button></div>`;
};

/** A table that scrolls by itself, reachable by keyboard; heads of money stand to the right, as money does. */
export const Table = ({ name, heads, low, children }) => html`
  <div class=${low ? 'scroll low' : 'scroll'} tabindex="0" role="region" aria-label=${name}><table>
    <thead><tr>${heads.map(head => (head.money ? html`<th scope="col" class="money">${head.money}</th>` : html`<th scope="col">${head}</th>`))}</tr></thead><tbody>${children}</tbody></table></div>`;

/** Where a risk lies, on a scale with what is allowed in its middle. */
export function RiskScale({ bound, lower, upper, eps, name }) {
  const most = 2 * eps, at = risk => 100 * Math.min(1, risk / most);
  const from = lower ?? 0, to = upper ?? bound;
  return html`<div class="risk-scale"><svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img"
      aria-label=${`${name} between ${percent(from)} and ${percent(to)}; ${percent(eps)} is allowed`}>
      <rect class="allowed" width="50" height="8"/><rect class="beyond" x="50" width="50" height="8"/>
      <rect class="range" x=${at(from)} y="2" width=${Math.max(1, at(to) - at(from))} height="4"/></svg>
    <div class="ends" aria-hidden="true"><span>0 %</span><span>${percent(eps)} allowed</span><span>${percent(most)}</span></div></div>`;
}

/** What to change in the configuration, and where: the file is the truth, the console does not write it. */
export function SettingHint({ path, value }) {
  const { value: report } = useAnswer('/settings', 'once');
  const setting = report?.settings.find(one => one.path === path);
  if (!setting) return html`<p class="quiet">Set <code>${path}: ${value}</code> in the configuration and start the server again.</p>`;
  const line = `${path.split('.').pop()}: ${value}`;
  return html`<p class="hint">${setting.from === 'default'
    ? html`It has its default, ${plain(setting.value, 40)}. To change it, put <code>${line}</code> under <code>${path.split('.').slice(0, -1).join('.')}</code> in the configuration`
    : html`To change it, write <code>${line}</code> in <b>${plain(setting.from, 80)}</b> (now ${plain(setting.value, 40)})`} and start the server again.</p>`;
}
