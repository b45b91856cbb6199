// Every recurring task, a page of them at a time.
import { html, useState } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Bar, Stage, Trouble } from '../parts.js';
import { count, dollars, micros, percent, plain } from '../format.js';

const PAGE = 50;
const saved = row => row.would_have_cost_usd - row.cost_usd - row.audit_cost_usd;

/** What a column is called, and what the server calls its order. */
const COLUMNS = [['task', 'name'], ['seen', 'seen'], ['stage', 'stage'], ['answered', 'coverage'], ['risk below', 'risk'], ['audits', 'audits'],
  ['latency', 'latency'], ['saved', 'saved']];

export function Tasks({ beat }) {
  const [asked, ask] = useState({ order: 'seen', words: '', from: 0 });
  const { value, error } = useAnswer(`/tasks?limit=${PAGE}&from=${asked.from}&order=${asked.order}&text=${encodeURIComponent(asked.words.slice(0, 200))}`, beat);
  const rows = value?.tasks ?? [], matching = value?.matching ?? 0;
  return html`<div class="heading"><h1>Tasks</h1>
      <input type="search" placeholder="find a task" aria-label="Find a task" value=${asked.words} onInput=${event => ask({ ...asked, words: event.target.value, from: 0 })}/></div>
    <${Trouble} error=${error}/>
    ${value?.total > 0 && html`<p class="stages">${Object.entries(value.by_stage).map(([stage, number]) => html`<span><${Stage} stage=${stage}/> ${count(number)}</span>`)}</p>`}
    <div class="scroll" tabindex="0" role="region" aria-label="Tasks"><table>
      <thead><tr>${COLUMNS.map(([name, order]) => html`<th scope="col" class=${order === 'saved' ? 'money' : undefined} aria-sort=${order === asked.order ? 'ascending' : undefined}>
        <button type="button" onClick=${() => ask({ ...asked, order, from: 0 })}>${name}</button></th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr key=${row.id}>
        <th scope="row"><a href="#/tasks/${row.id}">${plain(row.name, 60)}</a><small>${plain(row.teacher, 40)}</small></th>
        <td>${count(row.sightings)}</td><td><${Stage} stage=${row.stage}/></td>
        <td>${percent(row.coverage)}<${Bar} share=${row.coverage}/></td>
        <td>${row.student?.proof ? percent(row.student.proof.bound) : '–'}</td>
        <td>${row.audit ? `${row.audit.k} of ${count(row.audit.n)}` : '–'}</td>
        <td>${micros(row.latency_us.teacher_p50)}${row.latency_us.student_p50 ? ` → ${micros(row.latency_us.student_p50)}` : ''}</td>
        <td class="money">${dollars(saved(row))}</td></tr>`)}</tbody></table></div>
    ${value && !rows.length && html`<p class="quiet">${asked.words ? 'No task by these words.' : 'No recurring task was seen yet.'}</p>`}
    ${matching > PAGE && html`<p class="acts pages">
      <button type="button" disabled=${asked.from === 0} onClick=${() => ask({ ...asked, from: asked.from - PAGE })}>Before</button>
      <span class="quiet">${count(asked.from + 1)} to ${count(asked.from + rows.length)} of ${count(matching)}</span>
      <button type="button" disabled=${asked.from + PAGE >= matching} onClick=${() => ask({ ...asked, from: asked.from + PAGE })}>Next</button></p>`}`;
}
