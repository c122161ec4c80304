// The files of a new project, made from the files of a checkout.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, commitOf, isExecutable, isPlatform, platformVersion } from './checkout.mjs';
import { anchorsOf, contributing, licence, withLinksThatHold, withoutParts, withoutScript, withSample } from './documents.mjs';
import { eventSources, sampleJson } from './event.mjs';
import { MANIFEST, manifestText, sumOf } from './manifest.mjs';
import { ORIGINAL } from './names.mjs';
import { belongsTo, isIn } from './parts.mjs';
import { dependabot, mavenConfig, packageJson, rootPom } from './project-files.mjs';
import { readme } from './readme.mjs';
import { ONLY_HERE } from './upgrade-steps.mjs';
import { isText, renamedPath, renamedText } from './rename.mjs';

/** The build writes these files again, because ids in them derive from the names. */
const SNAPSHOTS = 'infra-app/src/test/resources/snapshots';

/** Files that are only about this project, or that are written again. */
const LEFT_OUT = [
  'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md', 'docs/run.svg', 'docs/how-to-init.md', '.github/ISSUE_TEMPLATE', '.github/pull_request_template.md',
  SNAPSHOTS,
].map(isIn);

/** The first events of this project, which a team's own events replace. */
const HELLO = /\/(model\/EventTest|model\/Event|producer\/HelloGenerator(Test)?|consumer\/LoggingProcessor(Test)?)\.java$|^docs\/tutorial\.md$/;

const ANY_EVENT = '{"message":"Hello","time":1748864964227}';

/**
 * Makes the files of a project. Their code is not formatted yet, and the templates' snapshots are missing.
 *
 * @param checkout the folder of the checkout
 * @param names the project's names
 * @param event the type of its events, or undefined for those of this project
 * @param without the parts to leave out
 * @param licenceHolder the copyright holder in the licence
 * @param year the year in the licence
 * @return for each path in the project: its content (a buffer), whether it is executable, and its path in the checkout, if it has one
 */
export function plan({ checkout, names, event, without, licenceHolder, year }) {
  // The benchmarks compare this project's functions with others that handle the same events.
  const left = event ? [...new Set([...without, 'benchmarks'])].sort() : without;
  const files = new Map();
  for (const path of filesOf(checkout)) {
    const isDropped = LEFT_OUT.some((isPart) => isPart(path)) || belongsTo(left, path) || (event && HELLO.test(path));
    if (!isDropped) {
      const file = join(checkout, path);
      const content = readFileSync(file);
      const isOwn = !isPlatform(path);
      files.set(isOwn ? renamedPath(path, names) : path, {
        content: isOwn && isText(path) ? Buffer.from(renamedText(path, content.toString(), names)) : content,
        executable: isExecutable(file),
        from: path,
      });
    }
  }
  const sample = event ? (time) => sampleJson(event, time) : undefined;
  writeRootFiles(files, { checkout, names, left, licenceHolder, year, event });
  if (event) {
    writeEvent(files, event, names);
  }
  writeDocuments(files, left, sample);
  files.set(MANIFEST, { content: Buffer.from(manifest(files, checkout, left)) });
  return files;
}

function change(files, path, edit) {
  const file = files.get(path);
  if (file) {
    file.content = Buffer.from(edit(file.content.toString()));
  }
}

function writeRootFiles(files, { checkout, names, left, licenceHolder, year, event }) {
  change(files, 'pom.xml', (text) => rootPom(text, left));
  change(files, 'package.json', (text) => packageJson(text, left));
  change(files, '.mvn/maven.config', mavenConfig);
  change(files, '.github/dependabot.yml', (text) => dependabot(text, left));
  change(files, 'CONTRIBUTING.md', (text) => contributing(text, names));
  // The line of this project's authors stays in the licence unchanged.
  change(files, 'LICENSE', () => licence(readFileSync(join(checkout, 'LICENSE'), 'utf8'), licenceHolder, year));
  const own = event !== undefined;
  files.set('README.md', { content: Buffer.from(readme({ names, event: own ? sampleJson(event) : ANY_EVENT, without: left, own })), from: 'README.md' });
}

function writeEvent(files, event, names) {
  for (const [path, text] of eventSources(event, names)) {
    files.set(path, { content: Buffer.from(text) });
  }
  for (const [path] of files) {
    if (/\/(ProducerHandler\.java|ConsumerHandler\.java)$/.test(path) || (!isPlatform(path) && path.endsWith('.md'))) {
      change(files, path, (text) => text.replaceAll('HelloGenerator', `${names.word}Generator`).replaceAll('LoggingProcessor', `${names.word}Processor`));
    }
  }
}

function writeDocuments(files, without, sample) {
  const documents = [...files.keys()].filter((path) => !isPlatform(path) && path.endsWith('.md'));
  for (const path of documents) {
    change(files, path, (text) => withoutParts(path, ONLY_HERE.reduce(withoutScript, sample ? withSample(text, sample) : text), without));
  }
  const anchors = (path) => {
    const file = files.get(path);
    if (file) {
      return path.endsWith('.md') ? anchorsOf(file.content.toString()) : [];
    }
    return path === SNAPSHOTS || [...files.keys()].some((each) => each.startsWith(`${path}/`)) ? [] : undefined;
  };
  for (const path of documents) {
    change(files, path, (text) => withLinksThatHold(path, text, anchors));
  }
}

function manifest(files, checkout, without) {
  const platform = [...files].filter(([path]) => isPlatform(path));
  const changelog = join(checkout, 'CHANGELOG.md');
  return manifestText({
    version: platformVersion(checkout),
    commit: commitOf(checkout),
    without,
    changelog: existsSync(changelog) ? readFileSync(changelog, 'utf8') : '',
    files: Object.fromEntries(platform.map(([path, { content }]) => [path, sumOf(content)])),
  });
}

/** Returns whether a folder has the sources of this project, under their original names. */
export const isOriginal = (folder) => existsSync(join(folder, 'shared-model', 'src', 'main', 'java', ...ORIGINAL.package.split('.')));
