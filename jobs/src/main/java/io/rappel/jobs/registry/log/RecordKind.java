package io.rappel.jobs.registry.log;

import java.util.Locale;

/** What a record says of a version. */
public enum RecordKind {
  /** It is the champion from now on. */
  PROMOTED,
  /** It is not. */
  REJECTED,
  /** An earlier champion, it is the champion again. */
  ROLLED_BACK,
  /** It may become the champion, once somebody promotes it. */
  ACCEPTED;

  /** Whether the version is in force from this record on. */
  public boolean takesOver() {
    return this == PROMOTED || this == ROLLED_BACK;
  }

  /** The kind of a name, or null. */
  public static RecordKind of(Object name) {
    for (RecordKind kind : values()) {
      if (kind.toString().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
