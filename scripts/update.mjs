// Replaces the platform of a project with the platform of a newer checkout: npm run update -- --from <checkout>
//
// The files change one after the other, and the manifest last. If the update is interrupted, run it again: a file
// that is as in the manifest or as in the checkout counts as unchanged.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { changesIn, isCheckout } from './init/checkout.mjs';
import { MANIFEST, newEntries } from './init/manifest.mjs';
import { isOriginal } from './init/plan.mjs';
import { changesByHand, differences, replace, sourceFiles } from './init/platform.mjs';
import { stepsByHand } from './init/upgrade-steps.mjs';
import { fail, inProject, requireNode, root } from './project.mjs';

const USAGE = 'Usage: npm run update -- --from <a checkout or an unpacked release of the project that this one was made from> [--dry-run]';

requireNode();
const { from, dryRun } = options();
const manifest = readManifest();
requireSource();
const source = sourceFiles(from, manifest.without);
const changed = changesByHand(root, manifest, source);
if (changed.length > 0) {
  fail(`Nothing was updated, because these files of the platform were changed by hand. Undo the changes, or move them to files of your own:\n${changed.map((path) => `- ${path}`).join('\n')}`, 1);
}
const { added, replaced, removed } = differences(root, manifest, source);
if (!dryRun) {
  replace(root, from, manifest, source);
}
report();

function options() {
  try {
    const { values } = parseArgs({ options: { from: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
    return values.from ? { from: resolve(values.from), dryRun: values['dry-run'] === true } : fail(`--from is missing. ${USAGE}`);
  } catch (e) {
    return fail(`${e.message}. ${USAGE}`);
  }
}

function readManifest() {
  if (!existsSync(inProject(MANIFEST))) {
    fail(`there is no ${MANIFEST}: run npm run update in a project that npm run init made`);
  }
  return JSON.parse(readFileSync(inProject(MANIFEST), 'utf8'));
}

function requireSource() {
  if (!existsSync(join(from, 'local', 'parent', 'pom.xml')) || !isOriginal(from)) {
    fail(`--from ${from} is not a checkout or a release of the project that this one was made from`);
  }
  if (isCheckout(from) && changesIn(from)) {
    fail(`--from ${from} has uncommitted changes: commit or discard them`);
  }
}

function report() {
  const count = added.length + replaced.length + removed.length;
  for (const [sign, paths] of [['+', added], ['~', replaced], ['-', removed]]) {
    paths.forEach((path) => console.log(`${sign} ${path}`));
  }
  console.log(count === 0 ? 'The platform is up to date.' : `${added.length} files ${dryRun ? 'would be ' : ''}added, ${replaced.length} replaced, ${removed.length} removed; none of your own files ${dryRun ? 'would be' : 'was'} changed.`);
  let heading;
  for (const entry of newEntries(changelogOf(from), manifest)) {
    if (entry.heading !== heading) {
      console.log(`\n${entry.heading}`);
      heading = entry.heading;
    }
    console.log(`- ${entry.text}`);
  }
  const steps = stepsByHand(root, from, manifest.without);
  if (steps.length > 0) {
    console.log(`\nChange these files of yours:\n${steps.map((step) => `- ${step}`).join('\n')}`);
  }
  if (count > 0 && !dryRun) {
    console.log('\nThen run mvn verify.');
  }
}

function changelogOf(folder) {
  const file = join(folder, 'CHANGELOG.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
