// npm run test:page: tests the page of a local run in Chromium, and takes its pictures for the documentation.
import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';
import { chromium } from '../tools/page-test/chromium.mjs';
import { fail, inProject, requireJava, requireNode, requireTools, run } from './project.mjs';

const folder = inProject('tools', 'page-test');

requireNode();
requireJava();
requireTools();
requireChromium();
run('npm', ['ci', '--loglevel=error', '--prefix', folder], { failure: 'npm ci failed: see the output above.' });
build();
run(process.execPath, ['--test', inProject('tools', 'page-test', 'page.test.mjs')]);

/** Installs Chromium where a system has apt-get and this is root, as in a build. */
function requireChromium() {
  if (!chromium() && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
  }
  if (!chromium()) {
    fail('Chromium or Chrome is needed: install it, or set CHROMIUM to its path');
  }
}
