// The pipeline as a picture: schedule → producer → stream → mapping with its shards → consumer → outcome; and charts below it.
import { html } from './vendor/htm-preact.js';
import { arnName, count, milliseconds, reason, seconds, shard } from './format.js';
import { Charts } from './charts.js';

export function Pipeline({ run }) {
  return html`<${Flow} run=${run} /><${Charts} />`;
}

function Flow({ run }) {
  const { pipeline, streams = [], mappings = [] } = run;
  const consumers = new Set(pipeline.mappings.map(({ functionName }) => functionName));
  const producers = pipeline.functions.filter(({ name, writes }) => writes.length > 0 && !consumers.has(name));
  return html`
    <section aria-label="Flow">
      ${streams.map(
        (stream) => html`
          <div class="flow">
            <${Producers} run=${run} producers=${producers.filter(({ writes }) => writes.includes(stream.name))} />
            <${Arrow} label="puts" />
            <${Stream} stream=${stream} mapping=${mappings.find(({ streamName }) => streamName === stream.name)} overview=${run.overview} />
            <div class="mappings">
              ${mappings
                .filter(({ streamName }) => streamName === stream.name)
                .map((mapping) => html`<${MappingRow} run=${run} mapping=${mapping} stream=${stream} key=${mapping.name} />`)}
            </div>
          </div>
        `,
      )}
    </section>
  `;
}

const Arrow = ({ label, bad }) => html`
  <div class="arrow ${bad ? 'bad' : ''}" role="presentation">
    <span>${label}</span>
    <svg viewBox="0 0 40 12" aria-hidden="true"><path d="M0 6h36M30 1l7 5-7 5" /></svg>
  </div>
`;

function Producers({ run, producers }) {
  const schedules = run.pipeline.schedules;
  return html`
    <div class="column">
      ${producers.map(({ name }) => {
        const own = schedules.filter(({ functionName }) => functionName === name);
        return html`
          ${own.map(
            (schedule) => html`
              <div class="card">
                <h2>${schedule.name}</h2>
                <p>${schedule.expression}${run.pipeline.speedUp > 1 ? `, here ${Math.round(run.pipeline.speedUp)} times as often` : ''}</p>
              </div>
              <${Arrow} label="invokes" />
            `,
          )}
          <${FunctionCard} run=${run} name=${name} />
        `;
      })}
    </div>
  `;
}

function Stream({ stream, mapping, overview }) {
  const open = stream.shards.filter((each) => each.open);
  const closed = stream.shards.filter((each) => !each.open);
  return html`
    <div class="card">
      <h2>${stream.name}</h2>
      <p class="big">${count(mapping?.counts.produced ?? overview?.produced ?? 0, 'record')}</p>
      <ul class="plain">
        ${open.map((each) => html`<li>${shard(each.shardId)}${origin(each)}</li>`)}
      </ul>
      ${closed.length > 0 ? html`<p class="quiet">closed: ${closed.map(({ shardId }) => shard(shardId)).join(', ')}</p>` : null}
    </div>
  `;
}

function origin({ parent, adjacentParent }) {
  if (adjacentParent) {
    return ` (merged from ${shard(parent)} and ${shard(adjacentParent)})`;
  }
  return parent ? ` (split from ${shard(parent)})` : '';
}

function MappingRow({ run, mapping, stream }) {
  const { counts } = mapping;
  const settings = run.pipeline.mappings.find(({ name }) => name === mapping.name);
  const waiting = mapping.shards.some(({ batches }) => batches.some(({ error }) => error));
  return html`
    <div class="mapping">
      <${Arrow} label="read" bad=${!mapping.enabled} />
      <div class="card wide">
        <h2>Batches of ${settings.batchSize} for ${mapping.functionName}</h2>
        ${mapping.enabled ? null : html`<p class="trouble">Paused: nothing is read or sent.</p>`}
        <ul class="plain shards">
          ${shown(mapping.shards, stream).map((each) => html`<${Shard} shard=${each} at=${run.at} key=${each.shardId} />`)}
        </ul>
      </div>
      <${Arrow} label="invokes" bad=${waiting} />
      <div class="column">
        <${FunctionCard} run=${run} name=${mapping.functionName} />
        ${(run.services ?? [])
          .filter(({ functionName }) => functionName === mapping.functionName)
          .map(
            ({ service, calls, errors }) =>
              html`<div class="card small"><h2>${service}</h2><p>${count(calls, 'call')}${errors > 0 ? html`, <span class="bad">${count(errors, 'error')}</span>` : ''}</p></div>`,
          )}
      </div>
      <${Arrow} label="" />
      <div class="column">
        <div class="card outcome good"><h2>Processed</h2><p class="big">${counts.processed.toLocaleString('en')}</p></div>
        ${counts.filtered > 0 ? html`<div class="card outcome"><h2>Filtered</h2><p class="big">${counts.filtered.toLocaleString('en')}</p></div>` : null}
        <${Failed} counts=${counts} destination=${settings.onFailure} />
        ${counts.lost > 0 ? html`<div class="card outcome bad"><h2>Lost</h2><p class="big">${counts.lost.toLocaleString('en')}</p></div>` : null}
      </div>
    </div>
  `;
}

