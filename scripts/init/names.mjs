// The names of a new project: the names that a team chooses, the derived names, and the limits of Java, Maven and AWS.

/** The longest suffix that a stage adds to a name: a hyphen and 20 characters. */
const STAGE = 21;

/** The maximum number of characters that AWS allows in a name. */
const LIMITS = { stack: 128, stream: 128, function: 64, rule: 64, handler: 128 };

/** The longest text that follows the package in a handler's name. */
const HANDLER = '.producer.ProducerHandler';

/** The packages that a project cannot use: the platform's, and those that the JVM refuses. */
const TAKEN = /^(io\.localstream|java|javax)(\.|$)/;

const KEYWORDS = new Set(
  ('abstract assert boolean break byte case catch char class const continue default do double else enum extends false final ' +
    'finally float for goto if implements import instanceof int interface long native new null package private protected ' +
    'public return short static strictfp super switch synchronized this throw throws transient true try void volatile while _')
    .split(' '),
);

/** Returns whether a text is a word that Java reserves. */
export const isKeyword = (word) => KEYWORDS.has(word);

/** Returns the words of a name as one word: order-events is OrderEvents. */
export const pascalCase = (name) =>
  name
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');

/** The names of this project, which a new project replaces. */
export const ORIGINAL = {
  name: 'kinesis-producer-consumer',
  group: 'io.kinesispipeline',
  package: 'io.kinesispipeline',
  stacks: ['StreamStack', 'ProducerStack', 'ConsumerStack'],
  stream: 'MyStream',
  producer: 'producer-lambda',
  consumer: 'consumer-lambda',
  rule: 'ScheduleProducer',
  parameters: '/streams/my-stream',
  dashboard: 'kinesis-pipeline',
  metrics: 'KinesisPipeline',
};

/**
 * Derives all names of a project from the given ones.
 *
 * @param given the options name and package, and group, stackPrefix and stream if they are given
 */
export function namesOf(given) {
  const name = given.name ?? '';
  const word = pascalCase(name);
  const stackPrefix = given.stackPrefix ?? word;
  return {
    name,
    word,
    package: given.package ?? '',
    group: given.group ?? given.package ?? '',
    stackPrefix,
    stacks: ORIGINAL.stacks.map((stack) => stackPrefix + stack),
    stream: given.stream ?? word,
    producer: `${name}-producer`,
    consumer: `${name}-consumer`,
    rule: `Schedule${word}`,
    parameters: `/streams/${name}`,
    dashboard: name,
    metrics: word,
  };
}

/** Returns what is wrong with the names, one sentence each. */
export function problemsOf(names) {
  const problems = [];
  const check = (isRight, problem) => isRight || problems.push(problem);
  check(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(names.name), must('--name', 'be lowercase words of letters and digits, joined by hyphens, such as orders', names.name));
  check(!/^(aws|ssm)(-|$)/.test(names.name), must('--name', 'be a name that does not begin with aws or ssm, which AWS reserves', names.name));
  checkPackage(names.package, check);
  check(/^[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$/.test(names.group), must('--group', 'be a Maven group id, such as com.acme.orders', names.group));
  check(!TAKEN.test(names.group), must('--group', 'be your own: io.localstream, java and javax belong to others', names.group));
  check(/^[A-Za-z][A-Za-z0-9-]*$/.test(names.stackPrefix), must('--stack-prefix', 'have letters, digits and hyphens, and begin with a letter, as CloudFormation requires', names.stackPrefix));
  check(/^[A-Za-z0-9_.-]+$/.test(names.stream), must('--stream', 'have letters, digits, dots, hyphens and underscores', names.stream));
  for (const stack of names.stacks) {
    checkLength('the name of the stack', stack, LIMITS.stack, '--stack-prefix', check);
  }
  checkLength('the name of the stream', names.stream, LIMITS.stream, '--stream', check);
  for (const name of [names.producer, names.consumer]) {
    checkLength('the name of the function', name, LIMITS.function, '--name', check);
  }
  checkLength('the name of the rule', names.rule, LIMITS.rule, '--name', check);
  return [...new Set(problems)];
}

function checkPackage(name, check) {
  const words = name.split('.');
  check(words.every((word) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(word)), must('--package', 'be a Java package, such as com.acme.orders', name));
  for (const word of words.filter(isKeyword)) {
    check(false, `--package must not contain ${word}, which is a keyword of Java, was ${quoted(name)}`);
  }
  check(!TAKEN.test(name), must('--package', 'be your own: io.localstream, java and javax belong to others', name));
  check((name + HANDLER).length <= LIMITS.handler, `--package must have at most ${LIMITS.handler - HANDLER.length} characters, because the name of a Lambda handler has at most ${LIMITS.handler}; it has ${name.length}`);
}

function checkLength(what, name, limit, option, check) {
  check(
    name.length + STAGE <= limit,
    `${what} ${name} has ${name.length} characters; AWS allows ${limit}, and the name of a stage takes up to ${STAGE}: give a shorter ${option}`,
  );
}

const quoted = (text) => JSON.stringify(text);
const must = (option, rule, was) => `${option} must ${rule}, was ${quoted(was)}`;
