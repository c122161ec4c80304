// Shared by the scripts: the project's paths, running tools, and failing with a message.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const inProject = (...path) => join(root, ...path);

const JAVA = 17;
const NODE = 20;
const MAVEN = [3, 8];

// Maven uses the JDK of JAVA_HOME, so all other commands must use the same one.
export const environment = { ...process.env };
if (process.env.JAVA_HOME) {
  environment.PATH = join(process.env.JAVA_HOME, 'bin') + delimiter + process.env.PATH;
}

/** Prints one sentence and ends the script. Exit code 2 means that you must fix something before the command can run. */
export function fail(sentence, code = 2) {
  console.error(sentence);
  process.exit(code);
}

/**
 * Runs a command in the project's folder. If it fails, ends the script with the given status, or with that of
 * the command. The output of a quiet command is shown only if it fails.
 */
export function run(command, args, { failure, status, quiet = false, env = environment } = {}) {
  const stdio = quiet ? ['ignore', 'ignore', 'pipe'] : 'inherit';
  const result = spawnSync(command, args, { cwd: root, stdio, env });
  if (result.error) {
    fail(`${command} cannot be started (${result.error.code}): check that it is installed and on the PATH`);
  }
  if (result.signal) {
    process.exit(130);
  }
  if (result.status !== 0) {
    process.stderr.write(result.stderr ?? '');
    if (failure) {
      console.error(failure);
    }
    process.exit(status ?? result.status);
  }
}

export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) < NODE) {
    fail(`Node.js ${NODE} or later is needed; this is ${process.version}. See https://nodejs.org/`);
  }
}

/** Returns the version, build and vendor of the JDK. */
export function requireJava() {
  javaFound ??= findJava();
  return javaFound;
}

let javaFound;

function findJava() {
  const home = process.env.JAVA_HOME;
  if (home && !existsSync(join(home, 'bin', 'java'))) {
    fail(`JAVA_HOME is ${home}, but has no bin/java: set it to a JDK ${JAVA} or later, or unset it`);
  }
  const found = firstMatch('java', ['-version'], /version "(?:1\.)?(\d+)[^]*/);
  if (!found) {
    fail(`Java ${JAVA} or later is needed, but there is no java in JAVA_HOME or on the PATH. See https://adoptium.net/`);
  }
  if (Number(found[1]) < JAVA) {
    fail(`Java ${JAVA} or later is needed; the java in JAVA_HOME or on the PATH is ${found[1]}. See https://adoptium.net/`);
  }
  return found[0].trim();
}

/** Runs Maven without tests. Checks Maven's version only if that fails, because the check takes half a second. */
export function maven(args, cwd = root) {
  const line = [inProject('scripts', 'maven.mjs'), '-Dmaven.test.skip', ...args];
  const result = spawnSync(process.execPath, line, { cwd, stdio: 'inherit', env: environment });
  if (result.signal) {
    process.exit(130);
  }
  if (result.status !== 0) {
    requireMaven();
    fail('The build failed: see the output above.', 1);
  }
}

function requireMaven() {
  const found = firstMatch('mvn', ['-v'], /Apache Maven (\d+)\.(\d+)/);
  const needed = `Maven ${MAVEN.join('.')} or later is needed`;
  if (!found) {
    fail(`${needed}, but there is no mvn on the PATH. See https://maven.apache.org/install.html`);
  }
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major < MAVEN[0] || (major === MAVEN[0] && minor < MAVEN[1])) {
    fail(`${needed}; the mvn on the PATH is ${major}.${minor}. See https://maven.apache.org/install.html`);
  }
}

/** Installs the npm tools that package.json pins, if one of them is missing or has another version. */
export function requireTools() {
  const pinned = Object.entries(JSON.parse(readFileSync(inProject('package.json'))).devDependencies);
  const installed = ([name, version]) => {
    const manifest = inProject('node_modules', name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest)).version === version;
  };
  if (!pinned.every(installed)) {
    console.error('Installing the pinned npm tools …');
    run('npm', ['ci', '--loglevel=error'], {
      failure: 'npm ci failed: see the output above. The first time, it needs a network connection.',
    });
  }
}

function firstMatch(command, args, pattern) {
  const result = spawnSync(command, args, { env: environment, encoding: 'utf8' });
  return result.error ? null : pattern.exec(result.stdout + result.stderr);
}
