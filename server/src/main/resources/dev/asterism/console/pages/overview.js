// What was spent, what was saved, how sure that is, what to do next.
import { html, useMemo } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Bar, Copyable, Figure, Stage, Trouble } from '../parts.js';
import { Chart } from '../chart.js';
import { StarMap } from '../star-map.js';
import { count, day, dollars, micros, percent, plain, plural } from '../format.js';

function running(values) {
  let sum = 0;
  return values.map(value => (sum += value));
}

export function Overview({ state, beat }) {
  const tasks = useAnswer('/tasks?limit=150', beat), next = useAnswer('/next', beat), series = useAnswer('/series', beat), models = useAnswer('/models', beat);
  const times = useAnswer('/latencies', beat), policies = useAnswer('/policies', 'once');
  const points = series.value?.points ?? [];
  const at = useMemo(() => points.map(point => point.at), [series.value]);
  const money = useMemo(() => [
    { label: 'without Asterism', colour: '--warm', values: running(points.map(point => point.would_have_cost_usd)) },
    { label: 'with it, checking included', colour: '--accent', fill: true, values: running(points.map(point => point.cost_usd + point.checking_usd)) },
  ], [series.value]);
  const answerers = useMemo(() => [
    { label: 'all requests', colour: '--warm', values: points.map(point => point.requests) },
    { label: 'by students', colour: '--good', fill: true, values: points.map(point => point.answered_by_student) },
  ], [series.value]);
  if (!state) return html`<p class="quiet">Connecting…</p>`;
  const report = state.report;
  if (report.requests === 0) return html`<${FirstRun}/>`;
  const rows = tasks.value?.tasks ?? [], live = tasks.value?.live, waiting = tasks.value?.by_stage.proved ?? 0;
  return html`
    <h1 class="unseen">Overview</h1><${Trouble} error=${tasks.error ?? next.error ?? series.error ?? models.error ?? times.error}/>
    <section class="figures" aria-label="In figures">
      <${Figure} kind=${report.saved_usd > 0 ? 'good' : ''} name="saved" value=${dollars(report.saved_usd)} note=${`${percent(report.saved_share)} of ${dollars(report.would_have_cost_usd)}`}/>
      <${Figure} name="spent" value=${dollars(report.cost_usd + report.audit_cost_usd)} kind=${report.budgets.some(budget => budget.used >= 1) ? 'bad' : ''} note=${`${dollars(report.audit_cost_usd)} of it on checking${report.budgets.map(budget => `; ${dollars(budget.spent_usd)} of ${dollars(budget.limit_usd)} this ${budget.period}`).join('')}`}/>
      <${Figure} name="answered by students" value=${percent(report.answered_by_student / report.requests)} note=${`${count(report.answered_by_student)} of ${plural(report.requests, 'request')}`}/>
      <${Figure} name="tasks learnt" value=${html`${count(live?.tasks)} <span class="of">of ${count(report.tasks)}</span>`} note=${waiting > 0 ? `${plural(waiting, 'student')} ${waiting === 1 ? 'waits' : 'wait'} for your word` : 'found in the traffic'}/>
      <${Figure} name="how sure: they differ in" value=${live?.tasks ? '< ' + percent(live.worst_bound) : '–'} note=${live?.audited ? `proved; of ${plural(live.audited, 'checked answer')} ${percent(live.differing / live.audited)} differ` : live?.tasks ? 'proved on fresh traffic' : 'nothing is answered by a student yet'}/>
    </section>
    <div class="columns">
      <section class="card wide"><h2>Spend over time</h2>
        <${Chart} times=${at} lines=${money} format=${dollars} label="Spend with and without Asterism"/></section>
      <section class="card"><h2>What to do next</h2><${Next} next=${next.value} budgets=${report.budgets}/></section>
      <section class="card wide"><h2>Constellation</h2><${StarMap} models=${models.value?.models ?? []} tasks=${rows} policies=${policies.value?.policies ?? []}/></section>
      <section class="card"><h2>What students learnt</h2><${Busiest} rows=${rows} total=${tasks.value?.total}/></section>
      <section class="card wide"><h2>Who answers</h2>
        <${Chart} times=${at} lines=${answerers} format=${count} label="Requests, and those that students answered"/></section>
      <section class="card"><h2>Time to answer</h2><${Times} bands=${times.value?.bands ?? []}/></section>
    </div>`;
}

/** What the server thinks is to be done, in the words of a person. */
const WORDS = {
  promote: () => 'has a proved student: promote it',
  demoted: () => '– its student was demoted; the teacher answers',
  audits: () => '– audits are turning against its student',
  drift: more => `– its ${more} have changed`,
  wavers: more => `– its teacher wavers; no student can answer more than ${percent(Number(more))}`,
  learning: more => `– ${plain(more || 'seen, not learnt yet')}`,
};

