// The constellation, as a picture and in rows: what each model costs, takes, does and is worth.
import { html } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Bar, Table, Trouble } from '../parts.js';
import { StarMap } from '../star-map.js';
import { count, dollars, micros, percent, plain } from '../format.js';

const unknown = html`<span class="quiet">not known</span>`;
const known = (value, shown) => (value === null || value === undefined ? unknown : shown(value));

export function Models({ beat }) {
  const models = useAnswer('/models', beat), tasks = useAnswer('/tasks?limit=150', beat);
  const times = useAnswer('/latencies', beat), policies = useAnswer('/policies', 'once');
  const rows = tasks.value?.tasks ?? [], bands = times.value?.bands ?? [];
  const all = models.value?.models ?? [];
  const requests = all.reduce((sum, model) => sum + model.requests, 0);
  return html`<h1>Models</h1><${Trouble} error=${models.error ?? tasks.error ?? times.error}/>
    <section class="card"><${StarMap} models=${all} tasks=${rows} policies=${policies.value?.policies ?? []}/></section>
    <h2 class="above">What they do</h2>
    <${Table} name="What models do" heads=${['model', 'answers', 'checks', 'failed', { money: 'spent' }, 'half within', '99 % within', 'tokens a second', 'asked at', 'students']}>
      ${all.map(model => html`<${Doing} key=${model.name} model=${model} band=${bands.find(one => one.answered_by === model.name)}/>`)}<//>
    ${models.value && !requests && html`<p class="quiet">No model was asked yet.</p>`}
    <p class="quiet">Times and tokens a second are those of the newest ${count(times.value?.of_newest ?? 0)} requests.</p>
    <h2 class="above">What they are</h2>
    <${Table} name="What models are" heads=${['model', 'in / out, $ a million', 'context', 'parameters', 'density', 'right by feedback', 'agrees with itself', 'agrees with what was answered']}>
      ${all.map(model => html`<${Being} key=${model.name} model=${model}/>`)}<//>
    <p class="quiet">Context, parameters and density are known where the configuration tells them (<code>models</code>); prices from <code>prices</code> or the list that comes with Asterism.
      Right by feedback and agreement with itself are of the tasks that a model teaches; agreement with what was answered is of its newest 2,000 calls in policies.</p>
    <${ByTask} rows=${rows.filter(row => row.truth.known > 0 || row.teacher_noise.asked_twice > 0 || row.audit?.n > 0)}/>`;
}

/** Who cannot be reached is told with the place; how busy they are, too. */
const Place = ({ at }) => html`<span class=${at.broken >= 1 ? 'bad' : ''}>${plain(at.name, 30)}${at.broken >= 1 ? ': fails, not asked' : at.broken > 0 ? `: ${percent(at.broken, 0)} of it fails` : ''}${at.under_way > 0 && `, ${count(at.under_way)} under way`}</span>`;

function Doing({ model, band }) {
  return html`<tr><th scope="row">${plain(model.name, 60)}</th>
    <td>${count(model.requests)}</td><td>${count(model.checks)}</td>
    <td class=${model.errors ? 'bad' : ''}>${count(model.errors)}${model.errors > 0 && ` (${percent(model.errors / (model.requests + model.checks))})`}</td>
    <td class="money">${dollars(model.cost_usd)}</td>
    <td>${micros(band?.p50)}</td><td>${micros(band?.p99)}</td><td>${band?.tokens_per_second ? count(Math.round(band.tokens_per_second)) : '–'}</td>
    <td>${model.providers.length ? model.providers.map((at, place) => html`${place > 0 && '; '}<${Place} at=${at}/>`) : html`<span class="bad">no provider</span>`}</td>
    <td>${count(model.teaching.live_students)}</td></tr>`;
}

const share = (part, whole) => (whole ? html`${percent(part / whole)} <small class="inline">of ${count(whole)}</small>` : unknown);

function Being({ model }) {
  const { known: judged, right, asked_twice: twice, differing } = model.teaching;
  return html`<tr><th scope="row">${plain(model.name, 60)}</th>
    <td>${known(model.usd_per_million, price => `${price.input} / ${price.output}`)}</td>
    <td>${known(model.context_tokens, tokens => `${count(tokens)} tokens`)}</td>
    <td>${known(model.parameters_billion, billion => `${count(billion)} billion`)}</td>
    <td>${known(model.density, density => density.toFixed(2))}</td>
    <td>${share(right, judged)}</td>
    <td>${share(twice - differing, twice)}</td>
    <td>${share(model.agreement.agreeing, model.agreement.compared)}</td></tr>`;
}

/** How good they are, task by task: what feedback, asking twice and audits tell. */
const ByTask = ({ rows }) => rows.length > 0 && html`<h2 class="above">How good they are, task by task</h2>
  <${Table} name="Quality by task" heads=${['task', 'model', 'right by feedback', 'agrees with itself', 'its student', 'student differs']}>
    ${rows.slice(0, 50).map(row => html`<tr key=${row.id}><th scope="row"><a href="#/tasks/${row.id}">${plain(row.name, 50)}</a></th><td>${plain(row.teacher, 40)}</td>
      <td>${share(row.truth.teacher_right, row.truth.known)}</td>
      <td>${share(row.teacher_noise.asked_twice - row.teacher_noise.differing, row.teacher_noise.asked_twice)}</td>
      <td>answers ${percent(row.coverage)}<${Bar} share=${row.coverage}/></td>
      <td>${row.audit?.n ? html`${percent(row.audit.lower)} to ${percent(row.audit.upper)} <small class="inline">${count(row.audit.n)} audits</small>` : unknown}</td></tr>`)}<//>`;
