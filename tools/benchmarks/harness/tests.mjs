// Measures how long tests of the pipeline take: the first from the start of their JVM, and each further one.
import { watch } from './processes.mjs';
import { alone } from './rows.mjs';
import { Samples } from './statistics.mjs';

const classes = [
  { name: 'InProcessTests', what: 'in process', first: 3, further: 100 },
  { name: 'JarTests', what: 'from the jars', first: 6, further: 1000 },
];

export async function tests({ runs }) {
  const samples = new Samples();
  // Does not count the first round, which synthesizes the app.
  for (let run = 0; run <= runs; run++) {
    for (const { name } of classes) {
      const [first, ...further] = await durations(name);
      if (run > 0) {
        samples.add(`${name} first`, first);
        further.forEach((seconds) => samples.add(`${name} further`, seconds * 1000));
      }
    }
  }
  return classes.flatMap(({ name, what, first, further }) => [
    alone({ what: `${what}: first test, from the start of the JVM`, unit: 's', figure: samples.summary(`${name} first`), limit: first }),
    alone({ what: `${what}: each further test`, unit: 'ms', figure: samples.summary(`${name} further`), limit: further }),
  ]);
}

/**
 * Returns the seconds from the start of the JVM to the end of the first test of a class, and from each test's end to
 * the end of the next one.
 */
async function durations(name) {
  const ends = [];
  const options = ['-Dconsumer=consumer-lambda', 'io.localstream.benchmarks.tests.TimedTests', `io.localstream.benchmarks.tests.${name}`];
  await watch('java', ['@tools/benchmarks/tests/target/tests.args', ...options], (line, at) => {
    if (line === 'Test ended') {
      ends.push(at);
    }
  });
  return ends.map((end, i) => end - (ends[i - 1] ?? 0));
}
