// What was asked and answered: searched, looked at, taken out.
import { html, useEffect, useState } from '/console/library/preact.js';
import { get, remove } from '../api.js';
import { Steps } from '../steps.js';
import { useAnswer } from '../answers.js';
import { Table, Trouble } from '../parts.js';
import { dollars, micros, plain, time } from '../format.js';

const FIELDS = [['text', 'Text', 'in request or answer'], ['model', 'Model', 'a part of its name'],
  ['policy', 'Answered by policy', 'student'], ['min_cost_usd', 'Cost from, $', '0.01'], ['min_ms', 'Time from, ms', '500']];

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const query = wanted => new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();

const Field = ({ field: [name, title, hint] }) => html`<label>${title}<input name=${name} placeholder=${hint} maxlength="200"/></label>`;

export function Traces({ beat, where }) {
  const [wanted, search] = useState({});
  const [before, page] = useState('');
  const [turn, again] = useState(0);
  // Only the first page moves on by itself: whoever pages back wants it to stand still.
  const { value, error } = useAnswer('/traces?' + query({ ...wanted, before }), before ? turn : `${beat}/${turn}`);
  const tasks = useAnswer('/tasks?limit=200', 'once').value?.tasks ?? [];
  const submit = event => {
    event.preventDefault();
    search(Object.fromEntries(new FormData(event.target)));
    page('');
  };
  const rows = value?.traces ?? [];
  return html`<h1>Traces</h1>
    <form class="search" role="search" onSubmit=${submit}>
      <${Field} field=${FIELDS[0]}/>
      <div class="acts"><button class="main">Search</button>
        <a href=${'/admin/v1/traces/export?' + query(wanted)} download="traces.jsonl">Export as JSON lines</a></div>
      <details><summary>More to filter by</summary><div class="filter">${FIELDS.slice(1).map(field => html`<${Field} field=${field}/>`)}
      <label>Task<select name="task"><option value="">any</option>${tasks.map(task => html`<option value=${task.id}>${plain(task.name, 60)}</option>`)}</select></label>
      <label class="check"><input type="checkbox" name="failed" value="true"/> Only what failed</label></div></details></form>
    <${Trouble} error=${error}/>${where[1] && html`<${Trace} key=${where[1]} id=${where[1]} gone=${() => again(turn + 1)}/>`}
    <${Table} name="Traces" heads=${['at', 'asked for', 'answered by', 'how', 'status', 'took', { money: 'cost' }]}>
      ${rows.map(row => html`<tr aria-selected=${row.id === where[1]}>
        <th scope="row"><a href="#/traces/${row.id}">${time(row.at)}</a></th><td>${plain(row.model, 40)}</td><td>${plain(row.answered_by, 44)}</td><td>${plain(row.policy, 40)}</td>
        <td class=${row.status >= 400 ? 'bad' : ''}>${row.status}${row.error ? ` ${plain(row.error, 60)}` : ''}</td><td>${micros(row.total_us)}</td><td class="money">${dollars(row.cost_usd)}</td></tr>`)}<//>
    ${value && !rows.length && html`<p class="quiet">${value.next ? 'None among those looked through; older ones are left.' : 'Nothing here.'}</p>`}
    <p class="acts">${before && html`<button type="button" onClick=${() => page('')}>Newest</button>`}
      ${value?.next && html`<button type="button" onClick=${() => page(String(value.next))}>Older</button>`}</p>`;
}

function Trace({ id, gone }) {
  // A trace is read once: it changes only when it is deleted.
  const [{ value, error }, set] = useState({});
  const [sure, ask] = useState(false);
  const path = '/traces/' + encodeURIComponent(id);
  const failed = failure => set(old => ({ ...old, error: failure.message }));
  useEffect(() => { get(path).then(found => set({ value: found }), failed); }, [id]);
  const forget = () => remove(path).then(() => { location.hash = '#/traces'; gone(); }, failed);
  if (!value) return html`<${Trouble} error=${error}/>`;
  return html`<section class="card trace" aria-label="Trace"><div class="heading"><h2>${plain(value.policy, 40)} by ${plain(value.answered_by, 60)}</h2>
      <div class="acts">${sure ? html`<button class="bad" type="button" onClick=${forget}>Delete for good</button>
        <button type="button" onClick=${() => ask(false)}>Keep</button>` : html`<button type="button" onClick=${() => ask(true)}>Delete</button>`}</div></div>
    <${Trouble} error=${error}/>
    ${sure && html`<p>Its text, what was asked because of it and the examples in it are deleted. The sums of money stay, and students keep what they learnt.</p>`}
    <p class="quiet">${value.id}, ${micros(value.total_us)}, ${dollars(value.cost_usd)} instead of ${dollars(value.would_have_cost_usd)}</p>
    <${Steps} trace=${value}/>
    <div class="pair"><div><h3>Request</h3><pre tabindex="0" dir="auto">${plain(pretty(value.request), 20000)}</pre></div>
      <div><h3>Answer</h3><pre tabindex="0" dir="auto">${plain(pretty(value.response), 20000)}</pre></div></div></section>`;
}
