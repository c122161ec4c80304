// Failures: why batches and events were discarded, where they are kept, their payloads, and a button to send them again.
import { html, useEffect, useState } from './vendor/htm-preact.js';
import { count, dataText, reason, time, visible } from './format.js';
import { useList } from './store.js';
import { get, post } from './api.js';
import { Problem } from './data.js';

export function Failures() {
  const { items = [], problem } = useList('failures', { limit: 100 });
  const [open, setOpen] = useState(null);
  return html`
    <${Problem} text=${problem} />
    <div class="table" tabindex="0" role="region" aria-label="Failures">
      <table>
        <thead><tr><th scope="col">Discarded</th><th scope="col">Function</th><th scope="col">What</th><th scope="col">Reason</th><th scope="col">Kept in</th><th scope="col">Send again</th></tr></thead>
        <tbody>
          ${[...items].sort((a, b) => b.id - a.id).map((failure) => html`<${Row} failure=${failure} open=${open === failure.id} onToggle=${setOpen} key=${failure.id} />`)}
        </tbody>
      </table>
      ${items.length === 0 ? html`<p>No failures.</p>` : null}
    </div>
  `;
}

function Row({ failure, open, onToggle }) {
  const { id, records, condition, error, file } = failure;
  return html`
    <tr>
      <td>${time(failure.time)}</td>
      <td>${failure.functionName}</td>
      <td><button type="button" class="link" aria-expanded=${open} onClick=${() => onToggle(open ? null : id)}>${records.length > 0 ? count(records.length, 'record') : 'an event'}</button></td>
      <td class="data">${condition ?? 'see the details'}${error ? html`<br /><span class="bad">${reason(error)}</span>` : null}</td>
      <td class="data">${file?.split('/').pop() ?? html`<span class="bad">lost: no on-failure destination</span>`}</td>
      <td><${SendAgain} failure=${failure} /></td>
    </tr>
    ${open ? html`<tr class="detail"><td colspan="6"><${Detail} id=${id} records=${records} /></td></tr>` : null}
  `;
}

function SendAgain({ failure: { id, sentAgain } }) {
  const [result, setResult] = useState({});
  const send = async () => {
    setResult({ busy: true });
    try {
      await post('redrive', { failure: id });
      setResult({ sent: true });
    } catch (problem) {
      setResult({ problem: problem.message });
    }
  };
  return sentAgain || result.sent
    ? html`<span class="badge good">sent again</span>`
    : html`<button type="button" disabled=${result.busy} onClick=${send}>Send again</button><${Problem} text=${result.problem} />`;
}

function Detail({ id, records }) {
  const [shown, setShown] = useState({});
  useEffect(() => {
    (async () => {
      try {
        const { failure } = await get(`failures/${id}`);
        const known = await Promise.all(records.slice(0, 20).map(async ({ sequenceNumber }) => (await get('records', { sequence: sequenceNumber, limit: 1 })).records[0]));
        setShown({ failure, known: known.filter(Boolean) });
      } catch (problem) {
        setShown({ problem: problem.message });
      }
    })();
  }, [id]);
  const { failure, known = [], problem } = shown;
  return html`
    <${Problem} text=${problem} />
    ${known.map((record) => {
      const errors = Object.values(record.mappings).flatMap(({ deliveries }) => deliveries.map(({ error }) => error).filter(Boolean));
      return html`<p><strong>${record.partitionKey}</strong>: <code>${(record.data && dataText(record.data)) || '(empty)'}</code><br /><span class="bad">${reason(errors.pop())}</span> <a href="#/records?sequence=${record.sequenceNumber}">Deliveries</a></p>`;
    })}
    ${failure ? html`<h3>In the on-failure destination</h3><p class="quiet">${failure.file}</p><pre tabindex="0" aria-label="In the on-failure destination">${failure.content ? visible(JSON.stringify(failure.content, null, 2)) : 'Nothing.'}</pre>` : null}
  `;
}
