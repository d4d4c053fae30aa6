package vedette.backup.target;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.tls.Trust;

/// Copies in a bucket. A put is whole or not at all by itself.
final class S3Place implements Place {
  private static final int LARGEST_LIST = 4 << 20;
  private static final int MOST_PAGES = 20;

  private final Target.S3 target;
  private final AwsSignature signature;
  private final BoundedHttp http;

  private S3Place(Target.S3 target, AwsSignature signature, BoundedHttp http) {
    this.target = target;
    this.signature = signature;
    this.http = http;
  }

  static S3Place open(Target.S3 target) throws IOException {
    AwsSignature signature =
        new AwsSignature(target.region(), "s3", target.accessKey().get(), target.secretKey().get());
    return new S3Place(target, signature, new BoundedHttp(Trust.in(target.ca())));
  }

  @Override
  public void put(String name, byte[] content) throws IOException, InterruptedException {
    HttpAnswer _ = well(send("PUT", key(name), new TreeMap<>(), content, 65_536), name);
  }

  @Override
  public byte[] get(String name) throws IOException, InterruptedException {
    HttpAnswer answer = send("GET", key(name), new TreeMap<>(), new byte[0], LARGEST);
    if (answer.status() == 404) {
      throw new NoSuchFileException(name);
    }
    return well(answer, name).body();
  }

  @Override
  public SortedSet<String> list() throws IOException, InterruptedException {
    SortedSet<String> names = new TreeSet<>();
    String token = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      TreeMap<String, String> query =
          new TreeMap<>(Map.of("list-type", "2", "prefix", target.prefix()));
      if (!token.isEmpty()) {
        query.put("continuation-token", token);
      }
      HttpAnswer answer = well(send("GET", "", query, new byte[0], LARGEST_LIST), "the bucket");
      Map<String, java.util.List<String>> found =
          XmlTexts.of(answer.body(), java.util.Set.of("Key", "NextContinuationToken"));
      for (String key : found.getOrDefault("Key", java.util.List.of())) {
        names.add(key.substring(Math.min(key.length(), target.prefix().length())));
      }
      token = found.getOrDefault("NextContinuationToken", java.util.List.of("")).getFirst();
      if (token.isEmpty()) {
        break;
      }
    }
    return names;
  }

  @Override
  public void delete(String name) throws IOException, InterruptedException {
    HttpAnswer answer = send("DELETE", key(name), new TreeMap<>(), new byte[0], 65_536);
    if (answer.status() != 404) {
      HttpAnswer _ = well(answer, name);
    }
  }

  private String key(String name) {
    return "/" + target.prefix() + name;
  }

  private HttpAnswer send(
      String method, String key, SortedMap<String, String> query, byte[] body, int largest)
      throws IOException, InterruptedException {
    String path = "/" + target.bucket() + key;
    String asked = AwsSignature.query(query);
    URI uri = URI.create(base() + AwsSignature.path(path) + (asked.isEmpty() ? "" : "?" + asked));
    HttpAsk ask = HttpAsk.of(method, uri);
    if (method.equals("PUT")) {
      ask = ask.with(body);
    }
    for (Map.Entry<String, String> header :
        signature
            .headers(method, uri.getAuthority(), path, query, body, Instant.now())
            .entrySet()) {
      if (!header.getKey().equals("host")) {
        ask = ask.with(header.getKey(), header.getValue());
      }
    }
    return http.send(ask, Target.TIMEOUT, largest);
  }

  private String base() {
    return target.endpoint().getScheme() + "://" + target.endpoint().getAuthority();
  }

  private HttpAnswer well(HttpAnswer answer, String what) throws IOException {
    if (!answer.well()) {
      String code =
          XmlTexts.of(answer.body(), java.util.Set.of("Code"))
              .getOrDefault("Code", java.util.List.of(""))
              .getFirst();
      throw new IOException(
          base() + ": " + what + ": answered with " + answer.status() + " " + code);
    }
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
