package io.rappel.jobs.output.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Folders of this machine that this process writes to, by what named them. An error of a full disk
 * rarely says which it was.
 */
public final class WrittenFolders {

  /** Less room than this is none. */
  private static final long ROOM = 16L << 20;

  private static final Map<Path, String> FOLDERS = new ConcurrentSkipListMap<>();

  private WrittenFolders() {}

  /** Remembers a folder, and the option or setting that names it. */
  public static void add(Path folder, String namedBy) {
    FOLDERS.put(folder.toAbsolutePath(), namedBy);
  }

  /** Those on full disks; all of them, if there is room on each by now. */
  public static String full() {
    List<Path> full = FOLDERS.keySet().stream().filter(WrittenFolders::isFull).toList();
    return (full.isEmpty() ? FOLDERS.keySet() : full)
        .stream()
            .map(folder -> "%s (%s)".formatted(folder, FOLDERS.get(folder)))
            .collect(Collectors.joining(" or "));
  }

  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < ROOM;
    } catch (IOException e) {
      // It is gone.
      return false;
    }
  }
}
