// Python tools, pinned with checksums, each in a virtual environment of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fail, inProject, run } from './project.mjs';

const PYTHON = '3.11';

/** Creates the virtual environment, where it is missing or its packages are pinned differently; what: their name for people. */
export function installPythonPackages(requirements, environment, what) {
  const folder = inProject(environment);
  const stamp = `${folder}/requirements.txt`;
  const pinned = readFileSync(inProject(requirements), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned) {
    return;
  }
  const version = `import sys; sys.exit(sys.version_info < (${PYTHON.replace('.', ', ')}))`;
  if (spawnSync('python3', ['-c', version]).status !== 0) {
    fail(`Python ${PYTHON} or later is needed, as python3 on the PATH. See https://www.python.org/`);
  }
  console.error(`Installing ${what} …`);
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  run(`${folder}/bin/pip`, ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--requirement', requirements], {
    failure: 'pip install failed: see above. It needs the network the first time.',
  });
  writeFileSync(stamp, pinned);
}
