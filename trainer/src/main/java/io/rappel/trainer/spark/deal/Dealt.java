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

  /** Stand for a profile's length where there are rows. */
  private static final int ROWS = -1;

  private static final int HELD = -2;

  private final RawPack rows;
  private final byte[] profile;
  private final boolean heldOut;
  private final long holder; // of rows that stay in memory, HeldRows
  private final int place;

  private Dealt(RawPack rows, byte[] profile, boolean heldOut, long holder, int place) {
    this.rows = rows;
    this.profile = profile;
    this.heldOut = heldOut;
    this.holder = holder;
    this.place = place;
  }

  public static Dealt rows(RawPack rows) {
    return new Dealt(rows, null, false, 0, HeldRows.NOWHERE);
  }

  /** Rows that stay in memory if there is room. */
  static Dealt rows(RawPack rows, long holder) {
    int place = HeldRows.hold(holder, rows);
    return place == HeldRows.NOWHERE ? rows(rows) : new Dealt(null, null, false, holder, place);
  }

  /** The same rows, to be held out. */
  public Dealt asHeldOut() {
    return new Dealt(rows, profile, true, holder, place);
  }

  public boolean heldOut() {
    return heldOut;
  }

  /** As bytes, so that any serializer of Spark's can carry it. */
  public static Dealt profile(TableProfile profile) {
    return new Dealt(null, JavaBytes.of(profile), false, 0, HeldRows.NOWHERE);
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutputStream out) throws IOException {
    out.writeBoolean(heldOut);
    if (place != HeldRows.NOWHERE) {
      out.writeInt(HELD);
      out.writeLong(holder);
      out.writeInt(place);
    } else if (rows != null) {
      out.writeInt(ROWS);
      rows.write(out);
    } else {
      out.writeInt(profile.length);
      out.write(profile);
    }
  }

  static Dealt read(DataInputStream in) throws IOException {
    boolean heldOut = in.readBoolean();
    int length = in.readInt();
    return switch (length) {
      case HELD -> new Dealt(null, null, heldOut, in.readLong(), in.readInt());
      case ROWS -> new Dealt(RawPack.read(in), null, heldOut, 0, HeldRows.NOWHERE);
      default -> new Dealt(null, in.readNBytes(length), heldOut, 0, HeldRows.NOWHERE);
    };
  }

  public RawPack rows() {
    return place == HeldRows.NOWHERE ? rows : HeldRows.get(holder, place);
  }

  public TableProfile profile() {
    return JavaBytes.read(profile, TableProfile.class);
  }
}
