// What was asked and answered: searched, looked at, taken out.
import { html, useEffect, useState } from '/console/library/preact.js';
import { get, remove } from '../api.js';
import { Trouble, useAnswer } from '../parts.js';
import { count, dollars, micros, plain, time } from '../format.js';

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

export function Traces({ beat, where }) {
  const [wanted, search] = useState({});
  const [before, page] = useState('');
  const [turn, again] = useState(0);
  // Only the first page moves on by itself: whoever pages back wants it to stand still.
  const { value, error } = useAnswer('/traces?' + query({ ...wanted, before }), before ? turn : `${beat}/${turn}`);
  const tasks = useAnswer('/tasks', 'once').value?.tasks ?? [];
  const submit = event => {
    event.preventDefault();
    search(Object.fromEntries(new FormData(event.target)));
    page('');
  };
  const rows = value?.traces ?? [];
  return html`<h1>Traces</h1>
    <form class="filter" role="search" onSubmit=${submit}>
      ${FIELDS.map(([name, title, hint]) => html`<label>${title}<input name=${name} placeholder=${hint} maxlength="200"/></label>`)}
      <label>Task<select name="task"><option value="">any</option>${tasks.map(task => html`<option value=${task.id}>${plain(task.name, 60)}</option>`)}</select></label>
      <div class="acts"><button class="main">Search</button>
        <a href=${'/admin/v1/traces/export?' + query(wanted)} download="traces.jsonl">Export as JSON lines</a></div></form>
    <${Trouble} error=${error}/>${where[1] && html`<${Trace} key=${where[1]} id=${where[1]} gone=${() => again(turn + 1)}/>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Traces"><table>
      <thead><tr>${['at', 'asked for', 'answered by', 'how', 'status', 'took', 'cost'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr aria-selected=${row.id === where[1]}>
        <th scope="row"><a href="#/traces/${row.id}">${time(row.at)}</a></th><td>${plain(row.model, 40)}</td><td>${plain(row.answered_by, 44)}</td><td>${row.policy}</td>
        <td class=${row.status >= 400 ? 'bad' : ''}>${row.status}${row.error ? ` ${row.error}` : ''}</td><td>${micros(row.total_us)}</td><td class="money">${dollars(row.cost_usd)}</td></tr>`)}</tbody></table></div>
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
  return html`<section class="card trace" aria-label="Trace"><div class="heading"><h2>${value.policy} by ${plain(value.answered_by, 60)}</h2>
      <div class="acts">${sure ? html`<button class="bad" type="button" onClick=${forget}>Delete for good</button>
        <button type="button" onClick=${() => ask(false)}>Keep</button>` : html`<button type="button" onClick=${() => ask(true)}>Delete</button>`}</div></div>
    <${Trouble} error=${error}/>
    ${sure && html`<p>Its text, what was asked because of it and the examples in it are deleted. The sums of money stay, and students keep what they learnt.</p>`}
    <p class="quiet">${value.id}, ${micros(value.total_us)}, ${dollars(value.cost_usd)} instead of ${dollars(value.would_have_cost_usd)}</p>
    <ol class="steps">${value.steps.map(step => html`<li><${Step} step=${step}/></li>`)}
      ${value.calls.map(call => html`<li><b>Asked</b> ${plain(call.model, 60)} for ${ASKED_FOR[call.part]}: ${plain(call.outcome, 80)}; ${micros(call.us)}, ${dollars(call.cost_usd)}, <${Tokens} usage=${call.usage}/></li>`)}</ol>
    <div class="pair"><div><h3>Request</h3><pre tabindex="0" dir="auto">${plain(pretty(value.request), 20000)}</pre></div>
      <div><h3>Answer</h3><pre tabindex="0" dir="auto">${plain(pretty(value.response), 20000)}</pre></div></div></section>`;
}

const ASKED_FOR = { draft: 'a draft', vote: 'a vote', answer: 'the answer', merge: 'one answer made of all', judge: 'a judgement' };

const Tokens = ({ usage }) => html`${count(usage.input_tokens)} tokens in${usage.cached_input_tokens > 0 && ` (${count(usage.cached_input_tokens)} cached)`}, ${count(usage.output_tokens)} out${usage.reasoning_tokens > 0 && ` (${count(usage.reasoning_tokens)} of thinking)`}`;

function Step({ step }) {
  if (step.kind === 'recognised') return html`<b>Recognised</b> as <a href="#/tasks/${step.task}">${plain(step.name, 80)}</a>`;
  if (step.kind === 'student') {
    return html`<b>Student</b> version ${step.version} ${step.answer === null ? 'held back' : html`said ${plain(step.answer, 60)}`}${step.reference !== null && html`; the reference is ${plain(step.reference, 60)}`}`;
  }
  return html`<b>${step.kind === 'asked' ? 'Model' : step.trace ? html`<a href="#/traces/${step.trace}">${step.kind}</a>` : step.kind}</b> ${plain(step.model, 60)}${step.provider && ` at ${plain(step.provider, 40)}`}:
    ${micros(step.us)}, ${dollars(step.cost_usd)}, <${Tokens} usage=${step.usage}/>
    ${step.attempts > 1 && `; ${count(step.attempts)} attempts`}`;
}
