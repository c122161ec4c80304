// Writes the build's plan for npm start -- --watch to target/watch: node scripts/watch.mjs [-c key=value …]
//
// Maven writes the effective POM and the class path of each module, so that this script need not read poms. The run
// starts this script if a change needs Maven, such as a new dependency.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build, deployed, modulesOf, pomsOf } from './build.mjs';
import { environment, inProject, maven, requireJava, requireNode, requireTools } from './project.mjs';
import { synthesize } from './synth.mjs';

const DEPENDENCY = 'org.apache.maven.plugins:maven-dependency-plugin:3.11.0';
const HELP = 'org.apache.maven.plugins:maven-help-plugin:3.5.1';

const folder = inProject('target', 'watch');
const classPath = join('target', 'compile-class-path');
const effectivePoms = join(folder, 'effective-poms.xml');

/** Writes the plan of a watched run, after a build. The context is a list of options of the CDK CLI. */
export function writePlan(context) {
  mkdirSync(folder, { recursive: true });
  const modules = modulesOf(deployed);
  const buildFiles = [...new Set(modules.flatMap(pomsOf))].filter((pom) => existsSync(inProject(pom)));
  askMaven(modules, buildFiles);
  const plan = {
    modules,
    buildFiles,
    classPath,
    effectivePoms,
    build: [process.execPath, fileURLToPath(import.meta.url), ...context],
    context: Object.fromEntries(context.filter((option) => option !== '-c').map((option) => /^([^=]+)=(.*)$/s.exec(option).slice(1))),
  };
  writeFileSync(join(folder, 'plan.json'), `${JSON.stringify(plan, null, 2)}\n`);
}

/** Has Maven write effective POMs and class paths, if a pom or the JDK has changed, or one of these files is missing. */
function askMaven(modules, buildFiles) {
  const answers = [effectivePoms, ...modules.map((module) => inProject(module, classPath))];
  const hash = createHash('sha256').update(JSON.stringify([requireJava(), environment.PATH, modules]));
  buildFiles.forEach((pom) => hash.update(readFileSync(inProject(pom))));
  const state = hash.digest('hex');
  const stamp = join(folder, 'maven.stamp');
  if (answers.every(existsSync) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    return;
  }
  console.error('Reading the effective POMs and class paths from Maven …');
  maven([
    'compile',
    `${DEPENDENCY}:build-classpath`,
    '-DincludeScope=compile',
    `-Dmdep.outputFile=${classPath}`,
    `${HELP}:effective-pom`,
    `-Doutput=${effectivePoms}`,
    '-pl',
    deployed.join(','),
    '-am',
  ]);
  writeFileSync(stamp, state);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const context = process.argv.slice(2);
  requireNode();
  requireJava();
  requireTools();
  build(deployed);
  synthesize(context);
  writePlan(context);
}
