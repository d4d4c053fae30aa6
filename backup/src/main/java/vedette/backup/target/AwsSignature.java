package vedette.backup.target;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vedette.poll.Secret;

/// Signs requests as Amazon's services want it, version 4 (AWS4-HMAC-SHA256).
///
/// ```
/// canonical request = method \n path \n query \n header:value \n … \n\n names \n hash of the body
/// text to sign      = AWS4-HMAC-SHA256 \n time \n day/region/service/aws4_request \n its hash
/// signature         = HMAC(HMAC(HMAC(HMAC(HMAC("AWS4" + key, day), region), service),
///                     "aws4_request"), text to sign)
/// ```
final class AwsSignature {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final String region;
  private final String service;
  private final Secret accessKey;
  private final Secret secretKey;

  AwsSignature(String region, String service, Secret accessKey, Secret secretKey) {
    this.region = region;
    this.service = service;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /// Every header that is signed and the one with the signature, `host` among them.
  ///
  /// @param path not encoded
  /// @param query not encoded
  SortedMap<String, String> headers(
      String method,
      String host,
      String path,
      SortedMap<String, String> query,
      byte[] body,
      Instant at) {
    String bodyHash = hex(sha256(body));
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("host", host);
    signed.put("x-amz-content-sha256", bodyHash);
    signed.put("x-amz-date", TIME.format(at));
    String authorization = authorization(method, path, query, signed, bodyHash, at);
    SortedMap<String, String> all = new TreeMap<>(signed);
    all.put("authorization", authorization);
    return all;
  }

  /// The header `authorization`.
  ///
  /// @param signed lower-case name → value
  String authorization(
      String method,
      String path,
      SortedMap<String, String> query,
      SortedMap<String, String> signed,
      String bodyHash,
      Instant at) {
    String time = TIME.format(at);
    String day = time.substring(0, 8);
    String names = String.join(";", signed.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            path(path),
            query(query),
            signed.entrySet().stream()
                .map(it -> it.getKey() + ":" + it.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            bodyHash);
    String scope = day + "/" + region + "/" + service + "/aws4_request";
    String toSign =
        String.join(
            "\n", ALGORITHM, time, scope, hex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
    byte[] key = ("AWS4" + secretKey.reveal()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, service, "aws4_request", toSign}) {
      key = hmac(key, part);
    }
    return ALGORITHM
        + " Credential="
        + accessKey.reveal()
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + hex(key);
  }

  /// A path, encoded but for its slashes.
  static String path(String path) {
    return encoded(path, true);
  }

  /// `name=value&…`, encoded.
  static String query(SortedMap<String, String> query) {
    return query.entrySet().stream()
        .map(Map.Entry::copyOf)
        .map(it -> encoded(it.getKey(), false) + "=" + encoded(it.getValue(), false))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text, boolean slashes) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain || "-_.~".indexOf(c) >= 0 || (slashes && c == '/')) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
