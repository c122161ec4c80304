// Measures how long a developer waits for the first event, and the size of the deployed code.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { runArchive } from '../../../scripts/class-archive.mjs';
import { artifacts } from './functions.mjs';
import { megabytes, seconds, watch } from './processes.mjs';
import { alone } from './rows.mjs';
import { sourceOf } from './sources.mjs';
import { Samples, summarize } from './statistics.mjs';

export async function startAndBuild({ runs, verify }) {
  const generator = sourceOf('lambda-producer', 'HelloGenerator');
  const samples = new Samples();
  await prepare();
  const original = readFileSync(generator, 'utf8');
  const restore = () => writeFileSync(generator, original);
  process.once('exit', restore);
  for (let run = 1; run <= runs; run++) {
    samples.add('unchanged', await untilConsumed('Hello'));
    writeFileSync(generator, original.replace('Event("Hello"', `Event("Changed ${run}"`));
    samples.add('changed', await untilConsumed(`Changed ${run}`));
    restore();
    await untilConsumed('Hello');
  }
  process.off('exit', restore);
  return [
    alone({ what: 'nothing changed: npm start until the first event is consumed', unit: 's', figure: samples.summary('unchanged'), limit: 3 }),
    ...(process.platform === 'linux' ? [await memory()] : []),
    alone({ what: 'one handler changed: rebuild and start until consumed', unit: 's', figure: samples.summary('changed'), limit: 12 }),
    ...Object.entries({ producer: 16, consumer: 4 }).map(([name, limit]) => size(name, 'ours', `${name}: jar`, limit)),
    ...['producer', 'consumer'].flatMap((name) => [
      size(name, 'plain', `${name}: jar of plain Java`),
      size(name, 'node', `${name}: Node.js bundle, without the dependencies of the runtime`),
    ]),
    ...(verify ? [mvnVerify()] : []),
  ];
}

/** Builds and synthesizes stale modules, and lets the run make the class-data archives, so that nothing runs beside what is measured. */
async function prepare() {
  await watch('npm', ['start', '--silent', '--', '--port', '0', '--every', '1s', '--for', '20s'], () => {});
  for (let second = 0; runArchive.record(); second++) {
    if (second === 60) {
      throw new Error('The class-data archive of the local run was not made within a minute');
    }
    await setTimeout(1000);
  }
}

/** Returns the seconds from npm start to the first line that says that an event with this message was consumed. */
async function untilConsumed(message) {
  let consumedAt;
  await watch('npm', ['start', '--silent', '--', '--port', '0', '--consumed', '1'], (line, at) => {
    if (line.includes('Consumer received') && line.includes(message)) {
      consumedAt ??= at;
    }
  });
  if (consumedAt === undefined) {
    throw new Error(`npm start ended, but no line of the consumer contains "${message}"`);
  }
  return consumedAt;
}

/** Measures the memory of npm, the local run and the functions after events were consumed. */
async function memory() {
  let figure = 0;
  let consumed = 0;
  await watch('npm', ['start', '--silent', '--', '--port', '0', '--every', '1s', '--consumed', '5'], (line, _, pid) => {
    if (line.includes('Consumer received') && ++consumed === 4) {
      figure = megabytes(pid);
    }
  });
  return alone({ what: 'npm start: memory of all processes', unit: 'MB', figure: summarize([figure]), limit: 350 });
}

function size(name, make, what, limit) {
  const megabytes = statSync(artifacts[name][make]).size / 1e6;
  return alone({ what, unit: 'MB', figure: summarize([megabytes]), limit });
}

function mvnVerify() {
  return alone({ what: 'mvn verify', unit: 's', figure: summarize([seconds('mvn', ['-B', '-q', 'verify'])]), limit: 150 });
}
