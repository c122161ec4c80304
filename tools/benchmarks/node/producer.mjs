import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';

const kinesis = new KinesisClient({});

export const handler = async (trigger, context) => {
  const events = Number(process.env.EVENTS_PER_INVOCATION);
  for (let i = 0; i < events; i++) {
    const event = JSON.stringify({ message: 'Hello', time: Date.parse(trigger.time) });
    await kinesis.send(
      new PutRecordCommand({
        StreamName: process.env.STREAM_NAME,
        PartitionKey: `${context.awsRequestId}-${i}`,
        Data: Buffer.from(event),
      }),
    );
    console.log(`Producer sent: ${event}`);
  }
  return { sent: events };
};
