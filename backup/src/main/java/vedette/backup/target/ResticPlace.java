package vedette.backup.target;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Copies in a restic repository: each is a snapshot with one file, read from standard input.
final class ResticPlace implements Place {
  private static final String TAG = "vedette";
  private static final int LARGEST_LIST = 16 << 20;

  private final Target.Restic target;

  ResticPlace(Target.Restic target) {
    this.target = target;
  }

  @Override
  public void put(String name, byte[] content) throws IOException, InterruptedException {
    Child.Result _ =
        restic(
            content,
            LARGEST_LIST,
            "backup",
            "--json",
            "--stdin",
            "--stdin-filename",
            "/" + name,
            "--tag",
            TAG,
            "--host",
            TAG);
  }

  @Override
  public byte[] get(String name) throws IOException, InterruptedException {
    String id = snapshots().get(name);
    if (id == null) {
      throw new NoSuchFileException(name);
    }
    return restic(new byte[0], LARGEST, "dump", id, "/" + name).output();
  }

  @Override
  public SortedSet<String> list() throws IOException, InterruptedException {
    return new TreeSet<>(snapshots().keySet());
  }

  @Override
  public void delete(String name) throws IOException, InterruptedException {
    String id = snapshots().get(name);
    if (id != null) {
      Child.Result _ = restic(new byte[0], LARGEST_LIST, "forget", id);
    }
  }

  /// Name → newest snapshot.
  private Map<String, String> snapshots() throws IOException, InterruptedException {
    String json = restic(new byte[0], LARGEST_LIST, "snapshots", "--json", "--tag", TAG).text();
    Map<String, String> byName = new HashMap<>();
    try {
      for (JsonNode snapshot : JsonMapper.shared().readTree(json)) {
        // In the order of their time.
        byName.put(
            snapshot.path("paths").path(0).asString("/").substring(1),
            snapshot.path("id").asString(""));
      }
    } catch (JacksonException e) {
      throw new IOException("restic: expected a list of snapshots. Found: something else", e);
    }
    return byName;
  }

  private Child.Result restic(byte[] input, int largest, String... words)
      throws IOException, InterruptedException {
    try (HandedSecret password = HandedSecret.of(target.password().get())) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "restic",
                  "--repo",
                  target.repository(),
                  "--password-file",
                  password.path().toString()));
      command.addAll(List.of(words));
      Child.Result result = Child.run(command, input, largest, Target.TIMEOUT.multipliedBy(5));
      if (result.exit() != 0) {
        throw new IOException("restic " + words[0] + ": " + result.complaint());
      }
      return result;
    }
  }

  @Override
  public void close() {}
}
