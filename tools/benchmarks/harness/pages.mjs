// Writes the figures to the pages of the documentation.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coldStartPicture } from './picture.mjs';
import { headline, table } from './rows.mjs';

/** A block names the parts whose rows it has, and can begin with a picture. */
const BLOCK = /(<!-- bench: ([a-z ]+) -->\n(?:!\[.*\n\n)?)[^]*?(<!-- \/bench -->)/g;

/** Returns the table of a report, and the machine below it, as text. */
export const text = ({ machine, rows }) => `${table(rows)}\n\n${Object.values(machine).join(', ')}`;

/**
 * Writes the rows with a target to performance.md, and all rows to its appendix: to each block whose parts were all measured. A block says on
 * which machine they were measured. Returns the parts that were written.
 */
export function writePages(docs, report) {
  const written = writeBlocks(join(docs, 'performance.md'), report, headline);
  writeBlocks(join(docs, 'appendix-performance.md'), report, (rows) => rows);
  if (written.includes('coldstart')) {
    writeFileSync(join(docs, 'cold-start.svg'), coldStartPicture(report));
  }
  return written;
}

function writeBlocks(page, { machine, rows }, select) {
  const written = [];
  const before = readFileSync(page, 'utf8');
  const after = before.replace(BLOCK, (block, from, names, to) => {
    const parts = names.split(' ');
    if (!parts.every((part) => rows[part])) {
      return block;
    }
    written.push(...parts);
    const own = Object.fromEntries(parts.map((part) => [part, rows[part]]));
    return `${from}${fenced(text({ machine, rows: select(own) }))}\n${to}`;
  });
  writeFileSync(page, after);
  return written;
}

const fenced = (content) => `\`\`\`text\n${content.trimEnd()}\n\`\`\``;
