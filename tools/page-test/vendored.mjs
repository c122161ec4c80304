// The files in the page's folder vendor, and the npm packages that they come from.
import { fileURLToPath } from 'node:url';

const page = new URL('../../local/page/src/main/resources/io/localstream/page/vendor/', import.meta.url);
const modules = new URL('node_modules/', import.meta.url);

export const vendored = Object.entries({
  'htm-preact.js': 'htm/preact/standalone.module.js',
  'htm-LICENSE.txt': 'htm/LICENSE',
  'preact-LICENSE.txt': 'preact/LICENSE',
  'uplot.js': 'uplot/dist/uPlot.iife.min.js',
  'uplot.css': 'uplot/dist/uPlot.min.css',
  'uplot-LICENSE.txt': 'uplot/LICENSE',
}).map(([name, source]) => ({ name, file: fileURLToPath(new URL(name, page)), source: fileURLToPath(new URL(source, modules)) }));
