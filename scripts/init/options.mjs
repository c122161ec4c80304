// The options of npm run init.
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { PARTS } from './parts.mjs';
import { namesOf, problemsOf } from './names.mjs';

const TEXTS = ['name', 'package', 'group', 'dir', 'stream', 'stack-prefix', 'licence-holder', 'event', 'without'];
const SWITCHES = ['dry-run', 'help'];

export const USAGE = `Usage: npm run init -- --name <name> --package <package> [options]

  --name <name>               the project's name, in lowercase: its functions are <name>-producer and <name>-consumer
  --package <package>         the Java package of its sources
  --group <group>             the Maven group id; the package if you do not give it
  --dir <folder>              a new folder for the project; without it, this checkout becomes the project
  --stream <stream>           the name of the Kinesis stream; the name in capitalized words if you do not give it
  --stack-prefix <prefix>     precedes StreamStack, ProducerStack and ConsumerStack; the same default
  --licence-holder <holder>   the copyright holder in LICENSE, besides the authors of this project; "The <name> authors" by default
  --event <file>              a JSON object: a sample of your events, from which the event and its generator are made
  --without <part>[,<part>]   leaves out parts: ${Object.keys(PARTS).join(', ')}
  --dry-run                   lists the files, and writes none`;

/**
 * Reads the options.
 *
 * @param args the arguments of the command
 * @return the options with the project's names, and what is wrong with them, one sentence each
 */
export function parse(args) {
  const options = Object.fromEntries([...TEXTS.map((name) => [name, { type: 'string', multiple: true }]), ...SWITCHES.map((name) => [name, { type: 'boolean' }])]);
  const { values, positionals, tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  const problems = [
    ...tokens.filter((token) => token.kind === 'option').flatMap(problemOf),
    ...positionals.map((word) => `${word} is not an option: write a value after its option, as in --name orders`),
  ];
  const text = (name) => values[name]?.findLast((value) => typeof value === 'string' && !value.startsWith('--'));
  for (const name of ['name', 'package'].filter((each) => !(each in values))) {
    problems.push(`--${name} is missing`);
  }
  const given = { name: text('name'), package: text('package'), group: text('group'), stackPrefix: text('stack-prefix'), stream: text('stream') };
  const names = namesOf(given);
  if (given.name !== undefined && given.package !== undefined) {
    problems.push(...problemsOf(names));
  }
  const holder = text('licence-holder') ?? `The ${names.name} authors`;
  if (!/^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(holder)) {
    problems.push(`--licence-holder must be one line of text, was ${JSON.stringify(holder)}`);
  }
  return {
    names,
    problems,
    licenceHolder: holder,
    directory: text('dir') === undefined ? undefined : resolve(text('dir')),
    event: text('event'),
    without: partsOf(values.without ?? [], problems),
    dryRun: values['dry-run'] === true,
    help: values.help === true,
  };
}

function problemOf({ name, value, rawName }) {
  if (TEXTS.includes(name)) {
    return value && !value.startsWith('--') ? [] : [`${rawName} needs a value`];
  }
  if (SWITCHES.includes(name)) {
    return value === undefined ? [] : [`${rawName} takes no value`];
  }
  return [`${rawName} is not an option; the options are ${[...TEXTS, ...SWITCHES].map((each) => `--${each}`).join(', ')}`];
}

function partsOf(lists, problems) {
  const parts = lists.filter((list) => typeof list === 'string').flatMap((list) => list.split(',')).map((part) => part.trim()).filter(Boolean);
  for (const unknown of parts.filter((part) => !(part in PARTS))) {
    problems.push(`--without ${unknown}: there is no such part; the parts are ${Object.keys(PARTS).join(', ')}`);
  }
  return [...new Set(parts.filter((part) => part in PARTS))].sort();
}
