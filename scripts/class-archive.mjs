// Makes class-data archives, with which a JVM starts faster: node scripts/class-archive.mjs <app | run> [classes]
//
// An archive has the classes of the JDK and of the jars at the start of the class path that a program loads. It is
// stale only if the JDK or a jar changes. See https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, inProject, requireJava, root } from './project.mjs';

const TIME_LIMIT_MS = 120_000;
const LOWEST_PRIORITY = 19;

/** A run has loaded all that it needs when it has loaded this class, which writes what it did. */
const END_OF_RUN = 'io/localstream/cli/Summary ';

class ClassArchive {
  #name;
  #launch;
  #archive;
  #stamp;
  #failed;
  #work;

  /**
   * @param name the argument of this script
   * @param module the folder of the program's module, in whose build output the archive is
   * @param launch the file with the arguments of the program's JVM, which Maven writes
   */
  constructor(name, module, launch) {
    this.#name = name;
    this.#launch = inProject(module, 'target', launch);
    this.#archive = inProject(module, 'target', 'libraries.jsa');
    this.#stamp = `${this.#archive}.stamp`;
    /** The JDK and jars of which the JVM could not make an archive. */
    this.#failed = `${this.#archive}.failed`;
    this.#work = inProject('target', `class-archive-${name}`);
  }

  /**
   * Returns a file for the names of the classes that a run loads; nothing if there is no need of one. Deletes those of
   * runs that were killed.
   */
  record() {
    const folder = inProject('target');
    const prefix = `classes-of-${this.#name}.`;
    const records = existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith(prefix)) : [];
    const abandoned = records.filter((file) => !isAlive(file.slice(prefix.length)));
    abandoned.forEach((file) => rmSync(join(folder, file), { force: true }));
    return this.#isMissing() ? join(folder, `${prefix}${process.pid}`) : undefined;
  }

  /** If the archive is stale, makes it in a process of low priority that ends by itself. Nothing waits for it. */
  refresh(...recorded) {
    if (this.#isMissing()) {
      const command = [fileURLToPath(import.meta.url), this.#name, ...recorded];
      spawn(process.execPath, command, { cwd: root, env: environment, detached: true, stdio: 'ignore' }).unref();
    } else {
      recorded.forEach((file) => rmSync(file, { force: true }));
    }
  }

  /**
   * Makes the archive, if it is stale.
   *
   * @param record writes the names of the classes to a file; returns false if it could not
   * @return false if the archive cannot be made, or if another process is making it
   */
  make(record) {
    if (this.#isUpToDate()) {
      return true;
    }
    if (!this.#claim()) {
      return false;
    }
    try {
      return this.#make(record);
    } finally {
      rmSync(this.#work, { recursive: true, force: true });
    }
  }

  #make(record) {
    const state = this.#currentState();
    const classes = join(this.#work, 'classes');
    const made = join(this.#work, 'libraries.jsa');
    rmSync(this.#stamp, { force: true });
    if (!record({ classes, launch: this.#launch, work: this.#work })) {
      return false;
    }
    const dump = ['-Xshare:dump', '-XX:+UseSerialGC', `-XX:SharedClassListFile=${classes}`, `-XX:SharedArchiveFile=${made}`];
    if (!java([...dump, '-cp', this.#jars().join(':')]) || !existsSync(made)) {
      writeFileSync(this.#failed, state);
      return false;
    }
    if (state !== this.#currentState()) {
      return false;
    }
    renameSync(made, this.#archive);
    writeFileSync(this.#stamp, state);
    rmSync(this.#failed, { force: true });
    return true;
  }

  /**
   * Returns the options of the program's JVM: it uses the archive, or records its classes to a file, if one is given.
   */
  options(classes) {
    if (classes) {
      return ['-XX:+IgnoreUnrecognizedVMOptions', `-XX:DumpLoadedClassList=${classes}`];
    }
    return this.#isUpToDate() ? [`-XX:SharedArchiveFile=${this.#archive}`] : [];
  }

  /** Whether the archive must be made, and the JVM can make it; a JVM without class-data sharing cannot. */
  #isMissing() {
    return !this.#isUpToDate() && !this.#hasFailed();
  }

  #isUpToDate() {
    const made = [this.#archive, this.#stamp].every(existsSync);
    return !existsSync(this.#launch) || (made && readFileSync(this.#stamp, 'utf8') === this.#currentState());
  }

  #hasFailed() {
    return existsSync(this.#failed) && readFileSync(this.#failed, 'utf8') === this.#currentState();
  }

  /**
   * Takes the work folder, which a process that was killed may have left. Returns false if a living process has it.
   * The folder appears with its owner, so that no other process sees it without.
   */
  #claim() {
    const mine = `${this.#work}.${process.pid}`;
    mkdirSync(mine, { recursive: true });
    writeFileSync(join(mine, 'pid'), String(process.pid));
    if (existsSync(this.#work) && !isOwned(this.#work)) {
      rmSync(this.#work, { recursive: true, force: true });
    }
    try {
      renameSync(mine, this.#work);
      return true;
    } catch {
      rmSync(mine, { recursive: true, force: true });
      return false;
    }
  }

  /** Hashes what the JVM compares with the archive: the JDK, and the jars with their sizes and times. */
  #currentState() {
    const hash = createHash('sha256').update(requireJava());
    this.#jars().forEach((jar) => {
      const file = resolve(root, jar);
      const { size, mtimeMs } = existsSync(file) ? statSync(file) : {};
      hash.update(`\0${jar}\0${size}\0${mtimeMs}`);
    });
    return hash.digest('hex');
  }

  /** Returns the jars at the start of the class path; an archive cannot have classes of folders. */
  #jars() {
    const entries = /^-cp "(.*)"$/m.exec(readFileSync(this.#launch, 'utf8'))[1].split(':');
    const folder = entries.findIndex((entry) => !entry.endsWith('.jar'));
    return folder < 0 ? entries : entries.slice(0, folder);
  }
}

/** The archive of the CDK app. */
export const appArchive = new ClassArchive('app', 'infra-app', 'app.args');

/** The archive of the local run. */
export const runArchive = new ClassArchive('run', 'local/cli', 'local.args');

/** Makes the archive of the CDK app, with a synthesis. */
export function makeAppArchive() {
  return appArchive.make(({ classes, launch, work }) => java([`-XX:DumpLoadedClassList=${classes}`, `@${launch}`], synthesisTo(work)));
}

/** Makes the archive of the local run from the classes that a run has recorded. Deletes the record. */
function makeRunArchive(recorded) {
  try {
    return runArchive.make(({ classes }) => {
      const text = readFileSync(recorded, 'utf8');
      writeFileSync(classes, text);
      return text.includes(END_OF_RUN);
    });
  } finally {
    rmSync(recorded, { force: true });
  }
}

/** Returns the environment of a synthesis to the work folder. */
function synthesisTo(work) {
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

function isOwned(work) {
  try {
    return isAlive(readFileSync(join(work, 'pid'), 'utf8'));
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  setPriority(LOWEST_PRIORITY);
  const [name, recorded] = process.argv.slice(2);
  process.exit((name === 'run' ? makeRunArchive(recorded) : makeAppArchive()) ? 0 : 1);
}
