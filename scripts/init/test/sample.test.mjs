import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleJson } from '../event.mjs';
import { readSample } from '../sample.mjs';

const fieldsOf = (record) =>
  Object.fromEntries(record.fields.map((field) => [field.component, [field.type.kind, ...(field.optional ? ['optional'] : [])].join(' ')]));
const read = (value) => readSample(typeof value === 'string' ? value : JSON.stringify(value));

test('finds the type of each field', () => {
  const { event, problems } = read('{"text":"a","count":1,"price":10.00,"done":true,"parts":[1],"inner":{"a":1},"none":null,"maybe?":5,"time":7}');
  assert.deepEqual(problems, []);
  assert.deepEqual(fieldsOf(event), {
    text: 'text', count: 'long', price: 'decimal', done: 'boolean', parts: 'list', inner: 'record', none: 'text optional', maybe: 'long optional', time: 'long',
  });
});

test('adds the time, which the consumer needs', () => {
  assert.deepEqual(fieldsOf(read({ a: 'b' }).event), { a: 'text', time: 'long' });
});

test('takes a field as optional when some objects of a list lack it, and one decimal as decimals', () => {
  const { event, problems } = read('{"items":[{"a":1,"b":2},{"a":1.5}]}');
  assert.deepEqual(problems, []);
  assert.deepEqual(fieldsOf(event.fields[0].type.element), { a: 'decimal', b: 'long optional' });
});

test('gives fields names of Java, and records the names of their fields', () => {
  const { event, problems } = read({ 'order_id': 'a', 'Ship-To': { class: 1 }, address: { zip: 'a' }, addresses: [{ zip: 'b' }], list: { a: 1 }, inner: { address: { town: 'c' } } });
  assert.deepEqual(problems, []);
  assert.deepEqual(event.fields.map((field) => field.component), ['orderId', 'shipTo', 'address', 'addresses', 'list', 'inner', 'time']);
  const types = event.fields.map((field) => field.type);
  assert.equal(types[1].name, 'ShipTo');
  assert.equal(types[1].fields[0].component, 'classValue');
  assert.equal(types[2].name, 'Address');
  assert.equal(types[3].element.name, 'Address');
  assert.equal(types[4].name, 'ListData');
  assert.equal(types[5].fields[0].type.name, 'Address2');
});

test('writes the sample as Jackson does', () => {
  const sample = '{"a_b":"ü\\u001f\\"\\\\u001f","price":10.00,"none":null,"maybe?":false,"items":[{"x":1}],"time":5}';
  assert.equal(sampleJson(read(sample).event, '9'), '{"a_b":"ü\\u001F\\"\\\\u001f","price":10.00,"items":[{"x":1}],"time":9}');
});

for (const [what, sample, expected] of [
  ['it is no JSON', '{', /^the sample is not JSON: /],
  ['it is a list', '[1]', /^the sample must be a JSON object, was a list$/],
  ['it is a number', '1.5', /^the sample must be a JSON object, was a number$/],
  ['it is too large', `{"a":"${'a'.repeat(40_000)}"}`, /^the sample must have at most 32768 bytes$/],
  ['it is empty', '{}', /^event must have 1 to 100 fields, has 0$/],
  ['a list is empty', '{"a":[]}', /^event.a must have an element/],
  ['a list has null', '{"a":[1,null]}', /^event.a must not contain null$/],
  ['a list has two types', '{"a":[1,"b"]}', /^event.a\[\] must have one type, was an integer and a text$/],
  ['an object is optional', '{"a?":{"b":1}}', /^event.a is an object, which cannot be optional/],
  ['an integer is too large', '{"a":9007199254740993}', /^event.a must be within/],
  ['a number has an exponent', '{"a":{"b":1e3}}', /^event.a.b must have no exponent, was 1e3$/],
  ['a name has no letters', '{"1":1}', /^event.1 has no name in Java/],
  ['two names are one in Java', '{"a_b":1,"aB":2}', /^event.aB has the same name in Java as another field, aB: rename/],
  ['the time is a text', '{"time":"2026-01-01"}', /^event.time must be an integer/],
  ['the time is optional', '{"time?":1}', /^event.time must be an integer that is always there/],
]) {
  test(`refuses a sample by the name of its field, when ${what}`, () => {
    const { problems } = read(sample);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0], expected);
  });
}
