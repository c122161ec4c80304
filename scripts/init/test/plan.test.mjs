import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isPlatform } from '../checkout.mjs';
import { anchorsOf, withLinksThatHold } from '../documents.mjs';
import { MANIFEST, sumOf } from '../manifest.mjs';
import { PARTS } from '../parts.mjs';
import { isText } from '../rename.mjs';
import { ROOT } from './checkouts.mjs';
import { make, VARIANTS } from './variants.mjs';

const OLD_NAMES = /kinesis-?pipeline|MyStream|my-stream|(producer|consumer)-lambda|ScheduleProducer/i;

for (const [variant, definition] of Object.entries(VARIANTS)) {
  const { options, files } = make(definition);
  const own = [...files].filter(([path]) => !isPlatform(path) && path !== MANIFEST);
  const text = (path) => files.get(path).content.toString();

  test(`${variant}: no file of the team has an old name`, () => {
    for (const [path, { content }] of own.filter(([each]) => isText(each))) {
      assert.doesNotMatch(path, OLD_NAMES);
      assert.deepEqual(content.toString().split('\n').filter((line) => OLD_NAMES.test(line)), [], path);
    }
  });

  test(`${variant}: the platform is as in the checkout, and in the manifest`, () => {
    const manifest = JSON.parse(text(MANIFEST));
    const platform = [...files].filter(([path]) => isPlatform(path));
    assert.deepEqual(Object.keys(manifest.files).sort(), platform.map(([path]) => path).sort());
    for (const [path, { content }] of platform) {
      assert.ok(content.equals(readFileSync(join(ROOT, path))), path);
      assert.equal(manifest.files[path], sumOf(content), path);
    }
  });

  test(`${variant}: each module and script that it names exists`, () => {
    for (const [, module] of text('pom.xml').matchAll(/<module>([^<]+)<\/module>/g)) {
      assert.ok(files.has(`${module}/pom.xml`), module);
    }
    for (const [, script] of text('package.json').matchAll(/node (scripts\/\S+\.mjs)/g)) {
      assert.ok(files.has(script), script);
    }
  });

  test(`${variant}: links hold`, () => {
    const anchors = (path) => (files.has(path) ? anchorsOf(text(path)) : path.endsWith('/snapshots') || [...files.keys()].some((each) => each.startsWith(`${path}/`)) ? [] : undefined);
    for (const [path, { content }] of own.filter(([each]) => each.endsWith('.md'))) {
      const before = content.toString();
      assert.equal(withLinksThatHold(path, before, anchors), before, path);
    }
    assert.match(text('docs/reference.md'), /\]\(how-to\.md#run-several-stages\)/, 'links that hold stay');
  });

  test(`${variant}: the stacks have its names, and the classes keep theirs`, () => {
    for (const stack of options.names.stacks) {
      assert.ok(text('package.json').includes('deploy:stream') && own.some(([path, { content }]) => path.endsWith('/Names.java') && content.includes(`"${stack}"`)), stack);
    }
    assert.ok([...files.keys()].some((path) => path.endsWith('/infra/consumer/ConsumerStack.java')));
  });

  test(`${variant}: no document tells to run a script that is not there`, () => {
    const { scripts } = JSON.parse(text('package.json'));
    for (const [path, { content }] of own.filter(([each]) => each.endsWith('.md'))) {
      for (const [, script] of content.toString().matchAll(/npm run ([a-z:]+[a-z])/g)) {
        assert.ok(script in scripts, `${path} names npm run ${script}`);
      }
    }
  });

  test(`${variant}: left-out parts leave no file and no script`, () => {
    const { without } = JSON.parse(text(MANIFEST));
    for (const part of without) {
      for (const path of PARTS[part].paths) {
        assert.deepEqual([...files.keys()].filter((each) => each === path || each.startsWith(`${path}/`)), []);
      }
      PARTS[part].scripts.forEach((script) => assert.ok(!(script in JSON.parse(text('package.json')).scripts), script));
    }
    assert.ok(options.without.every((part) => without.includes(part)));
  });
}
