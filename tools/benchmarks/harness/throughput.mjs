// Measures records per second from the producer to the consumer on this machine: with streams in memory, and with kinesis-local.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environment, inProject } from '../../../scripts/project.mjs';
import { seconds, watch } from './processes.mjs';
import { puts } from './puts.mjs';
import { alone, beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

/** Records per request and per batch: the maximum of PutRecords. */
const RECORDS = 500;
const REQUESTS = 20;
const EVENTS = RECORDS * REQUESTS;

/** Invocations of the producer for the figure of warm JVMs. kinesis-local becomes slower with each record, and does not get so far. */
const WARM_INVOCATIONS = 10;

const SHARDS = 4;

/** Records a second that streams in memory have to do. */
const LEAST = 10_000;

const kinesisLocal = inProject('node_modules', 'kinesis-local');
const preload = inProject('local', 'engine', 'src', 'test', 'resources', 'io', 'localstream', 'engine', 'endpoint', 'kinesis-local-preload.cjs');
const assembly = inProject('tools', 'benchmarks', 'target', 'throughput.out');

export async function throughput({ runs }) {
  const settings = { shardCount: SHARDS, eventsPerInvocation: RECORDS * REQUESTS, batchSize: RECORDS };
  const context = Object.entries(settings).flatMap(([key, value]) => ['-c', `pipeline.${key}=${value}`]);
  const cdk = inProject('node_modules', 'aws-cdk', 'bin', 'cdk');
  seconds(process.execPath, [cdk, 'synth', '--quiet', '--output', assembly, ...context]);
  const samples = new Samples();
  for (let run = 0; run < runs; run++) {
    samples.add('warm', await ofThePipeline(WARM_INVOCATIONS));
    samples.add('memory', await ofThePipeline(1));
    samples.add('server', await withKinesisLocal((url) => ofThePipeline(1, '--kinesis', url)));
  }
  return [
    ...(await puts({ runs })),
    alone({
      what: 'from the producer to the consumer, 100,000 events, without the limits of shards',
      unit: 'records/s',
      figure: samples.summary('warm'),
      least: LEAST,
    }),
    beside({
      what: 'from the producer to the consumer, 10,000 events, without the limits of shards',
      unit: 'records/s',
      figure: samples.summary('memory'),
      peer: samples.summary('server'),
      against: 'with kinesis-local',
    }),
  ];
}

/**
 * Sends the events of invocations, one every 500 ms, which is faster than the pipeline consumes them. Leaves out the first
 * fifth, while the JVMs are cold.
 */
async function ofThePipeline(invocations, ...kinesis) {
  const events = invocations * EVENTS;
  const every = invocations === 1 ? '1h' : '500ms';
  let warmAt;
  let endedAt;
  let received = 0;
  const options = ['--assembly', assembly, '--port', '0', '--every', every, '--consumed', String(events), '--drain', '60s', '--no-shard-limits', ...kinesis];
  await watch('java', ['@local/cli/target/local.args', ...options], (line, at) => {
    if (line.includes('Consumer received') && ++received <= events) {
      warmAt ??= received === events / 5 ? at : undefined;
      endedAt = at;
    }
  });
  return (events * 4) / 5 / (endedAt - warmAt);
}

/** Starts a new server without streams, and measures with it. */
async function withKinesisLocal(measure) {
  const kinesis = spawn(process.execPath, ['--require', preload, 'main.js'], {
    cwd: kinesisLocal,
    env: {
      ...environment,
      KINESIS_MOCK_PLAIN_PORT: '4568',
      KINESIS_MOCK_TLS_PORT: '4567',
      KINESIS_MOCK_CERT_PATH: 'server.json',
      SHOULD_PERSIST_DATA: 'false',
      LOG_LEVEL: 'ERROR',
      ROOT_LOG_LEVEL: 'ERROR',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    return await measure(`http://127.0.0.1:${await listening(kinesis)}`);
  } finally {
    kinesis.kill('SIGKILL');
  }
}

async function listening(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /^listening (\d+)/.exec(line);
    if (port) {
      return port[1];
    }
  }
  throw new Error('kinesis-local ended before it accepted connections');
}
