package io.rappel.trainer.spark.deal;

import io.rappel.trainer.data.pack.RawPack;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.spark.engine.JavaBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;

/** What a task that reads rows gives to the shuffle: rows of a bucket, or its profile. */
public final class Dealt implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Stands for a profile's length where there are rows. */
  private static final int ROWS = -1;

  private final RawPack rows;
  private final byte[] profile;
  private final boolean heldOut;

  private Dealt(RawPack rows, byte[] profile, boolean heldOut) {
    this.rows = rows;
    this.profile = profile;
    this.heldOut = heldOut;
  }

  public static Dealt rows(RawPack rows) {
    return new Dealt(rows, null, false);
  }

  /** The same rows, to be held out. */
  public Dealt asHeldOut() {
    return new Dealt(rows, profile, true);
  }

  public boolean heldOut() {
    return heldOut;
  }

  /** As bytes, so that any serializer of Spark's can carry it. */
  public static Dealt profile(TableProfile profile) {
    return new Dealt(null, JavaBytes.of(profile), false);
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutputStream out) throws IOException {
    out.writeBoolean(heldOut);
    out.writeInt(rows == null ? profile.length : ROWS);
    if (rows == null) {
      out.write(profile);
    } else {
      rows.write(out);
    }
  }

  static Dealt read(DataInputStream in) throws IOException {
    boolean heldOut = in.readBoolean();
    int length = in.readInt();
    return length == ROWS
        ? new Dealt(RawPack.read(in), null, heldOut)
        : new Dealt(null, in.readNBytes(length), heldOut);
  }

  public RawPack rows() {
    return rows;
  }

  public TableProfile profile() {
    return JavaBytes.read(profile, TableProfile.class);
  }
}
