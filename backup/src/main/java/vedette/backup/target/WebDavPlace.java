package vedette.backup.target;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.tls.Trust;

/// Copies in a WebDAV collection: each is put beside and moved into its place.
final class WebDavPlace implements Place {
  private static final int LARGEST_LIST = 4 << 20;
  private static final int MOST_FOLDERS = 1_000;

  private final String base;
  private final Optional<String> authorization;
  private final BoundedHttp http;
  private final Set<String> made = new HashSet<>();

  private WebDavPlace(String base, Optional<String> authorization, BoundedHttp http) {
    this.base = base;
    this.authorization = authorization;
    this.http = http;
  }

  static WebDavPlace open(Target.WebDav target) throws IOException {
    Optional<String> authorization =
        target.user().isPresent() && target.password().isPresent()
            ? Optional.of(
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (target.user().get() + ":" + target.password().get().get().reveal())
                                .getBytes(StandardCharsets.UTF_8)))
            : Optional.empty();
    String url = target.url().toString();
    return new WebDavPlace(
        url.endsWith("/") ? url : url + "/", authorization, new BoundedHttp(Trust.in(target.ca())));
  }

  @Override
  public void put(String name, byte[] content) throws IOException, InterruptedException {
    folders(name);
    int slash = name.lastIndexOf('/') + 1;
    String beside = name.substring(0, slash) + name.substring(slash) + ".part";
    HttpAnswer _ = well(send(request("PUT", beside).with(content), 65_536), "PUT", beside);
    HttpAnswer _ =
        well(
            send(
                request("MOVE", beside).with("Destination", base + name).with("Overwrite", "T"),
                65_536),
            "MOVE",
            name);
  }

  /// Makes the collections on the way; what is there already is refused, which does no harm.
  private void folders(String name) throws IOException, InterruptedException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String folder = name.substring(0, slash + 1);
      if (made.add(folder)) {
        HttpAnswer answer = send(request("MKCOL", folder), 65_536);
        if (answer.status() == 401 || answer.status() == 403 || answer.status() >= 500) {
          made.remove(folder);
          HttpAnswer _ = well(answer, "MKCOL", folder);
        }
      }
    }
  }

  @Override
  public byte[] get(String name) throws IOException, InterruptedException {
    HttpAnswer answer = send(request("GET", name), LARGEST);
    if (answer.status() == 404) {
      throw new NoSuchFileException(name);
    }
    return well(answer, "GET", name).body();
  }

  @Override
  public SortedSet<String> list() throws IOException, InterruptedException {
    SortedSet<String> names = new TreeSet<>();
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    String root = URI.create(base).getPath();
    for (int count = 0; !folders.isEmpty() && count < MOST_FOLDERS; count++) {
      String folder = folders.pop();
      HttpAnswer answer =
          well(
              send(request("PROPFIND", folder).with("Depth", "1"), LARGEST_LIST),
              "PROPFIND",
              folder);
      Map<String, List<String>> found = XmlTexts.of(answer.body(), Set.of("href"));
      for (String href : found.getOrDefault("href", List.of())) {
        String path = URI.create(href).getPath();
        String name = path.startsWith(root) ? path.substring(root.length()) : "";
        if (name.endsWith("/") && name.length() > folder.length()) {
          folders.push(name);
        } else if (!name.isEmpty() && !name.endsWith("/") && !name.endsWith(".part")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public void delete(String name) throws IOException, InterruptedException {
    HttpAnswer answer = send(request("DELETE", name), 65_536);
    if (answer.status() != 404) {
      HttpAnswer _ = well(answer, "DELETE", name);
    }
  }

  private HttpAsk request(String method, String name) {
    HttpAsk ask = HttpAsk.of(method, URI.create(base + name));
    return authorization.map(it -> ask.with("Authorization", it)).orElse(ask);
  }

  private HttpAnswer send(HttpAsk ask, int largest) throws IOException, InterruptedException {
    return http.send(ask, Target.TIMEOUT, largest);
  }

  private HttpAnswer well(HttpAnswer answer, String what, String name) throws IOException {
    if (!answer.well()) {
      throw new IOException(base + name + ": " + what + " was answered with " + answer.status());
    }
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
