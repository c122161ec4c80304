package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoopbackCertificatesTest {
  private static X509Certificate server;
  private static X509Certificate authority;

  @BeforeAll
  static void create() throws Exception {
    LoopbackCertificates certificates = LoopbackCertificates.create();
    server = (X509Certificate) certificates.keyStore().getCertificateChain("server")[0];
    authority = (X509Certificate) certificates.trustStore().getCertificate("authority");
  }

  @Test
  void shouldBeForLoopbackAlone() throws Exception {
    assertThat(server.getSubjectAlternativeNames()).containsExactly(List.of(7, "127.0.0.1"));
    assertThat(server.getBasicConstraints()).as("is no authority").isEqualTo(-1);
  }

  @Test
  void shouldBeSignedByTheAuthority() throws Exception {
    server.verify(authority.getPublicKey());
    assertThat(server.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
    assertThat(authority.getBasicConstraints()).as("is an authority").isNotEqualTo(-1);
  }

  @Test
  void shouldBeValidNow() throws Exception {
    server.checkValidity();
    authority.checkValidity();
  }

  @Test
  void shouldHaveAKeyOfItsOwnEachTime() throws Exception {
    KeyStore another = LoopbackCertificates.create().trustStore();
    assertThat(another.getCertificate("authority").getPublicKey())
        .isNotEqualTo(authority.getPublicKey());
  }
}
