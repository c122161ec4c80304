// Creates a certificate for the stub of AWS, a trust store for the functions that contains it, and a hosts file
// that resolves AWS's host names to the stub. The key has the same type as those of AWS's endpoints.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, inProject } from '../../../scripts/project.mjs';

const folder = inProject('tools', 'benchmarks', 'target', 'tls');
const names = ['kinesis', 'sts'].map((service) => `${service}.eu-west-1.amazonaws.com`);
export const certificate = {
  passphrase: 'changeit', // the password of the JDK's trust store
  key: join(folder, 'key.p12'),
  pem: join(folder, 'certificate.pem'),
  trustStore: join(folder, 'cacerts'),
  hosts: join(folder, 'hosts'),
};

/** Creates the files if they do not exist. */
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
