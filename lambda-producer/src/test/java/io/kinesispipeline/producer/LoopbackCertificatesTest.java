package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackCertificatesTest {
  private X509Certificate server;
  private X509Certificate authority;

  @BeforeEach
  void create() throws Exception {
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
    X509Certificate first = server;
    create();
    assertThat(server.getPublicKey()).isNotEqualTo(first.getPublicKey());
  }
}
