// Describes the machine on which the figures were measured.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { environment } from '../../../scripts/project.mjs';

/** Returns the hardware, the versions, and the load of the machine at the start. */
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
