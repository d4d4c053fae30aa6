package vedette.app.alerts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vedette.app.notify.Message;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Announcer;

/// The file that makes alerts outlive the process: replaced whole and synced, or not at all.
final class Kept {
  private static final long LARGEST = 16 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;
  private final Path file;

  /// @param directory Vedette's
  Kept(Path directory) {
    folder = directory.resolve("alerts");
    file = folder.resolve("state.json");
  }

  /// What is kept.
  ///
  /// @param lookedAt when it was looked last, ms
  /// @param active alerts that fire or are pending
  /// @param recent what was over lately, newest first
  /// @param outbox messages that a channel has not taken yet
  record State(
      OptionalLong lookedAt,
      List<Alert> active,
      List<Announcer.Mute> mutes,
      List<Ended> recent,
      List<Waiting> outbox) {
    static final State EMPTY =
        new State(OptionalLong.empty(), List.of(), List.of(), List.of(), List.of());

    State {
      active = List.copyOf(active);
      mutes = List.copyOf(mutes);
      recent = List.copyOf(recent);
      outbox = List.copyOf(outbox);
    }

    List<Alert> firing() {
      return active.stream().filter(it -> it.phase() == Alert.Phase.FIRING).toList();
    }
  }

  /// An alert that is over.
  record Ended(Alert alert, long at) {}

  /// A message on its way.
  record Waiting(String channel, Message message) {}

  /// What was kept; what cannot be read is put aside.
  ///
  /// @throws IOException if a file is there and cannot be used; nothing was kept then
  State read() throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException(file + ": expected at most 16 MiB");
      }
      return JSON.readValue(Files.readAllBytes(file), State.class);
    } catch (NoSuchFileException _) {
      return State.EMPTY;
    } catch (JacksonException | NullPointerException damaged) {
      Path aside = folder.resolve("state.damaged.json");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      throw new IOException(
          file + ": expected the state of alerts. Found: something else, now at " + aside, damaged);
    }
  }

  /// Replaces what was kept; when this returns it outlives a power cut.
  void write(State state) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path beside = folder.resolve("state.json.new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
