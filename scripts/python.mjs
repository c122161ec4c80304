// Installs Python tools, pinned with checksums, each in its own virtual environment.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, inProject, run } from './project.mjs';

const PYTHON = '3.11';

/**
 * Creates the virtual environment, if it is missing or its pinned packages changed. The parameter "what" names
 * the packages in messages.
 */
export function installPythonPackages(requirements, environment, what) {
  const folder = inProject(environment);
  const stamp = `${folder}/requirements.txt`;
  const pinned = contents(inProject(requirements));
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
    failure: 'pip install failed: see the output above. The first time, it needs a network connection.',
  });
  writeFileSync(stamp, pinned);
}

/** Returns the contents of a requirements file, and of the files that it includes. */
function contents(file) {
  return readFileSync(file, 'utf8').replace(/^-r (.*)$/gm, (line, included) => `${line}\n${contents(join(dirname(file), included))}`);
}
