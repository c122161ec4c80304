package io.localstream.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:4570",
        "127.1.2.3:4570",
        "localhost",
        "LocalHost:4570",
        "my.bucket.s3.us-east-1.localhost:4570",
        "[::1]:4570",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]:4570"
      })
  void shouldPass_whenTheHostIsThisMachine(String host) {
    assertThat(RequestGuard.objection(headers("Host", host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:4570",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "notlocalhost",
        ".localhost",
        "evil.example/localhost",
        "evil.example#localhost",
        "user@localhost",
        "localhost:port",
        "0.0.0.0:4570",
        "10.0.0.1",
        "127.example",
        "[::2]",
        "[::]",
        "[1]",
        "[::1"
      })
  void shouldObject_whenTheHostIsAnother(String host) {
    assertThat(RequestGuard.objection(headers("Host", host)))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("Host must be localhost").endsWith("was " + host));
  }

  @Test
  void shouldObject_whenThereIsNotOneHost() {
    assertThat(RequestGuard.objection(new Headers())).isPresent();
    Headers two = new Headers();
    two.put("Host", List.of("localhost", "evil.example"));
    assertThat(RequestGuard.objection(two)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://localhost:4570",
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none"
  })
  void shouldPass_whenItsOwnPageAsks(String header, String value) {
    Headers headers = headers("Host", "localhost:4570");
    headers.set(header, value);

    assertThat(RequestGuard.objection(headers)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, http://localhost:3000",
    "Origin, http://localhost:4570.evil.example",
    "Origin, null",
    "Origin, ''",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void shouldObject_whenAnotherPageAsks(String header, String value) {
    Headers headers = headers("Host", "localhost:4570");
    headers.set(header, value);

    assertThat(RequestGuard.objection(headers))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith(header + " must be").endsWith("was " + value));
  }

  private static Headers headers(String name, String value) {
    Headers headers = new Headers();
    headers.set(name, value);
    return headers;
  }
}
