// Measures what an open page costs: the throughput of the run, and the CPU time of the browser.
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, inProject, run } from '../../../scripts/project.mjs';
import { Flow } from './flow.mjs';
import { cpuSecondsOfDescendants } from './processes.mjs';
import { alone, beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

/** For the throughput: ten invocations with 10,000 events each. */
const INVOCATIONS = 10;
const EVENTS = 10_000;

/** For the browser's CPU time: 200 events every 200 ms, which is 1,000 a second. */
const STEADY_EVENTS = 200;
const STEADY_EVERY = '200ms';
const LEAST_PER_SECOND = 900;

/** Seconds until the functions and the page are warm, and seconds that are measured. */
const WARM = 10;
const MEASURED = 20;

export async function page({ runs }) {
  run('npm', ['ci', '--loglevel=error', '--prefix', inProject('tools', 'page-test')], { failure: 'npm ci failed: see the output above.' });
  const { launch, open } = await import('../../page-test/browser.mjs');
  const many = await Flow.of(EVENTS);
  const steady = await Flow.of(STEADY_EVENTS);
  const samples = new Samples();
  for (let round = 0; round < runs; round++) {
    samples.add('closed', await many.recordsPerSecond(INVOCATIONS));
    const browser = await launch();
    const show = async (address) => open(await browser.newContext(), address);
    samples.add('open', await many.recordsPerSecondWith(show, INVOCATIONS));
    samples.add('browser', await percentOfACore(steady, show));
    await browser.close();
  }
  return [
    beside({
      what: 'from the producer to the consumer, 100,000 events, with no page open',
      unit: 'records/s',
      figure: samples.summary('closed'),
      peer: samples.summary('open'),
      against: 'an open page',
      target: 1.05,
    }),
    alone({ what: 'the browser, at 1,000 records a second', unit: '% of a core', figure: samples.summary('browser'), limit: 10 }),
  ];
}

/** The CPU time of the browser while the page shows a steady flow, in percent of one core. */
async function percentOfACore(flow, show) {
  let consumed = 0;
  let percent;
  const measure = async (address) => {
    await show(address);
    await sleep(WARM * 1000);
    const [cpu, records] = [browserSeconds(), consumed];
    await sleep(MEASURED * 1000);
    if (consumed - records < LEAST_PER_SECOND * MEASURED) {
      fail(`the pipeline did ${(consumed - records) / MEASURED} records a second, too few to measure the page: is the machine busy?`, 1);
    }
    percent = ((browserSeconds() - cpu) / MEASURED) * 100;
  };
  let measuring;
  await flow.run(
    (line) => (consumed += line.includes('Consumer received') ? 1 : 0),
    (address) => (measuring = measure(address)),
    ['--every', STEADY_EVERY, '--for', `${WARM + MEASURED + 5}s`, '--drain', '60s'],
  );
  await measuring;
  return percent;
}

/** The CPU time of all processes of Chromium. */
const browserSeconds = () => cpuSecondsOfDescendants(process.pid, /chrom/);
