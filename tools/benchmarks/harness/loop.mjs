// Measures how long a developer waits after saving a file: while npm start -- --watch runs, compared with a stop and a start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { environment, fail, inProject, root } from '../../../scripts/project.mjs';
import { Quarkus, quarkusRuns } from './quarkus.mjs';
import { alone, beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

const handler = inProject('lambda-producer/src/main/java/io/kinesispipeline/producer/HelloGenerator.java');
const settings = inProject('cdk.json');

/** Short, so that the next event is there as soon as the new code runs. */
const EVERY = '200ms';

/** The seconds after which a change counts as failed. */
const PATIENCE = 120;

export async function loop({ runs }) {
  const samples = new Samples();
  const original = new Map([handler, settings].map((file) => [file, readFileSync(file, 'utf8')]));
  const restore = () => original.forEach((text, file) => writeFileSync(file, text));
  process.once('exit', restore);
  try {
    await watched(samples, runs, original);
    await restarted(samples, runs, original);
    if (quarkusRuns()) {
      await inQuarkus(samples, runs);
    }
  } finally {
    restore();
    process.off('exit', restore);
  }
  return [
    alone({ what: 'a handler saved: until the next event of the new code is consumed', unit: 's', figure: samples.summary('handler'), limit: 2.5 }),
    alone({ what: 'cdk.json saved: until the mapping has the new setting', unit: 's', figure: samples.summary('settings'), limit: 5 }),
    beside({
      what: 'a handler saved, beside a stop and a start',
      unit: 's',
      figure: samples.summary('handler'),
      peer: samples.summary('restart'),
      against: 'stop, build and start',
    }),
    ...(samples.has('quarkus')
      ? [
          beside({
            what: 'a handler saved, beside a handler alone in a reloaded class loader',
            unit: 's',
            figure: samples.summary('handler'),
            peer: samples.summary('quarkus'),
            against: "Quarkus' dev mode",
          }),
        ]
      : []),
  ];
}

async function watched(samples, runs, original) {
  const run = new Run('--watch');
  await run.line(/Watching the sources/);
  // Does not count the first change, for which the compiler is cold.
  for (let round = 0; round <= runs; round++) {
    const message = `Watched ${round}`;
    const byHandler = await run.secondsUntil(consumed(message), () => save(handler, original, 'new Event("Hello"', `new Event("${message}"`));
    const bySettings = await run.secondsUntil(/Reloaded .*mapping/, () => save(settings, original, '"batchSize": 5', `"batchSize": ${6 + round}`));
    if (round > 0) {
      samples.add('handler', byHandler);
      samples.add('settings', bySettings);
    }
  }
  await run.stop();
}

/** Measures the same change without --watch: saves the file, stops the run, and starts it again. */
async function restarted(samples, runs, original) {
  let run = new Run();
  await run.line(/Consumer received/);
  for (let round = 1; round <= runs; round++) {
    const message = `Restarted ${round}`;
    const savedAt = performance.now();
    save(handler, original, 'new Event("Hello"', `new Event("${message}"`);
    await run.stop();
    run = new Run();
    await run.line(consumed(message));
    samples.add('restart', (performance.now() - savedAt) / 1000);
  }
  await run.stop();
}

async function inQuarkus(samples, runs) {
  const quarkus = await Quarkus.start();
  // Does not count the first change, for which the compiler is cold.
  for (let round = 0; round <= runs; round++) {
    const seconds = await quarkus.secondsUntil(`Saved ${round}`);
    if (round > 0) {
      samples.add('quarkus', seconds);
    }
  }
  await quarkus.stop();
}

const consumed = (message) => new RegExp(`Consumer received: .*"${message}"`);

function save(file, original, from, to) {
  const text = original.get(file);
  if (!text.includes(from)) {
    fail(`${file} has no ${from}: change tools/benchmarks/harness/loop.mjs as the file was changed`, 1);
  }
  writeFileSync(file, text.replace(from, to));
}

/** A run in progress, with its output lines. */
class Run {
  #child;
  #waiting = [];
  #lines = [];

  constructor(...options) {
    this.#child = spawn(process.execPath, [inProject('scripts', 'start.mjs'), '--port', '0', '--every', EVERY, ...options], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    process.once('exit', () => this.#child.kill('SIGINT'));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#read(line));
    }
  }

  #read(line) {
    this.#lines.push(line);
    this.#waiting = this.#waiting.filter(({ pattern, resolve }) => !pattern.test(line) || resolve(performance.now()));
  }

  /** Waits for the next line that matches, and returns its time. */
  async line(pattern) {
    const limit = setTimeout(() => fail(`${this.#lines.slice(-30).join('\n')}\nno line matches ${pattern}: see the output above`, 1), PATIENCE * 1000);
    const at = await new Promise((resolve) => this.#waiting.push({ pattern, resolve }));
    clearTimeout(limit);
    return at;
  }

  async secondsUntil(pattern, act) {
    const seen = this.line(pattern);
    const startedAt = performance.now();
    act();
    return ((await seen) - startedAt) / 1000;
  }

  async stop() {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGINT');
    const [status] = await closed;
    if (status !== 0) {
      fail(`${this.#lines.slice(-30).join('\n')}\nthe run ended with ${status}: see the output above`, 1);
    }
  }
}
