// The README of a new project.

/**
 * Writes the README.
 *
 * @param names the project's names
 * @param event the JSON form of an event
 * @param without the parts that the project leaves out
 * @param own whether the events are the team's own
 */
export function readme({ names, event, without, own }) {
  const has = (part) => !without.includes(part);
  const lines = (...all) => all.filter((line) => line !== false).join('\n');
  const source = (module, path) => `${module}/src/main/java/${names.package.replaceAll('.', '/')}/${path}`;
  const [streamStack, producerStack, consumerStack] = names.stacks;
  const generator = own ? `${names.word}Generator` : 'HelloGenerator';
  const processor = own ? `${names.word}Processor` : 'LoggingProcessor';
  return `# ${names.name}

An event pipeline on AWS in Java: \`${names.producer}\` puts events on the Kinesis stream \`${names.stream}\`, and
\`${names.consumer}\` processes them in batches. \`npm start\` runs the same CDK templates and the same jars on your machine,
without an AWS account and without Docker.

<!-- not run: the commands of the sections below are -->
\`\`\`bash
npm start                  # build, synthesize, and run the pipeline on this machine until Ctrl-C
mvn verify                 # build everything, and test functions and stacks
npm run deploy             # deploy all stacks to AWS
npm run destroy            # remove them
\`\`\`

You need [JDK 17 or later](https://adoptium.net/), [Maven 3.8 or later](https://maven.apache.org/install.html) and
[Node.js 20 or later](https://nodejs.org/), on Linux or macOS. To deploy, you also need an AWS account, [credentials and a
bootstrapped region](docs/reference.md#aws-configuration). Run \`npm ci\` before you call \`npx cdk\` for the first time.

| You want to | Read |
|---|---|
${lines(
  !own && '| make a first change in ten minutes | [Tutorial](docs/tutorial.md) |',
  '| do one thing, such as add a field, or scale | [How-to guides](docs/how-to.md), [how to extend the pipeline](docs/how-to-extend.md) |',
  '| look up a setting, a script, an option or an error | [Reference](docs/reference.md) |',
  '| run it in production: alarms, scaling, cost, rollback | [Operations](docs/operations.md) |',
  '| know what it guarantees if something fails | [Reliability](docs/reliability.md) |',
  '| know why it is built like this | [Explanation](docs/explanation.md) |',
  '| understand the local run | [The local run](local/README.md), [the event source mapping](docs/event-source-mapping.md) |',
)}

## Names on AWS

[\`Names\`](${source('shared-model', 'model/Names.java')}) has all of them.

| Stack | Creates |
|---|---|
| \`${streamStack}\` | the stream \`${names.stream}\`, and the SSM parameters \`${names.parameters}/name\` and \`${names.parameters}/arn\` |
| \`${producerStack}\` | the function \`${names.producer}\`, the rule \`${names.rule}\`, a dead-letter queue, and alarms |
| \`${consumerStack}\` | the function \`${names.consumer}\`, its event source mapping, a bucket for failed records, alarms, and the dashboard \`${names.dashboard}-<region>\` |

The log groups are \`/aws/lambda/${names.producer}\` and \`/aws/lambda/${names.consumer}\`. The metrics of the functions are in
the namespace \`${names.metrics}\`. \`-c stage=dev\` deploys a second copy, whose names end with \`-dev\`.

## Use it on this machine

The rule fires every five seconds instead of every five minutes. While the pipeline runs, put an event of your own on the stream:

<!-- test:deploy local -->
\`\`\`bash
echo '${event.replaceAll("'", '\\u0027')}' |
  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws kinesis put-record \\
  --endpoint-url http://127.0.0.1:4570 --region us-east-1 \\
  --stream-name ${names.stream} --partition-key mine --data fileb:///dev/stdin
\`\`\`

## Use it on AWS

<!-- test:deploy aws -->
\`\`\`bash
npm run deploy             # all three stacks: stream, producer, consumer
npm run deploy:consumer    # one stack
\`\`\`

Invoke the producer without waiting for its schedule, and read what the consumer logged in the last ten minutes:

<!-- test:deploy aws -->
\`\`\`bash
aws lambda invoke --function-name ${names.producer}:live out.json
aws logs filter-log-events --log-group-name /aws/lambda/${names.consumer} \\
  --start-time $(($(date +%s) - 600))000 --query 'events[].[message]' --output text
\`\`\`

## Change it

| To change | Edit |
|---|---|
| the event | [\`Event\`](${source('shared-model', 'model/Event.java')}); [add a field](docs/how-to.md#add-a-field) says how to keep old records readable |
| which events the producer makes | [\`${generator}\`](${source('lambda-producer', `producer/${generator}.java`)}) |
| what the consumer does with a record | [\`${processor}\`](${source('lambda-consumer', `consumer/${processor}.java`)}); make it [idempotent](docs/reference.md#the-consumer) |
| a setting, such as the schedule or the batch size | \`pipeline\` in [\`cdk.json\`](cdk.json): [all settings](docs/reference.md#settings) |
| which services a function may call | [how to](docs/how-to.md#let-a-function-call-another-service) |
| a resource's name | [how to](docs/how-to-extend.md#give-the-resources-other-names) |

## Project structure

| Folder | What it is |
|---|---|
| \`shared-model\` | the event and its JSON form, and the names that stacks and functions share |
| \`lambda-common\` | what both functions share: logs, metrics, environment variables, priming for SnapStart |
| \`lambda-producer\`, \`lambda-consumer\` | the functions, each one jar |
| \`infra-common\`, \`infra-stream\`, \`infra-producer\`, \`infra-consumer\` | what the stacks share, and one stack each |
| \`infra-app\` | the CDK app: settings and composition; \`cdk.json\` starts it |
| \`lambda-test\`, \`infra-test\`, \`pipeline-test\` | what the tests share, and tests of stacks and functions together |
| \`local\`, \`tools\`, \`scripts\`, \`.ci\` | the platform: ${[has('redrive') && 'redrive', has('deploy-test') && 'the deployment test', has('benchmarks') && 'benchmarks', 'the local run', 'what the npm scripts run'].filter(Boolean).join(', ')} |

You own everything but the platform. The platform has its own group id, \`io.localstream\`. Your build compiles it, and does not run its
tests.

## Keep up with upstream

Do not change the platform's files: \`npm run update\` replaces them with those of a newer checkout of the project that this one was made
from. It changes none of your files, and says what is new:

<!-- not run: needs a newer checkout -->
\`\`\`bash
npm run update -- --from ../kinesis-producer-consumer
\`\`\`

[CONTRIBUTING.md](CONTRIBUTING.md) says how to build and test a change. The licence is [MIT](LICENSE).

## Cleanup

<!-- test:deploy aws -->
\`\`\`bash
npm run destroy              # asks first; with -- --force it does not ask
\`\`\`

The bucket of failed records and the dead-letter queue stay. [The reference](docs/reference.md#cleanup) says what else can stay, and
how to delete it:

<!-- test:deploy aws -->
\`\`\`bash
aws s3 ls | grep failurebucket
aws s3api list-object-versions --bucket <bucket> --no-paginate --output json \\
  --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}' > versions.json
aws s3api delete-objects --bucket <bucket> --delete file://versions.json    # 1,000 at a time: repeat both for more
aws s3 rb s3://<bucket>
aws sqs list-queues --queue-name-prefix ${producerStack}-DeadLetterQueue
aws sqs delete-queue --queue-url <url>
\`\`\`
`;
}
