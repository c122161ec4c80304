// Builds the functions' jars a second time in another folder, and compares them: node scripts/check-reproducible.mjs
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { fail, inProject, maven, root } from './project.mjs';

const functions = ['lambda-producer', 'lambda-consumer'];

build(functions);
const elsewhere = mkdtempSync(join(tmpdir(), 'build-'));
process.on('exit', () => rmSync(elsewhere, { recursive: true, force: true }));
for (const file of git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0')) {
  if (file && existsSync(inProject(file))) {
    cpSync(inProject(file), join(elsewhere, file));
  }
}
maven(['package', '-pl', functions.join(','), '-am'], elsewhere);

const different = functions.filter((module) => {
  const jar = join(module, 'target', `${module}.jar`);
  const [here, there] = [inProject(jar), join(elsewhere, jar)].map(digest);
  console.log(`${here}  ${jar}${here === there ? '' : `, but ${there} elsewhere`}`);
  return here !== there;
});
if (different.length > 0) {
  fail(`${different.join(' and ')}: two builds of the same sources differ. If another JDK compiled the classes here, run mvn clean and try again`, 1);
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}
