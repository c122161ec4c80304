// The actions of the run.
import { html, useEffect, useState } from './vendor/htm-preact.js';
import { count, shard, visible } from './format.js';
import { get, post } from './api.js';
import { Choice, Field, Problem, Text } from './data.js';

export function Actions({ run }) {
  return html`
    <div class="actions">
      <${Put} run=${run} />
      <${Invoke} run=${run} />
      <${Faults} run=${run} />
      <${Shards} run=${run} />
      <${Mappings} run=${run} />
      <${Stop} run=${run} />
    </div>
  `;
}

/** Returns a function that runs an action, and its last response or error. */
function useAction() {
  const [result, setResult] = useState({});
  const act = async (name, fields) => {
    setResult({ busy: true });
    try {
      const answer = await post(name, fields);
      setResult({ answer });
      return answer;
    } catch (problem) {
      setResult({ problem: problem.message });
      return null;
    }
  };
  return [result, act];
}

const last = [];

function Put({ run }) {
  const streams = run.streams.map(({ name }) => name);
  const [fields, setFields] = useState({ stream: streams[0] ?? '', partitionKey: 'mine', text: last[0] ?? '' });
  const [name, setName] = useState('');
  const [templates, setTemplates] = useState([]);
  const [put, act] = useAction();
  const [saved, save] = useAction();
  const set = (field) => (value) => setFields({ ...fields, [field]: value });
  const load = async () => setTemplates((await get('templates')).templates);
  useEffect(() => {
    load().catch(() => setTemplates([]));
    // The data of the last record is an example that the functions can process.
    get('records', { limit: 20 })
      .then(({ records }) => {
        const example = records.map(({ data }) => data?.text).filter((text) => text?.startsWith('{'))[0];
        setFields((now) => (now.text || !example ? now : { ...now, text: example }));
      })
      .catch(() => {});
  }, []);
  const send = async (event) => {
    event.preventDefault();
    if (await act('put', fields)) {
      last.splice(0, last.length, ...new Set([fields.text, ...last].slice(0, 10)));
    }
  };
  const keep = async () => {
    if (await save('templates', { name, text: fields.text })) {
      await load();
    }
  };
  return html`
    <section>
      <h2>Put an event</h2>
      <form onSubmit=${send}>
        <${Choice} label="Stream" value=${fields.stream} options=${streams} onChange=${set('stream')} />
        <${Text} label="Partition key" value=${fields.partitionKey} onChange=${set('partitionKey')} />
        <${Field} label="Data"><textarea rows="5" spellcheck="false" value=${fields.text} onInput=${(event) => set('text')(event.target.value)}></textarea><//>
        <button>Put</button>
        <output>${put.answer ? html`Accepted by ${shard(put.answer.shardId)}. <a href="#/records?sequence=${put.answer.sequenceNumber}">Show the record</a>` : ''}</output>
        <${Problem} text=${put.problem} />
      </form>
      <${Choice} label="Use a template" value="" any="choose" options=${templates.map((each) => each.name)} onChange=${(chosen) => set('text')(templates.find((each) => each.name === chosen)?.text ?? fields.text)} />
      <${Choice} label="Use a recent event" value="" any="choose" options=${last} onChange=${(chosen) => set('text')(chosen || fields.text)} />
      <div class="row">
        <${Text} label="Save as template" value=${name} onChange=${setName} pattern="[a-z0-9-]+" placeholder="a-z, 0-9 and -" />
        <button type="button" onClick=${keep}>Save</button>
        <output>${saved.answer ? `Saved in ${saved.answer.file}` : ''}</output>
      </div>
      <${Problem} text=${saved.problem} />
    </section>
  `;
}

function Invoke({ run }) {
  const functions = run.functions.map(({ name }) => name);
  const [name, setName] = useState(functions[0] ?? '');
  const [payload, setPayload] = useState('{}');
  const [result, act] = useAction();
  const [wrong, setWrong] = useState('');
  const invoke = (event) => {
    event.preventDefault();
    try {
      const value = JSON.parse(payload);
      setWrong('');
      act('invoke', { function: name, payload: value });
    } catch (problem) {
      setWrong(`The event is not JSON: ${problem.message}`);
    }
  };
  return html`
    <section>
      <h2>Invoke a function</h2>
      <form onSubmit=${invoke}>
        <${Choice} label="Function" value=${name} options=${functions} onChange=${setName} />
        <${Field} label="Event"><textarea rows="3" spellcheck="false" value=${payload} onInput=${(event) => setPayload(event.target.value)}></textarea><//>
        <button disabled=${result.busy}>Invoke</button>
        <output>${result.busy ? 'In progress …' : result.answer ? html`${result.answer.outcome.toLowerCase()}: <code>${visible(result.answer.payload)}</code> <a href="#/logs?request=${result.answer.requestId}">Log</a>` : ''}</output>
        <${Problem} text=${wrong || result.problem} />
      </form>
    </section>
  `;
}

