package io.rappel.trainer.math.blas;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Holds OpenBLAS to the thread that calls it. With threads of its own it makes its callers queue
 * and sums in another order. It reads its number of threads from the environment, which a JVM
 * cannot set, or takes it by a call, which netlib does not offer.
 */
final class OpenBlasThreads {

  /** Where JNA looks for its library, and for what it has left before. */
  private static final List<String> JNA_FOLDERS = List.of("jna.boot.library.path", "jna.tmpdir");

  /** RTLD_LAZY without RTLD_GLOBAL, as Java itself opens libraries. */
  private static final int OPEN_LAZY_AND_LOCAL = 1;

  private OpenBlasThreads() {}

  /**
   * Sets one thread in a library that is loaded already.
   *
   * @param libraries where JNA's own library is unpacked
   * @return which OpenBLAS it is, for people
   * @throws UnsupportedOperationException if OpenBLAS does not obey
   */
  static String one(NativeLibraries libraries, Path openBlas) throws IOException {
    loadJna(libraries);
    try (NativeLibrary library =
        NativeLibrary.getInstance(
            openBlas.toString(), Map.of(Library.OPTION_OPEN_FLAGS, OPEN_LAZY_AND_LOCAL))) {
      library.getFunction("openblas_set_num_threads").invokeVoid(new Object[] {1});
      int threads = library.getFunction("openblas_get_num_threads").invokeInt(new Object[0]);
      if (threads != 1) {
        throw new UnsupportedOperationException(
            "OpenBLAS uses %d threads where it was told to use 1".formatted(threads));
      }
      return description(library);
    } catch (LinkageError e) {
      throw new UnsupportedOperationException("the threads of OpenBLAS cannot be set: " + e, e);
    }
  }

  /** Left to itself, JNA unpacks its library into the user's home and leaves folders there. */
  private static void loadJna(NativeLibraries libraries) throws IOException {
    String resourceName = Platform.RESOURCE_PREFIX + "/libjnidispatch.so";
    URL resource = Platform.class.getResource(resourceName);
    if (resource == null) {
      throw new UnsupportedOperationException(
          "com/sun/jna/" + resourceName + " is not on the class path");
    }
    libraries.unpack(resource, NativeLibraries.sha256(resource));
    List<String> before = JNA_FOLDERS.stream().map(System::getProperty).toList();
    JNA_FOLDERS.forEach(name -> System.setProperty(name, libraries.folder().toString()));
    try {
      Native.getNativeSize(int.class); // initializes the class, which loads the library
    } catch (LinkageError e) {
      throw new UnsupportedOperationException("JNA cannot be loaded: " + e.getMessage(), e);
    } finally {
      for (int i = 0; i < before.size(); i++) {
        restore(JNA_FOLDERS.get(i), before.get(i));
      }
    }
  }

  private static void restore(String property, String before) {
    if (before == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, before);
    }
  }

  private static String description(NativeLibrary library) {
    String[] words = text(library, "openblas_get_config").split(" ");
    String preset =
        System.getenv("OPENBLAS_CORETYPE") == null
            ? ""
            : " as the environment's OPENBLAS_CORETYPE says, which may be slow";
    return "%s %s (bundled, one thread, for %s%s)"
        .formatted(words[0], words[1], text(library, "openblas_get_corename"), preset);
  }

  private static String text(NativeLibrary library, String function) {
    Function get = library.getFunction(function);
    return get.invokePointer(new Object[0]).getString(0);
  }
}
