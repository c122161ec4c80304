import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../options.mjs';

const problemsOf = (...args) => parse(args).problems;
const valid = ['--name', 'orders', '--package', 'com.acme.orders'];

test('derives all names from the name and the package', () => {
  const { names, problems } = parse(['--name', 'order-events', '--package', 'com.acme.orders']);
  assert.deepEqual(problems, []);
  assert.deepEqual(names, {
    name: 'order-events',
    word: 'OrderEvents',
    package: 'com.acme.orders',
    group: 'com.acme.orders',
    stackPrefix: 'OrderEvents',
    stacks: ['OrderEventsStreamStack', 'OrderEventsProducerStack', 'OrderEventsConsumerStack'],
    stream: 'OrderEvents',
    producer: 'order-events-producer',
    consumer: 'order-events-consumer',
    rule: 'ScheduleOrderEvents',
    parameters: '/streams/order-events',
    dashboard: 'order-events',
    metrics: 'OrderEvents',
  });
});

test('takes names that are given', () => {
  const { names, licenceHolder, without } = parse([
    ...valid, '--group=org.acme', '--stream', 'a.b', '--stack-prefix', 'P-', '--licence-holder', 'Acme Ltd', '--without', 'redrive,workflows', '--without', 'redrive',
  ]);
  assert.equal(names.group, 'org.acme');
  assert.equal(names.stream, 'a.b');
  assert.deepEqual(names.stacks, ['P-StreamStack', 'P-ProducerStack', 'P-ConsumerStack']);
  assert.equal(licenceHolder, 'Acme Ltd');
  assert.deepEqual(without, ['redrive', 'workflows']);
});

for (const [what, args, expected] of [
  ['a name is missing', ['--package', 'a.b'], [/^--name is missing$/]],
  ['options have no value', ['--name', '--package', 'a.b'], [/^--name needs a value$/, /^a.b is not an option/, /^--package is missing$/]],
  ['an option is unknown', [...valid, '--streem', 'x'], [/^--streem is not an option; the options are --name/, /^x is not an option/]],
  ['a name has capital letters', ['--name', 'Orders', '--package', 'a.b'], [/^--name must be lowercase words .* was "Orders"$/]],
  ['a name begins as AWS names do', ['--name', 'aws-orders', '--package', 'a.b'], [/^--name must be a name that does not begin with aws or ssm/]],
  ['a package has a hyphen', ['--name', 'a', '--package', 'com.my-team'], [/^--package must be a Java package.*"com.my-team"$/]],
  ['a package has an empty word', ['--name', 'a', '--package', 'com..a', '--group', 'g'], [/^--package must be a Java package/]],
  ['a package has a keyword', ['--name', 'a', '--package', 'com.new.a'], [/^--package must not contain new, which is a keyword of Java, was "com.new.a"$/]],
  ['a package is the platform\'s', ['--name', 'a', '--package', 'io.localstream.a', '--group', 'g'], [/^--package must be your own/]],
  ['a package is too long for a handler', ['--name', 'a', '--package', `a.${'b'.repeat(110)}`], [/^--package must have at most 103 characters/]],
  ['a group has a space', [...valid, '--group', 'a b'], [/^--group must be a Maven group id.*"a b"$/]],
  ['CloudFormation refuses the prefix', [...valid, '--stack-prefix', '1st'], [/^--stack-prefix must have letters.* was "1st"$/]],
  ['the prefix is too long', [...valid, '--stack-prefix', 'a'.repeat(96)], [/^the name of the stack a+ProducerStack has 109 characters; AWS allows 128/, /ConsumerStack has 109/]],
  ['Kinesis refuses the stream', [...valid, '--stream', 'a/b'], [/^--stream must have letters.*"a\/b"$/]],
  ['the stream is too long', [...valid, '--stream', 'a'.repeat(108)], [/^the name of the stream a+ has 108 characters; AWS allows 128/]],
  ['the functions are too long', ['--name', 'a'.repeat(36), '--package', 'a.b'], [/^the name of the function a+-producer has 45 characters; AWS allows 64/, /^the name of the function a+-consumer/, /^the name of the rule ScheduleA/]],
  ['a part is unknown', [...valid, '--without', 'redrive,local'], [/^--without local: there is no such part; the parts are redrive, deploy-test, benchmarks, workflows$/]],
  ['a licence holder has two lines', [...valid, '--licence-holder', 'a\nb'], [/^--licence-holder must be one line/]],
]) {
  test(`refuses by name, and all at once, when ${what}`, () => {
    const problems = problemsOf(...args);
    assert.equal(problems.length, expected.length, problems.join('\n'));
    expected.forEach((pattern, i) => assert.match(problems[i], pattern));
  });
}

test('accepts names at AWS\'s limits', () => {
  assert.deepEqual(problemsOf(...valid, '--stream', 'a'.repeat(107), '--stack-prefix', 'a'.repeat(94)), []);
  assert.deepEqual(problemsOf('--name', 'a'.repeat(34), '--package', `a.${'b'.repeat(101)}`), []);
});
