// Runs Maven, and shows only the modules that it builds, the number of downloads, and errors: node
// scripts/maven.mjs <Maven's options and goals>
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const FILES = 100; // downloads between two progress lines

const mvn = spawn('mvn', ['-B', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'pipe'] });
mvn.on('error', () => process.exit(127));
mvn.on('close', (code, signal) => process.exit(signal ? 130 : code));

let downloaded = 0;
let isError = false;
onLine(mvn.stdout, (line) => {
  const module = /^\[INFO\] Building (.+) \S+ +\[(\d+\/\d+)\]$/.exec(line);
  if (module) {
    console.error(`  ${module[2]} ${module[1]}`);
  } else if (/^\[INFO\] Downloaded from /.test(line) && ++downloaded % FILES === 0) {
    console.error(`  ${downloaded} files downloaded`);
  }
  // A message can have several lines: only the first one has the level.
  isError = /^\[[A-Z]+\]/.test(line) ? line.startsWith('[ERROR]') : isError;
  if (isError) {
    console.error(line);
  }
});
onLine(mvn.stderr, (line) => line && console.error(line));

/** Reads lines without color codes, which Maven writes even without a terminal. */
function onLine(stream, take) {
  createInterface({ input: stream }).on('line', (line) => take(line.replace(/\u001b\[[\d;]*m/g, '')));
}
