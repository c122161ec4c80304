// A local run of the pipeline with faults, for the tests of its page.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const target = join(root, 'target', 'page-test');

const files = {
  '--token': 'token',
  '--failures': 'failures',
  '--log': 'log.jsonl',
  '--metrics': 'metrics.jsonl',
  '--templates': 'events',
};

/** Starts a run, and returns it as soon as it has printed the address of its page. */
export async function start(...options) {
  mkdirSync(target, { recursive: true });
  const own = Object.entries(files).flatMap(([option, name]) => [option, join(target, name)]);
  const child = spawn(process.execPath, ['scripts/start.mjs', ...own, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = [];
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.stderr.on('data', (text) => lines.push(String(text)));
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const printed = /^Page +(\S+)$/.exec(line);
      if (printed) {
        resolve(printed[1]);
      }
    });
    ended.then((code) => reject(new Error(`the run ended with ${code}:\n${lines.join('\n')}`)));
  });
  return {
    address,
    ended,
    output: () => lines.join('\n'),
    /** Stops the run as Ctrl-C does. A second call stops it immediately. */
    stop: () => child.kill('SIGINT'),
  };
}
