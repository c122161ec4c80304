export const handler = async (batch) => {
  for (const record of batch.Records) {
    try {
      const event = JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString());
      console.log(`Consumer received: ${JSON.stringify(event)}`);
    } catch (error) {
      console.error(`Consumer failed: ${error}`);
      return { batchItemFailures: [{ itemIdentifier: record.kinesis.sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
};
