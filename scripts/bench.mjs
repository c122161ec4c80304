// npm run bench [-- part …]: measures the project and its peers, prints a table, and writes it to
// target/bench.json. docs/performance.md describes the measurements.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { makeAppArchive } from './class-archive.mjs';
import { fail, inProject, requireJava, requireNode, requireTools, run } from './project.mjs';

const parts = {
  coldstart: { runs: 5, load: async () => (await import('../tools/benchmarks/harness/coldstart.mjs')).coldstart },
  handlers: { runs: 2, load: async () => (await import('../tools/benchmarks/harness/handlers.mjs')).handlers },
  synth: { runs: 5, load: async () => (await import('../tools/benchmarks/harness/synth.mjs')).synth },
  build: { runs: 2, load: async () => (await import('../tools/benchmarks/harness/build.mjs')).startAndBuild },
  loop: { runs: 5, load: async () => (await import('../tools/benchmarks/harness/loop.mjs')).loop },
  tests: { runs: 5, load: async () => (await import('../tools/benchmarks/harness/tests.mjs')).tests },
  page: { runs: 3, load: async () => (await import('../tools/benchmarks/harness/page.mjs')).page },
  throughput: { runs: 1, load: async () => (await import('../tools/benchmarks/harness/throughput.mjs')).throughput },
};

const usage = `npm run bench [-- [${Object.keys(parts).join('|')}] …] [--runs <n>] [--verify] [--docs]`;
const { wanted, runs, verify, docs } = parse();
requireNode();
requireJava();
requireTools();
prepare();
const { machine } = await import('../tools/benchmarks/harness/machine.mjs');
const { text, writePages } = await import('../tools/benchmarks/harness/pages.mjs');

// Exits on a signal, so that the exit handlers stop what is measured.
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(1)));

const report = { machine: machine(), rows: {} };
mkdirSync(inProject('target'), { recursive: true });
for (const part of wanted) {
  console.error(`Measuring ${part} …`);
  const measure = await parts[part].load();
  report.rows[part] = await measure({ runs: runs ?? parts[part].runs, verify });
  // After each part, so that a later one that fails costs nothing.
  writeFileSync(inProject('target', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
}
console.log(text(report));
if (docs) {
  const written = writePages(inProject('docs'), report);
  console.error(written.length > 0 ? `Wrote ${written.join(', ')} to docs.` : 'Wrote nothing to docs: no block of docs/performance.md has these parts alone.');
}
process.exit();

function parse() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { runs: { type: 'string' }, verify: { type: 'boolean' }, docs: { type: 'boolean' } },
    });
    const unknown = positionals.filter((part) => !parts[part]);
    if (unknown.length > 0) {
      fail(`no such part: ${unknown.join(', ')}. ${usage}`);
    }
    if (values.runs !== undefined && !/^[1-9]\d{0,2}$/.test(values.runs)) {
      fail(`--runs must be 1 to 999, was ${values.runs}. ${usage}`);
    }
    return {
      wanted: positionals.length > 0 ? Object.keys(parts).filter((part) => positionals.includes(part)) : Object.keys(parts),
      runs: values.runs && Number(values.runs),
      verify: values.verify,
      docs: values.docs,
    };
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

/** Builds the project and its peers, and installs the npm packages of the peers. */
function prepare() {
  const java = ['java-producer', 'java-consumer', 'java-floor', 'jmh', 'tests'].map((module) => `tools/benchmarks/${module}`);
  build(['lambda-producer', 'lambda-consumer', 'infra-app', 'local/cli', ...java]);
  // In the foreground, so that nothing runs beside what is measured.
  if (!makeAppArchive()) {
    fail('The class-data archive of the CDK app was not made: run node scripts/class-archive.mjs app', 1);
  }
  const lock = readFileSync(inProject('tools', 'benchmarks', 'package-lock.json'), 'utf8');
  const stamp = inProject('tools', 'benchmarks', 'node_modules', '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    console.error("Installing the peers' packages, and building AWS's runtime interface client for Node.js …");
    run('npm', ['ci', '--prefix', 'tools/benchmarks', '--loglevel=error'], {
      quiet: true,
      failure: 'npm ci failed: see the output above. It needs a network connection, cmake, make and a C++ compiler.',
    });
    writeFileSync(stamp, lock);
  }
  run('npm', ['run', '--prefix', 'tools/benchmarks', '--silent', 'build']);
}
