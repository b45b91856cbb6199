// Small things that several pages show.
import { html, useEffect, useState } from '/console/library/preact.js';
import { get } from './api.js';

/** Asks again whenever `beat` changes, and keeps the last answer while it waits. */
export function useAnswer(path, beat) {
  const [state, set] = useState({ value: null, error: null });
  useEffect(() => {
    let wanted = true;
    get(path).then(
      value => wanted && set({ value, error: null }),
      error => wanted && set(old => ({ ...old, error: error.message })));
    return () => { wanted = false; };
  }, [path, beat]);
  return state;
}

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
