package dev.coffer.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Runs something when the operating system sends a signal. The JDK's only way is {@code
 * sun.misc.Signal} in the supported module jdk.unsupported; the compiler warns of every mention of
 * it, and a warning is an error here, so this one class reaches it by method handles.
 */
final class Signals {
  private Signals() {}

  /**
   * Whenever the signal comes, in a thread of the JVM's own.
   *
   * @param name without SIG: {@code HUP}, {@code TERM}
   * @return false where there is no such signal
   */
  static boolean on(String name, Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle run =
          MethodHandles.dropArguments(
              MethodHandles.lookup()
                  .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                  .bindTo(work),
              0,
              signal);
      Object made =
          lookup.findConstructor(signal, MethodType.methodType(void.class, String.class)).invoke(name);
      lookup
          .findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
          .invoke(made, MethodHandleProxies.asInterfaceInstance(handler, run));
      return true;
    } catch (Error fatal) {
      throw fatal;
    } catch (Throwable _) {
      return false;
    }
  }
}
