// The page of a local run: a header with the state of the run, and one view at a time.
import { html, render, useEffect, useState } from './vendor/htm-preact.js';
import { beginSession } from './api.js';
import { follow, useRun } from './store.js';
import { Header } from './header.js';
import { Pipeline } from './pipeline.js';
import { Records } from './records.js';
import { Failures } from './failures.js';
import { Logs } from './logs.js';
import { Health } from './health.js';
import { Actions } from './actions.js';

const views = {
  pipeline: { title: 'Pipeline', view: Pipeline },
  records: { title: 'Records', view: Records },
  failures: { title: 'Failures', view: Failures },
  logs: { title: 'Logs', view: Logs },
  health: { title: 'Alarms and grants', view: Health },
  actions: { title: 'Actions', view: Actions },
};

const route = () => {
  const [name, parameters] = location.hash.replace(/^#\/?/, '').split('?');
  return { name: views[name] ? name : 'pipeline', parameters: Object.fromEntries(new URLSearchParams(parameters)) };
};

function App() {
  const run = useRun();
  const [{ name, parameters }, setRoute] = useState(route);
  useEffect(() => {
    const changed = () => setRoute(route());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  useEffect(() => {
    document.title = `${views[name].title} · local run`;
  }, [name]);
  const { title, view: View } = views[name];
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <${Header} run=${run} />
    <nav aria-label="Views">
      <ul>
        ${Object.entries(views).map(
          ([key, each]) => html`<li><a href="#/${key}" aria-current=${key === name ? 'page' : null}>${each.title}${badge(key, run)}</a></li>`,
        )}
      </ul>
    </nav>
    <main id="main" tabindex="-1">
      <h1>${title}</h1>
      ${run.pipeline ? html`<${View} run=${run} parameters=${parameters} key=${run.pipeline.started + JSON.stringify(parameters)} />` : null}
    </main>
  `;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function badge(key, { mappings, alarms, grants }) {
  const failed = (mappings ?? []).reduce((sum, { counts }) => sum + counts.failed + counts.lost, 0);
  const ringing = (alarms ?? []).filter(({ state }) => state === 'ALARM').length + (grants?.denied.length ?? 0);
  const number = { failures: failed, health: ringing }[key];
  return number ? html` <span class="badge bad">${number}</span>` : null;
}

try {
  await beginSession();
} catch {
  // The run also refuses the event source, and the header says so.
}
follow();
render(html`<${App} />`, document.getElementById('app'));
