// Writes a new project: first into a folder beside it, which becomes the project when it is complete.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { environment, inProject } from '../project.mjs';
import { writeSnapshots } from '../snapshots.mjs';
import { isPlatform } from './checkout.mjs';

/**
 * Makes an empty folder beside another one. It is deleted when the process ends, also by Ctrl-C.
 *
 * @param folder the folder that it will become
 */
export function stagingBeside(folder) {
  const staging = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  process.on('exit', () => rmSync(staging, { recursive: true, force: true }));
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(130)));
  return staging;
}

/** Writes files into a folder. */
export function writeFiles(folder, files) {
  for (const [path, { content, executable }] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (executable) {
      chmodSync(file, 0o755);
    }
  }
}

/**
 * Formats the code, and writes the snapshots of the templates and the table of settings.
 *
 * @return whether it succeeded; the output says why not
 */
export function finish(folder, files) {
  const modules = [...files.keys()].filter((path) => /^[^/]+\/pom\.xml$/.test(path) && !isPlatform(path)).map(dirname);
  const succeeded =
    maven(folder, ['spotless:apply', '-pl', modules.join(',')]) &&
    maven(folder, writeSnapshots);
  removeBuildFolders(folder);
  return succeeded;
}

function maven(folder, args) {
  const { status, signal } = spawnSync(process.execPath, [inProject('scripts', 'maven.mjs'), ...args], { cwd: folder, stdio: 'inherit', env: environment });
  if (signal || status === 130) {
    process.exit(130);
  }
  return status === 0;
}

/** Removes the build folders, because they contain absolute paths of this folder. */
function removeBuildFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const inner = join(folder, entry.name);
    if (entry.name === 'target') {
      rmSync(inner, { recursive: true });
    } else if (entry.name !== 'src') {
      removeBuildFolders(inner);
    }
  }
}

/** Gives the complete project its name, in one step. */
export function moveTo(staging, folder) {
  if (existsSync(folder)) {
    rmdirSync(folder);
  }
  renameSync(staging, folder);
  chmodSync(folder, 0o755);
}

/** Replaces the files of a clean checkout with those of the complete project. Git restores them if that fails. */
export function replaceCheckout(staging, checkout) {
  const restore = () => {
    git(checkout, 'reset', '--quiet', '--hard');
    git(checkout, 'clean', '--quiet', '-d', '--force');
  };
  process.on('exit', restore);
  git(checkout, 'rm', '-r', '--quiet', '.');
  cpSync(staging, checkout, { recursive: true });
  git(checkout, 'add', '--all');
  process.off('exit', restore);
}

function git(folder, ...args) {
  const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
  }
}
