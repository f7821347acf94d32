package rappel.ml.param;

import org.apache.spark.ml.util.Identifiable;

/**
 * The uid of a stage that is being made. MLlib's constructors, which run first, ask for it before
 * the stage could have noted it.
 */
public final class PendingUid {

  private static final ThreadLocal<String> PENDING = new ThreadLocal<>();

  private final String uid;

  private PendingUid(String uid) {
    this.uid = uid;
  }

  /** A uid that {@link #current()} gives until it is taken. */
  public static PendingUid of(String uid) {
    PENDING.set(uid);
    return new PendingUid(uid);
  }

  /** A new one. */
  public static PendingUid random(String prefix) {
    return of(Identifiable.randomUID(prefix));
  }

  static String current() {
    return PENDING.get();
  }

  /** The uid, for the stage to keep. */
  String taken() {
    PENDING.remove();
    return uid;
  }
}
