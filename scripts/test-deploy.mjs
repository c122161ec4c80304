// Deploys the stacks with the CDK CLI and checks the resources: npm run test:deploy [-- <class> …]
//
// MiniStack emulates AWS, and the AWS CLI runs the documented commands. Both are Python packages, pinned in
// tools/deploy-test/requirements.txt and installed into a folder below target.
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
  failure: 'The deployment test failed: see the output above, and the output of each command in tools/deploy-test/target/output.',
});

/** Checks for jq, which commands of the runbook use. */
function requireJq() {
  if (spawnSync('jq', ['--version']).status !== 0) {
    fail('jq is needed, on the PATH: the documented commands use it. See https://jqlang.org/');
  }
}
