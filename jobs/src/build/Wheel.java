import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds the Python wheel, without Python: {@code java Wheel.java VERSION SPARK SOURCES JAR README
 * LICENSE FOLDER JVM_OPTIONS…}. The format is that of
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/; equal files give
 * equal bytes.
 */
final class Wheel implements AutoCloseable {

  /** The first moment that a zip file can name, as the local time of which it is. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipOutputStream zip;
  private final List<String> record = new ArrayList<>();

  private Wheel(OutputStream file) {
    zip = new ZipOutputStream(file);
  }

  public static void main(String[] arguments) throws IOException {
    String version = pythonVersion(arguments[0]);
    String spark = arguments[1].replaceFirst("^(\\d+\\.\\d+).*", "$1");
    Path sources = Path.of(arguments[2]);
    Path folder = Path.of(arguments[6]);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.filter(path -> path.toString().endsWith(".whl")).toList()) {
        Files.delete(file);
      }
    }
    String options = String.join(" ", List.of(arguments).subList(7, arguments.length)) + "\n";
    Path file = folder.resolve("rappel-%s-py3-none-any.whl".formatted(version));
    try (Wheel wheel = new Wheel(Files.newOutputStream(file))) {
      wheel.addSources(sources);
      wheel.add("rappel/jars/jvm.options", options);
      wheel.store("rappel/jars/rappel-jobs.jar", Path.of(arguments[3]));
      String info = "rappel-%s.dist-info/".formatted(version);
      wheel.add(info + "METADATA", metadata(version, spark, Files.readString(Path.of(arguments[4]))));
      wheel.add(info + "licenses/LICENSE", Files.readString(Path.of(arguments[5])));
      wheel.add(
          info + "WHEEL",
          "Wheel-Version: 1.0\nGenerator: rappel\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      wheel.add(info + "entry_points.txt", "[console_scripts]\nrappel = rappel._java:main\n");
      wheel.addRecord(info + "RECORD");
    }
  }

  /** A snapshot is a version in development, by PEP 440. */
  private static String pythonVersion(String version) {
    return version.replace("-SNAPSHOT", ".dev0");
  }

  private static String metadata(String version, String spark, String readme) {
    return """
        Metadata-Version: 2.3
        Name: rappel
        Version: %s
        Summary: Neural networks trained on Apache Spark, the same data the same model, bit for bit
        License: Apache-2.0
        Requires-Python: >=3.9
        Requires-Dist: numpy>=1.21
        Provides-Extra: spark
        Requires-Dist: pyspark==%s.*; extra == 'spark'
        Description-Content-Type: text/markdown

        """
            .formatted(version, spark)
        + readme;
  }

  private void addSources(Path sources) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files =
          all.filter(file -> file.toString().matches(".*(\\.pyi?|/py\\.typed)")).sorted().toList();
    }
    for (Path file : files) {
      String name = sources.relativize(file).toString().replace('\\', '/');
      add(name, Files.readString(file));
    }
  }

  private void add(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    begin(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
    note(name, sha256().digest(bytes), bytes.length);
  }

  /** Adds a file that is compressed already. */
  private void store(String name, Path file) throws IOException {
    MessageDigest digest = sha256();
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in =
        new CheckedInputStream(new DigestInputStream(Files.newInputStream(file), digest), crc)) {
      while (in.read(buffer) >= 0) {
        // Read for its sums alone.
      }
    }
    long size = Files.size(file);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    begin(entry);
    Files.copy(file, zip);
    zip.closeEntry();
    note(name, digest.digest(), size);
  }

  private void begin(ZipEntry entry) throws IOException {
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }

  private void note(String name, byte[] sha256, long size) {
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
    record.add("%s,sha256=%s,%d".formatted(name, hash, size));
  }

  /** The list of all files, itself without a hash. */
  private void addRecord(String name) throws IOException {
    record.add(name + ",,");
    begin(new ZipEntry(name));
    zip.write((String.join("\n", record) + "\n").getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
