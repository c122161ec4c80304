// The changes of a project's own files that an update of the platform needs. npm run update prints them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlatform, platformVersion } from './checkout.mjs';
import { belongsTo, PARTS } from './parts.mjs';

/**
 * Compares a project's root files with those of a checkout.
 *
 * @param project the project's folder
 * @param checkout the checkout's folder
 * @param without the parts that the project leaves out
 * @return a sentence for each difference that the platform needs
 */
export function stepsByHand(project, checkout, without) {
  return [...modules(project, checkout, without), ...version(project, checkout), ...dependencyVersions(project, checkout), ...pins(project, checkout), ...scripts(project, checkout, without)];
}

const pomOf = (folder) => readFileSync(join(folder, 'pom.xml'), 'utf8');
const packageOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function modules(project, checkout, without) {
  const platformModules = (folder) => [...pomOf(folder).matchAll(/<module>([^<]+)<\/module>/g)].map(([, module]) => module).filter(isPlatform);
  const [mine, theirs] = [platformModules(project), platformModules(checkout).filter((module) => !belongsTo(without, module))];
  return [
    ...theirs.filter((module) => !mine.includes(module)).map((module) => `pom.xml: add <module>${module}</module>`),
    ...mine.filter((module) => !existsSync(join(checkout, module))).map((module) => `pom.xml: remove <module>${module}</module>`),
  ];
}

function version(project, checkout) {
  const [, mine] = /<localstream\.version>([^<]+)</.exec(pomOf(project)) ?? [];
  const theirs = platformVersion(checkout);
  return mine === theirs ? [] : [`pom.xml: set localstream.version to ${theirs}, it is ${mine ?? 'missing'}`];
}

/** Returns the steps for libraries that the functions and the local run share, because the build demands one version of each. */
function dependencyVersions(project, checkout) {
  const properties = (text) => Object.fromEntries([...text.matchAll(/<([a-z-]+\.version)>([^<$]+)</g)].map(([, name, value]) => [name, value]));
  const mine = properties(pomOf(project));
  const theirs = properties(readFileSync(join(checkout, 'local', 'parent', 'pom.xml'), 'utf8'));
  return Object.entries(theirs)
    .filter(([name, value]) => name in mine && mine[name] !== value)
    .map(([name, value]) => `pom.xml: the platform has ${name} ${value}, this project has ${mine[name]}`);
}

function pins(project, checkout) {
  const [mine, theirs] = [packageOf(project), packageOf(checkout)].map((json) => json.devDependencies ?? {});
  return Object.entries(theirs)
    .filter(([name, value]) => mine[name] !== value)
    .map(([name, value]) => `package.json: npm install --save-dev --save-exact ${name}@${value}, it is ${mine[name] ?? 'missing'}`);
}

function scripts(project, checkout, without) {
  const [mine, theirs] = [packageOf(project), packageOf(checkout)].map((json) => json.scripts);
  const left = [...ONLY_HERE, ...without.flatMap((part) => PARTS[part].scripts)];
  return Object.keys(theirs)
    .filter((name) => !(name in mine) && !left.includes(name) && /\bscripts\//.test(theirs[name]))
    .map((name) => `package.json: add the script "${name}": "${theirs[name]}", if you want it`);
}

/** The scripts that a project made by npm run init does not have. */
export const ONLY_HERE = ['init', 'test:init'];
