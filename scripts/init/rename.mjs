// Renames the team's files: replaces the names of this project with those of a new one.
import { ORIGINAL } from './names.mjs';

const NAMES_FILE = /\/model\/Names\.java$/;
const TEXT = /\.(java|xml|json|md|yml|args|txt|svg)$/;

/** Returns whether a file is text, in which names are replaced. */
export const isText = (path) => TEXT.test(path) || /(^|\/)(hosts|LICENSE)$/.test(path);

const folderOf = (name) => name.replaceAll('.', '/');

/** Returns the path of a file in the new project: its sources are in the folder of their package. */
export function renamedPath(path, names) {
  return path
    .replace(`/java/${folderOf(ORIGINAL.package)}/`, `/java/${folderOf(names.package)}/`)
    .replace(` ${ORIGINAL.producer}.`, () => ` ${names.producer}.`)
    .replace(` ${ORIGINAL.consumer}.`, () => ` ${names.consumer}.`);
}

/** Returns the text of a file with the new project's names. */
export function renamedText(path, text, names) {
  const replaced = everywhere(names).reduce((result, [from, to]) => result.replace(from, () => to), text);
  if (NAMES_FILE.test(path) || path === 'package.json') {
    return withStacks(replaced, names, /\b(Stream|Producer|Consumer)Stack\b/g);
  }
  return path.endsWith('.md') ? document(replaced, names) : replaced;
}

function everywhere(names) {
  const literal = (text, before = '\\b', after = '\\b') => new RegExp(before + text.replace(/[.$]/g, '\\$&') + after, 'g');
  return [
    [literal(`<groupId>${ORIGINAL.group}</groupId>`, '', ''), `<groupId>${names.group}</groupId>`],
    [literal(ORIGINAL.package), names.package],
    [literal(folderOf(ORIGINAL.package)), folderOf(names.package)],
    [literal(ORIGINAL.name), names.name],
    [literal(ORIGINAL.parameters, ''), names.parameters],
    [literal(ORIGINAL.stream), names.stream],
    [literal(ORIGINAL.producer), names.producer],
    [literal(ORIGINAL.consumer), names.consumer],
    [literal(ORIGINAL.rule), names.rule],
    [literal(ORIGINAL.dashboard), names.dashboard],
    [literal(ORIGINAL.metrics), names.metrics],
  ];
}

/**
 * Matches the id of a stack in prose and in commands. It does not match the class of the same name, which is a link to
 * its source or has Java syntax after it.
 */
const STACK_IN_PROSE = /(?<![\w.\\])(Stream|Producer|Consumer)Stack\b(?!`?\]\(|\.java|;)/g;

const withStacks = (text, names, pattern) => text.replace(pattern, (id) => names.stackPrefix + id);

/**
 * Replaces the names in a document. Java code keeps the names of its classes, and gets the order of imports that the
 * build demands.
 */
function document(text, names) {
  return text
    .split(/(^```java\n[^]*?^```$)/m)
    .map((part) => (part.startsWith('```java\n') ? withSortedImports(part) : withStacks(part, names, STACK_IN_PROSE)))
    .join('');
}

const withSortedImports = (java) => java.replace(/(?:^import (?!static ).*;\n)+/gm, (imports) => `${imports.trimEnd().split('\n').sort().join('\n')}\n`);
