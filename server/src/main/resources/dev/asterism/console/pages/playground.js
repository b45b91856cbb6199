// One request by hand, and what became of it.
import { html, useState } from '/console/library/preact.js';
import { Trouble, useAnswer } from '../parts.js';
import { plain } from '../format.js';

const HEADERS = ['model', 'provider', 'policy', 'task', 'cost-usd', 'saved-usd', 'overhead-us', 'trace-id'];

export function Playground({ beat }) {
  const models = useAnswer('/models', beat);
  const [form, set] = useState({ model: '', system: '', user: '', key: '' });
  const [result, tell] = useState(null);
  const [busy, wait] = useState(false);
  const change = name => event => set({ ...form, [name]: event.target.value });
  async function send(event) {
    event.preventDefault();
    wait(true);
    const messages = [...(form.system ? [{ role: 'system', content: form.system }] : []), { role: 'user', content: form.user }];
    const begun = performance.now();
    try {
      const response = await fetch('/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(form.key ? { authorization: `Bearer ${form.key}` } : {}) },
        body: JSON.stringify({ model: form.model, messages }),
      });
      const json = await response.json();
      tell({
        status: response.status,
        millis: performance.now() - begun,
        text: json.choices?.[0]?.message?.content ?? json.error?.message ?? JSON.stringify(json),
        headers: HEADERS.map(name => [name, response.headers.get('x-asterism-' + name)]).filter(([, value]) => value),
      });
    } catch (failure) {
      tell({ status: 0, text: failure.message, headers: [] });
    }
    wait(false);
  }
  return html`<h1>Playground</h1><${Trouble} error=${models.error}/>
    <div class="columns"><form class="card" onSubmit=${send}>
      <label>Model<input list="models" required value=${form.model} onInput=${change('model')}/></label>
      <datalist id="models">${(models.value?.models ?? []).map(model => html`<option value=${model.name}/>`)}</datalist>
      <label>Instructions<textarea rows="3" value=${form.system} onInput=${change('system')}/></label>
      <label>Input<textarea rows="5" required value=${form.user} onInput=${change('user')}/></label>
      <label>Key (only if your providers have none of their own)<input type="password" autocomplete="off" value=${form.key} onInput=${change('key')}/></label>
      <button class="main" disabled=${busy}>${busy ? 'Waiting…' : 'Send'}</button></form>
    <section class="card" aria-live="polite"><h2>Answer</h2>
      ${result ? html`<pre class=${result.status === 200 ? '' : 'bad'} dir="auto">${plain(result.text)}</pre>
        <dl>${result.millis && html`<dt>took</dt><dd>${result.millis.toFixed(0)} ms</dd>`}
        ${result.headers.map(([name, value]) => html`<dt>${name}</dt><dd>${name === 'trace-id' ? html`<a href="#/traces/${value}">${value}</a>` : plain(value)}</dd>`)}</dl>`
    : html`<p class="quiet">Who answers, and what it costs, will stand here.</p>`}</section></div>`;
}
