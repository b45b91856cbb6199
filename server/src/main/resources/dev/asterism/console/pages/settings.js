// What the server was started with: to look at, since the file decides.
import { html } from '/console/library/preact.js';
import { Trouble, useAnswer } from '../parts.js';
import { plain } from '../format.js';

export function Settings() {
  const { value, error } = useAnswer('/settings', 'once');
  return html`<h1>Settings</h1><${Trouble} error=${error}/>
    <p class="quiet">As they hold since the server started. To change one, edit the file and start it again.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Settings"><table>
      <thead><tr>${['setting', 'value', 'set in'].map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${(value?.settings ?? []).map(row => html`<tr><th scope="row">${plain(row.path, 120)}</th>
        <td class="text">${plain(row.value, 400)}</td><td>${plain(row.from, 120)}</td></tr>`)}</tbody></table></div>
    ${value && !value.settings.length && html`<p class="quiet">This server was started without a file.</p>`}`;
}
