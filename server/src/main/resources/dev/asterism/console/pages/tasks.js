// Every recurring task.
import { html, useState } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Bar, Stage, Trouble } from '../parts.js';
import { count, dollars, micros, percent, plain } from '../format.js';

const saved = row => row.would_have_cost_usd - row.cost_usd - row.audit_cost_usd;

const COLUMNS = [
  ['task', row => row.name.toLowerCase()], ['seen', row => -row.sightings], ['stage', row => row.stage],
  ['answered', row => -row.coverage], ['risk below', row => row.student?.proof?.bound ?? 2],
  ['audits', row => -(row.audit?.n ?? 0)], ['latency', row => row.latency_us.student_p50 || 1e12], ['saved', row => -saved(row)],
];

export function Tasks({ beat }) {
  const { value, error } = useAnswer('/tasks', beat);
  const [order, sort] = useState('seen');
  const [words, search] = useState('');
  const rank = COLUMNS.find(([name]) => name === order)[1];
  const rows = (value?.tasks ?? [])
    .filter(row => (row.name + row.id + row.teacher).toLowerCase().includes(words.toLowerCase()))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  return html`<div class="heading"><h1>Tasks</h1>
      <input type="search" placeholder="find a task" aria-label="Find a task" value=${words} onInput=${event => search(event.target.value)}/></div>
    <${Trouble} error=${error}/>
    <div class="scroll" tabindex="0" role="region" aria-label="Tasks"><table>
      <thead><tr>${COLUMNS.map(([name]) => html`<th scope="col" aria-sort=${name === order ? 'ascending' : undefined}>
        <button type="button" onClick=${() => sort(name)}>${name}</button></th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr>
        <th scope="row"><a href="#/tasks/${row.id}">${plain(row.name, 60)}</a><small>${plain(row.teacher, 40)}</small></th>
        <td>${count(row.sightings)}</td><td><${Stage} stage=${row.stage}/></td>
        <td>${percent(row.coverage)}<${Bar} share=${row.coverage}/></td>
        <td>${row.student?.proof ? percent(row.student.proof.bound) : '–'}</td>
        <td>${row.audit ? `${row.audit.k} of ${count(row.audit.n)}` : '–'}</td>
        <td>${micros(row.latency_us.teacher_p50)}${row.latency_us.student_p50 ? ` → ${micros(row.latency_us.student_p50)}` : ''}</td>
        <td class="money">${dollars(saved(row))}</td></tr>`)}</tbody></table></div>
    ${value && !rows.length && html`<p class="quiet">${words ? 'No task by these words.' : 'No recurring task was seen yet.'}</p>`}`;
}
