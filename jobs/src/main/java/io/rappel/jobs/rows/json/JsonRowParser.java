package io.rappel.jobs.rows.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.hadoop.io.Text;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.CreateJacksonParser;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonParser;
import org.apache.spark.sql.catalyst.util.FailureSafeParser;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterable;
import scala.collection.Iterator;
import scala.collection.immutable.List$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/** Spark's parser of lines of JSON, as its own scan of files has it. */
final class JsonRowParser {

  /** Tokens of Spark's Jackson, which is another one than ours where ours is renamed. */
  private static final MethodHandle TOKENS = tokens();

  private final FailureSafeParser<Text> parser;

  JsonRowParser(StructType columns, JSONOptions options) {
    StructField[] read =
        Arrays.stream(columns.fields())
            .filter(field -> !field.name().equals(options.columnNameOfCorruptRecord()))
            .toArray(StructField[]::new);
    JacksonParser rows =
        new JacksonParser(new StructType(read), options, true, List$.MODULE$.empty());
    this.parser =
        new FailureSafeParser<>(
            new Rows(rows), options.parseMode(), columns, options.columnNameOfCorruptRecord());
  }

  private static MethodHandle tokens() {
    try {
      for (Method method : CreateJacksonParser.class.getMethods()) {
        Class<?>[] taken = method.getParameterTypes();
        if (method.getName().equals("text") && taken.length == 2 && taken[1] == Text.class) {
          return MethodHandles.publicLookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, Object.class, Text.class));
        }
      }
      throw new NoSuchMethodError("CreateJacksonParser.text");
    } catch (IllegalAccessException e) {
      throw new IllegalAccessError(e.getMessage());
    }
  }

  /** The rows of a line, each an object of its own. */
  Iterator<InternalRow> parse(Text line) {
    return parser.parse(line);
  }

  private static final class Rows extends AbstractFunction1<Text, Iterable<InternalRow>> {

    private final JacksonParser rows;
    private final Function2<JsonFactory, Text, JsonParser> tokens = untyped(new Tokens());
    private final Function1<Text, UTF8String> text = new Shown();

    Rows(JacksonParser rows) {
      this.rows = rows;
    }

    /** Types are nowhere looked at, but for those of the classes. */
    @SuppressWarnings("unchecked")
    private static <T> T untyped(Object function) {
      return (T) function;
    }

    @Override
    public Iterable<InternalRow> apply(Text line) {
      return rows.parse(line, tokens, text);
    }
  }

  private static final class Tokens extends AbstractFunction2<Object, Text, Object> {
    @Override
    public Object apply(Object factory, Text line) {
      try {
        return (Object) TOKENS.invokeExact(factory, line);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Shown extends AbstractFunction1<Text, UTF8String> {
    @Override
    public UTF8String apply(Text line) {
      return UTF8String.fromBytes(line.getBytes(), 0, line.getLength());
    }
  }
}
