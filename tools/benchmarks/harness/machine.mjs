// What the figures were measured on.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { environment } from '../../../scripts/project.mjs';

/** The machine's shape, the versions, and how busy it was with other things when this began. */
export function machine() {
  const java = spawnSync('java', ['-version'], { env: environment, encoding: 'utf8' }).stderr;
  return {
    cores: `${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    cpu: cpus()[0].model,
    system: `${process.platform} ${process.arch}`,
    java: `Java ${/version "([^"]+)"/.exec(java)[1]}`,
    node: `Node.js ${process.versions.node}`,
    load: `load ${loadavg()[0].toFixed(1)}`,
  };
}
