package io.rappel.jobs.rows.files;

import io.rappel.trainer.config.ConfigurationException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * How delimited text is written.
 *
 * @param delimiter which ends a cell; null: by the header
 * @param charset of the text
 */
public record TextForm(Character delimiter, Charset charset) {

  /** UTF-8, with the delimiter that the header shows. */
  public static final TextForm DEFAULT = new TextForm(null, StandardCharsets.UTF_8);

  /**
   * Of the options.
   *
   * @param delimiter one character, or {@code tab}; null: by the header
   * @param charset a name; null: UTF-8
   * @throws ConfigurationException if they are none
   */
  public static TextForm of(String delimiter, String charset) {
    return new TextForm(
        delimiter == null ? null : character(delimiter),
        charset == null ? StandardCharsets.UTF_8 : charset(charset));
  }

  private static char character(String delimiter) {
    if (delimiter.equalsIgnoreCase("tab") || delimiter.equals("\\t")) {
      return '\t';
    }
    boolean one = delimiter.length() == 1 && delimiter.charAt(0) < 0x80;
    if (!one || "\"\n\r".indexOf(delimiter.charAt(0)) >= 0) {
      throw new ConfigurationException(
          "--delimiter is one character of ASCII, such as ; or tab, not '%s'".formatted(delimiter));
    }
    return delimiter.charAt(0);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ConfigurationException(
          "--charset '%s' is none that this Java knows, such as ISO-8859-1".formatted(name));
    }
  }

  /** Whether text is UTF-8. */
  public boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** Whether a line break is more than a byte, so that files cannot be cut at one. */
  public boolean isWide() {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }
}
