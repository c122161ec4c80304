// Measures the synthesis of the three stacks, compared with an app in JavaScript.
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
  // Does not count the first round, which fills the caches.
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

/** Fails if the two apps have different resources. */
function requireSameResources() {
  const [java, javaScript] = Object.keys(apps).map((name) => resources(assemblyOf(name)));
  if (java !== javaScript) {
    fail(`The two apps have different resources: make the same change in tools/benchmarks/cdk as in the Java stacks.\nJava:\n${java}\nJavaScript:\n${javaScript}`, 1);
  }
}

/** Returns the resource types of each template. */
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
