// Builds stale modules: node scripts/build.mjs [module …]; without a module, all modules that are deployed or run.
//
// A module is up to date if its sources, the JDK and its build output have not changed since its last build
// here. Maven runs only for the other modules, so that you never deploy a stale jar and a second start does not
// build. A copy of the project, including build folders, is up to date if the project is.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { delimiter, join, relative, sep } from 'node:path';
import { appArchive } from './class-archive.mjs';
import { fail, inProject, maven, requireJava, requireNode, root } from './project.mjs';

/** The modules that make up what is deployed: the functions, and the CDK app. */
export const deployed = ['lambda-producer', 'lambda-consumer', 'infra-app'];

const runnable = [...deployed, 'local/cli'];
// Written by Maven: the class path of a module.
const classPath = join('target', 'class-path');

/** Builds the stale modules among the given ones, with their dependencies, and prints their names. */
export function build(wanted = runnable) {
  const unknown = wanted.filter((module) => !existsSync(inProject(module, 'pom.xml')));
  if (unknown.length > 0) {
    fail(`no such module: ${unknown.join(', ')}. Give the module's folder, one of: ${modules().join(', ')}`);
  }
  const jdk = requireJava();
  const stale = wanted.filter((module) => !isUpToDate(module, jdk));
  if (stale.length > 0) {
    console.error(`Building ${stale.join(', ')} …`);
    const all = modules();
    stale.map(readStamp).filter((stamp) => stamp.jdk && stamp.jdk !== jdk).forEach(removeClasses);
    const upToDate = all.filter((module) => isUpToDate(module, jdk));
    // Computed before Maven runs, because changes during the build may not be in its output.
    const sources = new Map(all.map((module) => [module, sourcesOf(module)]));
    maven(['package', 'dependency:build-classpath', `-Dmdep.outputFile=${classPath}`, '-Pbenchmarks', '-pl', stale.join(','), '-am']);
    stale.forEach((module) => writeStamp(module, jdk, dependenciesOf(module), sources));
    // Maven also built up-to-date modules that a stale one depends on, from unchanged sources.
    upToDate.forEach((module) => writeStamp(module, jdk, readStamp(module).modules, sources));
  }
  return stale;
}

/** Hashes the build output of a module, which changes when another program builds it. */
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

/** Returns the given modules and their dependencies among the modules, as of their last build. */
export function modulesOf(wanted) {
  return [...new Set(wanted.flatMap((module) => readStamp(module).modules))];
}

/** Returns the poms of a module and its parents; not all of them exist. */
export function pomsOf(module) {
  return ['.', join('local', 'parent'), module].map((folder) => join(folder, 'pom.xml'));
}

/** Hashes the sources of a module, with the poms that it inherits from. */
function sourcesOf(module) {
  const hash = createHash('sha256');
  const poms = pomsOf(module).map((pom) => inProject(pom));
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

/** Returns the stamp of the module's last build here; without a build, no JDK. */
function readStamp(module) {
  const stamp = stampOf(module);
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : { modules: [] };
}

function writeStamp(module, jdk, modules, sources) {
  const stamp = { jdk, modules, sources: modules.map((each) => sources.get(each)).join(), outputs: outputsOf(module, modules) };
  writeFileSync(stampOf(module), `${JSON.stringify(stamp)}\n`);
}

/** Deletes classes of another JDK, because Maven compiles only changed sources. */
function removeClasses({ modules }) {
  modules.forEach((module) => rmSync(inProject(module, 'target', 'classes'), { recursive: true, force: true }));
}

/** Returns a module and its dependencies among the modules, as Maven resolved them. */
function dependenciesOf(module) {
  const entries = readFileSync(inProject(module, classPath), 'utf8').trim().split(delimiter);
  const inTarget = entries.map((entry) => relative(root, entry).split(`${sep}target${sep}`)).filter((parts) => parts.length > 1);
  const folders = inTarget.map(([folder]) => folder).filter((folder) => existsSync(inProject(folder, 'pom.xml')));
  return [module, ...folders.sort()];
}

/** Returns the folders with a pom, except for the root. */
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
  const wanted = named.length > 0 ? named : runnable;
  build(wanted);
  // The archive needs a synthesis, which needs all of these.
  if (deployed.every((module) => wanted.includes(module))) {
    appArchive.refresh();
  }
}
