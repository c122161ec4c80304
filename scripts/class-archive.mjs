// Makes the class-data archive of the CDK app: node scripts/class-archive.mjs
//
// The archive has the JDK's and the libraries' classes that a synthesis loads, but not the app's own classes. It is
// stale only if the JDK or a library changes. The JVM ignores an archive that is missing or stale, so that the only
// effect is a slower start. See https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, inProject, requireJava, root } from './project.mjs';

/** Written by Maven: the arguments of the app's JVM, which name the archive. */
const launch = inProject('infra-app', 'target', 'app.args');
const archive = inProject('infra-app', 'target', 'libraries.jsa');
const stamp = `${archive}.stamp`;
/** The JDK and libraries of which the JVM could not make an archive. */
const failed = `${archive}.failed`;
const work = inProject('target', 'class-archive');
const owner = join(work, 'pid');

const TIME_LIMIT_MS = 120_000;
const LOWEST_PRIORITY = 19;

/** If the archive is stale, makes it in a process of low priority that ends by itself: neither the build nor the app waits for it. */
export function refreshClassArchive() {
  if (!isUpToDate() && !hasFailed()) {
    spawn(process.execPath, [fileURLToPath(import.meta.url)], { cwd: root, env: environment, detached: true, stdio: 'ignore' }).unref();
  }
}

/** Makes the archive, if it is stale. Returns false if it cannot be made, or if another process is making it. */
export function makeClassArchive() {
  if (isUpToDate()) {
    return true;
  }
  if (!claim()) {
    return false;
  }
  try {
    return make();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function make() {
  const state = currentState();
  const classes = join(work, 'classes');
  const made = join(work, 'libraries.jsa');
  rmSync(stamp, { force: true });
  if (!java([`-XX:DumpLoadedClassList=${classes}`, `@${launch}`], synthesis())) {
    return false;
  }
  const dump = ['-Xshare:dump', '-XX:+UseSerialGC', `-XX:SharedClassListFile=${classes}`, `-XX:SharedArchiveFile=${made}`];
  if (!java([...dump, '-cp', libraries().join(':')]) || !existsSync(made)) {
    writeFileSync(failed, state);
    return false;
  }
  if (state !== currentState()) {
    return false;
  }
  renameSync(made, archive);
  writeFileSync(stamp, state);
  rmSync(failed, { force: true });
  return true;
}

/** Returns the environment of a synthesis to the work folder. */
function synthesis() {
  return {
    CDK_OUTDIR: join(work, 'cdk.out'),
    CDK_CONTEXT_JSON: JSON.stringify(JSON.parse(readFileSync(inProject('cdk.json'))).context),
    CDK_VALIDATION: 'false',
    JSII_RUNTIME_PACKAGE_CACHE: 'enabled',
  };
}

function java(args, variables = {}) {
  const env = { ...environment, ...variables };
  return spawnSync('java', args, { cwd: root, env, stdio: 'ignore', timeout: TIME_LIMIT_MS, killSignal: 'SIGKILL' }).status === 0;
}

/**
 * Takes the work folder, which a process that was killed may have left. Returns false if a living process has it. The folder appears with its
 * owner, so that no other process sees it without.
 */
function claim() {
  const mine = `${work}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'pid'), String(process.pid));
  if (existsSync(work) && !isOwned()) {
    rmSync(work, { recursive: true, force: true });
  }
  try {
    renameSync(mine, work);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    return false;
  }
}

function isOwned() {
  try {
    return process.kill(Number(readFileSync(owner, 'utf8')), 0);
  } catch {
    return false;
  }
}

/** Whether the JVM could not make it, for example because it has no class-data sharing. */
function hasFailed() {
  return existsSync(failed) && readFileSync(failed, 'utf8') === currentState();
}

function isUpToDate() {
  return !existsSync(launch) || (existsSync(archive) && existsSync(stamp) && readFileSync(stamp, 'utf8') === currentState());
}

/** Hashes what the JVM compares with the archive: the JDK, and the libraries with their sizes and times. */
function currentState() {
  const hash = createHash('sha256').update(requireJava());
  libraries().forEach((jar) => {
    const { size, mtimeMs } = existsSync(jar) ? statSync(jar) : {};
    hash.update(`\0${jar}\0${size}\0${mtimeMs}`);
  });
  return hash.digest('hex');
}

/** Returns the jars at the start of the app's class path; an archive cannot have classes of folders. */
function libraries() {
  const entries = /^-cp "(.*)"$/m.exec(readFileSync(launch, 'utf8'))[1].split(':');
  return entries.slice(0, entries.findIndex((entry) => !entry.endsWith('.jar')));
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  setPriority(LOWEST_PRIORITY);
  process.exit(makeClassArchive() ? 0 : 1);
}
