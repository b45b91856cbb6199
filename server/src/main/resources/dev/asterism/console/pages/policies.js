// How models work together: what each policy's traffic cost, and what another threshold would.
import { html, useState } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Bar, Figure, RiskScale, SettingHint, Table, Trouble } from '../parts.js';
import { Plot } from '../plot.js';
import { count, dollars, micros, percent, plain, plural } from '../format.js';

const EXAMPLE = `policies:
  - name: support
    kind: cascade
    models: [small, large]
    threshold: 0.8`;

export function Policies({ beat }) {
  const { value, error } = useAnswer('/policies', beat);
  const settings = useAnswer('/settings', 'once').value?.settings ?? [];
  const policies = value?.policies ?? [];
  return html`<h1>Policies</h1><${Trouble} error=${error}/>
    ${value && !policies.length && html`<section class="card"><h2>Several models, one name</h2>
      <p>Where no student answers, a policy can ask a cheap model first and a large one only where that is unsure, or let several vote.
        Name one in the configuration, start the server again, and clients ask for <code>asterism/support</code> in place of a model:</p><pre tabindex="0">${EXAMPLE}</pre></section>`}
    ${policies.map((policy, place) => html`<${Policy} policy=${policy} of=${value.of_newest} path=${`policies.${place}`} settings=${settings}/>`)}`;
}

function Policy({ policy, of, path, settings }) {
  const each = policy.requests ? policy.cost_usd / policy.requests : 0;
  const without = policy.requests ? policy.would_have_cost_usd / policy.requests : 0;
  const calls = Math.max(1, ...policy.members.map(member => member.calls));
  return html`<section class="card policy" aria-label=${policy.model}>
    <div class="heading"><h2>${policy.model} <span class="stage">${policy.kind}</span></h2>
      <span class="quiet">${policy.requests ? `over its newest ${plural(policy.requests, 'request')}${policy.requests >= of ? '' : ', all there are'}` : 'nobody has asked for it yet'}</span></div>
    ${policy.requests > 0 && html`<div class="figures">
      <${Figure} kind=${each < without ? 'good' : ''} name="for 1,000 requests" value=${dollars(1000 * each)} note=${`${dollars(1000 * without)} by its best model alone`}/>
      <${Figure} name="time to answer" value=${micros(policy.p50_us)} note="half of them take less"/>
      <${Figure} name="without a call" value=${percent(policy.without_calls / policy.requests)} note="kept answers and students"/>
      <${Figure} kind=${policy.errors ? 'bad' : ''} name="failed" value=${count(policy.errors)} note=${`of ${plural(policy.requests, 'request')}`}/></div>`}
    <${Table} name=${`Members of ${policy.model}`} heads=${['member', 'asked', 'its answer was given', 'takes', { money: 'spent' }]}>
      ${policy.members.map(member => html`<tr><th scope="row">${plain(member.model, 60)}</th>
        <td>${count(member.calls)}<${Bar} share=${member.calls / calls}/></td><td>${count(member.answers)}</td>
        <td>${micros(member.mean_us)}</td><td class="money">${dollars(member.cost_usd)}</td></tr>`)}<//>
    <${Learnt} model=${policy.model} members=${policy.learnt_judge}/>
    <${Evidence} model=${policy.model} title="Threshold, proved on its traffic" what="drafts that are given" scopes=${policy.proved_threshold} all=${policy.proved_threshold_scopes}/>
    <${Evidence} model=${policy.model} title="Semantic cache" what="kept answers that are given" scopes=${policy.semantic_cache} all=${policy.semantic_cache_scopes}/>
    ${policy.points.length > 1 && html`<${Thresholds} points=${policy.points} path=${`${path}.threshold`} settings=${settings}/>`}</section>`;
}

/** What a judge that learns has learnt of each member's drafts. */
function Learnt({ model, members }) {
  if (!members.length) return null;
  return html`<h3>What its judge learnt from</h3>
    <${Table} name=${`Drafts that the judge of ${model} learnt from`} heads=${['member', 'probes', 'as good as the last model', 'told apart']}>
      ${members.map(one => html`<tr><th scope="row">${plain(one.model, 60)}</th>
        <td>${count(one.probes)}${!one.enough && ', too few yet'}</td><td>${percent(one.good / one.probes)}</td>
        <td>${one.told_apart === undefined ? 'nothing to tell' : percent(one.told_apart)}</td></tr>`)}<//>
    <p class="quiet">Told apart: how often a good draft is judged better than a bad one by a judge that saw neither; half of them by chance.</p>`;
}

