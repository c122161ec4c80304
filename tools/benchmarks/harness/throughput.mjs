// Measures records per second from the producer to the consumer on this machine, compared with the Kinesis
// server alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { environment, inProject } from '../../../scripts/project.mjs';
import { seconds, watch } from './processes.mjs';
import { puts } from './puts.mjs';
import { beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

/** Records per request and per batch: the maximum of PutRecords. */
const RECORDS = 500;
const REQUESTS = 10;

/** Number of shards, high enough not to limit the throughput: a shard accepts 1,000 records per second. */
const SHARDS = 4;

const kinesisLocal = inProject('node_modules', 'kinesis-local');
const preload = inProject('local', 'engine', 'src', 'main', 'resources', 'io', 'localstream', 'engine', 'kinesis', 'preload.cjs');
const assembly = inProject('tools', 'benchmarks', 'target', 'throughput.out');

export async function throughput({ runs }) {
  const settings = { shardCount: SHARDS, eventsPerInvocation: RECORDS * REQUESTS, batchSize: RECORDS };
  const context = Object.entries(settings).flatMap(([key, value]) => ['-c', `pipeline.${key}=${value}`]);
  const cdk = inProject('node_modules', 'aws-cdk', 'bin', 'cdk');
  seconds(process.execPath, [cdk, 'synth', '--quiet', '--output', assembly, ...context]);
  const samples = new Samples();
  for (let run = 0; run < runs; run++) {
    samples.add('pipeline', await ofThePipeline());
    samples.add('server', await ofTheServerAlone());
  }
  return [
    ...(await puts({ runs })),
    beside({
      what: 'from the producer to the consumer',
      unit: 'records/s',
      figure: samples.summary('pipeline'),
      peer: samples.summary('server'),
      against: 'PutRecords on the Kinesis server alone',
    }),
  ];
}

/** Sends the events of one invocation; measures from the first sent to the last received. */
async function ofThePipeline() {
  let first;
  let last;
  let received = 0;
  const options = ['--assembly', assembly, '--port', '0', '--every', '1h', '--consumed', String(RECORDS * REQUESTS), '--drain', '60s'];
  await watch('java', ['@local/cli/target/local.args', ...options], (line, at) => {
    if (line.includes('Producer sent')) {
      first ??= at;
    } else if (line.includes('Consumer received')) {
      received++;
      last = at;
    }
  });
  return received / (last - first);
}

/** Sends requests one after the other to a server that is started as the local run starts it. */
async function ofTheServerAlone() {
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
    const port = await listening(kinesis);
    const put = caller(`http://127.0.0.1:${port}`);
    await put('CreateStream', { StreamName: 'MyStream', ShardCount: SHARDS });
    await untilActive(put);
    const request = (n) => ({
      StreamName: 'MyStream',
      Records: Array.from({ length: RECORDS }, (_, i) => ({
        PartitionKey: `53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa-${n}-${i}`,
        Data: Buffer.from('{"message":"Hello","time":1748864964227}').toString('base64'),
      })),
    });
    await put('PutRecords', request(0));
    const startedAt = performance.now();
    for (let n = 1; n <= REQUESTS; n++) {
      await put('PutRecords', request(n));
    }
    return (RECORDS * REQUESTS) / ((performance.now() - startedAt) / 1000);
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

const caller = (endpoint) => async (operation, input) => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Kinesis_20131202.${operation}`,
      'x-amz-date': '20250602T120000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=none/20250602/eu-west-1/kinesis/aws4_request, SignedHeaders=host, Signature=none',
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${operation}: ${answer.status} ${text}`);
  }
  return text && JSON.parse(text);
};

async function untilActive(call) {
  for (;;) {
    const { StreamDescriptionSummary } = await call('DescribeStreamSummary', { StreamName: 'MyStream' });
    if (StreamDescriptionSummary.StreamStatus === 'ACTIVE') {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
