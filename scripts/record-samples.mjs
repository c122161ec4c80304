// Records the sample outputs of the documentation again: node scripts/record-samples.mjs <page> …
//
// A comment <!-- sample: <command> --> before a block says which command prints it. Each line of the
// block is replaced by the next line of the output that differs from it in numbers and ids only, so
// that you choose the lines of a sample, and the command their content. A line … stays. Pages that
// change the code, such as the tutorial, are recorded in a copy that followed them.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { environment, fail, inProject } from './project.mjs';

const SAMPLE = /(<!-- sample: (.+) -->\n```\n)([^]*?)(```\n)/g;
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+…\d+/g;
const NUMBER = /\d[\d,.:]*/g;
const outputs = new Map();

const pages = process.argv.slice(2);
if (pages.length === 0) {
  fail('node scripts/record-samples.mjs <page> …, such as docs/reference.md');
}
for (const page of pages) {
  const file = inProject(page);
  const text = readFileSync(file, 'utf8');
  const recorded = text.replace(SAMPLE, (_, start, command, lines, end) => start + sample(page, command, lines) + end);
  writeFileSync(file, recorded);
  console.error(`${page}: ${[...text.matchAll(SAMPLE)].length} samples`);
}

function sample(page, command, lines) {
  const output = outputOf(command);
  let next = 0;
  const recorded = lines.trimEnd().split('\n').map((line) => {
    if (line.trim() === '…') {
      return line;
    }
    const found = output.findIndex((printed, i) => i >= next && shape(shortened(printed, line)) === shape(line));
    if (found < 0) {
      fail(`${page}: '${command}' prints no line like '${line}' after line ${next} of its output`);
    }
    next = found + 1;
    return shortened(output[found], line);
  });
  return `${recorded.join('\n')}\n`;
}

/** Returns the lines that a command prints. Runs a command once for all of its samples. */
function outputOf(command) {
  if (!outputs.has(command)) {
    console.error(`$ ${command}`);
    const onFreePort = command.replace(/^npm start --/, 'npm --silent start -- --port 0');
    const { stdout, status } = spawnSync('bash', ['-c', onFreePort], {
      cwd: inProject(),
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) {
      fail(`'${command}' ended with ${status}`);
    }
    outputs.set(command, stdout.split('\n').map((line) => line.trimEnd()));
  }
  return outputs.get(command);
}

/** Returns a line with shortened sequence numbers, and without its end if the sample leaves the end out. */
function shortened(printed, line) {
  const short = printed.replace(/\b(\d{4})\d{40,}(\d{3})\b/g, '$1…$2');
  if (!line.endsWith('\t…')) {
    return short;
  }
  const columns = line.split('\t').length - 1;
  return `${short.split('\t').slice(0, columns).join('\t')}\t…`;
}

/** Returns the part that two lines must have in common: everything except numbers and ids. */
function shape(line) {
  return line.replace(ID, '#').replace(NUMBER, '#');
}
