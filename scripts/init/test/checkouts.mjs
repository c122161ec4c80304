// Checkouts and projects for the tests, in temporary folders.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from '../checkout.mjs';

export const ROOT = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));

const AUTHOR = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };

/** Makes a folder that is deleted after the tests. */
export function temporaryFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'init-test-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a clean checkout of this project, as it is in the working tree. */
export function checkoutIn(folder) {
  const checkout = join(folder, 'checkout');
  for (const path of filesOf(ROOT)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    cpSync(join(ROOT, path), join(checkout, path));
  }
  git(checkout, 'init', '--quiet');
  commit(checkout);
  return checkout;
}

export function commit(folder) {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'Test');
}

export function git(folder, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...AUTHOR } });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

/** Makes a mvn that runs the given lines of a shell script; returns the PATH on which it is found. */
export function fakeMaven(folder, script) {
  const bin = join(folder, `bin-${Math.random().toString(36).slice(2)}`);
  mkdirSync(bin);
  writeFileSync(join(bin, 'mvn'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, 'mvn'), 0o755);
  return bin + delimiter + process.env.PATH;
}

/** Runs a script of a checkout; returns its exit code, and its output with its errors. */
export function run(checkout, script, args, path = process.env.PATH) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, 'scripts', script), ...args], { cwd: checkout, encoding: 'utf8', env: { ...process.env, PATH: path, JAVA_HOME: '' } });
  return { status, output: stdout + stderr };
}
