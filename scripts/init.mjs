// Makes a project of your own from a clean checkout: npm run init -- --name orders --package com.acme.orders
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { changesIn, isCheckout } from './init/checkout.mjs';
import { MANIFEST } from './init/manifest.mjs';
import { parse, USAGE } from './init/options.mjs';
import { isOriginal, plan } from './init/plan.mjs';
import { readSample } from './init/sample.mjs';
import { finish, moveTo, replaceCheckout, stagingBeside, writeFiles } from './init/write.mjs';
import { fail, inProject, requireJava, requireNode, root } from './project.mjs';

requireNode();
const checkout = realpathSync(root);
const options = parse(process.argv.slice(2));
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const event = sample(options.event);
const problems = [...problemsOfCheckout(), ...options.problems, ...event.problems, ...problemsOfDirectory(options.directory)];
if (problems.length > 0) {
  fail(`No project was made:\n${problems.map((problem) => `- ${problem}`).join('\n')}\nnpm run init -- --help lists the options.`);
}

const files = plan({ checkout, ...options, event: event.type, year: new Date().getFullYear() });
if (options.dryRun) {
  list();
} else {
  write();
}

function problemsOfCheckout() {
  if (existsSync(inProject(MANIFEST)) || !isOriginal(checkout)) {
    return ['npm run init has made this project: run the command in a checkout of the original project'];
  }
  if (!isCheckout(checkout)) {
    return ['this is not a git checkout: clone the project, so that the new project has only committed files'];
  }
  const changes = changesIn(checkout);
  return changes ? [`this checkout has changes: commit them, or discard them with git reset --hard and git clean -fd\n${changes.trimEnd()}`] : [];
}

function sample(file) {
  if (file === undefined) {
    return { problems: [] };
  }
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (e) {
    return { problems: [`--event ${file} cannot be read: ${e.code}`] };
  }
  const { event, problems } = readSample(text);
  return { type: event, problems: problems.map((problem) => `--event ${file}: ${problem}`) };
}

function problemsOfDirectory(directory) {
  if (directory === undefined) {
    return [];
  }
  const parent = dirname(directory);
  if (!existsSync(parent)) {
    return [`--dir ${directory}: there is no folder ${parent}`];
  }
  if (`${realpathSync(parent)}${sep}`.startsWith(checkout + sep) || directory === checkout) {
    return [`--dir ${directory} is in this checkout: give a folder outside of it, or leave out --dir to change the checkout itself`];
  }
  if (existsSync(directory)) {
    const isEmpty = statSync(directory).isDirectory() && readdirSync(directory).length === 0;
    return isEmpty ? [] : [`--dir ${directory} must be a new or an empty folder`];
  }
  return [];
}

function list() {
  for (const [path, { from, content }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const how = !from ? 'new' : content.equals(readFileSync(join(checkout, from))) ? 'unchanged' : from === path ? 'changed' : `from ${from}`;
    console.log(`${path}  (${how})`);
  }
  console.log(`${files.size} files, and the snapshots of the templates; none was written`);
}

function write() {
  requireJava();
  const place = options.directory ?? checkout;
  const staging = stagingBeside(place);
  writeFiles(staging, files);
  console.error('Formatting the code, and writing the snapshots of the templates …');
  if (!finish(staging, files)) {
    fail('No project was made: Maven failed, see the output above.', 1);
  }
  try {
    options.directory ? moveTo(staging, place) : replaceCheckout(staging, checkout);
  } catch (e) {
    fail(`No project was made: ${e.message}`, 1);
  }
  console.log(`${options.names.name} is in ${place}. Next:`);
  console.log(options.directory ? `  cd ${relative(process.cwd(), place)} && git init && git add . && npm start` : '  git commit --message "Make it ours" && npm start');
}
