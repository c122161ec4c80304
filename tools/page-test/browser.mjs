// Opens the browser of this system, and has the checks of the page's tests.
import * as playwright from 'playwright-core';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { chromium } from './chromium.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export const launch = () => playwright.chromium.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });

/** Opens a tab. Collects errors of scripts and violations of the content security policy in its list of problems. */
export async function open(context, address) {
  const page = await context.newPage();
  page.problems = [];
  // A busy machine takes long to start functions.
  page.setDefaultTimeout(90_000);
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION/.test(message.text())) {
      page.problems.push(message.text());
    }
  });
  await page.goto(address);
  return page;
}

/** Checks a view with axe, outside the page's policy, which allows no other script. */
export async function assertAccessible(page, what) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const evaluate = (expression, awaitPromise = false) =>
    session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise, returnByValue: true });
  await evaluate(await readFile(axe, 'utf8'));
  const { result } = await evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')))`,
    true,
  );
  await session.detach();
  assert.deepEqual(result.value, [], `axe on ${what}`);
}
