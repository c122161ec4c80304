// Builds what is stale: node scripts/build.mjs [module …]; without a module, all that is deployed or run.
//
// A module is up to date when neither what it is built from nor what was built has changed since its
// last build here. Maven runs only for the others, so that a deploy never ships a stale jar and a
// second start waits for nothing. A copy of the project with its build folders is as up to date as the
// project itself.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import { fail, inProject, maven, requireJava, requireNode, root } from './project.mjs';

const modules = [...readFileSync(inProject('pom.xml'), 'utf8').matchAll(/<module>(.+?)<\/module>/g)].map((m) => m[1]);
const runnable = ['lambda-producer', 'lambda-consumer', 'infra-app', 'local/cli'];
const moduleOf = (artifact) => modules.find((module) => module.split('/').at(-1) === artifact);

/** Builds those of the modules that are stale, with what they depend on, and names them. */
export function build(wanted = runnable) {
  const unknown = wanted.filter((module) => !modules.includes(module));
  if (unknown.length > 0) {
    fail(`no such module: ${unknown.join(', ')}. There are: ${modules.join(', ')}`);
  }
  const stale = wanted.filter((module) => !isUpToDate(module));
  const upToDate = modules.filter((module) => existsSync(stampOf(module)) && isUpToDate(module));
  if (stale.length > 0) {
    requireJava();
    console.error(`Building ${stale.join(', ')} …`);
    const inputs = stale.map(inputsOf);
    maven(['package', '-Pbenchmarks', '-pl', stale.join(','), '-am']);
    stale.forEach((module, i) => writeStamp(module, inputs[i]));
    // Maven has built them again where a stale one needs them, from what they were built from before.
    upToDate.forEach((module) => writeStamp(module, inputsOf(module)));
  }
  return stale;
}

/** What was built of a module, in one value: it changes when somebody else builds. */
export function outputsOf(module) {
  const hash = createHash('sha256');
  for (const each of withDependencies(module)) {
    for (const file of files(inProject(each, 'target'), (name) => ['classes', 'runtime'].includes(name) || /\.(jar|args)$/.test(name))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)}\0${size}\0${Math.floor(mtimeMs)}\0`);
    }
  }
  return hash.digest('hex');
}

function inputsOf(module) {
  const hash = createHash('sha256');
  const sources = withDependencies(module).flatMap((each) => [
    inProject(each, 'pom.xml'),
    ...files(inProject(each, 'src', 'main')),
  ]);
  for (const file of [inProject('pom.xml'), inProject('local', 'parent', 'pom.xml'), ...sources]) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const stampOf = (module) => inProject(module, 'target', 'build.stamp');

function isUpToDate(module) {
  const stamp = stampOf(module);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === `${inputsOf(module)} ${outputsOf(module)}\n`;
}

function writeStamp(module, inputs) {
  mkdirSync(inProject(module, 'target'), { recursive: true });
  writeFileSync(stampOf(module), `${inputs} ${outputsOf(module)}\n`);
}

/** A module and the modules that it is built on, as their poms say. */
function withDependencies(module, seen = new Set()) {
  if (!seen.has(module)) {
    seen.add(module);
    const pom = readFileSync(inProject(module, 'pom.xml'), 'utf8');
    for (const [dependency, name] of pom.matchAll(/<dependency>[^]*?<artifactId>(.+?)<\/artifactId>[^]*?<\/dependency>/g)) {
      if (moduleOf(name) && !dependency.includes('<scope>test</scope>')) {
        withDependencies(moduleOf(name), seen);
      }
    }
  }
  return [...seen];
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
