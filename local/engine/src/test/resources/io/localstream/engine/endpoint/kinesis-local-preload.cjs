// Loaded into kinesis-local before its own code, which would listen on every network interface and on
// fixed ports: keeps it on loopback, on ports that the system chooses, and tells which one is not TLS.
'use strict';
const net = require('node:net');

const plainPort = Number(process.env.KINESIS_MOCK_PLAIN_PORT);
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (port, listening) {
  if (port === plainPort) {
    this.once('listening', () => console.log(`listening ${this.address().port}`));
  }
  return listen.call(this, 0, '127.0.0.1', listening);
};

// The parent never writes here: the end of the input is the end of the parent, however it died.
process.stdin.on('end', () => process.exit(0)).resume();
