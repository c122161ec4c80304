// npm run vendor: copies the libraries of the page from node_modules into the page, after a change of their versions.
import { copyFileSync } from 'node:fs';
import { vendored } from './vendored.mjs';

for (const { file, source } of vendored) {
  copyFileSync(source, file);
}
