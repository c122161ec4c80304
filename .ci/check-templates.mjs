// node .ci/check-templates.mjs cfn-lint|checkov: checks the template snapshots. Every finding must be accepted
// in accepted-findings.json, and every accepted finding must still exist.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fail, inProject, root } from '../scripts/project.mjs';
import { installPythonPackages } from '../scripts/python.mjs';

const SNAPSHOTS = 'infra-app/src/test/resources/snapshots';
const templates = readdirSync(inProject(SNAPSHOTS), { recursive: true }).filter((file) => file.endsWith('.json'));

const findingsOf = {
  'cfn-lint': () =>
    jsonOf('cfn-lint', ['--format', 'json', '--', ...templates.map((file) => `${SNAPSHOTS}/${file}`)]).map((finding) => ({
      check: finding.Rule.Id,
      file: finding.Filename,
      resource: finding.Location.Path?.[1] ?? '',
      message: finding.Message,
    })),
  checkov: () => {
    const report = jsonOf('checkov', ['--directory', SNAPSHOTS, '--framework', 'cloudformation', '--skip-download', '--output', 'json']);
    const scanned = new Set([...report.results.passed_checks, ...report.results.failed_checks].map((check) => check.file_path));
    const missed = templates.filter((file) => !scanned.has(`/${file}`));
    if (missed.length > 0) {
      fail(`checkov did not read ${missed.join(', ')}`, 1);
    }
    return report.results.failed_checks.map((finding) => ({
      check: finding.check_id,
      file: SNAPSHOTS + finding.file_path,
      resource: finding.resource.split('.')[1],
      message: finding.check_name,
    }));
  },
};

const tool = process.argv[2];
if (!findingsOf[tool]) {
  fail(`Usage: node .ci/check-templates.mjs ${Object.keys(findingsOf).join('|')}`);
}
installPythonPackages(`.ci/${tool}/requirements.txt`, `target/${tool}`, tool);
// One entry for each resource in each configuration, so that each entry can become outdated.
const accepted = JSON.parse(readFileSync(inProject('.ci/accepted-findings.json')))[tool].flatMap(
  ({ check, resources, configurations }) =>
    configurations.flatMap((configuration) => resources.map((resource) => ({ check, configuration, resource }))),
);
const findings = findingsOf[tool]();
const matches = (acceptance, finding) =>
  acceptance.check === finding.check &&
  acceptance.configuration === basename(dirname(finding.file)) &&
  // A logical ID of CDK ends with a hash of eight digits.
  acceptance.resource === finding.resource.replace(/[0-9A-F]{8}$/, '');

const problems = [
  ...findings
    .filter((finding) => !accepted.some((acceptance) => matches(acceptance, finding)))
    .map(({ check, file, resource, message }) => `${check} in ${file}, ${resource}: ${message}`),
  ...accepted
    .filter((acceptance) => !findings.some((finding) => matches(acceptance, finding)))
    .map(({ check, configuration, resource }) => `${check} no longer occurs in ${configuration}, ${resource}: remove it from .ci/accepted-findings.json`),
];
if (problems.length > 0) {
  fail(`${problems.join('\n')}\nFix these findings, or accept them in .ci/accepted-findings.json with the reason.`, 1);
}
console.log(`${tool}: ${templates.length} templates, ${findings.length} findings, all accepted`);

/** Returns the JSON that a tool prints. Its exit code is not checked, because it is not 0 if there are findings. */
function jsonOf(command, args) {
  const result = spawnSync(inProject('target', command, 'bin', command), args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  try {
    return JSON.parse(result.stdout);
  } catch {
    fail(`${command} failed: ${result.error ?? `${result.stdout}${result.stderr}`}`, 1);
  }
}
