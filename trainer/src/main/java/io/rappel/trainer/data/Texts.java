package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * The different texts of a column, numbered as they come, each with a hash of its content. The
 * numbers mean nothing outside; what counts about a text is the text.
 */
public final class Texts {

  /** More different texts than this are not told apart in a column. */
  public static final int MOST = 100_000;

  private final HashMap<String, Integer> codes = new HashMap<>();
  private final ArrayList<String> texts = new ArrayList<>();
  private long[] hashes = new long[16];

  /** The code of a text, given now if it is new. */
  public int code(String text) {
    Integer known = codes.get(text);
    return known != null ? known : add(text, hash(text));
  }

  /** The code of a text that is a number and counts as such in a row's hash. */
  public int code(String text, double number) {
    Integer known = codes.get(text);
    return known != null ? known : add(text, Cell.number(number));
  }

  private int add(String text, long hash) {
    int code = texts.size();
    codes.put(text, code);
    texts.add(text);
    if (code == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * code);
    }
    hashes[code] = hash;
    return code;
  }

  /** How many there are. */
  public int size() {
    return texts.size();
  }

  public String text(int code) {
    return texts.get(code);
  }

  /** The hash of a text's content. */
  public long hash(int code) {
    return hashes[code];
  }

  /** All texts, by code; grows with this. */
  public List<String> list() {
    return texts;
  }

  /** A hash of a text's characters. */
  public static long hash(String text) {
    long hash = Mix.mix(text.length() ^ 0x5445585453L);
    for (int i = 0; i < text.length(); i++) {
      hash = Mix.mix(hash ^ text.charAt(i));
    }
    return hash;
  }
}
