// One task with all its evidence, and what a person can do about it.
import { html, useState } from '/console/library/preact.js';
import { feedback, post } from '../api.js';
import { useAnswer } from '../answers.js';
import { Bar, RiskScale, SettingHint, Stage, Table, Trouble } from '../parts.js';
import { Plot } from '../plot.js';
import { bytes, count, dollars, micros, percent, plain, plural } from '../format.js';

export function Task({ where, beat }) {
  const id = where[1], path = '/tasks/' + encodeURIComponent(id);
  const [turn, again] = useState(0);
  const { value: task, error } = useAnswer(path, `${beat}/${turn}`);
  const [trouble, tell] = useState(null);
  const act = what => post(`${path}/${what}`).then(() => { tell(null); again(turn + 1); }, failure => tell(failure.message));
  if (!task) return html`<${Trouble} error=${error}/>${!error && html`<p class="quiet">Reading…</p>`}`;
  const proof = task.student?.proof;
  return html`
    <p class="crumbs"><a href="#/tasks">Tasks</a></p>
    <div class="heading"><h1>${plain(task.name, 120)} <${Stage} stage=${task.stage}/></h1>
      <div class="acts">
        ${task.stage === 'proved' && html`<button class="main" type="button" onClick=${() => act('promote')}>Let it answer</button>`}
        ${['proved', 'live', 'shadow'].includes(task.stage) && html`<button type="button" onClick=${() => act('retire')}>Retire</button>`}</div></div>
    <${Trouble} error=${trouble ?? error}/>
    <p class="quiet">${plain(task.learning)}</p>
    <div class="columns">
      <section class="card"><h2>Evidence</h2><${Evidence} task=${task} proof=${proof}/></section>
      <section class="card"><h2>What it brings</h2><dl>
        <dt>Answered by students</dt><dd>${count(task.answered_by_student)} of ${count(task.sightings)} (${percent(task.coverage)})<${Bar} share=${task.coverage}/></dd>
        <dt>Cost</dt><dd>${dollars(task.cost_usd + task.audit_cost_usd)}, of it ${dollars(task.audit_cost_usd)} on checking; without Asterism ${dollars(task.would_have_cost_usd)}</dd>
        <dt>Time to answer</dt><dd>teacher ${micros(task.latency_us.teacher_p50)}; student ${micros(task.latency_us.student_p50)}, at worst (p99) ${micros(task.latency_us.student_p99)}</dd>
        ${task.judging.judged > 0 && html`<dt>Its student's own time</dt><dd>${micros(task.judging.mean_us)} on average, ${micros(task.judging.p99_us)} at worst (p99); of the newest ${plural(task.judging.judged, 'request')} that it looked at it read the meaning of ${percent(task.judging.meaning_share)}${task.judging.unread_share > 0 ? html`, and of ${percent(task.judging.unread_share)} had no time to` : ''}</dd>`}
        <dt>Teacher</dt><dd>${plain(task.teacher, 80)}</dd>
        <dt>Answers</dt><dd>${task.labels.length ? plain(task.labels.join(', '), 300) : task.space}</dd></dl></section>
      ${task.student && html`<section class="card wide"><h2>Risk and coverage</h2>
        <${Curve} path=${path} version=${task.student.version} stage=${task.stage} labelled=${task.labelled}/></section>`}
      <section class="card wide"><h2>Where student and reference differ</h2><${Disagreements} rows=${task.disagreements} stage=${task.stage} done=${() => again(turn + 1)}/></section>
      ${proof?.labels.length > 0 && html`<section class="card"><h2>Label by label</h2><${Labels} proof=${proof}/></section>`}
      ${task.students.length > 1 && html`<section class="card"><h2>Learning curve</h2><${Learning} students=${task.students}/></section>`}
      <section class="card wide"><h2>Versions</h2><${Versions} students=${task.students}/></section>
      <section class="card wide"><h2>Instructions</h2><pre class="instructions" tabindex="0" dir="auto">${plain(task.instructions || '(none)')}</pre></section>
    </div>`;
}

const Evidence = ({ task, proof }) => html`<dl>
  <dt>Proof</dt><dd>${proof ? html`Of ${plural(proof.seen, 'fresh request')} it would have answered ${count(proof.n)}, ${count(proof.k)} of them differently.
    With ${percent(1 - proof.delta, 0)} confidence it differs in at most <b>${percent(proof.bound)}</b>; allowed are ${percent(proof.eps)}.
    <${RiskScale} name="proved risk" bound=${proof.bound} eps=${proof.eps}/>` : 'None yet.'}</dd>
  ${task.audit?.n > 0 && html`<dt>Audits</dt><dd>${count(task.audit.k)} of ${plural(task.audit.n, 'checked answer')} differ; its risk lies between ${percent(task.audit.lower)} and ${percent(task.audit.upper)}.
    ${proof && html`<${RiskScale} name="audited risk" lower=${task.audit.lower} upper=${task.audit.upper} eps=${proof.eps}/>`}</dd>`}
  <dt>Drift</dt><dd>${task.drift === 'none' ? 'None: its traffic is what it was.' : `Its ${task.drift} are no longer what they were.`}</dd>
  ${task.teacher_noise.asked_twice > 0 && html`<dt>Teacher</dt><dd>Asked ${count(task.teacher_noise.asked_twice)} requests twice it gave two answers to ${count(task.teacher_noise.differing)}${task.teacher_noise.coverage_ceiling < 1 ? `: no student can answer more than ${percent(task.teacher_noise.coverage_ceiling)}` : ''}.</dd>`}
  ${task.truth.known > 0 && html`<dt>Truth</dt><dd>Known for ${plural(task.truth.known, 'request')}; the teacher was right in ${count(task.truth.teacher_right)}.${task.truth.student_is_better ? ' The student is better than its teacher.' : ''}</dd>`}</dl>`;

/** Judged anew by the server each time, so it is asked for seldom: where a tenth of the examples is new. */
function Curve({ path, version, stage, labelled }) {
  const { value: curve, error } = useAnswer(path + '/curve', `${version}/${stage}/${Math.round(10 * Math.log1p(labelled))}`);
  const [chosen, choose] = useState(null);
  if (!curve?.points.length) return html`<${Trouble} error=${error}/><p class="quiet">${curve ? 'No request has come that this student did not learn from.' : 'Judging fresh requests…'}</p>`;
  const points = curve.points, eps = chosen ?? curve.eps;
  // Of each coverage the loosest threshold whose bound holds.
  const best = allowed => points.findLast(point => point.bound <= allowed);
  const now = curve.threshold === null ? undefined : points.findLast(point => point.threshold >= curve.threshold);
  const then = best(eps);
  const most = Math.max(3 * curve.eps, 1.2 * eps, Math.min(1, 1.1 * points.at(-1).bound));
  return html`<div class="pair"><${Plot} label="Risk against coverage on fresh requests"
      lines=${[{ kind: 'bound', points: points.map(point => [point.coverage, point.bound]), label: `bound at ${percent(1 - curve.delta, 0)}` },
        { kind: 'seen', points: points.map(point => [point.coverage, point.k / point.n]), label: 'seen' }]}
      rules=${[{ y: eps, label: `${percent(eps)} allowed` }]}
      marks=${[...(now ? [{ kind: 'now', x: now.coverage, y: now.k / now.n, label: 'its proved threshold' }] : []),
        ...(chosen !== null && then ? [{ kind: 'chosen', x: then.coverage, y: then.bound, label: `at ${percent(eps)}` }] : [])]}
      x=${{ most: 1, format: share => percent(share, 0), title: 'answered by the student' }} y=${{ most, format: percent, title: 'of those answers differ' }}/>
    <div><p>${now ? html`Of the newest ${plural(curve.seen, 'request')} that it never learnt from it answers <b>${percent(now.coverage)}</b> from its threshold (${curve.threshold.toFixed(3)}) on; ${count(now.k)} of ${count(now.n)} differ.`
      : html`Nothing is proved yet. These are the newest ${plural(curve.seen, 'request')} that it never learnt from.`}</p>
      <label>What if more or less risk was allowed?<input type="range" min="0.005" max="0.15" step="0.005" value=${eps} aria-valuetext=${percent(eps)} onInput=${event => choose(Number(event.target.value))}/></label>
      <p aria-live="polite"><b>At ${percent(eps)}</b> ${then ? html`about <b>${percent(then.coverage)}</b> could be answered` : 'nothing could be answered yet'}. An estimate: a student has to prove it on traffic still to come.</p>
      ${chosen !== null && html`<${SettingHint} path="loop.eps" value=${String(eps)}/>`}</div></div>`;
}

const Labels = ({ proof }) => html`<${Table} low=${true} name="Labels" heads=${['label', 'answers', 'differing', 'risk below']}>
  ${proof.labels.map(label => html`<tr><th scope="row">${plain(label.label, 60)}</th><td>${count(label.n)}</td><td>${count(label.k)}</td>
    <td>${label.threshold === null ? 'never answered' : percent(label.bound)}</td></tr>`)}<//>
  <p class="quiet">${proof.labels_bounded ? 'The bounds hold all at once.' : 'Each bound holds by itself.'}</p>`;

function Disagreements({ rows, stage, done }) {
  const [trouble, tell] = useState(null);
  const right = (row, answer) => feedback(row.trace, row.position, answer).then(() => { tell(null); done(); }, failure => tell(failure.message));
  if (!rows.length) return html`<p class="quiet">${stage === 'live' ? 'Nowhere so far.' : 'Nothing to compare: no student answers this task.'}</p>`;
  return html`<${Trouble} error=${trouble}/><p class="quiet">Who was right? What you say stands above the teacher's word, and is learnt from.</p>
    <${Table} low=${true} name="Disagreements" heads=${['input', 'student', 'reference', '']}>
    ${rows.map(row => html`<tr><td class="text" dir="auto"><a href="#/traces/${row.trace}">${plain(row.input, 300)}</a></td>
      <td>${plain(String(row.student), 60)}</td><td>${plain(String(row.reference), 60)}</td>
      <td>${row.judged ? html`<span class="quiet">judged: the reference</span>` : html`<span class="acts">
        <button type="button" aria-label="The student was right" onClick=${() => right(row, row.student)}>student</button>
        <button type="button" aria-label="The reference is right" onClick=${() => right(row, row.reference)}>reference</button></span>`}</td></tr>`)}<//>`;
}

