// What the server was started with: to look at, since the file decides.
import { html, useState } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Table, Trouble } from '../parts.js';
import { plain } from '../format.js';

export function Settings() {
  const { value, error } = useAnswer('/settings', 'once');
  const [only, set] = useState(false);
  const groups = new Map();
  for (const row of value?.settings ?? []) {
    const group = row.path.split('.')[0];
    if (!only || row.from !== 'default') groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return html`<div class="heading"><h1>Settings</h1>
      <label class="check"><input type="checkbox" checked=${only} onInput=${event => set(event.target.checked)}/> Only what somebody set</label></div>
    <${Trouble} error=${error}/>
    <p class="quiet">As they hold since the server started. To change one, edit the line that it is set in and start the server again; keys are never shown.</p>
    ${[...groups].map(([group, rows]) => html`<section class="settings" key=${group}><h2>${plain(group, 60)}</h2>
      <${Table} name=${`Settings of ${group}`} heads=${['setting', 'value', 'set in']}>${rows.map(row => html`<tr class=${row.from === 'default' ? 'default' : ''}>
        <th scope="row">${plain(row.path.slice(group.length + 1) || row.path, 120)}</th><td class="text">${plain(row.value, 400)}</td><td>${plain(row.from, 120)}</td></tr>`)}<//></section>`)}
    ${value && !value.settings.length && html`<p class="quiet">This server was started by another program, without a file: <code>./asterism config example</code> prints one.</p>`}`;
}
