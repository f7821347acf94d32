package io.rappel.trainer.math.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;

/**
 * Netlib's classes once more, beside those that everyone in this JVM shares: netlib looks for a
 * library only once, and MLlib makes it look, with or without success, long before a first training
 * in its session. Only the interface is the shared one.
 */
final class OwnNetlib extends ClassLoader {

  private static final String PACKAGE = BLAS.class.getPackageName() + ".";

  OwnNetlib() {
    super(BLAS.class.getClassLoader());
  }

  /** Opens the library that netlib's property names. */
  BLAS load() throws ReflectiveOperationException {
    Method instance = loadClass(PACKAGE + "JNIBLAS").getMethod("getInstance");
    instance.setAccessible(true);
    return (BLAS) instance.invoke(null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE) || name.equals(BLAS.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = stream.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
