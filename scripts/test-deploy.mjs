// Deploys the stacks with the CDK CLI and checks the resources: npm run test:deploy [-- <class> …]
//
// MiniStack emulates AWS, and the AWS CLI runs the documented commands. Both are Python packages, pinned in
// tools/deploy-test/requirements.txt and installed into a folder below target.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { fail, inProject, requireJava, requireNode, requireTools, run } from './project.mjs';
import { installPythonPackages } from './python.mjs';

requireNode();
requireJava();
requireTools();
requireJq();
installPythonPackages('tools/deploy-test/requirements.txt', 'tools/deploy-test/target/venv', 'MiniStack and the AWS CLI');
build(['lambda-producer', 'lambda-consumer', 'infra-app', 'local/cli']);
const output = inProject('tools', 'deploy-test', 'target', 'output');
rmSync(output, { recursive: true, force: true });
process.on('exit', printSlowest);
const named = process.argv.slice(2);
const only = named.length > 0 ? [`-Dit.test=${named.join(',')}`, '-Dfailsafe.failIfNoSpecifiedTests=false'] : [];
run('mvn', ['-B', '-ntp', 'verify', '-Pdeploy-test', '-pl', 'tools/deploy-test', '-am', '-DskipTests', '-DskipITs', ...only], {
  failure: 'The deployment test failed: see the output above, and the output of each command in tools/deploy-test/target/output.',
});

/** Prints the commands that took longest, which the test's class Command notes in the last line of their output. */
function printSlowest() {
  const files = existsSync(output) ? readdirSync(output) : [];
  const commands = files.flatMap((file) => {
    const note = readFileSync(join(output, file), 'utf8').trimEnd().split('\n').at(-1);
    const [, seconds, title] = note.match(/^\[(\d+\.\d) s, exit code \d+: (.*)\]$/) ?? [];
    return title ? [{ seconds: Number(seconds), title, file }] : [];
  });
  if (commands.length === 0) {
    return;
  }
  const total = commands.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\nThe slowest of ${commands.length} commands, which took ${total.toFixed(0)} s in all, some at the same time:`);
  for (const { seconds, title, file } of commands.sort((a, b) => b.seconds - a.seconds).slice(0, 25)) {
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${file.slice(0, 3)}  ${title.slice(0, 100)}`);
  }
}

/** Checks for jq, which commands of the runbook use. */
function requireJq() {
  if (spawnSync('jq', ['--version']).status !== 0) {
    fail('jq is needed, on the PATH: the documented commands use it. See https://jqlang.org/');
  }
}