/** Budgets come first; then what calls for a person, what may become worse, what is worth knowing. */
function Next({ next, budgets }) {
  const near = budgets.filter(budget => budget.near_its_end);
  if (!next) return html`<p class="quiet">…</p>`;
  if (!near.length && !next.actions.length) return html`<p class="quiet">Nothing: all is well.</p>`;
  return html`<ul class="next">${near.map(budget => html`<li class=${budget.used >= 1 ? 'over' : 'warn'}>The <a href="#/settings">${budget.period}’s budget</a> is ${budget.used >= 1 ? 'spent' : 'near its end'}: ${dollars(budget.spent_usd)} of ${dollars(budget.limit_usd)}.
      ${budget.used >= 1 && ' Only students, kept answers and free models answer.'} It renews ${day(budget.renews)}.</li>`)}
    ${next.actions.map(one => html`<li class=${one.urgency}><a href="#/tasks/${one.task}">${plain(one.name, 60)}</a> ${WORDS[one.what](one.more)}</li>`)}</ul>
    ${next.more > 0 && html`<p class="quiet">and ${count(next.more)} more under <a href="#/tasks">Tasks</a></p>`}`;
}

/** The busiest tasks: how much of each is answered by its student, and how sure that is. */
const Busiest = ({ rows, total }) => html`<ul class="busiest">${rows.slice(0, 6).map(row => html`<li>
    <a href="#/tasks/${row.id}">${plain(row.name, 40)}</a> <${Stage} stage=${row.stage}/>
    <${Bar} share=${row.coverage}/><span>${percent(row.coverage)} answered${row.student?.proof ? `, risk < ${percent(row.student.proof.bound)}` : ''}</span></li>`)}</ul>
  ${total > 6 && html`<p class="quiet"><a href="#/tasks">All ${count(total)} tasks</a></p>`}
  ${!rows.length && html`<p class="quiet">No recurring task was seen yet.</p>`}`;

/** Bands from the fastest tenth to the slowest hundredth, each time ten times the last as far to the right. */
function Times({ bands }) {
  if (!bands.length) return html`<p class="quiet">Nothing was answered lately.</p>`;
  const low = Math.log10(Math.max(1, Math.min(...bands.map(band => band.p10)))), high = Math.log10(Math.max(10, ...bands.map(band => band.p99)));
  const at = value => 2 + (96 * (Math.log10(Math.max(1, value)) - low)) / Math.max(1, high - low);
  return html`<ul class="busiest">${bands.slice(0, 5).map(band => html`<li>${plain(band.answered_by, 40)}
      <svg class="band" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8"/>
        <rect class="tail" x=${at(band.p10)} width=${Math.max(0.8, at(band.p99) - at(band.p10))} height="8"/>
        <rect class="most" x=${at(band.p10)} width=${Math.max(0.8, at(band.p90) - at(band.p10))} height="8"/>
        <rect class="half" x=${at(band.p50) - 0.5} width="1" height="8"/></svg>
      <span>${micros(band.p50)} · ${micros(band.p90)} · ${micros(band.p99)}</span></li>`)}</ul>
    <p class="quiet scale-note">Half of them within · 90 % · 99 %, on a logarithmic scale.</p>`;
}

function FirstRun() {
  const base = `${location.origin}/v1`;
  return html`<section class="first"><h1>Send the first request</h1>
    <p>Asterism stands between your application and its models. It watches, learns what is asked again and again, and shows here what that saves.</p>
    <ol>
      <li><h2>Point your application here</h2><p>Change the base URL and nothing else; your key is passed on.</p>
        <${Copyable} text=${`export OPENAI_BASE_URL=${base}`}/></li>
      <li><h2>Or try it by hand</h2><${Copyable} text=${`curl ${base}/chat/completions \\
  -H 'content-type: application/json' \\
  -H "authorization: Bearer $OPENAI_API_KEY" -d '{
  "model": "gpt-4o-mini",
  "messages": [
    {"role": "system", "content": "Is this spam? Answer yes or no."},
    {"role": "user", "content": "You won a prize"}]}'`}/></li>
      <li><h2>Watch</h2><p>What is asked again and again shows up under <a href="#/tasks">Tasks</a>. A few hundred requests later a student is proved, and you decide whether it answers.</p></li>
    </ol>
    <section class="card"><h2>No traffic at hand?</h2><p>The demo sends 24,000 requests to a server of its own, with a simulated teacher: no key, no network, about a minute. Then open the address that it prints.</p>
      <${Copyable} text="./asterism demo --keep"/></section></section>`;
}
