// One task with all its evidence.
import { html, useState } from '/console/library/preact.js';
import { post } from '../api.js';
import { Bar, Stage, Trouble, useAnswer } from '../parts.js';
import { bytes, count, dollars, micros, percent, plain, plural } from '../format.js';

export function Task({ where, beat }) {
  const id = where[1];
  const [turn, again] = useState(0);
  const { value: task, error } = useAnswer('/tasks/' + encodeURIComponent(id), `${beat}/${turn}`);
  const [trouble, tell] = useState(null);
  const act = what => post(`/tasks/${encodeURIComponent(id)}/${what}`).then(() => { tell(null); again(turn + 1); }, failure => tell(failure.message));
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
      <section class="card"><h2>Evidence</h2><dl>
        ${proof && html`<dt>Proof</dt><dd>Of ${plural(proof.seen, 'fresh request')} it would have answered ${count(proof.n)}, ${count(proof.k)} of them differently.
          With ${percent(1 - proof.delta, 0)} confidence it differs in at most <b>${percent(proof.bound)}</b>; allowed are ${percent(proof.eps)}.</dd>`}
        ${!proof && html`<dt>Proof</dt><dd>None yet.</dd>`}
        ${task.audit && html`<dt>Audits</dt><dd>${count(task.audit.k)} of ${plural(task.audit.n, 'checked answer')} differ; its risk lies between ${percent(task.audit.lower)} and ${percent(task.audit.upper)}.</dd>`}
        <dt>Drift</dt><dd>${task.drift === 'none' ? 'None: its traffic is what it was.' : `Its ${task.drift} are no longer what they were.`}</dd>
        ${task.teacher_noise.asked_twice > 0 && html`<dt>Teacher</dt><dd>Asked ${count(task.teacher_noise.asked_twice)} requests twice it gave two answers to ${count(task.teacher_noise.differing)}${task.teacher_noise.coverage_ceiling < 1 ? `: no student can answer more than ${percent(task.teacher_noise.coverage_ceiling)}` : ''}.</dd>`}
        ${task.truth.known > 0 && html`<dt>Truth</dt><dd>Known for ${plural(task.truth.known, 'request')}; the teacher was right in ${count(task.truth.teacher_right)}.${task.truth.student_is_better ? ' The student is better than its teacher.' : ''}</dd>`}
      </dl></section>
      <section class="card"><h2>What it brings</h2><dl>
        <dt>Answered by students</dt><dd>${count(task.answered_by_student)} of ${count(task.sightings)} (${percent(task.coverage)})<${Bar} share=${task.coverage}/></dd>
        <dt>Cost</dt><dd>${dollars(task.cost_usd + task.audit_cost_usd)}, of it ${dollars(task.audit_cost_usd)} on checking; without Asterism ${dollars(task.would_have_cost_usd)}</dd>
        <dt>Time to answer</dt><dd>teacher ${micros(task.latency_us.teacher_p50)}; student ${micros(task.latency_us.student_p50)}, at worst (p99) ${micros(task.latency_us.student_p99)}</dd>
        <dt>Teacher</dt><dd>${plain(task.teacher, 80)}</dd></dl></section>
      ${proof?.labels.length > 0 && html`<section class="card"><h2>Label by label</h2><${Labels} proof=${proof}/></section>`}
      <section class="card"><h2>Where student and reference differ</h2><${Disagreements} rows=${task.disagreements}/></section>
      <section class="card wide"><h2>Versions</h2><${Versions} students=${task.students}/></section>
      <section class="card wide"><h2>Instructions</h2><pre class="instructions" tabindex="0">${plain(task.instructions || '(none)')}</pre></section>
    </div>`;
}

const Labels = ({ proof }) => html`<div class="scroll low" tabindex="0" role="region" aria-label="Labels"><table>
  <thead><tr><th scope="col">label</th><th scope="col">answers</th><th scope="col">differing</th><th scope="col">risk below</th></tr></thead>
  <tbody>${proof.labels.map(label => html`<tr><th scope="row">${plain(label.label, 60)}</th><td>${count(label.n)}</td><td>${count(label.k)}</td>
    <td>${label.threshold === null ? 'never answered' : percent(label.bound)}</td></tr>`)}</tbody></table></div>
  <p class="quiet">${proof.labels_bounded ? 'The bounds hold all at once.' : 'Each bound holds by itself.'}</p>`;

const Disagreements = ({ rows }) => (rows.length ? html`<div class="scroll low" tabindex="0" role="region" aria-label="Disagreements"><table>
  <thead><tr><th scope="col">input</th><th scope="col">student</th><th scope="col">reference</th></tr></thead>
  <tbody>${rows.map(row => html`<tr><td class="text" dir="auto">${plain(row.input, 300)}</td><td>${plain(row.student, 60)}</td><td>${plain(row.reference, 60)}</td></tr>`)}</tbody></table></div>`
  : html`<p class="quiet">Nowhere so far.</p>`);

const Versions = ({ students }) => (students.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Versions"><table>
  <thead><tr>${['version', 'stage', 'learnt from', 'agreement', 'planned', 'proved', 'size', 'why'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
  <tbody>${[...students].reverse().map(one => html`<tr><th scope="row">${one.version}</th><td><${Stage} stage=${one.stage}/></td><td>${count(one.traces)}</td>
    <td>${percent(one.accuracy)}</td><td>${percent(one.planned_coverage)}</td><td>${one.proof ? percent(one.proof.coverage) : '–'}</td><td>${bytes(one.bytes)}</td><td class="text">${plain(one.reason)}</td></tr>`)}</tbody></table></div>`
  : html`<p class="quiet">No student was taught yet.</p>`);
