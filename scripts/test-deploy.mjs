// Deploys the stacks with the CDK CLI and looks at what is there: npm run test:deploy [-- <class> …]
//
// MiniStack stands in for AWS, and the AWS CLI runs the README's commands: both are Python packages,
// pinned in tools/deploy-test/requirements.txt and installed into a folder of their own below target.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from './build.mjs';
import { fail, inProject, requireJava, requireNode, requireTools, run } from './project.mjs';
import { installPythonPackages } from './python.mjs';

requireNode();
requireJava();
requireTools();
requireJq();
installPythonPackages('tools/deploy-test/requirements.txt', 'tools/deploy-test/target/venv', 'MiniStack and the AWS CLI');
build(['lambda-producer', 'lambda-consumer', 'infra-app', 'local/cli']);
rmSync(inProject('tools', 'deploy-test', 'target', 'output'), { recursive: true, force: true });
const named = process.argv.slice(2);
const only = named.length > 0 ? [`-Dit.test=${named.join(',')}`, '-Dfailsafe.failIfNoSpecifiedTests=false'] : [];
run('mvn', ['-B', '-ntp', 'verify', '-Pdeploy-test', '-pl', 'tools/deploy-test', '-am', '-DskipTests', '-DskipITs', ...only], {
  failure: 'The deployment does not do what it should: see above, and tools/deploy-test/target/output for what each command printed.',
});

/** Commands of the runbook that this test runs take answers apart with it. */
function requireJq() {
  if (spawnSync('jq', ['--version']).status !== 0) {
    fail('jq is needed, on the PATH: the documented commands use it. See https://jqlang.org/');
  }
}
