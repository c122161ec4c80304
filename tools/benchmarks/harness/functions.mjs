// The functions that are measured, and their processes as Lambda starts them. The functions must be built.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { environment, fail, inProject } from '../../../scripts/project.mjs';
import { certificate } from './certificate.mjs';
import { classOf } from './sources.mjs';

const MEMORY_MB = 512;
const RUNTIME_CLIENT = inProject('local', 'engine', 'target', 'runtime');

/** The code of each function. */
export const artifacts = {
  producer: {
    ours: inProject('lambda-producer', 'target', 'lambda-producer.jar'),
    plain: inProject('tools', 'benchmarks', 'java-producer', 'target', 'java-producer.jar'),
    node: inProject('tools', 'benchmarks', 'target', 'node', 'producer.cjs'),
  },
  consumer: {
    ours: inProject('lambda-consumer', 'target', 'lambda-consumer.jar'),
    plain: inProject('tools', 'benchmarks', 'java-consumer', 'target', 'java-consumer.jar'),
    node: inProject('tools', 'benchmarks', 'target', 'node', 'consumer.cjs'),
  },
};

const floor = inProject('tools', 'benchmarks', 'java-floor', 'target', 'java-floor.jar');

/** The handler of each function. */
export const handlers = {
  producer: {
    ours: classOf('lambda-producer', 'ProducerHandler'),
    plain: 'io.localstream.benchmarks.plain.PlainProducer',
    node: 'producer.handler',
    sending: 'io.localstream.benchmarks.floor.SendingHandler',
  },
  consumer: {
    ours: classOf('lambda-consumer', 'ConsumerHandler'),
    plain: 'io.localstream.benchmarks.plain.PlainConsumer',
    node: 'consumer.handler',
    empty: 'io.localstream.benchmarks.floor.EmptyHandler',
    mapping: 'io.localstream.benchmarks.floor.MappingHandler',
  },
};

/** Describes a function's process. The name is producer or consumer; the make is one of the keys above. */
export function hosted({ name, make, snapStart = false, tls = false, kinesis, events = 1 }) {
  const handler = handlers[name][make];
  const node = make === 'node';
  const folder = node ? inProject('tools', 'benchmarks', 'target', 'node') : inProject('tools', 'benchmarks', 'target');
  return {
    command: node ? process.execPath : 'java',
    args: node
      ? [inProject('tools', 'benchmarks', 'node_modules', 'aws-lambda-ric', 'index.mjs'), handler]
      : javaArguments(artifacts[name][make] ?? floor, handler, snapStart, tls),
    cwd: folder,
    log: inProject('tools', 'benchmarks', 'target', `${make}-${name}.log`),
    snapStart,
    variables: {
      ...{ PATH: environment.PATH, LANG: 'en_US.UTF-8', TZ: ':UTC' },
      ...{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' },
      // With TLS, AWS's host names resolve to the stub, so that SdkWarmUp runs as on AWS.
      ...(!(tls && !node) && { AWS_ENDPOINT_URL: tls ? kinesis.tlsEndpoint : node ? kinesis.http2Endpoint : kinesis.endpoint }),
      ...(tls && node && { NODE_EXTRA_CA_CERTS: certificate.pem }),
      AWS_LAMBDA_FUNCTION_NAME: `${name}-lambda`,
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MEMORY_MB),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}-lambda`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'benchmark',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'INFO',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
      STREAM_NAME: 'MyStream',
      EVENTS_PER_INVOCATION: String(events),
    },
  };
}

const version = javaVersion();
const library = nativeLibrary();

/**
 * The command line of the managed runtimes, as far as it is known; the same as in the local run.
 * https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
 */
function javaArguments(jar, handler, snapStart, tls) {
  return [
    `-XX:MaxHeapSize=${Math.round(MEMORY_MB * 1024 * 0.85)}k`,
    ...['-XX:+UseSerialGC', '-Xshare:auto', '-XX:-UsePerfData', '-Dfile.encoding=UTF-8'],
    ...(snapStart && version >= 25 ? [] : ['-XX:TieredStopAtLevel=1']),
    '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac',
    '--add-opens=java.base/java.io=ALL-UNNAMED',
    ...(version >= 24 ? ['--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow'] : []),
    `-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=${library}`,
    ...(tls ? [`-Djavax.net.ssl.trustStore=${certificate.trustStore}`, `-Djdk.net.hosts.file=${certificate.hosts}`] : []),
    ...['-classpath', `${join(RUNTIME_CLIENT, '*')}:${jar}`],
    ...['com.amazonaws.services.lambda.runtime.api.client.AWSLambda', handler],
  ];
}

/** Returns the feature version of the Java that runs the functions. */
function javaVersion() {
  const { stderr } = spawnSync('java', ['-version'], { env: environment, encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr)[1]);
}

/** Unpacks the native library of the runtime interface client once; otherwise each process would unpack it. */
function nativeLibrary() {
  const cpu = { x64: 'x86_64', arm64: 'aarch_64' }[process.arch];
  if (process.platform !== 'linux' || !cpu) {
    fail("AWS's runtime interface clients run only on Linux (x86-64, arm64): run the benchmark without coldstart on this machine");
  }
  const file = join('jni', `libaws-lambda-jni.linux-${cpu}.so`);
  const folder = inProject('tools', 'benchmarks', 'target');
  if (!existsSync(join(folder, file))) {
    mkdirSync(folder, { recursive: true });
    const jar = join(RUNTIME_CLIENT, 'aws-lambda-java-runtime-interface-client.jar');
    execFileSync('jar', ['xf', jar, file], { cwd: folder, env: environment });
  }
  return join(folder, file);
}
