// npm run put: puts events from a file on a stream. npm run capture: writes what is on a stream to a file.
import { build } from './build.mjs';
import { fail, requireJava, requireNode, run } from './project.mjs';

const [command, ...options] = process.argv.slice(2);
const mains = { put: 'io.localstream.replay.Put', capture: 'io.localstream.replay.Capture' };

requireNode();
requireJava();
if (!(command in mains)) {
  fail(`the first argument must be one of ${Object.keys(mains).join(', ')}`);
}
build(['tools/replay']);
// On Ctrl-C, the command says how to continue; this script waits for it.
process.on('SIGINT', () => {});
run('java', ['@tools/replay/target/replay.args', mains[command], ...options]);
