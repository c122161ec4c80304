// Compares many events in one invocation with one PutRecord per event, with a request time as on a network.
import { scheduled } from './events.mjs';
import { ExecutionEnvironment } from './execution-environment.mjs';
import { hosted } from './functions.mjs';
import { startKinesisStub } from './kinesis-stub.mjs';
import { beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

const EVENTS = 1_000;
const LATENCY_MS = 10;

export async function puts({ runs }) {
  const kinesis = await startKinesisStub();
  const samples = new Samples();
  for (let run = 0; run < runs; run++) {
    for (const make of ['ours', 'plain']) {
      samples.add(make, await secondInvocation(hosted({ name: 'producer', make, kinesis, events: EVENTS }), kinesis));
    }
  }
  kinesis.close();
  return [
    beside({
      what: 'producer: 1,000 events, a request takes 10 ms',
      unit: 'ms',
      figure: samples.summary('ours'),
      peer: samples.summary('plain'),
      against: 'plain Java, one PutRecord each',
      target: 0.02,
    }),
  ];
}

async function secondInvocation(fn, kinesis) {
  const environment = new ExecutionEnvironment();
  try {
    await environment.start(fn);
    kinesis.latencyMs = 0;
    await environment.firstResponse(scheduled);
    kinesis.latencyMs = LATENCY_MS;
    return await environment.invoke(scheduled);
  } finally {
    await environment.close();
  }
}
