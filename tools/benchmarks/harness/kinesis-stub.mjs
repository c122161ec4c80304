// A stub of Kinesis that accepts all records, at once or after a fixed time.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import { fail } from '../../../scripts/project.mjs';
import { certificate, makeCertificate } from './certificate.mjs';

/** The HTTPS port, the only one on which SdkWarmUp sends a request to STS. */
const HTTPS = 443;

/**
 * Starts the stub on the loopback interface: on one port for HTTP/1.1, which the AWS SDK for Java uses, on
 * another for HTTP/2, which the SDK for JavaScript uses, and with tls on port 443, where the client negotiates
 * the version. There it is also a stub of STS, which redirects requests without an action.
 */
export async function startKinesisStub({ tls = false } = {}) {
  const stub = { latencyMs: 0, requests: 0 };
  const answer = (request, response) => {
    if (request.method === 'GET') {
      response.writeHead(302, { location: 'https://aws.amazon.com/iam', 'content-length': 0 });
      response.end();
      return;
    }
    const body = [];
    request.on('data', (chunk) => body.push(chunk));
    request.on('end', () => {
      stub.requests++;
      const format = request.headers['content-type'];
      const several = request.headers['x-amz-target'].endsWith('PutRecords');
      const accepted = accept(several ? count(Buffer.concat(body), 'PartitionKey') : 0);
      const encoded = format.includes('cbor') ? cbor(accepted) : Buffer.from(JSON.stringify(accepted));
      const send = () => {
        response.writeHead(200, { 'content-type': format, 'content-length': encoded.length });
        response.end(encoded);
      };
      stub.latencyMs > 0 ? setTimeout(send, stub.latencyMs) : send();
    });
  };
  const servers = [http.createServer(answer), http2.createServer(answer)];
  const ports = await Promise.all(servers.map((server) => listen(server, 0)));
  stub.endpoint = `http://127.0.0.1:${ports[0]}`;
  stub.http2Endpoint = `http://127.0.0.1:${ports[1]}`;
  if (tls) {
    makeCertificate();
    const options = { pfx: readFileSync(certificate.key), passphrase: certificate.passphrase, allowHTTP1: true };
    servers.push(http2.createSecureServer(options, answer));
    await listen(servers.at(-1), HTTPS);
    stub.tlsEndpoint = 'https://127.0.0.1';
  }
  stub.close = () => servers.forEach((server) => server.close());
  return stub;
}

const listen = (server, port) =>
  new Promise((resolve) => {
    server.on('error', ({ code }) =>
      fail(
        `port ${port} on 127.0.0.1 cannot be opened (${code}), and the SDK's warm-up uses no other port: stop the program that uses it, ` +
          `or allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}`,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
    server.unref();
  });

/** Returns the response of PutRecords for a number of records, or of PutRecord for 0. */
function accept(records) {
  const one = {
    ShardId: 'shardId-000000000000',
    SequenceNumber: '49590338271490256608559692538361571095921575989136588898',
  };
  return records === 0 ? one : { FailedRecordCount: 0, Records: Array(records).fill(one) };
}

/** Counts how often a field name occurs in a body, in any format. */
function count(body, name) {
  let found = 0;
  for (let at = body.indexOf(name); at >= 0; at = body.indexOf(name, at + name.length)) {
    found++;
  }
  return found;
}

/** Encodes a response in CBOR (RFC 8949), as far as these responses need it. */
function cbor(value) {
  const head = (type, size) =>
    size < 24
      ? Buffer.from([(type << 5) | size])
      : Buffer.from([(type << 5) | 25, size >> 8, size & 255]);
  if (typeof value === 'number') {
    return head(0, value);
  }
  if (typeof value === 'string') {
    return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}
