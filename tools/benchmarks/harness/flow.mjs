// The pipeline on this machine, with many events on four shards.
import { inProject } from '../../../scripts/project.mjs';
import { seconds, watch } from './processes.mjs';

const SHARDS = 4;

/** The records of a batch: as many as a request of PutRecords can have. */
const BATCH_SIZE = 500;

const cdk = inProject('node_modules', 'aws-cdk', 'bin', 'cdk');

export class Flow {
  #assembly;
  #events;

  constructor(assembly, events) {
    this.#assembly = assembly;
    this.#events = events;
  }

  /**
   * Synthesizes the app with this number of events in each invocation of the producer. Runs it once, so that the
   * functions' class-data archives are not made beside what is measured.
   */
  static async of(events) {
    const assembly = inProject('tools', 'benchmarks', 'target', `flow-${events}.out`);
    const settings = { shardCount: SHARDS, eventsPerInvocation: events, batchSize: BATCH_SIZE };
    const context = Object.entries(settings).flatMap(([key, value]) => ['-c', `pipeline.${key}=${value}`]);
    seconds(process.execPath, [cdk, 'synth', '--quiet', '--output', assembly, ...context]);
    const flow = new Flow(assembly, events);
    await flow.run(() => {}, () => {}, ['--every', '5s', '--for', '15s', '--drain', '60s', '--no-shard-limits']);
    return flow;
  }

  /**
   * Sends the events of invocations, one every 500 ms, which is faster than the pipeline consumes them. Leaves out the first
   * fifth, while the JVMs are cold.
   */
  async recordsPerSecond(invocations, ...options) {
    return this.recordsPerSecondWith(() => {}, invocations, ...options);
  }

  /** The same, and passes on the address of the run's page as soon as it is printed. */
  async recordsPerSecondWith(onPage, invocations, ...options) {
    const events = invocations * this.#events;
    let warmAt;
    let endedAt;
    let received = 0;
    await this.run(
      (line, at) => {
        if (line.includes('Consumer received') && ++received <= events) {
          warmAt ??= received === events / 5 ? at : undefined;
          endedAt = at;
        }
      },
      onPage,
      ['--every', invocations === 1 ? '1h' : '500ms', '--consumed', String(events), '--drain', '60s', '--no-shard-limits', ...options],
    );
    return (events * 4) / 5 / (endedAt - warmAt);
  }

  /** Runs the pipeline to its end, and passes on its lines, and the address of its page. */
  async run(onLine, onPage, options) {
    await watch('java', ['@local/cli/target/local.args', '--assembly', this.#assembly, '--port', '0', ...options], (line, at) => {
      const page = /^Page +(\S+)$/.exec(line);
      if (page) {
        onPage(page[1]);
      }
      onLine(line, at);
    });
  }
}
