package dev.coffer.server.identity.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests' own signatures against those that AWS publishes. */
final class SignatureV4Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /** AWS Signature Version 4 test suite, get-vanilla. */
  @Test
  void theExampleOfTheTestSuite() {
    String signature =
        SignatureV4.of(
            SECRET, "GET", "/", "", Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"), "",
            "20150830/us-east-1/service/aws4_request");
    assertThat(signature).isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  /** The example of the General Reference: ListUsers of IAM. */
  @Test
  void theExampleOfTheReference() {
    String signature =
        SignatureV4.of(
            SECRET, "GET", "/", "Action=ListUsers&Version=2010-05-08",
            Map.of(
                "content-type", "application/x-www-form-urlencoded; charset=utf-8", "host", "iam.amazonaws.com",
                "x-amz-date", "20150830T123600Z"),
            "", "20150830/us-east-1/iam/aws4_request");
    assertThat(signature).isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }
}
