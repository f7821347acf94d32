package io.rappel.jobs.run;

import io.rappel.jobs.outcome.Outcome;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;

/**
 * Ctrl-C and SIGTERM while a run goes on: the first asks it to end, the second ends the process.
 * Where the JVM has no such signals, they end it as they always do.
 */
public final class Interruption implements AutoCloseable {

  private static final List<String> SIGNALS = List.of("INT", "TERM");
  private static final long CANCEL_MILLIS = 100;

  private final PrintWriter err;
  private final Map<Object, Object> before = new LinkedHashMap<>();
  private Runnable cancel;
  private boolean requested;
  private boolean stepsBegun;

  private Interruption(PrintWriter err) {
    this.err = err;
  }

  /**
   * Watches the signals of this process, where it is the command's own; otherwise nothing.
   *
   * @param err where people are told that they were heard
   */
  public static Interruption watch(PrintWriter err) {
    Interruption interruption = new Interruption(err);
    if (SparkEnv.get() == null) {
      interruption.register();
    }
    return interruption;
  }

  /** The class is not part of Java's specification, and the compiler would warn of it. */
  private void register() {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      signalled();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "Interruption";
                  });
      for (String name : SIGNALS) {
        Object signal = signalClass().getConstructor(String.class).newInstance(name);
        before.put(signal, handle(signal, ours));
      }
    } catch (ReflectiveOperationException e) {
      // Signals do here what they do without us.
    }
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

  private synchronized void signalled() throws InterruptedException {
    if (requested) {
      Runtime.getRuntime().halt(Outcome.INTERRUPTED.exitCode());
    }
    requested = true;
    err.println(
        stepsBegun
            ? "rappel: interrupted: the run ends after this step, and at once with another signal"
            : "rappel: interrupted: the run ends before its first step, and at once with another signal");
    // Jobs that read rows may take long, and each is followed by others.
    while (!stepsBegun) {
      if (cancel != null) {
        cancel.run();
      }
      wait(CANCEL_MILLIS);
    }
  }

  /** What to do again and again with a run that is to end before its first step. */
  public synchronized void cancelWith(Runnable action) {
    cancel = action;
  }

  /** From here on the run is asked between its steps. */
  synchronized void stepsBegin() {
    stepsBegun = true;
    notifyAll();
  }

  synchronized boolean isRequested() {
    return requested;
  }

  /** Whether it is to end before its first step. */
  synchronized boolean isBeforeSteps() {
    return requested && !stepsBegun;
  }

  @Override
  public void close() {
    stepsBegin();
    before.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            // Nothing follows the run that would miss it.
          }
        });
  }
}
