// Synthesizes with the CDK CLI, if an input or the assembly has changed since the last synthesis.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { deployed, outputsOf } from './build.mjs';
import { environment, inProject, run } from './project.mjs';

/** Brings cdk.out up to date. The context is a list of options of the CDK CLI, such as ['-c', 'stage=dev']. */
export function synthesize(context) {
  const stamp = inProject('target', 'synth.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state(context)) {
    return;
  }
  console.error('Synthesizing …');
  run(process.execPath, [inProject('node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', ...context], {
    quiet: true,
    // Skips CDK's validation, which takes most of the time; deployments and tests run it.
    env: { ...environment, CDK_VALIDATION: 'false' },
    status: 2,
    failure: 'cdk synth failed: see the output above.',
  });
  mkdirSync(inProject('target'), { recursive: true });
  writeFileSync(stamp, state(context));
}

function state(context) {
  const manifest = inProject('cdk.out', 'manifest.json');
  const hash = createHash('sha256');
  deployed.forEach((module) => hash.update(outputsOf(module)));
  ['cdk.json', 'package.json'].forEach((file) => hash.update(readFileSync(inProject(file))));
  hash.update(JSON.stringify(context));
  hash.update(existsSync(manifest) ? String(statSync(manifest).mtimeMs) : 'none');
  return hash.digest('hex');
}
