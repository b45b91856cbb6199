// What the server was started with: to look at, since the file decides.
import { html } from '/console/library/preact.js';
import { useAnswer } from '../answers.js';
import { Table, Trouble } from '../parts.js';
import { plain } from '../format.js';

export function Settings() {
  const { value, error } = useAnswer('/settings', 'once');
  const groups = new Map();
  for (const row of value?.settings ?? []) {
    const group = row.path.split('.')[0];
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return html`<h1>Settings</h1><${Trouble} error=${error}/>
    <p class="quiet">As they hold since the server started. To change one, edit the line that it is set in and start the server again; keys are never shown.</p>
    ${[...groups].map(([group, rows]) => html`<section class="settings"><h2>${plain(group, 60)}</h2>
      <${Table} name=${`Settings of ${group}`} heads=${['setting', 'value', 'set in']}>${rows.map(row => html`<tr class=${row.from === 'default' ? 'default' : ''}>
        <th scope="row">${plain(row.path, 120)}</th><td class="text">${plain(row.value, 400)}</td><td>${plain(row.from, 120)}</td></tr>`)}<//></section>`)}
    ${value && !value.settings.length && html`<p class="quiet">This server was started by another program, without a file: <code>./asterism config example</code> prints one.</p>`}`;
}
