// A local run of the pipeline with faults, for the tests of its page.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

/** The address that a run with the option open gave to the command that opens a browser. */
export const openedAddress = join(target, 'opened');

/** A folder with commands that only write down what they are to open, on Linux and on macOS. */
function browserCommands() {
  const folder = join(target, 'bin');
  mkdirSync(folder, { recursive: true });
  for (const command of ['xdg-open', 'open']) {
    writeFileSync(join(folder, command), `#!/bin/sh\nprintf %s "$1" >'${openedAddress}.new' && mv '${openedAddress}.new' '${openedAddress}'\n`, { mode: 0o755 });
  }
  return folder;
}

/** Starts a run, and returns it as soon as it has printed the address of its page. */
export async function start(...options) {
  mkdirSync(target, { recursive: true });
  const env = { ...process.env, PATH: `${browserCommands()}${delimiter}${process.env.PATH}` };
  const own = Object.entries(files).flatMap(([option, name]) => [option, join(target, name)]);
  const child = spawn(process.execPath, ['scripts/start.mjs', ...own, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
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
