// npm start: builds and synthesizes what is stale, then runs the pipeline on this machine.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { build, outputsOf } from './build.mjs';
import { environment, fail, inProject, requireJava, requireNode, requireTools, root, run } from './project.mjs';

const { context, noBuild, options } = parse(process.argv.slice(2));

requireNode();
if (noBuild) {
  requireJava();
  if (context.length > 0) {
    fail('-c changes the templates, and --no-build leaves them as they are: give one of the two');
  }
  if (!existsSync(inProject('local', 'cli', 'target', 'local.args'))) {
    fail('nothing is built yet, and --no-build was given: run npm start without it once');
  }
} else if (options.some((option) => /^--assembly(=|$)/.test(option))) {
  fail('--assembly runs a cloud assembly as it is, and nothing is built for it: give --no-build with it');
} else {
  requireJava();
  requireTools();
  build();
  synthesize();
}
runPipeline();

/** Takes out the options that are this script's; the rest are the local run's. */
function parse(args) {
  const context = [];
  const options = [];
  let noBuild = false;
  for (let i = 0; i < args.length; i++) {
    const given = /^(?:-c|--context)(?:=(.*))?$/.exec(args[i]);
    if (given) {
      const setting = given[1] ?? args[++i];
      if (!setting?.includes('=')) {
        fail(`${args[i - 1] ?? '-c'} takes key=value, as in -c pipeline.shardCount=2`);
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

/** Synthesizes with the CDK CLI, where an input or the assembly has changed since the last time. */
function synthesize() {
  const manifest = inProject('cdk.out', 'manifest.json');
  const stamp = inProject('target', 'synth.stamp');
  const state = () => {
    const hash = createHash('sha256');
    ['infra-app', 'lambda-producer', 'lambda-consumer'].forEach((module) => hash.update(outputsOf(module)));
    ['cdk.json', 'package.json'].forEach((file) => hash.update(readFileSync(inProject(file))));
    hash.update(JSON.stringify(context));
    hash.update(existsSync(manifest) ? String(statSync(manifest).mtimeMs) : 'none');
    return hash.digest('hex');
  };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) {
    return;
  }
  console.error('Synthesizing …');
  run(process.execPath, [inProject('node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', ...context], {
    quiet: true,
    // CDK's own validation of the templates takes longer than all the rest: a deployment has it, and so have the tests.
    env: { ...environment, CDK_VALIDATION: 'false' },
    status: 2,
    failure: 'cdk synth failed: see above.',
  });
  mkdirSync(inProject('target'), { recursive: true });
  writeFileSync(stamp, state());
}

/**
 * Starts the local run in a session of its own, so that Ctrl-C reaches this script alone: it asks the
 * run to stop through its standard input, and the functions' processes live until the run has drained.
 * The run stops as well when that input ends, as it does when this script is killed.
 */
function runPipeline() {
  const ansi = process.stdout.isTTY && !process.env.NO_COLOR ? ['--ansi'] : [];
  const java = spawn('java', ['@local/cli/target/local.args', ...ansi, ...options], {
    cwd: root,
    env: environment,
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
  });
  java.on('error', (e) => fail(`java can't be started (${e.code})`));
  java.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  java.stdin.on('error', () => {}); // it has ended: its exit code follows

  // npm sends on the SIGINT that the terminal has already sent to everybody: both are one Ctrl-C.
  let last = 0;
  const askToStop = () => {
    if (Date.now() - last > 300) {
      java.stdin.write('stop\n');
    }
    last = Date.now();
  };
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, askToStop));
}
