// npm start: builds and synthesizes if needed, then runs the pipeline on this machine.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { appArchive, runArchive } from './class-archive.mjs';
import { environment, fail, inProject, requireJava, requireNode, requireTools, root } from './project.mjs';
import { synthesize } from './synth.mjs';
import { writePlan } from './watch.mjs';

/** Written by the build: the arguments of the JVM of a run. */
const LAUNCH = 'local/cli/target/local.args';

const { context, noBuild, options } = parse(process.argv.slice(2));
const watches = options.includes('--watch');

requireNode();
if (noBuild) {
  requireJava();
  if (watches) {
    fail('--watch builds what you change, but --no-build does not build: use only one of the two options');
  }
  if (context.length > 0) {
    fail('-c changes the templates, but --no-build does not synthesize them: use only one of the two options');
  }
  if (!existsSync(inProject(LAUNCH))) {
    fail('nothing is built yet, and you gave --no-build: run npm start once without it');
  }
} else if (options.some((option) => /^--assembly(=|$)/.test(option))) {
  fail('--assembly runs an existing cloud assembly, which is not built here: add --no-build');
} else {
  requireJava();
  requireTools();
  build();
  synthesize(context);
  appArchive.refresh();
  if (watches) {
    writePlan(context);
  }
}
runPipeline();

/** Removes the options of this script; the rest are options of the local run. */
function parse(args) {
  const context = [];
  const options = [];
  let noBuild = false;
  for (let i = 0; i < args.length; i++) {
    const given = /^(?:-c|--context)(?:=(.*))?$/.exec(args[i]);
    if (given) {
      const setting = given[1] ?? args[++i];
      if (!setting?.includes('=')) {
        fail(`${args[i - 1] ?? '-c'} needs key=value, such as -c pipeline.shardCount=2`);
      }
      context.push('-c', setting);
    } else if (args[i] === '--no-build') {
      noBuild = true;
    } else {
      options.push(args[i]);
    }
  }
  return { context, noBuild, options };
}

/**
 * Starts the local run in its own session, so that Ctrl-C reaches only this script. The script stops the run
 * through its standard input, so that the functions' processes continue until the run has drained. The run also
 * stops when that input ends, for example when this script is killed.
 */
function runPipeline() {
  const ansi = process.stdout.isTTY && !process.env.NO_COLOR ? ['--ansi'] : [];
  const classes = runArchive.record();
  const java = spawn('java', [...runArchive.options(classes), `@${LAUNCH}`, ...ansi, ...options], {
    cwd: root,
    env: environment,
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
  });
  java.on('error', (e) => fail(`java cannot be started (${e.code}): check that a JDK is installed and on the PATH`));
  java.on('exit', (code, signal) => {
    if (classes) {
      runArchive.refresh(classes);
    }
    process.exit(code ?? (signal ? 1 : 0));
  });
  java.stdin.on('error', () => {}); // the run has ended; its exit code follows

  // The terminal sends SIGINT to all processes, and npm forwards it again: both are one Ctrl-C.
  let last = 0;
  const askToStop = () => {
    if (Date.now() - last > 300) {
      java.stdin.write('stop\n');
    }
    last = Date.now();
  };
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, askToStop));
}