/** How it is proved that what is given in the best model's place seldom differs from what that says; each scope earns its own. */
function Evidence({ model, title, what, scopes, all }) {
  if (!all) return null;
  return html`<h3>${title}</h3>
    <${Table} name=${`${title} of ${model}`} heads=${['scope', 'given from', 'proof', 'audits', 'differ at most']}>
      ${scopes.map(one => html`<tr><th scope="row"><code>${one.scope.slice(0, 8)}</code>${one.attempt > 1 && ` begun ${one.attempt} times`}</th>
        <td>${one.threshold === undefined ? 'not yet' : one.threshold}</td>
        <td>${one.threshold === undefined ? `${count(one.compared)} compared` : `${count(one.k)} of ${count(one.n)} differ`}</td>
        <td>${one.audit.n ? `${count(one.audit.k)} of ${count(one.audit.n)} differ` : 'none'}</td>
        <td>${one.threshold === undefined ? `${percent(one.eps)} allowed` : html`${percent(one.bound)}<${RiskScale} name=${`risk of scope ${one.scope.slice(0, 8)}`} bound=${one.bound} eps=${one.eps}/>`}</td></tr>`)}<//>
    <p class="quiet">${all > scopes.length && `Those of ${count(all)} that were compared most. `}The best model answers until it is proved, and a share of requests ever after: of the ${what} at most so many differ from what it says, with ${percent(1 - scopes[0].delta, 0)} confidence.</p>`;
}

/** The share of all requests that would be answered otherwise than by the last model, as far as that was compared. */
const missed = point => (point.compared ? ((1 - point.escalated) * point.differing) / point.compared : 0);

function Thresholds({ points, path, settings }) {
  const set = Number(settings.find(one => one.path === path)?.value);
  const now = Number.isFinite(set) ? set : 0.8;
  const [chosen, choose] = useState(null);
  const threshold = chosen ?? now;
  const at = wanted => points.find(point => point.threshold >= wanted) ?? points.at(-1);
  const point = at(threshold), before = at(now);
  const dear = Math.max(...points.map(one => 1000 * one.usd_a_request)), worst = Math.max(0.01, ...points.map(missed));
  return html`<h3>Another threshold, on recorded calls</h3>
    <div class="pair"><${Plot} label="Cost of 1,000 requests against the share answered otherwise than by the last model"
        lines=${[{ kind: 'bound', points: points.map(one => [1000 * one.usd_a_request, missed(one)]), label: 'each threshold that was seen' }]}
        marks=${[{ kind: 'now', x: 1000 * before.usd_a_request, y: missed(before), label: `now, ${now}` },
          ...(chosen === null ? [] : [{ kind: 'chosen', x: 1000 * point.usd_a_request, y: missed(point), label: `at ${threshold}` }])]}
        x=${{ most: 1.05 * dear || 1, format: dollars, title: 'cost of 1,000 requests' }} y=${{ most: 1.15 * worst, format: percent, title: 'answered otherwise' }}/>
      <div><label>Threshold<input type="range" min="0" max="1" step="0.01" value=${threshold} aria-valuetext=${threshold.toFixed(2)} onInput=${event => choose(Number(event.target.value))}/></label>
        <p aria-live="polite"><b>At ${threshold.toFixed(2)}</b> 1,000 requests cost ${dollars(1000 * point.usd_a_request)}${chosen !== null && ` (now ${dollars(1000 * before.usd_a_request)})`}; ${percent(point.escalated)} go on to the last model. Of the drafts kept ${point.compared ? `${count(point.compared)} could be held against its answer, ${count(point.differing)} of them differ` : 'none was held against its answer'}.</p>
        <p class="quiet">What a stricter threshold would have asked is not known, so it costs what such answers cost on average.</p>
        <${SettingHint} path=${path} value=${threshold.toFixed(2)}/></div></div>`;
}
