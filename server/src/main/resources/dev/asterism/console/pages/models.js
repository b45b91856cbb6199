// The constellation in rows.
import { html } from '/console/library/preact.js';
import { Trouble, useAnswer } from '../parts.js';
import { StarMap } from '../star-map.js';
import { count, dollars, plain } from '../format.js';

export function Models({ beat }) {
  const models = useAnswer('/models', beat), tasks = useAnswer('/tasks', beat);
  const rows = tasks.value?.tasks ?? [];
  return html`<h1>Models</h1><${Trouble} error=${models.error ?? tasks.error}/>
    <section class="card"><${StarMap} models=${models.value?.models ?? []} tasks=${rows}/></section>
    <div class="scroll" tabindex="0" role="region" aria-label="Models"><table>
      <thead><tr>${['model', 'answers', 'checks', 'errors', 'spent', 'students'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${(models.value?.models ?? []).map(model => html`<tr><th scope="row">${plain(model.name, 60)}</th>
        <td>${count(model.requests)}</td><td>${count(model.checks)}</td><td>${count(model.errors)}</td><td class="money">${dollars(model.cost_usd)}</td>
        <td>${rows.filter(row => row.teacher === model.name && row.stage === 'live').length}</td></tr>`)}</tbody></table></div>`;
}
