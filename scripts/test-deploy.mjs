// Deploys the stacks with the CDK CLI and looks at what is there: npm run test:deploy [-- <class> …]
//
// MiniStack stands in for AWS, and the AWS CLI runs the README's commands: both are Python packages,
// pinned in deploy-test/requirements.txt and installed into a folder of their own below target.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from './build.mjs';
import { fail, inProject, requireJava, requireNode, requireTools, run } from './project.mjs';

const PYTHON = '3.11';

requireNode();
requireJava();
requireTools();
requireJq();
requirePythonTools();
build(['lambda-producer', 'lambda-consumer', 'infra-app', 'local', 'deploy-test']);
rmSync(inProject('deploy-test', 'target', 'output'), { recursive: true, force: true });
const named = process.argv.slice(2).map((name) => `--select-class=io.kinesispipeline.deploy.${name}`);
const tests = named.length > 0 ? named : ['--select-package=io.kinesispipeline.deploy'];
run('java', ['@deploy-test/target/deploy-test.args', 'execute', '--disable-banner', '--include-classname=.*IT', ...tests], {
  failure: 'The deployment does not do what it should: see above, and deploy-test/target/output for what each command printed.',
});

/** Commands of the runbook that this test runs take answers apart with it. */
function requireJq() {
  if (spawnSync('jq', ['--version']).status !== 0) {
    fail('jq is needed, on the PATH: the documented commands use it. See https://jqlang.org/');
  }
}

/** Creates the virtual environment, where it is missing or its packages are pinned differently. */
function requirePythonTools() {
  const folder = inProject('deploy-test', 'target', 'venv');
  const stamp = `${folder}/requirements.txt`;
  const pinned = readFileSync(inProject('deploy-test', 'requirements.txt'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned) {
    return;
  }
  const version = `import sys; sys.exit(sys.version_info < (${PYTHON.replace('.', ', ')}))`;
  if (spawnSync('python3', ['-c', version]).status !== 0) {
    fail(`Python ${PYTHON} or later is needed, as python3 on the PATH. See https://www.python.org/`);
  }
  console.error('Installing MiniStack and the AWS CLI …');
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  run(`${folder}/bin/pip`, ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--requirement', 'deploy-test/requirements.txt'], {
    failure: 'pip install failed: see above. It needs the network the first time.',
  });
  writeFileSync(stamp, pinned);
}
