// The platform's files in a project, and in the checkout that they come from.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commitOf, filesOf, isExecutable, isPlatform, platformVersion } from './checkout.mjs';
import { MANIFEST, manifestText, sumOf } from './manifest.mjs';
import { belongsTo } from './parts.mjs';

/**
 * Returns the sums of the platform's files in a checkout, by their paths.
 *
 * @param without the parts that the project leaves out
 */
export function sourceFiles(checkout, without) {
  const paths = filesOf(checkout).filter((path) => isPlatform(path) && !belongsTo(without, path));
  return Object.fromEntries(paths.map((path) => [path, sumAt(checkout, path)]));
}

/**
 * Returns the files of the platform that somebody changed or deleted, and files at paths where the checkout adds a file.
 *
 * @param source the sums of the checkout's files
 */
export function changesByHand(project, manifest, source) {
  const paths = [...new Set([...Object.keys(manifest.files), ...Object.keys(source)])].sort();
  return paths.filter((path) => {
    const sum = sumAt(project, path);
    return sum !== manifest.files[path] && sum !== source[path];
  });
}

/** Returns the paths of files that an update adds, replaces and removes. */
export function differences(project, manifest, source) {
  const paths = Object.keys(source);
  return {
    added: paths.filter((path) => sumAt(project, path) === undefined),
    replaced: paths.filter((path) => ![undefined, source[path]].includes(sumAt(project, path))),
    removed: Object.keys(manifest.files).filter((path) => !(path in source) && sumAt(project, path) !== undefined),
  };
}

/** Replaces the files, and then the manifest. */
export function replace(project, checkout, manifest, source) {
  const { added, replaced, removed } = differences(project, manifest, source);
  for (const path of [...added, ...replaced]) {
    write(join(project, path), readFileSync(join(checkout, path)), isExecutable(join(checkout, path)));
  }
  removed.forEach((path) => remove(project, path));
  const changelog = join(checkout, 'CHANGELOG.md');
  const text = manifestText({
    version: platformVersion(checkout),
    commit: commitOf(checkout),
    without: manifest.without,
    changelog: existsSync(changelog) ? readFileSync(changelog, 'utf8') : '',
    files: source,
  });
  write(join(project, MANIFEST), text, false);
}

/** Writes a file in one step: another program sees the old content or the new one. */
function write(file, content, executable) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  writeFileSync(temporary, content);
  chmodSync(temporary, executable ? 0o755 : 0o644);
  renameSync(temporary, file);
}

/** Removes a file, and the folders that are empty then. */
function remove(project, path) {
  rmSync(join(project, path));
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(project, folder));
    } catch {
      return; // The folder has other files.
    }
  }
}

function sumAt(folder, path) {
  const file = join(folder, path);
  return existsSync(file) ? sumOf(readFileSync(file)) : undefined;
}
