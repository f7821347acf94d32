package io.rappel.jobs.retrain;

import io.rappel.jobs.config.ResumedSettings;
import io.rappel.jobs.output.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What makes a run of a registry the one that it is: settings that enter its arithmetic or its
 * gate, the rows, and the day. Neither times nor the place of anything belong to it.
 */
final class RunIdentity {

  private static final int DIGITS = 20;

  private static final Set<String> NO_PART =
      Set.of(
          "data",
          "validation",
          "registry",
          "logical-date",
          "window",
          "promote",
          "on-reject",
          "on-drift",
          "on-promote",
          "keep-versions",
          "keep-days",
          "lease",
          "checkpoint-every",
          "replay",
          "into");

  private RunIdentity() {}

  /** The settings that are part of it, of all effective options. */
  static Map<String, Object> settings(Map<String, Object> configuration) {
    Map<String, Object> settings = new TreeMap<>(ResumedSettings.of(configuration));
    settings.keySet().removeAll(NO_PART);
    return settings;
  }

  /**
   * The id, 20 hexadecimal digits.
   *
   * @param settings as {@link #settings} gives them
   * @param trained what was read of the rows to train on: fingerprint, bytes, files
   * @param judging fingerprint of the rows that judge
   */
  static String id(
      Map<String, Object> settings, Map<String, Object> trained, String judging, LocalDate date) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("settings", settings);
    all.put("rows", trained.get("rows_fingerprint"));
    all.put("judging", judging);
    all.put("bytes", trained.get("bytes"));
    all.put("files", files(trained.get("files")));
    all.put("logical_date", date.toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.line(all).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Lengths and names, without the folders that all have in common. */
  private static List<List<Object>> files(Object manifest) {
    List<String> paths = new ArrayList<>();
    List<Object> bytes = new ArrayList<>();
    if (manifest instanceof List<?> files) {
      for (Object file : files) {
        if (file instanceof Map<?, ?> entry) {
          paths.add(String.valueOf(entry.get("path")));
          bytes.add(entry.get("bytes"));
        }
      }
    }
    int common = paths.isEmpty() ? 0 : paths.get(0).lastIndexOf('/') + 1;
    for (String path : paths) {
      while (!path.startsWith(paths.get(0).substring(0, common))) {
        common = paths.get(0).lastIndexOf('/', common - 2) + 1;
      }
    }
    List<List<Object>> named = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      named.add(List.of(paths.get(i).substring(common), bytes.get(i)));
    }
    return named;
  }
}
