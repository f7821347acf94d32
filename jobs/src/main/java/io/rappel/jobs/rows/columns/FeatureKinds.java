package io.rappel.jobs.rows.columns;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What each column is, by what one pass has found out about all its cells. */
public final class FeatureKinds {

  /** A text column with more different texts than this share of its cells names its rows. */
  private static final double ALMOST_ALL = 0.9;

  /** Fewer rows say nothing about whether cells differ in almost every row. */
  private static final int FEWEST_ROWS = 20;

  private static final Pattern NAMED_LIKE_IDS =
      Pattern.compile(
          "(?i:(.*[_\\- .])?(id|uuid|guid|key|rowid|row_?num(ber)?|row_?nr|row_?no|index|idx))"
              + "|.*[a-z](I[dD]|Key|Index|U[uU][iI][dD])");

  /** Names of columns that were given none: by Rappel, pandas and R. */
  private static final Pattern UNNAMED = Pattern.compile("_c0|Unnamed: 0(\\..*)?|X|");

  /** Why a column is no feature. */
  enum LeftOut {
    EMPTY("has no cell with anything in it", "have no cell with anything in them"),
    CONSTANT("has one value throughout", "have one value throughout"),
    NAMES_ROWS("differs in (almost) every row", "differ in (almost) every row"),
    ROW_NUMBERS("looks like an identifier", "look like identifiers");

    private final String one;
    private final String several;

    LeftOut(String one, String several) {
      this.one = one;
      this.several = several;
    }
  }

  /** What is wrong with a column that shall be a feature. */
  public enum Problem {
    INFINITE("has infinite numbers"),
    MIXED("has numbers and text"),
    MIXED_DATES("has dates and other cells"),
    TOO_MANY_LEVELS("has too many texts to be levels");

    private final String sentence;

