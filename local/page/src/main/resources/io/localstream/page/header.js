// The header: the state of the run, in words.
import { html } from './vendor/htm-preact.js';
import { count, reason, seconds, shard, time } from './format.js';

export function Header({ run }) {
  const names = run.streams?.map(({ name }) => name).join(', ');
  return html`
    <header>
      <div class="row">
        <div class="title"><span class="name">${names ?? 'Local run'}</span> <span class="quiet">${run.pipeline?.region}</span></div>
        <${Connection} run=${run} />
      </div>
      ${run.overview ? html`<${Sentence} run=${run} />` : null}
    </header>
  `;
}

/** Returns the function's error for the batch that is in trouble. */
function why(mappings, mapping, shardId) {
  const batches = mappings.find(({ name }) => name === mapping)?.shards.find((each) => each.shardId === shardId)?.batches ?? [];
  const { error } = batches.find((batch) => batch.error) ?? {};
  return error ? ` (${reason(error)})` : '';
}

function Connection({ run: { connection, at } }) {
  const texts = {
    connecting: 'Connecting …',
    live: 'Live',
    ended: `The run ended. This is its last state, at ${time(at)}. The page continues with the next run at this address.`,
    refused: 'The run refuses this page. Open the address that npm start printed, which has the run’s token.',
  };
  return html`<p class="connection ${connection}" role="status">${texts[connection]}</p>`;
}

function Sentence({ run: { overview, mappings = [], at } }) {
  const { behindRecords, behindBy, troubles, alarms } = overview;
  return html`
    <p class="lag ${behindRecords > 0 ? 'behind' : ''}">
      ${behindRecords > 0 ? html`Behind by <strong>${count(behindRecords, 'record')}</strong> and <strong>${seconds(behindBy)}</strong>` : 'Not behind'}
    </p>
    ${troubles.slice(0, 3).map(
      ({ mapping, shardId, what, next }) =>
        html`<p class="trouble"><strong>${shard(shardId)}</strong> of ${mapping}: ${what}${why(mappings, mapping, shardId)}${next ? `, next in ${seconds(Math.max(0, Date.parse(next) - at))}` : ''}</p>`,
    )}
    ${alarms.length > 0 ? html`<p class="trouble">In alarm: ${alarms.join(', ')}</p>` : null}
  `;
}
