// What was spent, what was saved, how sure that is, what to do next.
import { html, useMemo } from '/console/library/preact.js';
import { Bar, Copyable, Figure, Stage, Trouble, useAnswer } from '../parts.js';
import { Chart } from '../chart.js';
import { StarMap } from '../star-map.js';
import { count, dollars, percent, plain, plural } from '../format.js';

function running(values) {
  let sum = 0;
  return values.map(value => (sum += value));
}

export function Overview({ state, beat }) {
  const tasks = useAnswer('/tasks', beat), series = useAnswer('/series', beat), models = useAnswer('/models', beat);
  const points = series.value?.points ?? [];
  const times = useMemo(() => points.map(point => point.at), [series.value]);
  const money = useMemo(() => [
    { label: 'without Asterism', colour: '--warm', values: running(points.map(point => point.would_have_cost_usd)) },
    { label: 'with it, checking included', colour: '--accent', fill: true, values: running(points.map(point => point.cost_usd + point.checking_usd)) },
  ], [series.value]);
  if (!state) return html`<p class="quiet">Connecting…</p>`;
  const report = state.report;
  if (report.requests === 0) return html`<${FirstRun}/>`;
  const rows = tasks.value?.tasks ?? [];
  return html`
    <h1 class="unseen">Overview</h1><${Trouble} error=${tasks.error ?? series.error ?? models.error}/>
    <section class="figures" aria-label="In figures">
      <${Figure} kind="good" name="saved" value=${dollars(report.saved_usd)} note=${`${percent(report.saved_share)} of ${dollars(report.would_have_cost_usd)}`}/>
      <${Figure} name="spent" value=${dollars(report.cost_usd + report.audit_cost_usd)} note=${`${dollars(report.audit_cost_usd)} of it on checking`}/>
      <${Figure} name="answered by students" value=${percent(report.requests ? report.answered_by_student / report.requests : 0)} note=${`${count(report.answered_by_student)} of ${plural(report.requests, 'request')}`}/>
      <${Figure} name="tasks found" value=${count(report.tasks)} note=${`${rows.filter(row => row.stage === 'live').length} answered by a student`}/>
    </section>
    <div class="columns">
      <section class="card wide"><h2>Spend over time</h2>
        <${Chart} times=${times} lines=${money} format=${dollars} label="Spend with and without Asterism"/></section>
      <section class="card"><h2>What to do next</h2><${Next} rows=${rows} report=${report}/></section>
      <section class="card wide"><h2>Constellation</h2><${StarMap} models=${models.value?.models ?? []} tasks=${rows}/></section>
      <section class="card"><h2>Coverage against proved risk</h2><${Busiest} rows=${rows}/></section>
    </div>`;
}

function Next({ rows }) {
  const actions = [];
  for (const row of rows) {
    const link = html`<a href="#/tasks/${row.id}">${plain(row.name, 60)}</a>`;
    if (row.stage === 'proved') actions.push(html`<li class="act">${link} has a proved student: promote it</li>`);
    if (row.stage === 'demoted') actions.push(html`<li class="warn">${link}: its student was demoted; the teacher answers</li>`);
    if (row.audit?.suspicious) actions.push(html`<li class="warn">${link}: audits are turning against its student</li>`);
    if (row.drift !== 'none') actions.push(html`<li class="warn">${link}: its ${row.drift} have changed</li>`);
    if (row.teacher_noise?.coverage_ceiling < 1) actions.push(html`<li>${link}: its teacher wavers; no student can answer more than ${percent(row.teacher_noise.coverage_ceiling)}</li>`);
  }
  const waiting = rows.filter(row => row.stage === 'observed').slice(0, 3);
  for (const row of waiting) actions.push(html`<li><a href="#/tasks/${row.id}">${plain(row.name, 60)}</a>: ${plain(row.learning || 'observed')}</li>`);
  return actions.length ? html`<ul class="next">${actions.slice(0, 8)}</ul>` : html`<p class="quiet">Nothing: all is well.</p>`;
}

const Busiest = ({ rows }) => html`<ul class="busiest">${rows.slice(0, 7).map(row => html`<li>
    <a href="#/tasks/${row.id}">${plain(row.name, 40)}</a> <${Stage} stage=${row.stage}/>
    <${Bar} share=${row.coverage}/><span>${percent(row.coverage)} answered${row.student?.proof ? `, risk < ${percent(row.student.proof.bound)}` : ''}</span></li>`)}</ul>`;

function FirstRun() {
  const base = `${location.origin}/v1`;
  return html`<section class="first"><h1>Send the first request</h1>
    <ol>
      <li><h2>Point your application here</h2><p>Change the base URL and nothing else; your key is passed on.</p>
        <${Copyable} text=${`OPENAI_BASE_URL=${base}`}/></li>
      <li><h2>Or try it by hand</h2><${Copyable} text=${`curl ${base}/chat/completions -H 'content-type: application/json' \\
  -H "authorization: Bearer $OPENAI_API_KEY" -d '{
  "model": "gpt-4o-mini",
  "messages": [{"role": "system", "content": "Is this spam? Answer yes or no."},
               {"role": "user", "content": "You won a prize"}]}'`}/></li>
      <li><h2>Watch</h2><p>What is asked again and again shows up under Tasks. A few hundred requests later a student is proved, and you decide.</p></li>
    </ol><p class="quiet">No traffic at hand? <code>./asterism demo</code> shows the whole loop in a minute, without a key.</p></section>`;
}
