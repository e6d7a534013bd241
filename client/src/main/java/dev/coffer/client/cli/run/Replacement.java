package dev.coffer.client.cli.run;

import dev.coffer.client.cli.args.UsageException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts another program in this process's place with {@code execv(3)}: it keeps the process id, the
 * terminal and the standard streams, gets every signal itself, and its exit code is nobody else's.
 * The secret values are in its environment and nowhere else, since this process is gone. Variables
 * that are not named here stay as they are, byte for byte.
 *
 * @param command the program and its arguments
 * @param searchPath the directories of {@code PATH}
 * @param added variables to set
 * @param removed variables to remove first
 */
public record Replacement(
    List<String> command, String searchPath, Map<String, String> added, Set<String> removed) {
  /** A shell's exit code for a program that does not exist. */
  public static final int NOT_FOUND = 127;

  /** A shell's exit code for a program that cannot be run. */
  public static final int NOT_RUNNABLE = 126;

  private static final int SIG_SETMASK = 2;
  private static final int CLOSE_RANGE_CLOEXEC = 4;

  /** Larger than any system's {@code sigset_t}; all zero is the empty set. */
  private static final int SIGNAL_SET_BYTES = 128;

  public Replacement {
    command = List.copyOf(command);
    added = Map.copyOf(added);
    removed = Set.copyOf(removed);
    boolean nul =
        command.stream().anyMatch(word -> word.indexOf('\0') >= 0)
            || added.values().stream().anyMatch(value -> value.indexOf('\0') >= 0);
    if (nul) {
      throw new UsageException("a value holds a NUL, which no environment variable can: leave it out with -only-secrets");
    }
  }

  /** Does not return when it works; otherwise the exit code that a shell would give. */
  public int exec() {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      return NOT_FOUND;
    }
    try (Arena arena = Arena.ofConfined()) {
      changeEnvironment(arena);
      unblockSignals(arena);
      closeDescriptors();
      execv(arena, program.get().toString(), command);
      // A script without a first line naming its interpreter: the shell runs it, as execvp(3) does.
      List<String> shell = new ArrayList<>(List.of("sh", program.get().toString()));
      shell.addAll(command.subList(1, command.size()));
      if (Files.isReadable(program.get()) && !Files.isDirectory(program.get())) {
        execv(arena, "/bin/sh", shell);
      }
    }
    return NOT_RUNNABLE;
  }

  private Optional<Path> find() {
    String name = command.getFirst();
    if (name.contains("/")) {
      return Optional.of(Path.of(name)).filter(Files::exists);
    }
    for (String directory : searchPath.split(":", -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** The JVM blocks some signals in its threads; a blocked signal would stay blocked in the program. */
  private static void unblockSignals(Arena arena) {
    call(
        function("pthread_sigmask", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
        SIG_SETMASK,
        arena.allocate(SIGNAL_SET_BYTES),
        MemorySegment.NULL);
  }

  /** Files that the JVM has open must not reach the program. Older systems lack the call; then they do. */
  private static void closeDescriptors() {
    call(
        function("close_range", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        3,
        -1,
        CLOSE_RANGE_CLOEXEC);
  }

  private void changeEnvironment(Arena arena) {
    Optional<MethodHandle> unset = function("unsetenv", ValueLayout.ADDRESS);
    removed.forEach(name -> call(unset, arena.allocateFrom(name)));
    Optional<MethodHandle> set =
        function("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    added.forEach((name, value) -> call(set, arena.allocateFrom(name), arena.allocateFrom(value), 1));
  }

  private static void execv(Arena arena, String program, List<String> words) {
    call(
        function("execv", ValueLayout.ADDRESS, ValueLayout.ADDRESS),
        arena.allocateFrom(program),
        strings(arena, words));
  }

  /** A null-terminated array of C strings. */
  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int at = 0; at < texts.size(); at++) {
      array.setAtIndex(ValueLayout.ADDRESS, at, arena.allocateFrom(texts.get(at)));
    }
    return array;
  }

  @SuppressWarnings("restricted") // The launcher allows native access; the signatures are POSIX's.
  private static Optional<MethodHandle> function(String name, ValueLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = linker.defaultLookup();
    FunctionDescriptor signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
    return symbols.find(name).map(symbol -> linker.downcallHandle(symbol, signature));
  }

  private static void call(Optional<MethodHandle> function, Object... arguments) {
    if (function.isEmpty()) {
      return;
    }
    try {
      // The result does not matter: what counts is whether this process is still here afterwards.
      function.get().invokeWithArguments(arguments);
    } catch (Throwable impossible) {
      throw new IllegalStateException("a system call could not be made", impossible);
    }
  }
}
