// The manifest of a project's platform: its files, and the changelog entries that they include.
import { createHash } from 'node:crypto';

/** The manifest's path in a project. */
export const MANIFEST = '.platform.json';

/** Returns the SHA-256 sum of a file's content, in hexadecimal digits. */
export const sumOf = (content) => createHash('sha256').update(content).digest('hex');

/**
 * Writes a manifest.
 *
 * @param version the platform's version
 * @param commit the commit that the files are from; undefined if it is not known
 * @param without the parts that the project leaves out
 * @param changelog the text of the platform's changelog
 * @param files the sum of each file, by its path
 * @return the manifest's text
 */
export function manifestText({ version, commit, without, changelog, files }) {
  const entries = entriesOf(changelog).map(({ text }) => idOf(text));
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version, commit, without, changelog: entries, files: sorted }, null, 1)}\n`;
}

/** Returns the changelog's entries that the manifest does not have, with the headings above them. */
export function newEntries(changelog, manifest) {
  const known = new Set(manifest.changelog);
  return entriesOf(changelog).filter(({ text }) => !known.has(idOf(text)));
}

/** Returns the list items of a changelog, each with its headings, such as "[Unreleased], Added". */
function entriesOf(changelog) {
  const entries = [];
  let version = '';
  let kind = '';
  for (const line of changelog.split('\n')) {
    if (line.startsWith('## ')) {
      [version, kind] = [line.slice(3), ''];
    } else if (line.startsWith('### ')) {
      kind = line.slice(4);
    } else if (line.startsWith('- ')) {
      entries.push({ heading: [version, kind].filter(Boolean).join(', '), text: line.slice(2) });
    } else if (/^ {2}\S/.test(line) && entries.length > 0) {
      entries.at(-1).text += ` ${line.trim()}`;
    }
  }
  return entries;
}

const idOf = (entry) => sumOf(entry).slice(0, 12);
