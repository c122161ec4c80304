// The records that changed last, with filters, and one record in detail.
import { html, useState } from './vendor/htm-preact.js';
import { dataText, shard, time } from './format.js';
import { useList } from './store.js';
import { Choice, Problem, RecordDetail, State, Text } from './data.js';

const states = ['PENDING', 'IN_FLIGHT', 'RETRYING', 'PROCESSED', 'FILTERED', 'FAILED', 'LOST'];
const cap = 100;

export function Records({ run, parameters }) {
  const [filter, setFilter] = useState({ key: '', shard: '', state: '', text: '', ...parameters });
  const [held, setHeld] = useState(false);
  const [open, setOpen] = useState(parameters.sequence ?? null);
  const set = (name) => (value) => setFilter({ ...filter, [name]: value });
  const { items = [], problem } = useList('records', { ...filter, limit: cap, brief: 200 }, 1000, held);
  const shards = (run.streams ?? []).flatMap((stream) => stream.shards.map(({ shardId }) => shardId));
  return html`
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      <${Text} label="Partition key" value=${filter.key} onChange=${set('key')} />
      <${Text} label="Text in the data" value=${filter.text} onChange=${set('text')} />
      <${Choice} label="Shard" value=${filter.shard} options=${shards} any="all" onChange=${set('shard')} />
      <${Choice} label="State" value=${filter.state} options=${states} any="all" onChange=${set('state')} />
      <button type="button" aria-pressed=${held} onClick=${() => setHeld(!held)}>${held ? 'Resume' : 'Hold'}</button>
    </form>
    <${Problem} text=${problem} />
    <p class="quiet">The ${cap} records that changed last.</p>
    <div class="table" tabindex="0" role="region" aria-label="Records">
      <table>
        <thead><tr><th scope="col">Accepted</th><th scope="col">Shard</th><th scope="col">Partition key</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Data</th></tr></thead>
        <tbody>
          ${[...items].reverse().map((record) => html`<${Row} record=${record} open=${open === record.sequenceNumber} onToggle=${setOpen} key=${record.sequenceNumber} />`)}
        </tbody>
      </table>
      ${items.length === 0 ? html`<p>No records.</p>` : null}
    </div>
  `;
}

function Row({ record, open, onToggle }) {
  const at = Object.values(record.mappings);
  const attempts = Math.max(0, ...at.flatMap(({ deliveries }) => deliveries.map(({ attempt }) => attempt)));
  return html`
    <tr>
      <td>${time(record.accepted)}</td>
      <td>${shard(record.shardId)}</td>
      <td class="key">${record.partitionKey}</td>
      <td>${at.map(({ state }) => html`<${State} state=${state} /> `)}</td>
      <td>${attempts}</td>
      <td class="data"><button type="button" class="link" aria-expanded=${open} onClick=${() => onToggle(open ? null : record.sequenceNumber)}>${(record.data ? dataText(record.data) : '(no longer kept)') || '(empty)'}</button></td>
    </tr>
    ${open ? html`<tr class="detail"><td colspan="6"><${Detail} sequence=${record.sequenceNumber} /></td></tr>` : null}
  `;
}

function Detail({ sequence }) {
  const { items = [], problem } = useList('records', { sequence, limit: 1 });
  return html`<${Problem} text=${problem} />${items.map((record) => html`<p class="quiet">Sequence number ${record.sequenceNumber}</p><${RecordDetail} record=${record} />`)}`;
}
