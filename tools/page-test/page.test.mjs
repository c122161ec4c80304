// The page of a run with faults, in a browser: from the first record to the redrive, and beyond the run's end.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { assertAccessible, launch, open } from './browser.mjs';
import { openedAddress, start, target } from './run.mjs';
import { vendored } from './vendored.mjs';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const views = ['pipeline', 'records', 'failures', 'logs', 'health', 'actions'];
const options = ['--every', '200ms', '-c', 'pipeline.eventsPerInvocation=4', '--fault', 'consumer.crash=0.1', '--fault', 'stream.malformed=0.02', '--seed', '7'];

let browser;
let context;
let run;
let page;

before(async () => {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  run = await start(...options, '--port', '0', '--open');
  page = await open(context, run.address);
});

after(async () => {
  await browser?.close();
  run?.stop();
  run?.stop();
  await run?.ended;
});

const show = async (view, tab = page) => {
  await tab.goto(`${address()}#/${view}`);
  await tab.getByRole('heading', { level: 1 }).waitFor();
};
/** Injects these faults, as the page does. */
const inject = (...specs) =>
  page.evaluate((body) => fetch('/_local/faults', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }), JSON.stringify({ specs }));
const address = () => run.address.replace(/#.*/, '');
const says = (text, tab = page) => tab.getByText(text).first().waitFor();

test('the vendored libraries are those of the packages', () => {
  for (const { name, file, source } of vendored) {
    assert.ok(readFileSync(file).equals(readFileSync(source)), `${name} differs: npm run vendor`);
  }
});

test('the run opens the address that it prints', { timeout: 30_000 }, async () => {
  while (!existsSync(openedAddress)) {
    await sleep(100);
  }
  assert.equal(readFileSync(openedAddress, 'utf8'), run.address);
});

test('the token in the address becomes a cookie that scripts cannot read', async () => {
  await says('Live');
  assert.doesNotMatch(page.url(), /#[\w-]{43}/);
  const [cookie, ...others] = await context.cookies(`${address()}../_local/`);
  assert.deepEqual(others, []);
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, 'Strict');
  assert.equal(cookie.path, '/_local');
  assert.equal(await page.evaluate(() => document.cookie), '');
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(address());
  await says('The run refuses this page', stranger);
  await stranger.context().close();
});

test('the picture shows the way of a record, and what is behind and in trouble', async () => {
  for (const heading of ['ScheduleProducer', 'producer-lambda', 'MyStream', 'consumer-lambda', 'Processed', 'Failed']) {
    await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
  }
  await page.locator('.outcome.good .big').filter({ hasNotText: /^0$/ }).waitFor();
  await page.locator('.shard.trouble').first().waitFor();
  await says(/Behind by \d+ records?/);
  await page.locator('.charts canvas').first().waitFor();
  await page.locator('.outcome.bad a').waitFor();
  assert.deepEqual(page.problems, []);
});

test('a failure shows its reason and payload, and is sent again', async () => {
  await show('failures');
  const row = page.locator('tbody tr').last();
  await row.getByRole('button', { name: /record/ }).click();
  await says('In the on-failure destination');
  await says(/KinesisBatchInfo/);
  assert.match(await row.innerText(), /RetryAttemptsExhausted/);
  await page.getByRole('button', { name: 'Send again' }).last().click();
  await says('sent again');
});

for (const colorScheme of ['dark', 'light']) {
  test(`the picture of the documentation, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme });
    await inject('consumer.crash=0.5', 'stream.malformed=0.02');
    await show('pipeline');
    await page.reload();
    await page.locator('.charts canvas').first().waitFor();
    await page.locator('.shard.trouble').first().waitFor();
    await page.screenshot({ path: `${docs}page-${colorScheme}.png` });
    await inject('consumer.crash=0.1', 'stream.malformed=0.02');
  });
}

test('content of events stays text', async () => {
  const bad = '<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m \u202egnp';
  await show('actions');
  await page.getByLabel('Partition key').fill('hostile');
  await page.getByLabel('Data').fill(bad);
  await page.getByRole('button', { name: 'Put', exact: true }).click();
  await page.getByText('Accepted by').waitFor();
  page.on('dialog', () => page.problems.push('an event opened a dialog'));
  await page.getByRole('link', { name: 'Show the record' }).click();
  await page.locator('.detail pre').first().waitFor();
  assert.match(await page.locator('.detail pre').first().innerText(), /<img src=x onerror=alert\(1\)> \\u001b\[31mred/);
  assert.equal(await page.locator('main img').count(), 0);
  assert.deepEqual(page.problems, []);
});

test('records are filtered, with their deliveries and the log of each', async () => {
  await show('records');
  await page.getByLabel('Partition key').fill('hostile');
  const row = page.locator('tbody tr').first();
  await row.getByText('hostile').waitFor();
  await page.locator('tbody').getByText('failed').first().waitFor();
  await row.getByRole('button').click();
  await page.getByRole('button', { name: /Log of request/ }).first().click();
  await page.locator('.deliveries pre').getByText(/ERROR|WARN|INFO/).first().waitFor();
  await page.getByRole('button', { name: 'Hold' }).click();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByLabel('Partition key').fill('');
  await page.getByLabel('State').selectOption('PROCESSED');
  await page.locator('tbody').getByText('processed').first().waitFor();
  await page.getByLabel('Text in the data').fill('in no record');
  await says('No records.');
});

test('logs are filtered by function, level and text', async () => {
  await show('logs');
  await page.getByLabel('Function').selectOption('producer-lambda');
  await page.locator('.log').getByText(/Producer sent/).first().waitFor();
  await page.getByLabel('Function').selectOption('consumer-lambda');
  await page.getByLabel('Level, or above').selectOption('ERROR');
  await page.locator('.log .bad').first().waitFor();
  await page.getByLabel('Text', { exact: true }).fill('in no line');
  await says('No log lines.');
});

test('alarms say that their periods are shortened, and grants which were not used', async () => {
  await show('health');
  await says(/shortened from/);
  await says('Nothing was denied.');
});

test('each action does what it says, in two tabs', async () => {
  const second = await open(context, `${address()}#/pipeline`);
  await show('actions');
  await page.getByLabel('Save as template').fill('Not A Name');
  await page.getByRole('button', { name: 'Save' }).click();
  await says(/a template's name must be/);
  await page.getByLabel('Data').fill('{"message":"from a template","time":1}');
  await page.getByLabel('Save as template').fill('hello');
  await page.getByRole('button', { name: 'Save' }).click();
  await says(/Saved in/);
  await page.getByLabel('Data').fill('');
  await page.getByLabel('Use a template').selectOption('hello');
  assert.match(await page.getByLabel('Data').inputValue(), /from a template/);

  await page.locator('section', { hasText: 'Invoke a function' }).getByLabel('Function').selectOption('producer-lambda');
  const result = page.locator('section', { hasText: 'Invoke a function' }).locator('output');
  // On a busy machine, all environments that the account may have can be in use.
  for (let outcome = 'throttled'; outcome === 'throttled'; ) {
    await page.getByRole('button', { name: 'Invoke' }).click();
    outcome = /^\w+/.exec(await result.filter({ hasText: /succeeded|failed|throttled/ }).innerText())[0];
    assert.notEqual(outcome, 'failed');
  }

  await page.getByRole('button', { name: 'Split shard 0' }).click();
  await second.getByText(/split from shard 0/).first().waitFor();
  await page.getByRole('button', { name: 'Merge with a neighbor: shard 1' }).click();
  await second.getByText(/merged from/).first().waitFor();

  await page.getByRole('button', { name: 'Pause consumer-lambda' }).click();
  await second.getByText('Paused: nothing is read or sent.').waitFor();
  await page.getByRole('button', { name: 'Resume consumer-lambda' }).click();
  await second.getByText('Paused: nothing is read or sent.').waitFor({ state: 'detached' });

  await page.getByLabel('Fault').first().selectOption('kinesis.throttle');
  await page.getByLabel(/^Value/).fill('2');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await says(/not a valid value/);
  await page.getByLabel(/^Value/).fill('0.1');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('button', { name: 'Switch off kinesis.throttle=0.1' }).click();
  await page.getByRole('button', { name: 'Switch off kinesis.throttle=0.1' }).waitFor({ state: 'detached' });
  assert.deepEqual([...page.problems, ...second.problems], []);
  await second.close();
});

test('a reload shows the same run', async () => {
  await show('pipeline');
  await page.reload();
  await says('Live');
  await page.locator('.charts canvas').first().waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on any view, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme });
    for (const view of views) {
      await show(view);
      await page.locator('main section, main table, main pre').first().waitFor();
      await assertAccessible(page, `${view}, ${colorScheme}`);
    }
  });
}

test('a narrow window shows all of it without scrolling sideways', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const view of views) {
    await show(view);
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${view} is ${scroll} wide in ${client}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the keyboard reaches the content and the views', async () => {
  await show('pipeline');
  await page.reload();
  await says('Live');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.getByRole('link', { name: 'Records' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor();
});

test('the last state stays after the end, and the page goes on with the next run', async () => {
  await show('actions');
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await says('The run is stopping.');
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await page.getByRole('link', { name: 'Pipeline' }).click();
  await says(/The run ended/);
  await page.locator('.outcome.good .big').waitFor();
  await run.ended;
  const { port } = new URL(run.address);
  run = await start('--every', '1s', '--no-build', '--port', port);
  await says('Live');
  await page.locator('.outcome.good .big').filter({ hasNotText: /^0$/ }).waitFor();
  assert.deepEqual(page.problems, []);
});
