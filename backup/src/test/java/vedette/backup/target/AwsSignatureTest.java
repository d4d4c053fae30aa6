package vedette.backup.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vedette.poll.Secret;

/// The examples that Amazon publishes for its signature, version 4.
class AwsSignatureTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final Instant DAY = Instant.parse("2013-05-24T00:00:00Z");

  private static AwsSignature s3() {
    return new AwsSignature(
        "us-east-1",
        "s3",
        Secret.of("AKIAIOSFODNN7EXAMPLE"),
        Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
  }

  private static SortedMap<String, String> headers(String... more) {
    TreeMap<String, String> all =
        new TreeMap<>(
            Map.of("host", "examplebucket.s3.amazonaws.com", "x-amz-date", "20130524T000000Z"));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @Test
  void aGetWithARangeIsSignedAsPublished() {
    assertThat(
            s3().authorization(
                    "GET",
                    "/test.txt",
                    new TreeMap<>(),
                    headers("range", "bytes=0-9", "x-amz-content-sha256", EMPTY),
                    EMPTY,
                    DAY))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void aPutOfAnOddNameIsSignedAsPublished() {
    String body = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
    assertThat(
            s3().authorization(
                    "PUT",
                    "/test$file.text",
                    new TreeMap<>(),
                    headers(
                        "date", "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-content-sha256", body,
                        "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                    body,
                    DAY))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void aListingIsSignedAsPublished() {
    assertThat(
            s3().authorization(
                    "GET",
                    "/",
                    new TreeMap<>(Map.of("max-keys", "2", "prefix", "J")),
                    headers("x-amz-content-sha256", EMPTY),
                    EMPTY,
                    DAY))
        .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void anEmptyQueryParameterIsSignedAsPublished() {
    assertThat(
            s3().authorization(
                    "GET",
                    "/",
                    new TreeMap<>(Map.of("lifecycle", "")),
                    headers("x-amz-content-sha256", EMPTY),
                    EMPTY,
                    DAY))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }
}
