// The projects whose files are compared with those in golden.
import { readFileSync } from 'node:fs';
import { parse } from '../options.mjs';
import { plan } from '../plan.mjs';
import { readSample } from '../sample.mjs';
import { ROOT } from './checkouts.mjs';

const sample = new URL('golden/own-event/order.json', import.meta.url);

/** The options of each variant, and the sample of its events. */
export const VARIANTS = {
  'names-only': { args: ['--name', 'orders', '--package', 'com.acme.orders'] },
  'own-event': { args: ['--name', 'orders', '--package', 'com.acme.orders', '--without', 'redrive,deploy-test,benchmarks,workflows'], sample },
  'all-options': {
    args: [
      '--name', 'order-events', '--package', 'org.example.streaming.order_events', '--group', 'org.example', '--stream', 'orders.v1',
      '--stack-prefix', 'Shop-', '--licence-holder', 'Example & Sons, Ltd.', '--without', 'benchmarks',
    ],
  },
};

/** Makes the files of a variant; the names, and what is left out, are in its options. */
export function make({ args, sample: file }) {
  const options = parse(args);
  const event = file && readSample(readFileSync(file, 'utf8')).event;
  return { options, files: plan({ checkout: ROOT, ...options, event, year: 2030 }) };
}
