// What was asked and answered, one by one.
import { html, useState } from '/console/library/preact.js';
import { Trouble, useAnswer } from '../parts.js';
import { dollars, micros, plain, time } from '../format.js';

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function Traces({ beat, where }) {
  const [words, search] = useState('');
  const { value, error } = useAnswer('/traces?limit=200', beat);
  const rows = (value?.traces ?? []).filter(row => JSON.stringify(row).toLowerCase().includes(words.toLowerCase()));
  return html`<div class="heading"><h1>Traces</h1>
      <input type="search" placeholder="model, policy, error…" aria-label="Find traces" value=${words} onInput=${event => search(event.target.value)}/></div>
    <${Trouble} error=${error}/>${where[1] && html`<${Trace} id=${where[1]}/>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Traces"><table>
      <thead><tr>${['at', 'asked for', 'answered by', 'how', 'status', 'took', 'cost'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr aria-selected=${row.id === where[1]}>
        <th scope="row"><a href="#/traces/${row.id}">${time(row.at)}</a></th><td>${plain(row.model, 40)}</td><td>${plain(row.answered_by, 44)}</td><td>${row.policy}</td>
        <td class=${row.status >= 400 ? 'bad' : ''}>${row.status}${row.error ? ` ${row.error}` : ''}</td><td>${micros(row.total_us)}</td><td class="money">${dollars(row.cost_usd)}</td></tr>`)}</tbody></table></div>
    ${value && !rows.length && html`<p class="quiet">Nothing here.</p>`}`;
}

function Trace({ id }) {
  const { value, error } = useAnswer('/traces/' + encodeURIComponent(id), id);
  if (!value) return html`<${Trouble} error=${error}/>`;
  return html`<section class="card trace" aria-label="Trace"><h2>${value.policy} by ${plain(value.answered_by, 60)}</h2>
    <p class="quiet">${value.id}, ${micros(value.total_us)}, ${dollars(value.cost_usd)} instead of ${dollars(value.would_have_cost_usd)}</p>
    <div class="pair"><div><h3>Request</h3><pre tabindex="0" dir="auto">${plain(pretty(value.request), 20000)}</pre></div>
      <div><h3>Answer</h3><pre tabindex="0" dir="auto">${plain(pretty(value.response), 20000)}</pre></div></div></section>`;
}
