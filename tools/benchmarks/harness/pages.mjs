// Writes the figures to the pages of the documentation.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coldStartPicture } from './picture.mjs';
import { headline, table } from './rows.mjs';

const BLOCK = /(<!-- bench:.*-->)[^]*(<!-- \/bench -->)/;

/** Returns the table of a report, and the machine below it, as text. */
export const text = ({ machine, rows }) => `${table(rows)}\n\n${Object.values(machine).join(', ')}`;

/** Writes the picture and the rows with a target to performance.md, and all rows to its appendix. */
export function writePages(docs, report) {
  writeFileSync(join(docs, 'cold-start.svg'), coldStartPicture(report));
  const measured = { ...report, rows: headline(report.rows) };
  replace(join(docs, 'performance.md'), `![Cold starts](cold-start.svg)\n\n${fenced(text(measured))}`);
  replace(join(docs, 'appendix-performance.md'), fenced(text(report)));
}

const fenced = (content) => `\`\`\`text\n${content.trimEnd()}\n\`\`\``;

function replace(page, block) {
  const before = readFileSync(page, 'utf8');
  if (!BLOCK.test(before)) {
    throw new Error(`${page} has no block between <!-- bench: … --> and <!-- /bench -->`);
  }
  writeFileSync(page, before.replace(BLOCK, (_, from, to) => `${from}\n${block}\n${to}`));
}
