package io.rappel.jobs.session;

import io.rappel.jobs.outcome.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Ctrl-C, SIGTERM and a terminal that is closed do in this process, until it is closed. Where
 * the JVM has no such signals, they do what they always do.
 */
public final class Signals implements AutoCloseable {

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final Map<Object, Object> before = new LinkedHashMap<>();

  private Signals() {}

  /** They end the process, with the code for it and what the JVM does at its end. */
  public static Signals ending() {
    return handled(() -> System.exit(Outcome.INTERRUPTED.exitCode()));
  }

  /**
   * They do something in a thread of their own. The class for it is not part of Java's
   * specification, and the compiler would warn of it.
   */
  static Signals handled(Runnable action) {
    Signals signals = new Signals();
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "Signals";
                  });
      for (String name : NAMES) {
        Object signal = signalClass().getConstructor(String.class).newInstance(name);
        signals.before.put(signal, handle(signal, ours));
      }
    } catch (ReflectiveOperationException e) {
      // Signals do here what they do without us.
    }
    return signals;
  }

  private static Class<?> signalClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    try {
      return signalClass()
          .getMethod("handle", signalClass(), Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal, handler);
    } catch (InvocationTargetException e) {
      // Somebody has told the JVM to leave this signal alone.
      throw new ReflectiveOperationException(e);
    }
  }

  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            // Nothing follows that would miss it.
          }
        });
  }
}
