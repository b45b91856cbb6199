// What happened to one request, in its order.
import { html } from '/console/library/preact.js';
import { Bar } from './parts.js';
import { count, dollars, micros, plain } from './format.js';

const ASKED_FOR = { draft: 'a draft', vote: 'a vote', answer: 'the answer', merge: 'one answer made of all', judge: 'a judgement' };

/** @param trace as the admin API tells it, with its steps and its calls */
export const Steps = ({ trace }) => html`<ol class="steps">
  ${trace.steps.filter(step => !step.trace).map(step => html`<li><${Step} step=${step}/></li>`)}
  ${trace.calls.map(call => html`<li><b>Asked ${plain(call.model, 60)}</b> for ${ASKED_FOR[call.part]}: ${plain(call.outcome, 80)}
    <${Bar} share=${trace.total_us ? call.us / trace.total_us : 0}/><small>${micros(call.us)}, ${call.usage_estimated && '~'}${dollars(call.cost_usd)}, <${Tokens} usage=${call.usage}/></small></li>`)}
  ${trace.steps.filter(step => step.trace).map(step => html`<li><${Step} step=${step}/></li>`)}</ol>`;

const Tokens = ({ usage }) => html`${count(usage.input_tokens)} tokens in${usage.cached_input_tokens > 0 && ` (${count(usage.cached_input_tokens)} cached)`}, ${count(usage.output_tokens)} out${usage.reasoning_tokens > 0 && ` (${count(usage.reasoning_tokens)} of thinking)`}`;

function Step({ step }) {
  if (step.kind === 'recognised') return html`<b>Recognised</b> as <a href="#/tasks/${step.task}">${plain(step.name, 80)}</a>`;
  if (step.kind === 'student') {
    return html`<b>Student</b> version ${step.version}${step.read === 'meaning' ? ', by its meaning,' : ''} ${step.answer === null ? (step.unread ? 'was not read in time: too many asked at once' : 'held back') : html`said ${plain(step.answer, 60)}`}${step.reference !== null && html`; the reference is ${plain(step.reference, 60)}`}`;
  }
  const later = step.trace && html`<a href="#/traces/${step.trace}">${step.kind}</a>`;
  return html`<b>${later || 'Asked'} ${plain(step.model, 60)}</b>${step.provider && ` at ${plain(step.provider, 40)}`}${step.attempts > 1 && `, ${count(step.attempts)} attempts`}
    <small>${micros(step.us)}, ${dollars(step.cost_usd)}, <${Tokens} usage=${step.usage}/></small>`;
}
