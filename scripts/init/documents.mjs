// The documents of a project.
import { dirname, join, normalize } from 'node:path/posix';
import { PARTS } from './parts.mjs';

const HELLO = /\{"message":"[^"{}]*","time":(\d+)\}/g;

/** Returns a document without the text about parts that the project leaves out. */
export function withoutParts(path, text, without) {
  return without.reduce((result, part) => {
    const { sections, scripts } = PARTS[part];
    return scripts.reduce(withoutScript, withoutSections(result, sections[path] ?? []));
  }, text);
}

/**
 * Returns a document without the instructions to run a script: sentences, rows of tables, lines of commands, and paragraphs.
 */
export function withoutScript(text, script) {
  const command = new RegExp(`npm run ${script}(?![\\w:])`);
  return text
    .replace(new RegExp(`^\`npm run ${script}\`:\\n\\n(?:- .*\\n)*\\n`, 'm'), '')
    .replace(new RegExp(` Run \`npm run ${script}(?![\\w:])[^\`]*\`(?:[^.\`]|\`[^\`]*\`)*\\.`, 'g'), '')
    .split('\n')
    .filter((line) => !(command.test(line) && /^(\||npm run )/.test(line)))
    .join('\n')
    .split('\n\n')
    .filter((paragraph) => !command.test(paragraph))
    .join('\n\n');
}

/** Removes sections of the second level, and their entries in the table of contents. */
export function withoutSections(text, titles) {
  return titles.reduce(
    (result, title) => result.replace(new RegExp(`^## ${title}\\n[^]*?(?=^## |$(?![^]))`, 'm'), '').replace(new RegExp(`^- \\[${title}\\]\\(#.*\\n`, 'm'), ''),
    text,
  );
}

/** Replaces the events of this project in commands and outputs with a sample of the project's events. */
export function withSample(text, sampleAt) {
  // In a shell, an apostrophe would end the text in which the event is.
  return text.replace(HELLO, (_, time) => sampleAt(time).replaceAll("'", '\\u0027'));
}

/**
 * Returns a document without broken links: if the project does not have the file or heading of a link, replaces the link with its text.
 *
 * @param path the document's path
 * @param text its text
 * @param anchorsOf returns the anchors of a file, or undefined if there is no such file or folder
 */
export function withLinksThatHold(path, text, anchorsOf) {
  return outsideOfBlocks(text, (part) =>
    part.replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*(?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g, (link, label, file, anchor) => {
      const anchors = anchorsOf(file ? normalize(join(dirname(path), file)).replace(/\/$/, '') : path);
      return anchors && (anchor === undefined || anchors.includes(anchor)) ? link : label;
    }),
  );
}

/** Returns the anchors that GitHub gives the headings of a document. */
export function anchorsOf(text) {
  const headings = outsideOfBlocks(text, (part) => part, () => '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

function outsideOfBlocks(text, change, changeBlock = (block) => block) {
  return text
    .split(/(^ *```[^]*?^ *```$)/m)
    .map((part, i) => (i % 2 === 1 ? changeBlock(part) : change(part)))
    .join('');
}

/** Returns the licence. It keeps the line of the original's authors, as the licence demands. */
export function licence(text, holder, year) {
  return text.replace(/^Copyright .*$/m, (original) => `Copyright (c) ${year} ${holder}\n${original}`);
}

/** Returns the page that says how to build, test and change the project. */
export function contributing(text, names) {
  return withoutSections(text, ['The fixture app', 'Commits and pull requests', 'Releasing'])
    .replace(/^# Contributing\n\n[^]*?(?=^## )/m, `# Contributing\n\nHow to build, test and change ${names.name}.\n\n`)
    .replace(/^mvn -q verify -pl tools\/redrive -am\n.*RedriveTest.*$/m, 'mvn -q verify -pl lambda-consumer -am\nmvn -q test -pl lambda-consumer -am -Dtest=ConsumerHandlerTest -Dsurefire.failIfNoSpecifiedTests=false')
    .replace('# functions and stacks, alone and together, without the tests of `local` and `tools`\nnpm run test:mission\n', '');
}
