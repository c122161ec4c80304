// The handlers beside the plain Java ones, measured by JMH: time and bytes allocated an invocation.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, fail, inProject, root } from '../../../scripts/project.mjs';
import { batch, scheduled } from './events.mjs';
import { beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

const folder = inProject('tools', 'benchmarks', 'target', 'events');
const result = inProject('tools', 'benchmarks', 'target', 'jmh.json');

/** In each round every benchmark runs in a JVM of its own, ours and the plain one after each other. */
export async function handlers({ runs }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scheduled.json'), scheduled);
  [5, 1000].forEach((size) => writeFileSync(join(folder, `batch-${size}.json`), batch(size)));
  const samples = new Samples();
  for (let run = 0; run < runs; run++) {
    for (const { benchmark, params, primaryMetric, secondaryMetrics } of runJmh()) {
      const name = `${/(\w+)Benchmark/.exec(benchmark)[1]} ${params.handler} ${params.size}`;
      samples.add(`${name} time`, primaryMetric.score);
      samples.add(`${name} bytes`, secondaryMetrics['gc.alloc.rate.norm'].score / 1000);
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

function runJmh() {
  const once = ['-f', '1', '-wi', '3', '-w', '1', '-i', '3', '-r', '1', '-prof', 'gc'];
  const jvm = `-XX:+UseSerialGC -Devents=${folder}`;
  const args = ['@tools/benchmarks/jmh/target/jmh.args', ...once, '-foe', 'true', '-rf', 'json', '-rff', result, '-jvmArgsAppend', jvm];
  const { status, stdout } = spawnSync('java', args, { cwd: root, env: environment, encoding: 'utf8' });
  if (status !== 0) {
    fail(`${stdout}\nJMH failed: see above`, 1);
  }
  return JSON.parse(readFileSync(result));
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
