// Builds what is stale: node scripts/build.mjs [module …]; without a module, all that is deployed or run.
//
// A module is up to date when neither what it is built from, nor the JDK, nor what was built has changed
// since its last build here. Maven runs only for the others, so that a deploy never ships a stale jar and a
// second start waits for nothing. A copy of the project with its build folders is as up to date as the
// project itself.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { delimiter, join, relative, sep } from 'node:path';
import { fail, inProject, maven, requireJava, requireNode, root } from './project.mjs';

const runnable = ['lambda-producer', 'lambda-consumer', 'infra-app', 'local/cli'];
// Written by Maven: what a module is compiled and run with.
const classPath = join('target', 'class-path');

/** Builds those of the modules that are stale, with what they depend on, and names them. */
export function build(wanted = runnable) {
  const unknown = wanted.filter((module) => !existsSync(inProject(module, 'pom.xml')));
  if (unknown.length > 0) {
    fail(`no such module: ${unknown.join(', ')}. Name its folder. There are: ${modules().join(', ')}`);
  }
  const jdk = requireJava();
  const stale = wanted.filter((module) => !isUpToDate(module, jdk));
  if (stale.length > 0) {
    console.error(`Building ${stale.join(', ')} …`);
    const all = modules();
    stale.map(readStamp).filter((stamp) => stamp.jdk && stamp.jdk !== jdk).forEach(removeClasses);
    const upToDate = all.filter((module) => isUpToDate(module, jdk));
    // From before: what changes while Maven runs may not be in what it builds.
    const sources = new Map(all.map((module) => [module, sourcesOf(module)]));
    maven(['package', 'dependency:build-classpath', `-Dmdep.outputFile=${classPath}`, '-Pbenchmarks', '-pl', stale.join(','), '-am']);
    stale.forEach((module) => writeStamp(module, jdk, dependenciesOf(module), sources));
    // Maven has built them again where a stale one needs them, from what they were built from before.
    upToDate.forEach((module) => writeStamp(module, jdk, readStamp(module).modules, sources));
  }
  return stale;
}

/** What was built of a module, in one value: it changes when somebody else builds. */
export function outputsOf(module, modules = readStamp(module).modules) {
  const hash = createHash('sha256');
  for (const each of modules) {
    for (const file of files(inProject(each, 'target'), (name) => ['classes', 'runtime'].includes(name) || /\.(jar|args)$/.test(name))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)}\0${size}\0${Math.floor(mtimeMs)}\0`);
    }
  }
  return hash.digest('hex');
}

/** What is built of a module, with the poms that it inherits from, in one value. */
function sourcesOf(module) {
  const hash = createHash('sha256');
  const poms = ['.', 'local/parent', module].map((folder) => inProject(folder, 'pom.xml'));
  for (const file of [...poms, ...files(inProject(module, 'src', 'main'))]) {
    hash.update(`${relative(root, file)}\0`).update(existsSync(file) ? readFileSync(file) : '').update('\0');
  }
  return hash.digest('hex');
}

const stampOf = (module) => inProject(module, 'target', 'build.json');

function isUpToDate(module, jdk) {
  const stamp = readStamp(module);
  return stamp.jdk === jdk && stamp.sources === stamp.modules.map(sourcesOf).join() && stamp.outputs === outputsOf(module);
}

/** What is known of the module's last build here; without one, no JDK has built it. */
function readStamp(module) {
  const stamp = stampOf(module);
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : { modules: [] };
}

function writeStamp(module, jdk, modules, sources) {
  const stamp = { jdk, modules, sources: modules.map((each) => sources.get(each)).join(), outputs: outputsOf(module, modules) };
  writeFileSync(stampOf(module), `${JSON.stringify(stamp)}\n`);
}

/** Maven compiles only what has changed, by whichever JDK the rest was compiled. */
function removeClasses({ modules }) {
  modules.forEach((module) => rmSync(inProject(module, 'target', 'classes'), { recursive: true, force: true }));
}

/** A module and the modules that it is built on, as Maven has found them. */
function dependenciesOf(module) {
  const entries = readFileSync(inProject(module, classPath), 'utf8').trim().split(delimiter);
  const inTarget = entries.map((entry) => relative(root, entry).split(`${sep}target${sep}`)).filter((parts) => parts.length > 1);
  const folders = inTarget.map(([folder]) => folder).filter((folder) => existsSync(inProject(folder, 'pom.xml')));
  return [module, ...folders.sort()];
}

/** The folders with a pom, but for the root. */
function modules(folder = '') {
  return readdirSync(inProject(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\..*|node_modules|src|target|cdk\.out)$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .flatMap((inner) => [...(existsSync(inProject(inner, 'pom.xml')) ? [inner] : []), ...modules(inner)]);
}

function files(folder, wanted = () => true) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => wanted(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode();
  const named = process.argv.slice(2);
  build(named.length > 0 ? named : runnable);
}
