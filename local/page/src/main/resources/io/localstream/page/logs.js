// The log of each function, by level, request and text.
import { html, useState } from './vendor/htm-preact.js';
import { useList } from './store.js';
import { Choice, LogLines, Problem, Text } from './data.js';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

export function Logs({ run, parameters }) {
  const [filter, setFilter] = useState({ function: '', level: '', request: '', text: '', ...parameters });
  const [held, setHeld] = useState(false);
  const set = (name) => (value) => setFilter({ ...filter, [name]: value });
  const { items = [], problem } = useList('logs', { ...filter, limit: 200 }, 1000, held);
  const functions = (run.functions ?? []).map(({ name }) => name);
  return html`
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      <${Choice} label="Function" value=${filter.function} options=${functions} any="all" onChange=${set('function')} />
      <${Choice} label="Level, or above" value=${filter.level} options=${levels} any="all" onChange=${set('level')} />
      <${Text} label="Request id" value=${filter.request} onChange=${set('request')} />
      <${Text} label="Text" value=${filter.text} onChange=${set('text')} />
      <button type="button" aria-pressed=${held} onClick=${() => setHeld(!held)}>${held ? 'Resume' : 'Hold'}</button>
    </form>
    <${Problem} text=${problem} />
    <p class="quiet">The last 200 lines, the newest first.</p>
    <${LogLines} lines=${[...items].reverse()} />
  `;
}
