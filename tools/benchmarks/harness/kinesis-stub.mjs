// A Kinesis that accepts whatever is put: at once, or after a set time.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import { fail } from '../../../scripts/project.mjs';
import { certificate, makeCertificate } from './certificate.mjs';

/** AWS's own port: SdkWarmUp asks STS on no other. */
const HTTPS = 443;

/**
 * Starts the stub on loopback: on one port for HTTP/1.1, as the AWS SDK for Java sends it, on one for
 * HTTP/2, as the SDK for JavaScript does, and with tls on port 443, where the two agree on either. There it
 * is STS, too, which redirects whoever asks it for nothing.
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
        `port ${port} on 127.0.0.1 can't be opened (${code}), and the SDK's warm-up asks STS on no other: stop what uses it, ` +
          `or allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}`,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
    server.unref();
  });

/** PutRecords' answer for that many records; for none, PutRecord's. */
function accept(records) {
  const one = {
    ShardId: 'shardId-000000000000',
    SequenceNumber: '49590338271490256608559692538361571095921575989136588898',
  };
  return records === 0 ? one : { FailedRecordCount: 0, Records: Array(records).fill(one) };
}

/** How often a field's name is in a body, whatever the format. */
function count(body, name) {
  let found = 0;
  for (let at = body.indexOf(name); at >= 0; at = body.indexOf(name, at + name.length)) {
    found++;
  }
  return found;
}

/** The binary form of an answer (RFC 8949), as far as these answers need it. */
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
