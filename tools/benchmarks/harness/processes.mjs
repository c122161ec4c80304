// Runs commands of the project.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { environment, fail, root } from '../../../scripts/project.mjs';

/** Runs a command; returns the seconds that it took. */
export function seconds(command, args, variables = {}) {
  const startedAt = performance.now();
  const env = { ...environment, ...variables };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) {
    fail(`${error ?? stdout + stderr}\n${command} ${args.join(' ')} failed: see the output above`, 1);
  }
  return (performance.now() - startedAt) / 1000;
}

/** Runs a command; passes on each line with the seconds since the start. */
export async function watch(command, args, onLine) {
  const startedAt = performance.now();
  const lines = [];
  const child = spawn(command, args, { cwd: root, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const read = (stream) =>
    createInterface({ input: stream }).on('line', (line) => {
      onLine(line, (performance.now() - startedAt) / 1000);
      lines.push(line);
    });
  [child.stdout, child.stderr].forEach(read);
  const [status] = await once(child, 'close');
  if (status !== 0) {
    fail(`${lines.slice(-30).join('\n')}\n${command} ${args.join(' ')} failed: see the output above`, 1);
  }
}