function Faults({ run: { pipeline, injecting = [], faults = {} } }) {
  const [kind, setKind] = useState('consumer.crash');
  const [value, setValue] = useState('0.1');
  const [result, act] = useAction();
  const description = pipeline.faults.find(({ name }) => name === kind);
  const add = (event) => {
    event.preventDefault();
    act('faults', { specs: [...injecting.filter((spec) => !spec.startsWith(`${kind}=`)), `${kind}=${value}`] });
  };
  return html`
    <section>
      <h2>Faults</h2>
      ${injecting.length > 0
        ? html`<ul class="plain">
            ${injecting.map(
              (spec) => html`<li class="row" key=${spec}><code>${spec}</code> <span class="quiet">injected ${count(faults[spec.split('=')[0]] ?? 0, 'time')}</span> <button type="button" aria-label="Switch off ${spec}" onClick=${() => act('faults', { specs: injecting.filter((each) => each !== spec) })}>Switch off</button></li>`,
            )}
          </ul>`
        : html`<p class="quiet">No faults are injected.</p>`}
      <form onSubmit=${add}>
        <${Choice} label="Fault" value=${kind} options=${pipeline.faults.map(({ name }) => name).filter((name) => name !== 'stream.reshard')} onChange=${setKind} />
        <${Text} label="Value: ${description?.form.replace(/[<>]/g, '')}" value=${value} onChange=${setValue} />
        <p class="quiet">${description?.effect}</p>
        <button>Switch on</button>
        <${Problem} text=${result.problem} />
      </form>
    </section>
  `;
}

function Shards({ run }) {
  const [result, act] = useAction();
  return html`
    <section>
      <h2>Shards</h2>
      ${run.streams.map(
        ({ name, shards }) => html`
          <h3>${name}</h3>
          <ul class="plain">
            ${shards
              .filter(({ open }) => open)
              .map(
                ({ shardId }) => html`
                  <li class="row" key=${shardId}>
                    ${shard(shardId)}
                    <button type="button" aria-label="Split ${shard(shardId)}" onClick=${() => act('reshard', { stream: name, shard: shardId, change: 'split' })}>Split</button>
                    <button type="button" aria-label="Merge with a neighbor: ${shard(shardId)}" onClick=${() => act('reshard', { stream: name, shard: shardId, change: 'merge' })}>Merge with a neighbor</button>
                  </li>
                `,
              )}
          </ul>
        `,
      )}
      <${Problem} text=${result.problem} />
    </section>
  `;
}

function Mappings({ run }) {
  const [result, act] = useAction();
  return html`
    <section>
      <h2>Event source mappings</h2>
      <ul class="plain">
        ${run.mappings.map(
          ({ name, enabled }) => html`
            <li class="row" key=${name}>
              ${name} <span class="badge ${enabled ? 'good' : 'late'}">${enabled ? 'reads' : 'paused'}</span>
              <button type="button" aria-label="${enabled ? 'Pause' : 'Resume'} ${name}" onClick=${() => act('mapping', { mapping: name, enabled: !enabled })}>${enabled ? 'Pause' : 'Resume'}</button>
            </li>
          `,
        )}
      </ul>
      <${Problem} text=${result.problem} />
    </section>
  `;
}

function Stop({ run }) {
  const [result, act] = useAction();
  return html`
    <section>
      <h2>Stop the run</h2>
      <p class="quiet">As with Ctrl-C, the run finishes work in progress first. Stop it a second time to stop it immediately.</p>
      <button type="button" class="danger" disabled=${run.connection !== 'live'} onClick=${() => act('stop')}>Stop the run</button>
      <output>${result.answer ? 'The run is stopping.' : ''}</output>
      <${Problem} text=${result.problem} />
    </section>
  `;
}