function Failed({ counts, destination }) {
  return html`
    <div class="card outcome ${counts.failed > 0 ? 'bad' : ''}">
      <h2>Failed</h2>
      <p class="big">${counts.failed > 0 ? html`<a href="#/failures">${counts.failed.toLocaleString('en')}</a>` : '0'}</p>
      <p class="quiet">${destination ? html`kept in ${arnName(destination)}` : 'no on-failure destination: records would be lost'}</p>
    </div>
  `;
}

/** Returns the shards to show: open shards, and closed shards that still have records to process. */
function shown(shards, stream) {
  const open = new Set(stream.shards.filter((each) => each.open).map(({ shardId }) => shardId));
  const known = new Map(shards.map((each) => [each.shardId, each]));
  const idle = [...open].filter((id) => !known.has(id)).map((shardId) => ({ shardId, behindRecords: 0, behindBy: 0, batches: [], waits: [] }));
  return [...shards.filter(({ shardId, behindRecords }) => open.has(shardId) || behindRecords > 0), ...idle];
}

function Shard({ shard: each, at }) {
  const { shardId, behindRecords, behindBy, batches, waits } = each;
  const trouble = batches.some(({ error }) => error) || waits.some(({ what }) => what.startsWith('read attempt'));
  return html`
    <li class="shard ${trouble ? 'trouble' : ''}">
      <div>
        <strong>${shard(shardId)}</strong>
        <span class="badge ${trouble ? 'bad' : behindRecords > 0 ? 'late' : 'good'}">${behindRecords > 0 ? `${count(behindRecords, 'record')}, ${seconds(behindBy)} behind` : 'not behind'}</span>
      </div>
      <progress max="100" value=${Math.min(100, behindRecords)} aria-label="Records behind, up to 100"></progress>
      ${batches.map(
        (batch) => html`
          <p>
            ${count(batch.size, 'record')}, attempt ${batch.attempt} ${batch.inFlight ? 'in progress' : 'failed'}${next(batch, waits, at)}
            ${batch.error ? html`<br /><span class="bad">${reason(batch.error)}</span>` : null}
          </p>
        `,
      )}
      ${batches.length === 0 && waits.map(({ what, until }) => html`<p>${what} in ${seconds(Math.max(0, Date.parse(until) - at))}</p>`)}
    </li>
  `;
}

function next({ inFlight }, waits, at) {
  const until = waits.map((wait) => Date.parse(wait.until)).sort((a, b) => a - b)[0];
  return inFlight || !until ? '' : `, next in ${seconds(Math.max(0, until - at))}`;
}

function FunctionCard({ run, name }) {
  const now = run.functions?.find((each) => each.name === name);
  if (!now) {
    return null;
  }
  const { invocations, errors, p50Ms, p99Ms, coldStarts } = now.statistics;
  const alive = now.environments.filter(({ state }) => state !== 'CLOSED');
  const busy = alive.filter(({ state }) => state === 'BUSY').length;
  return html`
    <div class="card">
      <h2>${name}</h2>
      <dl>
        <dt>Environments</dt><dd>${alive.length}, ${busy} busy</dd>
        <dt>Invocations</dt><dd>${invocations.toLocaleString('en')}</dd>
        <dt>Errors</dt><dd class=${errors > 0 ? 'bad' : ''}>${errors.toLocaleString('en')}</dd>
        <dt>Restarts</dt><dd>${coldStarts}</dd>
        <dt>Duration</dt><dd>${milliseconds(p50Ms)}, p99 ${milliseconds(p99Ms)}</dd>
      </dl>
    </div>
  `;
}
