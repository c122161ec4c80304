// Updates projects to a checkout in which files of the platform were changed, added and removed.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, beforeEach, test } from 'node:test';
import { checkoutIn, commit, fakeMaven, git, run, temporaryFolder } from './checkouts.mjs';

const CHANGED = 'scripts/tools.mjs';
const REMOVED = 'scripts/cdk.mjs';
const ADDED = 'local/other/pom.xml';

let folder;
let checkout;
let original;
let project;
let number = 0;

before(() => {
  folder = temporaryFolder();
  checkout = checkoutIn(folder);
  original = git(checkout, 'rev-parse', 'HEAD').trim();
});

/** Each test has a project of its own, and the checkout is one commit ahead of it. */
beforeEach(() => {
  git(checkout, 'reset', '--quiet', '--hard', original);
  project = join(folder, `project-${++number}`);
  const names = ['--name', 'orders', '--package', 'com.acme.orders', '--without', 'redrive'];
  const made = run(checkout, 'init.mjs', [...names, '--dir', project], fakeMaven(folder, ':'));
  assert.equal(made.status, 0, made.output);

  edit(checkout, CHANGED, () => '// changed\n');
  edit(checkout, ADDED, () => '<project/>\n');
  edit(checkout, 'tools/redrive/New.java', () => '\n');
  rmSync(join(checkout, REMOVED));
  edit(checkout, 'CHANGELOG.md', (text) => text.replace('### Added\n\n', '### Added\n\n- The page, of\n  two lines.\n'));
  edit(checkout, 'pom.xml', (text) => text.replace('<module>local/engine</module>', '<module>local/engine</module>\n    <module>local/other</module>'));
  edit(checkout, 'package.json', (text) => text.replace(/"aws-cdk": "[^"]*"/, '"aws-cdk": "9.9.9"'));
  edit(checkout, 'local/parent/pom.xml', (text) => text.replace(/<jackson\.version>[^<]*/, '<jackson.version>9.9.8'));
  commit(checkout);
});

function edit(where, path, change) {
  const file = join(where, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, change(existsSync(file) ? readFileSync(file, 'utf8') : ''));
}

const update = (...args) => run(project, 'update.mjs', ['--from', checkout, ...args]);
const read = (where, path) => readFileSync(join(where, path), 'utf8');

test('replaces the platform, and nothing of the team', () => {
  edit(project, 'README.md', () => 'mine\n');
  edit(project, 'tools/mine/a.txt', () => 'mine\n');
  const pom = read(project, 'pom.xml');

  const { status, output } = update();

  assert.equal(status, 0, output);
  assert.equal(read(project, CHANGED), '// changed\n');
  assert.equal(read(project, ADDED), '<project/>\n');
  assert.ok(!existsSync(join(project, REMOVED)));
  assert.ok(!existsSync(join(project, 'tools/redrive')), 'a part that was left out stays out');
  assert.equal(read(project, 'README.md'), 'mine\n');
  assert.equal(read(project, 'tools/mine/a.txt'), 'mine\n');
  assert.equal(read(project, 'pom.xml'), pom);
  assert.match(output, /^\+ local\/other\/pom\.xml\n~ local\/parent\/pom\.xml\n~ scripts\/tools\.mjs\n- scripts\/cdk\.mjs$/m);
  assert.match(output, /1 files added, 2 replaced, 1 removed; none of your own files was changed/);
  assert.equal(JSON.parse(read(project, '.platform.json')).commit, git(checkout, 'rev-parse', 'HEAD').trim());
});

test('says what is new, and what to change by hand', () => {
  const { output } = update();
  assert.match(output, /^\[Unreleased\], Added\n- The page, of two lines\.$/m);
  assert.equal(output.match(/^- .*SnapStart/gm), null, 'older entries are not new');
  assert.match(output, /^- pom\.xml: add <module>local\/other<\/module>$/m);
  assert.match(output, /^- pom\.xml: the platform has jackson\.version 9\.9\.8, this project has /m);
  assert.match(output, /^- package\.json: npm install --save-dev --save-exact aws-cdk@9\.9\.9, it is /m);
  assert.doesNotMatch(output, /redrive|scripts\/init\.mjs/);
});

test('is up to date when it runs again', () => {
  update();
  const { status, output } = update();
  assert.equal(status, 0);
  assert.match(output, /^The platform is up to date\.$/m);
  assert.doesNotMatch(output, /The page/);
});

test('refuses files that were changed, deleted or added by hand, by name, and changes nothing', () => {
  edit(project, CHANGED, (text) => `${text}// mine\n`);
  edit(project, ADDED, () => 'mine\n');
  rmSync(join(project, REMOVED));
  rmSync(join(project, 'local/README.md'));
  const manifest = read(project, '.platform.json');

  const { status, output } = update();

  assert.equal(status, 1);
  assert.match(output, /Nothing was updated.*\n- local\/README\.md\n- local\/other\/pom\.xml\n- scripts\/tools\.mjs\n$/);
  assert.match(read(project, CHANGED), /mine/);
  assert.equal(read(project, '.platform.json'), manifest);
});

test('completes an update that was interrupted', () => {
  edit(project, CHANGED, () => '// changed\n');
  rmSync(join(project, REMOVED));

  const { status, output } = update();

  assert.equal(status, 0, output);
  assert.equal(read(project, ADDED), '<project/>\n');
  assert.match(output, /1 files added, 1 replaced, 0 removed/);
});

test('takes an unpacked release, which has no git', () => {
  const release = join(folder, 'release');
  git(checkout, 'checkout-index', '--all', `--prefix=${release}/`);
  edit(release, 'local/cli/target/x.jar', () => 'built');

  const { status, output } = run(project, 'update.mjs', ['--from', release]);

  assert.equal(status, 0, output);
  assert.equal(read(project, CHANGED), '// changed\n');
  assert.ok(!existsSync(join(project, 'local/cli/target')));
});

test('writes nothing when it only lists', () => {
  const { status, output } = update('--dry-run');
  assert.equal(status, 0);
  assert.match(output, /1 files would be added, 2 replaced, 1 removed; none of your own files would be changed/);
  assert.notEqual(read(project, CHANGED), '// changed\n');
});

for (const [what, prepare, problem] of [
  ['it is told no checkout', () => run(project, 'update.mjs', []), /^--from is missing\. Usage:/],
  ['an option is unknown', () => update('--force'), /--force/],
  ['there is no checkout', () => run(project, 'update.mjs', ['--from', folder]), /is not a checkout or a release/],
  ['it is no made project', () => run(checkout, 'update.mjs', ['--from', checkout]), /there is no \.platform\.json/],
  ['the checkout has changes', () => (edit(checkout, CHANGED, () => 'dirty'), update()), /has uncommitted changes: commit or discard them/],
]) {
  test(`refuses to update when ${what}`, () => {
    const { status, output } = prepare();
    assert.equal(status, 2, output);
    assert.match(output, problem);
  });
}
