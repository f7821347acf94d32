package io.rappel.trainer.model.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 in lower-case hexadecimal digits. */
public final class Checksum {

  /** What stands in a file for the file's own checksum while that is computed. */
  public static final String BLANK = "0".repeat(64);

  private Checksum() {}

  /** A new digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Ends a digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /** The SHA-256 of texts in their order, each with its length. */
  public static String ofTexts(List<String> texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return hex(digest);
  }

  public static boolean isOne(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  /** Where some digits first occur in bytes; -1: nowhere. */
  public static int position(String digits, byte[] bytes) {
    byte[] pattern = digits.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + pattern.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The checksum of bytes in which zeros replace the first occurrence of some digits.
   *
   * @param digits of the checksum that the bytes claim to have
   */
  public static String without(String digits, byte[] bytes) {
    MessageDigest digest = sha256();
    int start = Math.max(0, position(digits, bytes));
    int end = Math.min(bytes.length, start + BLANK.length());
    digest.update(bytes, 0, start);
    digest.update(BLANK.getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes, end, bytes.length - end);
    return hex(digest);
  }
}
