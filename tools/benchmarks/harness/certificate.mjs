// A certificate for the stub of AWS, which the functions trust beside the usual authorities, and the file
// of hosts by which Java finds the stub under AWS's names. The key is of the kind that AWS's endpoints have.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, inProject } from '../../../scripts/project.mjs';

const folder = inProject('tools', 'benchmarks', 'target', 'tls');
const names = ['kinesis', 'sts'].map((service) => `${service}.eu-west-1.amazonaws.com`);
export const certificate = {
  passphrase: 'changeit', // the one that the JDK's own trust store has
  key: join(folder, 'key.p12'),
  pem: join(folder, 'certificate.pem'),
  trustStore: join(folder, 'cacerts'),
  hosts: join(folder, 'hosts'),
};

/** Makes it, unless it is there. */
export function makeCertificate() {
  const { passphrase, key, pem, trustStore, hosts } = certificate;
  if (existsSync(trustStore)) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(hosts, `127.0.0.1 localhost ${names.join(' ')}\n`);
  const keytool = (...args) =>
    execFileSync('keytool', [...args, '-alias', 'stub', '-storepass', passphrase], { env: environment, stdio: 'ignore' });
  const subject = ['-dname', 'CN=localhost', '-ext', `san=${['ip:127.0.0.1', ...names.map((name) => `dns:${name}`)]}`, '-validity', '3650'];
  keytool('-genkeypair', '-keyalg', 'RSA', '-storetype', 'PKCS12', '-keystore', key, ...subject);
  keytool('-exportcert', '-rfc', '-keystore', key, '-file', pem);
  copyFileSync(join(javaHome(), 'lib', 'security', 'cacerts'), trustStore);
  keytool('-importcert', '-noprompt', '-keystore', trustStore, '-file', pem);
}

function javaHome() {
  const { stderr } = spawnSync('java', ['-XshowSettings:properties', '-version'], { env: environment, encoding: 'utf8' });
  return /java\.home = (.+)/.exec(stderr)[1];
}
