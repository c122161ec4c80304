// Runs commands of the project.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { environment, fail, root } from '../../../scripts/project.mjs';

/** USER_HZ of Linux, on all platforms that Node.js supports. */
const TICKS_PER_SECOND = 100;

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

/** Runs a command to its end; passes on each line with the seconds since the start, and the process id. */
export async function watch(command, args, onLine) {
  const startedAt = performance.now();
  const lines = [];
  const child = spawn(command, args, { cwd: root, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  const read = (stream) =>
    createInterface({ input: stream }).on('line', (line) => {
      onLine(line, (performance.now() - startedAt) / 1000, child.pid);
      lines.push(line);
    });
  [child.stdout, child.stderr].forEach(read);
  const [status] = await once(child, 'close');
  process.off('exit', interrupt);
  if (status !== 0) {
    fail(`${lines.slice(-30).join('\n')}\n${command} ${args.join(' ')} failed: see the output above`, 1);
  }
}

/**
 * Returns the memory of a process and its descendants, in MB. Counts shared pages once. Linux only.
 */
export function megabytes(pid) {
  return familyOf(pid).reduce((sum, id) => sum + proportionalKb(id), 0) / 1000;
}

/** The CPU time of the living descendants of a process whose name matches, in seconds. Linux only. */
export function cpuSecondsOfDescendants(pid, name) {
  const named = familyOf(pid).filter((id) => name.test(read(`/proc/${id}/comm`)));
  return named.reduce((sum, id) => sum + cpuTicks(id), 0) / TICKS_PER_SECOND;
}

/** A process and its descendants. */
function familyOf(pid) {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((id) => [Number(id), parentOf(id)]));
  const family = [pid];
  for (const member of family) {
    parents.forEach((parent, id) => parent === member && family.push(id));
  }
  return family;
}

/** The 14th and 15th field of the status: the name, in parentheses, can have spaces. */
function cpuTicks(id) {
  const fields = read(`/proc/${id}/stat`).replace(/^.*\) /s, '').split(' ');
  return fields.length > 12 ? Number(fields[11]) + Number(fields[12]) : 0;
}

function parentOf(id) {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1]);
}

function proportionalKb(id) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
}

/** Reads a file; returns empty text if the process has ended. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
