package io.rappel.trainer.model;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.model.file.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Says in our words what Jackson finds wrong with a {@code model.json}. */
final class JsonProblems {

  private static final String LAYERS = "layers";
  private static final String ENCODINGS = "encodings";

  /** What an element of an array is called, where it is not called as the array is. */
  private static final Map<String, String> ELEMENTS =
      Map.of(
          LAYERS,
          "layer %d",
          "features",
          "feature %d",
          ENCODINGS,
          "an encoding",
          "golden_rows",
          "golden row %d",
          "cells",
          "a cell");

  private JsonProblems() {}

  /**
   * The error of a file.
   *
   * @param file path for messages
   * @throws IOException if the JSON itself is none, or the file cannot be read: the cause
   */
  static ModelFormatException inWords(String file, IOException error) throws IOException {
    List<Reference> path =
        error instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ModelFormatException known) {
        return known;
      }
      if (cause instanceof ValueProblem) {
        return error(file, "%s %s".formatted(place(path), cause.getMessage()), error);
      }
      if (cause instanceof IllegalArgumentException) {
        return error(file, cause.getMessage(), error);
      }
      if (cause instanceof StreamReadException stream && isTwice(stream)) {
        String key = stream.getProcessor().getParsingContext().getCurrentName();
        return error(file, "%s has the key %s twice".formatted(place(path), Quoted.of(key)), error);
      }
      if (cause instanceof IOException input && !(cause instanceof JsonMappingException)) {
        throw input;
      }
    }
    return error(file, shape(path, error), error);
  }

  private static ModelFormatException error(String file, String problem, Exception cause) {
    return new ModelFormatException(file + ": " + problem, cause);
  }

  private static boolean isTwice(StreamReadException error) {
    return error.getOriginalMessage().startsWith("Duplicate field");
  }

  /** What is wrong where keys or kinds of values are not the expected ones. */
  private static String shape(List<Reference> path, IOException error) {
    boolean array =
        error instanceof MismatchedInputException mismatch
            && mismatch.getTargetType() != null
            && Collection.class.isAssignableFrom(mismatch.getTargetType());
    int encoding = encoding(path);
    if (encoding > 0 && !array) {
      return place(path.subList(0, encoding))
          + " is none of affine, missing, one-hot, part, hat and thermometer, or is incomplete";
    }
    if (error instanceof UnrecognizedPropertyException unknown) {
      List<Reference> object = path.subList(0, path.size() - 1);
      return "%s has the unknown key %s"
          .formatted(
              object.isEmpty() ? "the file" : place(object), Quoted.of(unknown.getPropertyName()));
    }
    if (ModelJson.WEIGHT_COLUMN.equals(place(path))) {
      return "the key '%s' is missing".formatted(ModelJson.WEIGHT_COLUMN);
    }
    return "%s is not %s".formatted(place(path), array ? "an array" : "an object");
  }

  /** Length of the path of the encoding that a path leads into; 0: there is none. */
  private static int encoding(List<Reference> path) {
    for (int i = 1; i < path.size(); i++) {
      if (path.get(i).getIndex() >= 0 && ENCODINGS.equals(path.get(i - 1).getFieldName())) {
        return i + 1;
      }
    }
    return 0;
  }

  /** A path in words, the innermost first. */
  private static String place(List<Reference> path) {
    List<String> words = new ArrayList<>();
    for (int i = path.size() - 1; i >= 0; i--) {
      int index = path.get(i).getIndex();
      if (index >= 0) {
        i--;
      }
      String key = path.get(i).getFieldName();
      words.add(index >= 0 ? ELEMENTS.getOrDefault(key, key).formatted(index) : key);
      if (index >= 0 && key.equals(LAYERS)) {
        break;
      }
    }
    return words.isEmpty() ? "the file's content" : String.join(" of ", words);
  }
}
