// Measures the handlers and the plain Java ones with JMH: time and allocated bytes per invocation.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, fail, inProject, root } from '../../../scripts/project.mjs';
import { batch, scheduled } from './events.mjs';
import { artifacts, handlers as handlerClasses } from './functions.mjs';
import { beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

const folder = inProject('tools', 'benchmarks', 'target', 'events');
const result = inProject('tools', 'benchmarks', 'target', 'jmh.json');

/** In each round, every benchmark runs in its own JVM, first ours, then the plain one. */
export async function handlers({ runs }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scheduled.json'), scheduled);
  [5, 1000].forEach((size) => writeFileSync(join(folder, `batch-${size}.json`), batch(size)));
  const samples = new Samples();
  const add = (benchmark, handler, size, time, others) => {
    samples.add(`${benchmark} ${handler} ${size} time`, time.score);
    samples.add(`${benchmark} ${handler} ${size} bytes`, others['gc.alloc.rate.norm'].score / 1000);
  };
  for (let run = 0; run < runs; run++) {
    for (const { params, primaryMetric, secondaryMetrics } of runJmh('Consumer')) {
      add('Consumer', params.handler, params.size, primaryMetric, secondaryMetrics);
    }
    for (const events of [1, 500, 10000]) {
      for (const { params, primaryMetric, secondaryMetrics } of runJmh('Producer', events)) {
        add('Producer', params.handler, events, primaryMetric, secondaryMetrics);
      }
    }
  }
  return [
    ...rows(samples, 'Consumer', 5, 'consumer: batch of 5', 0.5),
    ...rows(samples, 'Consumer', 1000, 'consumer: batch of 1,000'),
    ...rows(samples, 'Producer', 1, 'producer: 1 event'),
    ...rows(samples, 'Producer', 500, 'producer: 500 events'),
    ...rows(samples, 'Producer', 10000, 'producer: 10,000 events'),
  ];
}

/** Runs a function's benchmarks. Sets the environment variables of Lambda and the stacks that the handlers read. */
function runJmh(benchmark, events = 1) {
  const once = ['-f', '1', '-wi', '3', '-w', '1', '-i', '3', '-r', '1', '-prof', 'gc'];
  const jvm = `-XX:+UseSerialGC -Devents=${folder} ${functionJars().join(' ')}`;
  const args = ['@tools/benchmarks/jmh/target/jmh.args', benchmark, ...once, '-foe', 'true', '-rf', 'json', '-rff', result, '-jvmArgsAppend', jvm];
  const variables = {
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    // Makes our producer create its client at the first invocation.
    AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start',
    STREAM_NAME: 'MyStream',
    EVENTS_PER_INVOCATION: String(events),
  };
  const { status, stdout } = spawnSync('java', args, { cwd: root, env: { ...environment, ...variables }, encoding: 'utf8' });
  if (status !== 0) {
    fail(`${stdout}\nJMH failed: see the output above`, 1);
  }
  return JSON.parse(readFileSync(result));
}

/** Passes the functions' jars to the benchmarks, which do not depend on their classes. */
function functionJars() {
  const functions = ['producer', 'consumer'].flatMap((name) => ['ours', 'plain'].map((make) => [name, make]));
  return functions.flatMap(([name, make]) => [
    `-D${name}.${make}.jar=${artifacts[name][make]}`,
    `-D${name}.${make}.handler=${handlerClasses[name][make]}`,
  ]);
}

function rows(samples, benchmark, size, what, target) {
  const row = (measure, unit) =>
    beside({
      what: `${what}, ${measure === 'time' ? 'time' : 'bytes allocated'}`,
      unit,
      figure: samples.summary(`${benchmark} ours ${size} ${measure}`),
      peer: samples.summary(`${benchmark} plain ${size} ${measure}`),
      against: 'plain Java',
      target,
    });
  return [row('time', 'µs'), row('bytes', 'kB')];
}
