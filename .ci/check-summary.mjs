// node .ci/check-summary.mjs <summary> <least>: checks that the summary of a run balances, with at least the
// given number of records.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const [file, least] = process.argv.slice(2);
const summary = JSON.parse(readFileSync(file));
console.log(JSON.stringify(summary));
assert.ok(summary.produced >= Number(least), `produced ${summary.produced}, expected ${least} or more`);
assert.equal(summary.consumed, summary.produced);
assert.equal(summary.filtered, 0);
assert.equal(summary.failed, 0);
assert.equal(summary.pending, 0);
assert.equal(summary.lost, 0);
assert.equal(summary.duplicates, 0);
const functions = Object.entries(summary.functions);
assert.ok(functions.length > 1, 'the summary must have a producer and a consumer');
for (const [name, { invocations, errors }] of functions) {
  assert.ok(invocations > 0, `${name} was not invoked`);
  assert.equal(errors, 0, `${name} had errors`);
}
