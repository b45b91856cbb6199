// One request by hand: the answer as it comes, the way it took, and what others would have cost.
import { html, useState } from '/console/library/preact.js';
import { get } from '../api.js';
import { Steps } from '../steps.js';
import { useAnswer } from '../answers.js';
import { Table, Trouble } from '../parts.js';
import { dollars, micros, plain } from '../format.js';

/** Hands on each event of a stream, as it comes. */
async function events(response, hear) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = '', part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('data:') && !line.includes('[DONE]')) hear(JSON.parse(line.slice(5)));
    }
  }
}

const LONGEST = 30000;

/** A trace is stored a moment after its answer was given, a busy server's later; nothing where it is not stored at all. */
async function story(id) {
  const begun = performance.now();
  for (let pause = 100; performance.now() - begun < LONGEST; pause = Math.min(2000, 1.5 * pause)) {
    try {
      return await get('/traces/' + encodeURIComponent(id));
    } catch {
      await new Promise(later => setTimeout(later, pause));
    }
  }
  return null;
}

export function Playground({ beat }) {
  const models = useAnswer('/models', beat), policies = useAnswer('/policies', 'once');
  const [form, set] = useState({ model: null, system: '', user: '', key: '' });
  const [result, tell] = useState(null);
  const [busy, wait] = useState(false);
  const change = name => event => set({ ...form, [name]: event.target.value });
  const names = [...(policies.value?.policies ?? []).map(policy => policy.model), ...(models.value?.models ?? []).map(model => model.name)];
  const model = form.model ?? names[0] ?? '';
  async function send(event) {
    event.preventDefault();
    wait(true);
    tell({ text: '' });
    const begun = performance.now();
    try {
      const response = await fetch('/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(form.key ? { authorization: `Bearer ${form.key}` } : {}) },
        body: JSON.stringify({
          model, stream: true,
          messages: [...(form.system ? [{ role: 'system', content: form.system }] : []), { role: 'user', content: form.user }],
        }),
      });
      const said = { status: response.status, way: response.headers.get('x-asterism-policy') };
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
        await events(response, chunk => tell(old => ({ ...old, ...said, millis: performance.now() - begun, text: old.text + (chunk.choices?.[0]?.delta?.content ?? chunk.error?.message ?? '') })));
      } else {
        const json = await response.json();
        tell({ ...said, text: json.choices?.[0]?.message?.content ?? json.error?.message ?? JSON.stringify(json) });
      }
      tell(old => ({ ...old, millis: performance.now() - begun }));
      wait(false);
      const id = response.headers.get('x-asterism-trace-id');
      if (id) {
        tell(old => ({ ...old, id, looking: true }));
        const trace = await story(id);
        tell(old => (old.id === id ? { ...old, trace, looking: false } : old));
      }
    } catch (failure) {
      tell(old => ({ ...old, status: 0, text: failure.message }));
    }
    wait(false);
  }
  return html`<h1>Playground</h1><${Trouble} error=${models.error}/>
    <div class="columns"><form class="card" onSubmit=${send}>
      <label>Model or policy<input list="models" required autocomplete="off" placeholder="gpt-4o-mini" value=${model} onInput=${change('model')}/></label>
      <datalist id="models">${names.map(name => html`<option value=${name}/>`)}</datalist>
      <label>Instructions<textarea rows="3" placeholder="Is this spam? Answer yes or no." value=${form.system} onInput=${change('system')}/></label>
      <label>Input<textarea rows="5" required placeholder="You won a prize" value=${form.user} onInput=${change('user')}/></label>
      <label>Key (only if your providers have none of their own)<input type="password" autocomplete="off" value=${form.key} onInput=${change('key')}/></label>
      <button class="main" disabled=${busy}>${busy ? 'Waiting…' : 'Send'}</button></form>
    <section class="card" aria-live="polite"><h2>Answer</h2>
      ${result ? html`<pre class=${result.status === undefined || result.status === 200 ? '' : 'bad'} dir="auto" tabindex="0">${plain(result.text) || '…'}</pre>
        <p class="quiet">${result.way && plain(result.way, 200)}${result.millis && `, ${result.millis.toFixed(0)} ms`}</p>
        ${result.looking && html`<p class="quiet">Its trace is being stored…</p>`}
        ${result.looking === false && !result.trace && html`<p class="quiet">Its trace was not stored; the server may have had too much to write.</p>`}
        ${result.trace && html`<h3>How it came about</h3><${Steps} trace=${result.trace}/>
          <p><a href="#/traces/${result.trace.id}">The whole trace</a></p>`}`
    : html`<p class="quiet">Who answers, step by step, and what it costs will stand here.</p>`}</section>
    ${result?.trace && html`<section class="card wide"><h2>What others would have cost</h2><${Others} trace=${result.trace} models=${models.value?.models ?? []}/></section>`}</div>`;
}

/** The same tokens at each model's price; a model that thinks more or less would take other ones. */
function Others({ trace, models }) {
  const calls = trace.calls.filter(call => call.usage.input_tokens > 0);
  const usage = calls.length ? calls.at(-1).usage : trace.usage;
  const rows = models.filter(model => model.usd_per_million).map(model => {
    const price = model.usd_per_million;
    return [model.name, ((usage.input_tokens - usage.cached_input_tokens) * price.input + usage.cached_input_tokens * price.cached_input + usage.output_tokens * price.output) / 1e6];
  }).sort((a, b) => a[1] - b[1]);
  if (!usage.input_tokens) return html`<p class="quiet">No model was asked, so nothing of its tokens is known.</p>`;
  return html`<${Table} name="What others would have cost" heads=${['who', { money: 'for this answer' }, { money: 'for 1,000 like it' }]}>
    <tr aria-selected="true"><th scope="row">as it was answered (${micros(trace.total_us)})</th><td class="money">${dollars(trace.cost_usd)}</td><td class="money">${dollars(1000 * trace.cost_usd)}</td></tr>
    ${rows.map(([name, cost]) => html`<tr><th scope="row">${plain(name, 60)} alone</th><td class="money">${dollars(cost)}</td><td class="money">${dollars(1000 * cost)}</td></tr>`)}<//>
    <p class="quiet">The same ${usage.input_tokens} tokens in and ${usage.output_tokens} out at each model's price.</p>`;
}
