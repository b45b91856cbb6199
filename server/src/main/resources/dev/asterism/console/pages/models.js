// The constellation, as a picture and in rows.
import { html } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Table, Trouble } from '../parts.js';
import { StarMap } from '../star-map.js';
import { count, dollars, micros, percent, plain } from '../format.js';

export function Models({ beat }) {
  const models = useAnswer('/models', beat), tasks = useAnswer('/tasks', beat);
  const times = useAnswer('/latencies', beat), policies = useAnswer('/policies', 'once');
  const rows = tasks.value?.tasks ?? [], bands = times.value?.bands ?? [];
  const band = model => bands.find(one => one.answered_by === model.name);
  const all = models.value?.models ?? [];
  const requests = all.reduce((sum, model) => sum + model.requests, 0);
  return html`<h1>Models</h1><${Trouble} error=${models.error ?? tasks.error ?? times.error}/>
    <section class="card"><${StarMap} models=${all} tasks=${rows} policies=${policies.value?.policies ?? []}/></section>
    <${Table} name="Models" heads=${['model', 'answers', 'checks', 'failed', 'spent', '$ a million in / out', 'half within', '99 % within', 'tokens a second', 'students']}>
      ${all.map(model => html`<tr><th scope="row">${plain(model.name, 60)}</th>
        <td>${count(model.requests)}</td><td>${count(model.checks)}</td>
        <td class=${model.errors ? 'bad' : ''}>${count(model.errors)}${model.errors > 0 && model.requests > 0 && ` (${percent(model.errors / (model.requests + model.checks))})`}</td>
        <td class="money">${dollars(model.cost_usd)}</td>
        <td>${model.usd_per_million ? `${model.usd_per_million.input} / ${model.usd_per_million.output}` : 'not known'}</td>
        <td>${micros(band(model)?.p50)}</td><td>${micros(band(model)?.p99)}</td><td>${band(model)?.tokens_per_second ? count(Math.round(band(model).tokens_per_second)) : '–'}</td>
        <td>${rows.filter(row => row.teacher === model.name && row.stage === 'live').length}</td></tr>`)}<//>
    ${models.value && !requests && html`<p class="quiet">No model was asked yet.</p>`}
    <p class="quiet">Times and tokens a second are those of the newest ${count(times.value?.of_newest ?? 0)} requests.</p>`;
}
