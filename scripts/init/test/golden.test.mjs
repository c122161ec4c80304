// Compares the files that a team owns with those in golden. GOLDEN=update writes them: read the diff.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isPlatform } from '../checkout.mjs';
import { MANIFEST } from '../manifest.mjs';
import { ROOT } from './checkouts.mjs';
import { make, VARIANTS } from './variants.mjs';

const golden = fileURLToPath(new URL('golden', import.meta.url));

for (const [variant, definition] of Object.entries(VARIANTS)) {
  test(`makes the files of ${variant}`, () => {
    const { files } = make(definition);
    for (const [name, text] of Object.entries(expectations(files))) {
      compare(join(golden, variant, name), text);
    }
  });
}

/** The list of files; the changed lines, without those that each source has; and the new files and the README in full. */
function expectations(files) {
  const own = [...files].filter(([path]) => !isPlatform(path) && path !== MANIFEST).sort(([a], [b]) => (a < b ? -1 : 1));
  const whole = own.filter(([path, { from }]) => !from || path === 'README.md');
  return {
    'files.txt': `${own.map(([path]) => path).join('\n')}\n`,
    'changes.txt': own.filter(([path]) => !path.startsWith('docs/') && path !== 'README.md').map(changesOf).join(''),
    ...Object.fromEntries(whole.map(([path, { content }]) => [`${path.split('/').at(-1)}.txt`, content.toString()])),
  };
}

function changesOf([path, { content, from }]) {
  const known = new Set(from ? readFileSync(join(ROOT, from), 'utf8').split('\n') : []);
  const lines = from ? content.toString().split('\n').filter((line) => !known.has(line) && !/^(package|import) /.test(line)) : [];
  return lines.length > 0 ? `${path}\n${lines.map((line) => `  ${line.trim()}\n`).join('')}` : '';
}

function compare(file, text) {
  if (process.env.GOLDEN === 'update') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `there is no ${file}: run the test with GOLDEN=update`);
  assert.equal(text, readFileSync(file, 'utf8'), `${file} differs: if that is right, run the test with GOLDEN=update`);
}
