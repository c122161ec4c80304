// The three stacks as an app in JavaScript, to compare its synthesis with that of the Java app.
import { App } from 'aws-cdk-lib';
import { ConsumerStack } from './consumer-stack.mjs';
import { ProducerStack } from './producer-stack.mjs';
import { StreamStack } from './stream-stack.mjs';

const app = new App();
const settings = app.node.tryGetContext('pipeline');
const stream = new StreamStack(app, 'StreamStack', settings);
const producer = new ProducerStack(app, 'ProducerStack', settings);
const consumer = new ConsumerStack(app, 'ConsumerStack', settings);
producer.addStackDependency(stream);
consumer.addStackDependency(stream);
consumer.addStackDependency(producer);
app.synth();
