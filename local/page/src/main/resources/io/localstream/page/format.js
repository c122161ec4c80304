// Numbers, times and data as text.

export const seconds = (ms) => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.floor((ms / 1000) % 60)} s`);

export const milliseconds = (ms) => (ms === null || ms === undefined ? '' : ms < 1000 ? `${Math.round(ms)} ms` : seconds(ms));

export const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

export const time = (iso) => (iso ? clock.format(new Date(iso)) : '');

/** Shard ids differ only in the number at the end. */
export const shard = (id) => `shard ${Number(id.replace(/^shardId-/, ''))}`;

export const arnName = (arn) => arn.split(':').pop();

/** Escapes control characters, and characters that change the direction of text. */
export const visible = (text) =>
  String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Returns a record's data: text unchanged, or base64. */
export const dataText = (data) => (data === null ? '(no longer kept)' : visible(data.text ?? `base64: ${data.base64}`));

/** Returns a record's data, with line breaks and indentation if it is JSON. */
export function pretty(data) {
  try {
    return visible(JSON.stringify(JSON.parse(data.text), null, 2));
  } catch {
    return dataText(data);
  }
}

/** Returns the text of a log line. Of JSON it returns the message, the names and values of metrics, or the type. */
export function logText(line) {
  try {
    const { message, errorMessage, _aws: metrics, type, record, ...fields } = JSON.parse(line);
    if (metrics) {
      const names = metrics.CloudWatchMetrics.flatMap((each) => each.Metrics.map(({ Name }) => Name));
      return visible(`metrics ${names.map((name) => `${name}=${fields[name]}`).join(' ')}`);
    }
    const text = message ?? errorMessage ?? (type && `${type} ${JSON.stringify(record)}`) ?? line;
    return visible(typeof text === 'string' ? text : JSON.stringify(text));
  } catch {
    return visible(line.trimEnd());
  }
}

/** Returns the message of a function's error; the whole error if it has no message. */
export function reason(error) {
  if (!error) {
    return '';
  }
  try {
    const { errorMessage, errorType, batchItemFailures } = JSON.parse(error);
    if (batchItemFailures) {
      return 'the function reported a record as failed, and its log says why';
    }
    return visible((errorMessage ?? errorType ?? error).replace(/^RequestId: \S+ (Error: )?/, ''));
  } catch {
    return visible(error);
  }
}