function Learning({ students }) {
  const most = 1.05 * Math.max(...students.map(one => one.traces));
  const line = (kind, label, value) => ({ kind, label, points: students.filter(one => value(one) !== null).map(one => [one.traces, value(one)]) });
  return html`<${Plot} label="Agreement and coverage of each version, by what it learnt from"
    lines=${[line('seen', 'agreement', one => one.accuracy), line('planned', 'planned coverage', one => one.planned_coverage), line('bound', 'proved coverage', one => one.proof?.coverage ?? null)]}
    x=${{ most, format: count, title: 'requests learnt from' }} y=${{ most: 1, format: share => percent(share, 0), title: '' }}/>`;
}

const Versions = ({ students }) => (students.length ? html`<${Table} name="Versions" heads=${['version', 'stage', 'learnt from', 'agreement', 'planned', 'proved', 'size', 'why']}>
  ${[...students].reverse().map(one => html`<tr><th scope="row">${one.version}</th><td><${Stage} stage=${one.stage}/></td><td>${count(one.traces)}</td>
    <td>${percent(one.accuracy)}</td><td>${percent(one.planned_coverage)}</td><td>${one.proof ? percent(one.proof.coverage) : '–'}</td><td>${bytes(one.bytes)}</td><td class="text">${plain(one.reason)}</td></tr>`)}<//>`
  : html`<p class="quiet">No student was taught yet.</p>`);
