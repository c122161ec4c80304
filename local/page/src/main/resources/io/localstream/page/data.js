// A record's data, its deliveries, and the log lines of a request.
import { html, useState } from './vendor/htm-preact.js';
import { count, logText, milliseconds, pretty, reason, time } from './format.js';
import { useList } from './store.js';

export const Problem = ({ text }) => (text ? html`<p class="problem" role="alert">${text}</p>` : null);

/** A label above a control. */
export const Field = ({ label, children }) => html`<label class="field"><span>${label}</span>${children}</label>`;

export function Choice({ label, value, options, onChange, any }) {
  return html`
    <${Field} label=${label}>
      <select value=${value} onChange=${(event) => onChange(event.target.value)}>
        ${any ? html`<option value="">${any}</option>` : null}
        ${options.map((option) => html`<option value=${option}>${option}</option>`)}
      </select>
    <//>
  `;
}

export const Text = ({ label, value, onChange, ...more }) =>
  html`<${Field} label=${label}><input type="text" value=${value} onInput=${(event) => onChange(event.target.value)} autocomplete="off" spellcheck="false" ...${more} /><//>`;

export function RecordDetail({ record }) {
  return html`
    <h3>Data</h3>
    <pre tabindex="0" aria-label="Data">${record.data ? pretty(record.data) : '(no longer kept)'}</pre>
    ${Object.entries(record.mappings).map(
      ([name, { state, deliveries, condition }]) => html`
        <h3>Deliveries to ${name}</h3>
        <p>Now: <${State} state=${state} />${condition ? `, ${condition}` : ''}</p>
        <ol class="deliveries">
          ${deliveries.map((delivery) => html`<${Delivery} delivery=${delivery} key=${delivery.sent} />`)}
        </ol>
      `,
    )}
  `;
}

export const State = ({ state }) => html`<span class="badge ${{ PROCESSED: 'good', FAILED: 'bad', LOST: 'bad', RETRYING: 'late' }[state] ?? ''}">${state.toLowerCase().replace('_', ' ')}</span>`;

function Delivery({ delivery }) {
  const [shown, setShown] = useState(false);
  const { batch, batchSize, attempt, sent, ended, outcome, requestId, error } = delivery;
  return html`
    <li>
      Attempt ${attempt}, in batch ${batch} of ${count(batchSize, 'record')}, at ${time(sent)}: <${State} state=${outcome} />
      ${ended ? ` after ${milliseconds(Date.parse(ended) - Date.parse(sent))}` : ''}
      ${error ? html`<br /><span class="bad">${reason(error)}</span>` : null}
      ${requestId
        ? html`<br />
            <button type="button" class="link" aria-expanded=${shown} onClick=${() => setShown(!shown)}>Log of request ${requestId}</button>
            ${shown ? html`<${RequestLog} request=${requestId} />` : null}`
        : null}
    </li>
  `;
}

export function RequestLog({ request }) {
  const { items = [], problem } = useList('logs', { request, limit: 200 }, 2000);
  return html`<${Problem} text=${problem} /><${LogLines} lines=${items} />`;
}

export function LogLines({ lines }) {
  return html`
    <pre class="log" tabindex="0" aria-label="Log lines">${lines.map(
      (line) => html`<span class=${line.platform ? 'quiet' : ['ERROR', 'FATAL'].includes(line.level) ? 'bad' : line.level === 'WARN' ? 'late' : ''} key=${line.change}>${time(line.time)} ${line.level.padEnd(5)} ${line.functionName}: ${logText(line.message)}</span>`,
    )}${lines.length === 0 ? 'No log lines.' : ''}</pre>
  `;
}
