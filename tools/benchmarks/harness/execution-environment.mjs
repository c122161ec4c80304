// An execution environment: a function's process, and the Lambda Runtime API that it talks to.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';

const RUNTIME = '/2018-06-01/runtime/';
const CREDENTIALS = '/2021-04-23/credentials';
const TOKEN = 'loopback';
const LIMIT_MS = 120_000;

export class ExecutionEnvironment {
  #server = http.createServer((request, response) => this.#serve(request, response));
  #calls = new EventEmitter(); // events: next, restore, answer
  #ended = new AbortController();
  #waiting = {}; // open calls of the runtime, by the same names
  #process;
  #startedAt;
  #cpuMsAtStart = 0;

  /**
   * Starts a function, { command, args, cwd, variables, log, snapStart }; its output goes to the file log. With
   * SnapStart, the method returns when the snapshot can be taken.
   */
  async start({ command, args, cwd, variables, log, snapStart }) {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const env = { ...variables, ...this.#variables(snapStart) };
    const output = openSync(log, 'w');
    const fail = (problem) => this.#ended.abort(new Error(`${command} ${problem}: see ${log}`));
    this.#startedAt = performance.now();
    this.#process = spawn(command, args, { cwd, env, stdio: ['ignore', output, output] })
      .on('error', (error) => fail(error.code))
      .on('exit', () => fail('has ended'));
    closeSync(output);
    setTimeout(() => fail(`took more than ${LIMIT_MS} ms`), LIMIT_MS).unref();
    if (snapStart) {
      await this.#until('restore');
    }
  }

  /** Continues from the snapshot, as a restored environment does. */
  restore() {
    this.#cpuMsAtStart = this.#cpuMs();
    this.#startedAt = performance.now();
    this.#reply('restore');
  }

  /** Delivers the first event; returns the milliseconds from the start or the restore to its response. */
  async firstResponse(event) {
    return (await this.#answer(event)) - this.#startedAt;
  }

  /** Delivers a later event; returns the milliseconds to its response. */
  async invoke(event) {
    await this.#until('next');
    const sentAt = performance.now();
    return (await this.#answer(event)) - sentAt;
  }

  /** Returns the CPU time of the process, including the kernel, since the start or the restore. */
  cpuMs() {
    return this.#cpuMs() - this.#cpuMsAtStart;
  }

  /** Returns the peak memory of the process, in MB. */
  peakMemoryMb() {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) / 1024;
  }

  async close() {
    if (this.#process?.exitCode === null) {
      this.#process.kill('SIGKILL');
      await once(this.#process, 'exit');
    }
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Sums the time of the threads, which is in nanoseconds; the time of the process is in hundredths of a second. */
  #cpuMs() {
    const tasks = `/proc/${this.#process.pid}/task`;
    const nanoseconds = readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
    return nanoseconds.reduce((sum, each) => sum + Number(each), 0) / 1e6;
  }

  #variables(snapStart) {
    const api = `127.0.0.1:${this.#server.address().port}`;
    const credentials = snapStart
      ? { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${api}${CREDENTIALS}`, AWS_CONTAINER_AUTHORIZATION_TOKEN: TOKEN }
      : { AWS_ACCESS_KEY_ID: 'ASIA', AWS_SECRET_ACCESS_KEY: 'none', AWS_SESSION_TOKEN: 'none' };
    return {
      ...credentials,
      AWS_LAMBDA_RUNTIME_API: api,
      AWS_LAMBDA_INITIALIZATION_TYPE: snapStart ? 'snap-start' : 'on-demand',
    };
  }

  /** Sends the event when the runtime asks for one; returns the time of its response. */
  async #answer(event) {
    await this.#until('next');
    this.#reply('next', event, {
      'Lambda-Runtime-Aws-Request-Id': randomUUID(),
      'Lambda-Runtime-Deadline-Ms': Date.now() + 60_000,
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-west-1:123456789012:function:benchmark',
      'Lambda-Runtime-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
    });
    const [answeredAt, path, body] = await this.#call('answer');
    if (!path.endsWith('/response')) {
      throw new Error(`the function failed: ${body}`);
    }
    return answeredAt;
  }

  async #until(call) {
    if (!this.#waiting[call]) {
      await this.#call(call);
    }
  }

  async #call(name) {
    try {
      return await once(this.#calls, name, { signal: this.#ended.signal });
    } catch (error) {
      throw this.#ended.signal.reason ?? error;
    }
  }

  #reply(call, body = '', headers = {}) {
    const response = this.#waiting[call];
    delete this.#waiting[call];
    send(response, 200, body, headers);
  }

  #serve(request, response) {
    const path = request.url.replace(RUNTIME, '');
    if (path === 'invocation/next' || path === 'restore/next') {
      const call = path === 'restore/next' ? 'restore' : 'next';
      this.#waiting[call] = response;
      this.#calls.emit(call);
    } else if (path === CREDENTIALS) {
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      send(response, 200, JSON.stringify({ AccessKeyId: 'ASIA', SecretAccessKey: 'none', Token: 'none', Expiration }));
    } else {
      const body = [];
      request.on('data', (chunk) => body.push(chunk));
      request.on('end', () => {
        const answeredAt = performance.now();
        send(response, 202);
        this.#calls.emit('answer', answeredAt, path, Buffer.concat(body).toString());
      });
    }
  }
}

function send(response, status, body = '', headers = {}) {
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
