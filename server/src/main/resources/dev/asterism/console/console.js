// Asterism's console: one page, its place told by what follows the # of the address.
import { html, render, useEffect, useState } from '/console/library/preact.js';
import { live } from './api.js';
import { Overview } from './pages/overview.js';
import { Tasks } from './pages/tasks.js';
import { Task } from './pages/task.js';
import { Models } from './pages/models.js';
import { Policies } from './pages/policies.js';
import { Traces } from './pages/traces.js';
import { Playground } from './pages/playground.js';
import { Settings } from './pages/settings.js';

const PAGES = [['', 'Overview', Overview], ['tasks', 'Tasks', Tasks], ['models', 'Models', Models], ['policies', 'Policies', Policies],
  ['traces', 'Traces', Traces], ['playground', 'Playground', Playground], ['settings', 'Settings', Settings]];

const place = () => location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);

function Console() {
  const [where, go] = useState(place());
  const [state, set] = useState(null);
  const [away, setAway] = useState(false);
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const moved = () => {
      go(place());
      document.getElementById('main')?.focus();
    };
    addEventListener('hashchange', moved);
    const stop = live(news => {
      setAway(news === null);
      if (news) {
        set(old => { if (!old || old.report.traces_stored !== news.report.traces_stored || old.stages !== news.stages) setBeat(now => now + 1); return news; });
      }
    });
    return () => { removeEventListener('hashchange', moved); stop(); };
  }, []);
  // Where the names of the pages do not all fit, the one that is open is among those seen.
  useEffect(() => document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [where[0]]);
  const page = PAGES.find(([name]) => name === where[0]) ?? PAGES[0];
  const Page = where[0] === 'tasks' && where[1] ? Task : page[2];
  return html`
    <header><a class="brand" href="#/">
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 12 7 4l6 3"/><circle cx="3" cy="12" r="2"/><circle class="warm" cx="7" cy="4" r="2.5"/><circle class="small" cx="13" cy="7" r="1.5"/></svg>
        Asterism</a>
      <nav aria-label="Pages">${PAGES.map(([name, title]) => html`
        <a href="#/${name}" aria-current=${name === page[0] ? 'page' : undefined}>${title}</a>`)}</nav>
      <div class="pulse" role="status">${away ? html`<b class="away">server away</b>` : state?.loop.doing ?? 'connecting'}</div>
    </header>
    <main id="main" tabindex="-1"><${Page} state=${state} beat=${beat} where=${where}/></main>`;
}

const root = document.getElementById('console');
root.replaceChildren();
render(html`<${Console}/>`, root);
