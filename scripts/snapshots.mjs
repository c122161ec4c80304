// Writes the snapshots of the templates, and the table of settings in the reference: npm run snapshots
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inProject, requireJava, requireNode, run } from './project.mjs';

/** What Maven does: only the tests that write them. */
export const writeSnapshots = [
  'package', '-pl', 'infra-app', '-am', '-Dtest=TemplateSnapshotTest#shouldMatchSnapshot+shouldKeepNoSnapshot_whenItsStackIsGone,SettingsTableTest', '-Dsurefire.failIfNoSpecifiedTests=false',
  '-Dsnapshots=update',
];

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode();
  requireJava();
  run(process.execPath, [inProject('scripts', 'maven.mjs'), ...writeSnapshots], { failure: 'The snapshots were not written: see the output above.' });
}
