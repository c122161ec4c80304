package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * A certificate for 127.0.0.1 and the authority that signed it, both made here and known nowhere
 * else. They have the key and the signature of the certificates that AWS's endpoints have.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, certificate
 *     fields</a>
 */
final class LoopbackCertificates {
  static final char[] NO_PASSWORD = {};

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final byte[] TRUE = der(BOOLEAN, bytes(0xff));
  private static final byte[] SHA256_WITH_RSA =
      der(SEQUENCE, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), bytes(0x05, 0x00));
  private static final byte[] VALIDITY =
      der(SEQUENCE, time("20000101000000Z"), time("99991231235959Z"));
  private static final byte[] IS_AUTHORITY =
      der(SEQUENCE, oid(0x55, 0x1d, 0x13), TRUE, der(OCTET_STRING, der(SEQUENCE, TRUE)));
  private static final byte[] FOR_LOOPBACK =
      der(
          SEQUENCE,
          oid(0x55, 0x1d, 0x11),
          der(OCTET_STRING, der(SEQUENCE, der(IP_ADDRESS, bytes(127, 0, 0, 1)))));

  private final KeyPair keys;
  private final Certificate authority;
  private final Certificate server;

  private LoopbackCertificates(KeyPair keys) throws GeneralSecurityException {
    this.keys = keys;
    authority = certificate("authority", IS_AUTHORITY);
    server = certificate("server", FOR_LOOPBACK);
  }

  static LoopbackCertificates create() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return new LoopbackCertificates(generator.generateKeyPair());
  }

  /** What a server needs: its key, its certificate and the authority's. */
  KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(
        "server", keys.getPrivate(), NO_PASSWORD, new Certificate[] {server, authority});
    return store;
  }

  /** What a client needs: the authority's certificate. */
  KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setCertificateEntry("authority", authority);
    return store;
  }

  /** Of the old type: the default one derives a key from the password, for half a second. */
  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private Certificate certificate(String subject, byte[] extension)
      throws GeneralSecurityException {
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, bytes(2))),
            der(INTEGER, bytes(1)),
            SHA256_WITH_RSA,
            name("authority"),
            VALIDITY,
            name(subject),
            keys.getPublic().getEncoded(),
            der(EXTENSIONS, der(SEQUENCE, extension)));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] signed =
        der(SEQUENCE, content, SHA256_WITH_RSA, der(BIT_STRING, bytes(0), signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(signed));
  }

  private static byte[] name(String commonName) {
    byte[] text = der(UTF8_STRING, commonName.getBytes(US_ASCII));
    return der(SEQUENCE, der(SET, der(SEQUENCE, oid(0x55, 0x04, 0x03), text)));
  }

  private static byte[] time(String time) {
    return der(GENERALIZED_TIME, time.getBytes(US_ASCII));
  }

  private static byte[] oid(int... encoded) {
    return der(OBJECT_IDENTIFIER, bytes(encoded));
  }

  /**
   * A value in the distinguished encoding: its tag, its length, and its parts one after another.
   */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    int length = content.size();
    if (length < 0x80) {
      value.write(length);
    } else {
      value.writeBytes(bytes(0x82, length >> 8, length));
    }
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
