// The events of the functions, as Lambda delivers them.

export const scheduled = JSON.stringify({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2025-06-02T12:02:44Z',
  region: 'eu-west-1',
  resources: ['arn:aws:events:eu-west-1:123456789012:rule/ScheduleProducer'],
  detail: {},
});

/** Returns a batch with a number of records. */
export function batch(size) {
  const first = 49590338271490256608559692538361571095921575989136588898n;
  const record = (index) => {
    const sequenceNumber = String(first + BigInt(index));
    const event = JSON.stringify({ message: 'Hello', time: 1748864964227 + index });
    return {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: `53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa-${index}`,
        sequenceNumber,
        data: Buffer.from(event).toString('base64'),
        approximateArrivalTimestamp: 1748864964.987,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `shardId-000000000000:${sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::123456789012:role/consumer',
      awsRegion: 'eu-west-1',
      eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/MyStream',
    };
  };
  return JSON.stringify({ Records: Array.from({ length: size }, (_, index) => record(index)) });
}
