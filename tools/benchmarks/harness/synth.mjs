// The synthesis of the three stacks, beside the same stacks as an app in JavaScript.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, inProject } from '../../../scripts/project.mjs';
import { seconds } from './processes.mjs';
import { beside } from './rows.mjs';
import { Samples } from './statistics.mjs';

const { app, context } = JSON.parse(readFileSync(inProject('cdk.json')));
const apps = { Java: app, JavaScript: `"${process.execPath}" tools/benchmarks/cdk/app.mjs` };
const cdk = inProject('node_modules', 'aws-cdk', 'bin', 'cdk');
const assemblyOf = (name) => inProject('tools', 'benchmarks', 'target', `${name}.out`);

export async function synth({ runs }) {
  const samples = new Samples();
  // The first round is not counted: it fills the caches.
  for (let run = 0; run <= runs; run++) {
    for (const [name, command] of Object.entries(apps)) {
      rmSync(assemblyOf(name), { recursive: true, force: true });
      const byTheCli = seconds(process.execPath, [cdk, 'synth', '--quiet', '--app', command, '--output', assemblyOf(name)]);
      const alone = seconds('sh', ['-c', command], {
        CDK_OUTDIR: assemblyOf(name),
        CDK_CONTEXT_JSON: JSON.stringify(context),
      });
      if (run > 0) {
        samples.add(`${name} cdk synth`, byTheCli);
        samples.add(`${name} the app alone`, alone);
      }
    }
    requireSameResources();
  }
  return [
    ['cdk synth', 1.15],
    ['the app alone', undefined],
  ].map(([what, target]) =>
    beside({
      what,
      unit: 's',
      figure: samples.summary(`Java ${what}`),
      peer: samples.summary(`JavaScript ${what}`),
      against: 'JavaScript',
      target,
    }),
  );
}

/** Refuses to compare apps that do not make the same: the stacks have changed, and their peers are to follow. */
function requireSameResources() {
  const [java, javaScript] = Object.keys(apps).map((name) => resources(assemblyOf(name)));
  if (java !== javaScript) {
    fail(`The two apps make different resources: bring tools/benchmarks/cdk up to date.\nJava:\n${java}\nJavaScript:\n${javaScript}`, 1);
  }
}

/** Each template's resource types, as often as they occur. */
function resources(assembly) {
  return readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => {
      const template = JSON.parse(readFileSync(join(assembly, file)));
      return `${file}: ${Object.values(template.Resources).map((resource) => resource.Type).sort().join(' ')}`;
    })
    .join('\n');
}
