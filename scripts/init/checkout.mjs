// The files of a checkout or of an unpacked release.
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = new Set(['.git', 'target', 'node_modules', 'cdk.out']);

/** The folders of the platform, which a project has unchanged. */
const PLATFORM = ['local', 'tools', 'scripts', '.ci'];

/** Returns whether a file belongs to the platform. */
export const isPlatform = (path) => PLATFORM.includes(path.split('/')[0]);

/** Returns whether a folder is a git checkout. */
export const isCheckout = (folder) => existsSync(join(folder, '.git'));

/** Returns git's list of files that differ from the last commit; empty if there are none. */
export const changesIn = (folder) => git(folder, 'status', '--porcelain');

/** Returns the checkout's commit; undefined for an unpacked release. */
export const commitOf = (folder) => (isCheckout(folder) ? git(folder, 'rev-parse', 'HEAD').trim() : undefined);

/**
 * Returns the files of a project, without those that a build writes.
 *
 * @param folder a checkout, or an unpacked release
 * @return the paths, with / between folders, in order
 */
export function filesOf(folder) {
  const paths = isCheckout(folder) ? git(folder, 'ls-files', '-z').split('\0').filter((path) => path && existsSync(join(folder, path))) : walk(folder);
  return paths.sort();
}

export const isExecutable = (file) => (statSync(file).mode & 0o100) !== 0;

/** Returns the version of the platform: that of its parent pom. */
export const platformVersion = (folder) => /<version>([^<]+)<\/version>/.exec(readFileSync(join(folder, 'local', 'parent', 'pom.xml'), 'utf8'))[1];

function walk(folder, prefix = '') {
  return readdirSync(join(folder, prefix))
    .filter((name) => !BUILT.has(name))
    .map((name) => prefix + name)
    .flatMap((path) => (lstatSync(join(folder, path)).isDirectory() ? walk(folder, `${path}/`) : [path]));
}

function git(folder, ...args) {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'pipe'] });
}
