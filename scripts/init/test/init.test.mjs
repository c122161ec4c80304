// Runs npm run init, with a Maven that does nothing or fails.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { checkoutIn, commit, fakeMaven, git, run, temporaryFolder } from './checkouts.mjs';

const NAMES = ['--name', 'orders', '--package', 'com.acme.orders'];

let folder;
let checkout;
let path;

before(() => {
  folder = temporaryFolder();
  checkout = checkoutIn(folder);
  path = fakeMaven(folder, 'mkdir -p infra-app/target local/cli/target && echo "$@" >> ../maven.log');
});

const init = (...args) => run(checkout, 'init.mjs', args, path);
const target = (name) => join(folder, name);
const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('.'));

test('makes a project in another folder', () => {
  const { status, output } = init(...NAMES, '--dir', target('made'));

  assert.equal(status, 0, output);
  assert.match(output, /orders is in .*made\. Next:\n {2}cd .*made && git init && git add \. && npm start/);
  assert.ok(existsSync(target('made/shared-model/src/main/java/com/acme/orders/model/Names.java')));
  assert.ok(!existsSync(target('made/CHANGELOG.md')));
  assert.ok(!existsSync(target('made/infra-app/target')), 'build folders have absolute paths');
  assert.equal(statSync(target('made/.ci/run')).mode & 0o777, 0o755);
  assert.deepEqual(leftovers(), []);
  assert.equal(git(checkout, 'status', '--porcelain'), '', 'the checkout stays as it is');
  const [format, snapshots] = readFileSync(target('maven.log'), 'utf8').split('\n');
  assert.match(format, /spotless:apply -pl \S*shared-model/);
  assert.doesNotMatch(format, /local|tools/);
  assert.match(snapshots, /-Dsnapshots=update/);
});

test('makes a project in an empty folder', () => {
  mkdirSync(target('empty'));
  assert.equal(init(...NAMES, '--dir', target('empty')).status, 0);
  assert.ok(existsSync(target('empty/pom.xml')));
});

test('refuses a project that it made', () => {
  assert.equal(init(...NAMES, '--dir', target('once')).status, 0);
  const { status, output } = run(target('once'), 'init.mjs', [...NAMES, '--dir', target('twice')], path);
  assert.equal(status, 2);
  assert.match(output, /npm run init has made this project/);
});

test('lists what it would write, and writes nothing', () => {
  const { status, output } = init(...NAMES, '--dir', target('dry'), '--dry-run');
  assert.equal(status, 0, output);
  assert.match(output, /^local\/README\.md {2}\(unchanged\)$/m);
  assert.match(output, /^pom\.xml {2}\(changed\)$/m);
  assert.match(output, /^shared-model\/src\/main\/java\/com\/acme\/orders\/model\/Event\.java {2}\(from shared-model\/src\/main\/java\/io\/.*\)$/m);
  assert.match(output, /^\.platform\.json {2}\(new\)$/m);
  assert.ok(!existsSync(target('dry')));
  assert.deepEqual(leftovers(), []);
});

test('refuses everything that is wrong at once, and writes nothing', () => {
  const full = target('full');
  mkdirSync(full);
  writeFileSync(join(full, 'a'), '');
  writeFileSync(target('list.json'), '[]');
  writeFileSync(join(checkout, 'dirty'), '');
  const { status, output } = init('--name', 'Orders', '--package', 'com.new', '--dir', full, '--event', target('list.json'), '--without', 'all');
  rmSync(join(checkout, 'dirty'));

  assert.equal(status, 2);
  for (const problem of [/checkout has changes: .*\n\?\? dirty/, /--name must be/, /--package must not contain new/, /full must be a new or an empty folder/, /list\.json: the sample must be a JSON object/, /--without all: there is no such part/]) {
    assert.match(output, problem);
  }
  assert.deepEqual(readdirSync(full), ['a']);
  assert.deepEqual(leftovers(), []);
});

for (const [what, args, problem] of [
  ['is in the checkout', () => [join(checkout, 'docs', 'x')], /--dir .* is in this checkout/],
  ['has no parent', () => [target('no/such')], /there is no folder .*no$/m],
  ['is a file', () => [join(checkout, 'pom.xml')], /--dir .*pom\.xml/],
]) {
  test(`refuses a folder that ${what}`, () => {
    const { status, output } = init(...NAMES, '--dir', ...args());
    assert.equal(status, 2);
    assert.match(output, problem);
  });
}

test('leaves nothing when the build fails', () => {
  const { status, output } = run(checkout, 'init.mjs', [...NAMES, '--dir', target('failed')], fakeMaven(folder, 'echo "[ERROR] broken"; exit 1'));
  assert.equal(status, 1);
  assert.match(output, /broken/);
  assert.match(output, /No project was made/);
  assert.ok(!existsSync(target('failed')));
  assert.deepEqual(leftovers(), []);
});

test('leaves nothing when it is interrupted', async () => {
  const script = [join(checkout, 'scripts', 'init.mjs'), ...NAMES, '--dir', target('stopped')];
  const env = { ...process.env, JAVA_HOME: '', PATH: fakeMaven(folder, 'echo $$ > ../pid; exec sleep 60') };
  const child = spawn(process.execPath, script, { cwd: checkout, env, detached: true, stdio: 'ignore' });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  while (!existsSync(target('pid'))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  process.kill(-child.pid, 'SIGINT'); // as a terminal does

  assert.equal(await exited, 130);
  assert.ok(!existsSync(target('stopped')));
  assert.deepEqual(leftovers(), []);
});

test('leaves the checkout as it was when its files cannot be replaced', () => {
  const own = checkoutIn(target('broken-parent'));
  const { status, output } = run(own, 'init.mjs', NAMES, fakeMaven(folder, '[ -e pipe ] || mkfifo pipe')); // which cannot be copied

  assert.equal(status, 1);
  assert.match(output, /No project was made: /);
  assert.equal(git(own, 'status', '--porcelain'), '');
  assert.ok(existsSync(join(own, 'CHANGELOG.md')));
});

test('changes the checkout itself, and git has the old files', () => {
  const own = checkoutIn(target('in-place-parent'));
  const { status, output } = run(own, 'init.mjs', NAMES, path);

  assert.equal(status, 0, output);
  assert.ok(existsSync(join(own, 'shared-model/src/main/java/com/acme/orders/model/Names.java')));
  assert.ok(!existsSync(join(own, 'shared-model/src/main/java/io')), 'no empty folder stays');
  assert.ok(!existsSync(join(own, 'CHANGELOG.md')));
  assert.match(git(own, 'status', '--porcelain'), /^R {2}shared-model\/src\/main\/java\/io\//m);
  commit(own);
  assert.equal(git(own, 'status', '--porcelain'), '');
});
