// Measures the time from the start of the process, or from SnapStart's restore, to the first response; then
// memory and warm invocations.
import { setTimeout as sleep } from 'node:timers/promises';
import { batch, scheduled } from './events.mjs';
import { ExecutionEnvironment } from './execution-environment.mjs';
import { hosted } from './functions.mjs';
import { startKinesisStub } from './kinesis-stub.mjs';
import { beside } from './rows.mjs';
import { ascending, percentile, Samples } from './statistics.mjs';

/** Waits until the environment is idle, for example until compilation ended, before the snapshot is taken. */
const SETTLE_MS = 300;

/** Number of warm-up invocations, and of measured invocations. */
const WARM_UP = 300;
const WARM = 200;

const starts = {
  ours: { make: 'ours' },
  'ours restored': { make: 'ours', snapStart: true },
  plain: { make: 'plain' },
  'plain restored': { make: 'plain', snapStart: true },
  node: { make: 'node' },
};
const byTls = (variants) => Object.fromEntries(Object.entries(variants).map(([name, how]) => [name, { ...how, tls: true }]));
const functions = {
  producer: {
    ...byTls({ ...starts, sending: { make: 'sending', once: true } }),
    'ours restored, HTTP': { make: 'ours', snapStart: true, once: true },
    'node, HTTP': { make: 'node', once: true },
  },
  consumer: {
    ...starts,
    empty: { make: 'empty', once: true },
    'empty restored': { make: 'empty', snapStart: true, once: true },
    mapping: { make: 'mapping', once: true },
  },
};
const events = { producer: scheduled, consumer: batch(5) };

export async function coldstart({ runs }) {
  const kinesis = await startKinesisStub({ tls: true });
  const samples = new Samples();
  // Does not count the first round, which fills the file cache of the system.
  for (let run = 0; run <= runs; run++) {
    for (const [name, variants] of Object.entries(functions)) {
      for (const [start, how] of Object.entries(variants)) {
        const measured = await measure(hosted({ name, kinesis, ...how }), events[name], how.once ? 0 : WARM);
        Object.entries(run > 0 ? measured : {}).forEach(([what, value]) => samples.add(`${name} ${start} ${what}`, value));
      }
    }
  }
  kinesis.close();
  return Object.keys(functions).flatMap((name) => rows(name, samples));
}

/** Measures one environment, with the first invocation and a number of later ones. */
async function measure(fn, event, later) {
  const environment = new ExecutionEnvironment();
  try {
    await environment.start(fn);
    if (fn.snapStart) {
      await sleep(SETTLE_MS);
      environment.restore();
    }
    const first = await environment.firstResponse(event);
    const cpu = environment.cpuMs();
    const memory = environment.peakMemoryMb();
    if (later === 0) {
      return { first };
    }
    const warm = [];
    for (let i = 0; i < WARM_UP + later; i++) {
      warm.push(await environment.invoke(event));
    }
    const sorted = ascending(warm.slice(WARM_UP));
    return { first, cpu, p50: percentile(sorted, 50), p99: percentile(sorted, 99), memory };
  } finally {
    await environment.close();
  }
}

const targets = {
  producer: { restored: 0.1, warm: 1.0 },
  consumer: { restored: 0.1, warm: 1.0 },
};

function rows(name, samples) {
  const figure = (start, what) => samples.summary(`${name} ${start} ${what}`);
  const first = (what, start, target) => ({
    what: `${name}: ${what}`,
    unit: 'ms',
    figure: figure(start, 'first'),
    peer: figure('node', 'first'),
    against: 'Node cold',
    target,
  });
  const later = (what, unit, measure, start, target) => ({
    what: `${name}: ${what}`,
    unit,
    figure: figure(start, measure),
    peer: figure('node', measure),
    against: 'Node',
    target,
  });
  return [
    first('restored by SnapStart, to first response', 'ours restored', targets[name].restored),
    first('cold, to first response', 'ours'),
    first('plain Java restored, to first response', 'plain restored'),
    first('plain Java cold, to first response', 'plain'),
    ...(name === 'producer'
      ? [
          first('the SDK alone, cold, to first response', 'sending'),
          { ...first('restored, to first response over HTTP', 'ours restored, HTTP'), peer: figure('node, HTTP', 'first'), against: 'Node cold, HTTP' },
        ]
      : [
          first('the runtime client alone, restored, to first response', 'empty restored'),
          first('the runtime client alone, cold, to first response', 'empty'),
          first("Jackson's mapper alone, cold, to first response", 'mapping'),
        ]),
    later('restored, CPU time to first response', 'ms', 'cpu', 'ours restored'),
    later('cold, CPU time to first response', 'ms', 'cpu', 'ours'),
    later('warm, median', 'ms', 'p50', 'ours restored', targets[name].warm),
    later('warm, 99th percentile', 'ms', 'p99', 'ours restored'),
    later('warm without SnapStart, median', 'ms', 'p50', 'ours'),
    later('peak memory after the first response, restored', 'MB', 'memory', 'ours restored'),
    later('peak memory after the first response, cold', 'MB', 'memory', 'ours'),
  ].map(beside);
}
