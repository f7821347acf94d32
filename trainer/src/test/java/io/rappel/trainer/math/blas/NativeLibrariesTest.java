package io.rappel.trainer.math.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  private static final String FIRST = "org/bytedeco/openblas/linux-x86_64/libquadmath.so.0";

  @TempDir private Path classPath;

  @Test
  void unpacksForItsOwnerAloneAndDeletesAll() throws IOException {
    URL resource = getClass().getResource("/junit-platform.properties");
    Path folder;
    try (NativeLibraries libraries = new NativeLibraries()) {
      folder = libraries.folder();
      Path file = libraries.unpack(resource, NativeLibraries.sha256(resource));
      assertThat(file).hasSameBinaryContentAs(Path.of(resource.getPath()));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void refusesALibraryOfWhichOneByteDiffers() throws IOException {
    byte[] library;
    try (var in = getClass().getClassLoader().getResourceAsStream(FIRST)) {
      library = in.readAllBytes();
    }
    library[library.length / 2] ^= 1;
    Path file = classPath.resolve(FIRST);
    Files.createDirectories(file.getParent());
    Files.write(file, library);
    assertRefused("Linux", "amd64", "libquadmath.so.0 is not the library that Rappel was built");
  }

  @Test
  void refusesAClassPathWithoutTheLibraries() throws IOException {
    assertRefused("Linux", "amd64", FIRST + " is not on the class path");
  }

  @Test
  void knowsItsPlatforms() throws IOException {
    assertRefused("Linux", "aarch64", "linux-arm64/libgcc_s.so.1 is not on the class path");
    assertRefused("Linux", "s390x", "for Linux on x86_64 and arm64, not for Linux on s390x");
    assertRefused("Mac OS X", "aarch64", "not for Mac OS X on aarch64");
  }

  @Test
  void saysWhatToDoAboutFoldersThatForbidLibraries() {
    String linker =
        "/mnt/t/folder/libgcc_s.so.1: /mnt/t/folder/libgcc_s.so.1: failed to map segment from shared object";
    assertThat(NativeLibraries.reason(Path.of("/mnt/t/folder/libgcc_s.so.1"), linker))
        .contains("from /mnt/t,", "noexec", "-Djava.io.tmpdir=FOLDER");
    assertThat(NativeLibraries.reason(Path.of("/mnt/t/folder/a.so"), "invalid ELF header"))
        .isEqualTo("invalid ELF header");
  }

  private void assertRefused(String system, String processor, String words) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null);
        NativeLibraries libraries = new NativeLibraries()) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> OpenBlasFiles.of(loader, system, processor).load(libraries))
          .withMessageContaining(words);
    }
  }
}
