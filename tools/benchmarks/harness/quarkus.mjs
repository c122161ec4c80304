// Quarkus' dev mode with a consumer: a request with an event reloads what was saved. It has no stream and no retries.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, fail, inProject } from '../../../scripts/project.mjs';

const folder = inProject('tools', 'benchmarks', 'target', 'quarkus');
const handler = join(folder, 'src/main/java/io/localstream/benchmarks/quarkus/Consumer.java');

/** The first start downloads Quarkus. */
const PATIENCE = 300;

const event = JSON.stringify({
  Records: [
    {
      eventSource: 'aws:kinesis',
      eventName: 'aws:kinesis:record',
      eventVersion: '1.0',
      eventID: 'shardId-000000000000:1',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:kinesis:us-east-1:111122223333:stream/MyStream',
      kinesis: { kinesisSchemaVersion: '1.0', partitionKey: '1', sequenceNumber: '1', data: 'SGVsbG8=', approximateArrivalTimestamp: 1.5 },
    },
  ],
});

/** Whether Maven is 3.9 or newer, which Quarkus needs. */
export const quarkusRuns = () => {
  const { stdout } = spawnSync('mvn', ['-v'], { encoding: 'utf8', env: environment });
  const [, major, minor] = /Apache Maven (\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 9);
};

export class Quarkus {
  #child;
  #port;
  #original;

  static async start() {
    const quarkus = new Quarkus();
    rmSync(folder, { recursive: true, force: true });
    cpSync(inProject('tools', 'benchmarks', 'quarkus'), folder, { recursive: true });
    quarkus.#original = readFileSync(handler, 'utf8');
    quarkus.#port = await freePort();
    const settings = { 'lambda.mock-event-server.dev-port': quarkus.#port, 'analytics.disabled': true, 'devservices.enabled': false, 'test.continuous-testing': 'disabled' };
    const properties = Object.entries(settings).map(([key, value]) => `-Dquarkus.${key}=${value}`);
    quarkus.#child = spawn('mvn', ['-B', '-ntp', 'quarkus:dev', '-Ddebug=false', ...properties], {
      cwd: folder,
      env: environment,
      stdio: 'ignore',
      detached: true,
    });
    process.once('exit', () => quarkus.#kill());
    await quarkus.#responds('Hello');
    return quarkus;
  }

  /** Saves a new message, and returns the seconds until a response has it. */
  async secondsUntil(message) {
    const startedAt = performance.now();
    writeFileSync(handler, this.#original.replace('"Hello: "', `"${message}: "`));
    await this.#responds(message);
    return (performance.now() - startedAt) / 1000;
  }

  async #responds(message) {
    const limit = performance.now() + PATIENCE * 1000;
    while (!(await this.#response()).includes(message)) {
      if (performance.now() > limit) {
        fail(`Quarkus does not respond with ${message}: run mvn quarkus:dev in ${folder}`, 1);
      }
      await sleep(20);
    }
  }

  /** Empty when Quarkus does not listen, for example while it reloads. */
  async #response() {
    try {
      return await (await fetch(`http://127.0.0.1:${this.#port}/`, { method: 'POST', body: event, headers: { 'Content-Type': 'application/json' } })).text();
    } catch {
      return '';
    }
  }

  async stop() {
    const closed = once(this.#child, 'exit');
    this.#kill();
    await closed;
  }

  /** Maven, and the JVM that it has started. */
  #kill() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      process.kill(-this.#child.pid, 'SIGTERM');
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