    Problem(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Set<String> categories;
  private final Set<String> entries;
  private final boolean explicit;
  private final List<FeatureSpec> specs = new ArrayList<>();
  private final Map<LeftOut, List<String>> leftOut = new EnumMap<>(LeftOut.class);
  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private final List<String> writtenNumbers = new ArrayList<>();
  private final List<String> writtenDates = new ArrayList<>();
  private final Map<String, String> verdicts = new LinkedHashMap<>();

  private FeatureKinds(Set<String> categories, Set<String> entries, boolean explicit) {
    this.categories = categories;
    this.entries = entries;
    this.explicit = explicit;
  }

  /**
   * The kinds.
   *
   * @param names of the features' columns, as they were profiled
   * @param first the input's first column, where row numbers without a name stand
   * @param categories columns whose numbers are codes, and which may differ in every row
   * @param entries columns that are entries of arrays, none of which is left out
   * @param explicit whether the user named the features, so that none is left out
   */
  public static FeatureKinds of(
      List<String> names,
      String first,
      Set<String> categories,
      Set<String> entries,
      boolean explicit,
      TableProfile profile) {
    FeatureKinds kinds = new FeatureKinds(categories, entries, explicit);
    for (int j = 0; j < names.size(); j++) {
      kinds.add(names.get(j), names.get(j).equals(first), profile.feature(j));
    }
    return kinds;
  }

  private void add(String name, boolean first, ColumnProfile cells) {
    LeftOut why = explicit || entries.contains(name) ? null : whyLeftOut(name, first, cells);
    if (why != null) {
      verdicts.put(name, "left out: it " + why.one);
      leftOut.computeIfAbsent(why, w -> new ArrayList<>()).add(name);
      noteWriting(name, cells);
      return;
    }
    Problem problem = problem(name, cells);
    if (problem != null) {
      verdicts.put(name, "error: it " + problem.sentence);
      problems.put(name, problem);
      return;
    }
    noteWriting(name, cells);
    FeatureSpec spec = spec(name, cells);
    specs.add(spec);
    verdicts.put(name, spec.kind().toString());
    if (cells.missing() > 0) {
      gaps.add(name);
    }
  }

  private void noteWriting(String name, ColumnProfile cells) {
    if (cells.hasWrittenNumbers() && !categories.contains(name)) {
      writtenNumbers.add(name);
    } else if (cells.hasWrittenDates() && !categories.contains(name)) {
      writtenDates.add(name);
    }
  }

  private LeftOut whyLeftOut(String name, boolean first, ColumnProfile cells) {
    long present = cells.numbers() + cells.texts() + cells.moments();
    if (present == 0) {
      return LeftOut.EMPTY;
    }
    if (cells.missing() == 0 && isConstant(cells)) {
      return LeftOut.CONSTANT;
    }
    if (categories.contains(name)) {
      return null;
    }
    boolean differs = present >= FEWEST_ROWS && cells.differentShare() > ALMOST_ALL;
    if (cells.texts() == present && (cells.hasTooManyLevels() || differs)) {
      return LeftOut.NAMES_ROWS;
    }
    boolean integers = cells.numbers() == present && cells.fractional() == 0;
    boolean named =
        NAMED_LIKE_IDS.matcher(name).matches() || first && UNNAMED.matcher(name).matches();
    return integers && named && differs ? LeftOut.ROW_NUMBERS : null;
  }

  private static boolean isConstant(ColumnProfile cells) {
    boolean oneNumber = cells.numbers() > 0 && cells.minimum() == cells.maximum();
    boolean oneText = cells.texts() > 0 && cells.levels().size() == 1;
    return cells.moments() == 0
        && (oneNumber && cells.texts() == 0 || oneText && cells.numbers() == 0);
  }

  private Problem problem(String name, ColumnProfile cells) {
    if (cells.moments() > 0 && cells.numbers() + cells.texts() > 0) {
      return Problem.MIXED_DATES;
    }
    if (cells.hasTooManyLevels()) {
      return Problem.TOO_MANY_LEVELS;
    }
    if (cells.texts() > 0 && cells.numbers() > 0 && cells.hasTooManyNumbers()) {
      return Problem.MIXED;
    }
    return cells.texts() == 0 && cells.hasInfinite() ? Problem.INFINITE : null;
  }

  private FeatureSpec spec(String name, ColumnProfile cells) {
    if (cells.moments() > 0) {
      return FeatureSpec.date(name, cells.timed());
    }
    if (cells.texts() == 0) {
      return entries.contains(name) ? FeatureSpec.entry(name) : FeatureSpec.number(name);
    }
    if (cells.booleans() == cells.texts() && cells.numbers() == 0) {
      return FeatureSpec.truth(name);
    }
    TreeSet<String> levels = new TreeSet<>(cells.levels());
    DoubleStream.of(cells.differentNumbers()).mapToObj(Cell::textOf).forEach(levels::add);
    return FeatureSpec.category(name, List.copyOf(levels));
  }

  /** The features, in the order of their columns. */
  public List<FeatureSpec> specs() {
    return specs;
  }

  /** Columns that cannot be features, with what is wrong. */
  public Map<String, Problem> problems() {
    return problems;
  }

  /** Why no column is a feature, in so far as it was decided here. */
  public String whyNone() {
    List<String> notes = leftOutNotes(Set.of());
    notes.addAll(writingNotes());
    return notes.isEmpty() ? "" : ": " + String.join("; ", notes);
  }

  /**
   * @param kept columns that are features all the same
   */
  private List<String> leftOutNotes(Set<String> kept) {
    List<String> notes = new ArrayList<>();
    leftOut.forEach(
        (why, names) -> {
          Map<Boolean, List<String>> parts =
              names.stream().collect(Collectors.partitioningBy(kept::contains));
          addNote(notes, "left out: ", parts.get(false), why);
          addNote(notes, "kept, as the model has it: ", parts.get(true), why);
        });
    return notes;
  }

  private static void addNote(List<String> notes, String begin, List<String> names, LeftOut why) {
    if (!names.isEmpty()) {
      notes.add(
          "%s%s, which %s"
              .formatted(begin, shown(names), names.size() == 1 ? why.one : why.several));
    }
  }

  /** What each column is or why it is none, in the order of the columns, for people. */
  public Map<String, String> verdicts() {
    return verdicts;
  }

  /**
   * Sentences for the user: what columns are, and which were left out.
   *
   * @param features those of the training: these, or a model's to begin with, which may have some
   *     that would be left out
   */
  public List<String> notes(List<FeatureSpec> features) {
    List<String> notes = new ArrayList<>();
    if (count(features, FeatureKind.NUMBER) < features.size()) {
      notes.add(described(features));
    }
    if (!gaps.isEmpty()) {
      notes.add(
          "%s missing cells: %s"
              .formatted(
                  gaps.size() == 1 ? "a column has" : gaps.size() + " columns have", shown(gaps)));
    }
    notes.addAll(
        leftOutNotes(features.stream().map(FeatureSpec::name).collect(Collectors.toSet())));
    notes.addAll(writingNotes());
    return notes;
  }

  /** Sentences on what a user would take for something else than text. */
  public List<String> writingNotes() {
    List<String> notes = new ArrayList<>();
    if (!writtenNumbers.isEmpty()) {
      notes.add(
          "numbers with signs such as %% or $, or with separators other than a decimal point, are read as text: %s"
              .formatted(shown(writtenNumbers)));
    }
    if (!writtenDates.isEmpty()) {
      notes.add(
          "dates in another form than ISO 8601 are read as text, without --date-format, such as dd/MM/yyyy: %s"
              .formatted(shown(writtenDates)));
    }
    return notes;
  }

  private static String described(List<FeatureSpec> features) {
    List<String> parts = new ArrayList<>();
    add(parts, count(features, FeatureKind.NUMBER), "number");
    add(parts, count(features, FeatureKind.BOOLEAN), "boolean");
    add(parts, count(features, FeatureKind.DATE), "date");
    List<String> levels =
        features.stream()
            .filter(s -> s.kind() == FeatureKind.CATEGORY)
            .map(s -> "%s %d".formatted(s.name(), s.levels().size()))
            .toList();
    if (!levels.isEmpty()) {
      parts.add(
          "%s (levels: %s)"
              .formatted(
                  levels.size() == 1 ? "1 category" : levels.size() + " categories",
                  shown(levels)));
    }
    return "features: " + String.join(", ", parts);
  }

  private static int count(List<FeatureSpec> features, FeatureKind kind) {
    return (int) features.stream().filter(s -> s.kind() == kind).count();
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }

  private static String shown(List<String> names) {
    int most = 8;
    return names.size() <= most
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, most)), names.size() - most);
  }
}
