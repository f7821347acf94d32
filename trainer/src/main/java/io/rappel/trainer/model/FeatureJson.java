package io.rappel.trainer.model;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rappel.trainer.features.DatePart;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** The features in {@code model.json}. */
final class FeatureJson {

  private static final String AFFINE = "affine";
  private static final String MISSING = "missing";
  private static final String ONE_HOT = "one-hot";
  private static final String PART = "part";
  private static final String HAT = "hat";
  private static final String THERMOMETER = "thermometer";

  private FeatureJson() {}

  static void write(JsonGenerator json, Feature feature) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", feature.name());
    json.writeStringField("kind", feature.kind().toString());
    json.writeNumberField("fill", feature.fill());
    json.writeArrayFieldStart("encodings");
    for (Encoding encoding : feature.encodings()) {
      json.writeStartObject();
      write(json, encoding);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Encoding encoding) throws IOException {
    if (encoding instanceof Affine affine) {
      json.writeStringField("kind", AFFINE);
      json.writeNumberField("offset", affine.offset());
      json.writeNumberField("factor", affine.factor());
      json.writeNumberField("limit", affine.limit());
    } else if (encoding instanceof OneHot oneHot) {
      json.writeStringField("kind", ONE_HOT);
      json.writeArrayFieldStart("levels");
      for (String level : oneHot.levels()) {
        json.writeString(level);
      }
      json.writeEndArray();
      json.writeBooleanField("rest", oneHot.rest());
      json.writeBooleanField("missing", oneHot.missing());
    } else if (encoding instanceof Part part) {
      json.writeStringField("kind", PART);
      json.writeStringField("part", part.part().toString());
    } else if (encoding instanceof Hat hat) {
      json.writeStringField("kind", HAT);
      writeKnots(json, hat.knots());
    } else if (encoding instanceof Thermometer bins) {
      json.writeStringField("kind", THERMOMETER);
      writeKnots(json, bins.knots());
    } else {
      json.writeStringField("kind", MISSING);
    }
  }

  private static void writeKnots(JsonGenerator json, List<Double> knots) throws IOException {
    json.writeArrayFieldStart("knots");
    for (double knot : knots) {
      json.writeNumber(knot);
    }
    json.writeEndArray();
  }

  /** Reads a feature, of which the parser stands at the first token. */
  static Feature read(JsonInput json, String what) throws IOException {
    Members members = new Members();
    json.object(
        what,
        key -> {
          switch (key) {
            case "name" -> members.name = json.text("name of " + what);
            case "kind" -> members.kind = json.constant(FeatureKind.class, "kind of " + what);
            case "fill" -> members.fill = json.number("fill of " + what);
            case "encodings" ->
                json.array(
                    "encodings of " + what,
                    () -> members.encodings.add(encoding(json, "an encoding of " + what)));
            default -> throw unknownKey(json, what, key);
          }
        });
    if (members.name == null || members.kind == null || members.fill == null) {
      throw json.error(what + " lacks one of name, kind and fill");
    }
    return valid(
        json, () -> new Feature(members.name, members.kind, members.fill, members.encodings));
  }

  private static Encoding encoding(JsonInput json, String what) throws IOException {
    Members members = new Members();
    json.object(
        what,
        key -> {
          switch (key) {
            case "kind" -> members.encoding = json.text("kind of " + what);
            case "offset" -> members.offset = json.number("offset of " + what);
            case "factor" -> members.factor = json.number("factor of " + what);
            case "limit" -> members.limit = json.number("limit of " + what);
            case "levels" -> members.levels = json.texts("levels of " + what);
            case "rest" -> members.rest = json.truth("rest of " + what);
            case "missing" -> members.missing = json.truth("missing of " + what);
            case "knots" -> members.knots = json.numbers("knots of " + what);
            case "part" -> members.part = json.constant(DatePart.class, "part of " + what);
            default -> throw unknownKey(json, what, key);
          }
        });
    return valid(json, () -> members.encoding(json, what));
  }

  private static ModelFormatException unknownKey(JsonInput json, String what, String key) {
    return json.error("%s has the unknown key %s".formatted(what, Quoted.of(key)));
  }

  private static <T> T valid(JsonInput json, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      ModelFormatException error = json.error(e.getMessage());
      error.initCause(e);
      throw error;
    }
  }

  /** What was read so far of a feature or an encoding. */
  private static final class Members {
    private String name;
    private FeatureKind kind;
    private Double fill;
    private final List<Encoding> encodings = new ArrayList<>();
    private String encoding;
    private Double offset;
    private Double factor;
    private double limit;
    private List<String> levels;
    private Boolean rest;
    private Boolean missing;
    private DatePart part;
    private double[] knots;

    private Encoding encoding(JsonInput json, String what) {
      boolean number = offset != null && factor != null;
      boolean category = levels != null && rest != null && missing != null;
      boolean none = offset == null && factor == null && levels == null && rest == null;
      boolean spline = knots != null && none && missing == null && part == null;
      if (spline && (HAT.equals(encoding) || THERMOMETER.equals(encoding))) {
        List<Double> all = DoubleStream.of(knots).boxed().toList();
        return HAT.equals(encoding) ? new Hat(all) : new Thermometer(all);
      }
      if (knots != null) {
        throw json.error("%s has knots, and is neither hat nor thermometer".formatted(what));
      }
      if (AFFINE.equals(encoding) && number && levels == null && part == null) {
        return new Affine(offset, factor, limit);
      }
      if (ONE_HOT.equals(encoding) && category && offset == null && part == null) {
        return new OneHot(levels, rest, missing);
      }
      if (PART.equals(encoding) && part != null && none && missing == null) {
        return new Part(part);
      }
      if (MISSING.equals(encoding) && none && missing == null && part == null) {
        return new Missing();
      }
      throw json.error(
          "%s is none of affine, missing, one-hot, part, hat and thermometer, or is incomplete"
              .formatted(what));
    }
  }
}
