// npm run redrive: sends failed records again.
import { build } from './build.mjs';
import { requireJava, requireNode, run } from './project.mjs';

requireNode();
requireJava();
build(['tools/redrive']);
run('java', ['@tools/redrive/target/redrive.args', ...process.argv.slice(2)]);
