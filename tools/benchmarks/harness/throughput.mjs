// Measures records per second from the producer to the consumer on this machine: with streams in memory, and with kinesis-local.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environment, inProject } from '../../../scripts/project.mjs';
import { Flow } from './flow.mjs';
import { puts } from './puts.mjs';
import { alone, beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

/**
 * The invocations of the producer for the figure of warm JVMs. kinesis-local becomes slower with each record, so its
 * figure has fewer.
 */
const WARM_INVOCATIONS = 10;

/** The target for streams in memory, in records per second. */
const LEAST = 10_000;

const kinesisLocal = inProject('node_modules', 'kinesis-local');
const preload = inProject('local', 'engine', 'src', 'test', 'resources', 'io', 'localstream', 'engine', 'endpoint', 'kinesis-local-preload.cjs');

export async function throughput({ runs }) {
  const flow = await Flow.of(10_000);
  const samples = new Samples();
  for (let run = 0; run < runs; run++) {
    samples.add('warm', await flow.recordsPerSecond(WARM_INVOCATIONS));
    samples.add('memory', await flow.recordsPerSecond(1));
    samples.add('server', await withKinesisLocal((url) => flow.recordsPerSecond(1, '--kinesis', url)));
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
  const kill = () => kinesis.kill('SIGKILL');
  process.once('exit', kill);
  try {
    return await measure(`http://127.0.0.1:${await listening(kinesis)}`);
  } finally {
    process.off('exit', kill);
    kill();
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
