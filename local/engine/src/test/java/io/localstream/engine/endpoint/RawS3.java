package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends S3 requests with headers that the JDK's client does not let a caller set. */
final class RawS3 {
  private RawS3() {}

  /** Puts an object whose body is in aws-chunked encoding, and returns the whole response. */
  static byte[] put(
      URI endpoint, String accessKeyId, String host, String path, String encoded, int length)
      throws IOException {
    String head =
        String.join(
            "\r\n",
            "PUT " + path + " HTTP/1.1",
            "Host: " + host + ":" + endpoint.getPort(),
            "Authorization: " + authorization(accessKeyId, "s3"),
            "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-decoded-content-length: " + length,
            "Content-Encoding: aws-chunked",
            "Content-Length: " + encoded.length(),
            "Connection: close",
            "",
            "");
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.getOutputStream().write((head + encoded).getBytes(US_ASCII));
      return socket.getInputStream().readAllBytes();
    }
  }

  static String authorization(String accessKeyId, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0"
        .formatted(accessKeyId, service);
  }
}
