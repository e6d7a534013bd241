package dev.coffer.scanner.walk;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Fragment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Whatever git prints, it is read to its end, and no fragment is larger than allowed. */
@Tag("fuzz")
final class PatchFuzz {
  @FuzzTest(maxDuration = "15s")
  void anyPatchIsReadToItsEnd(FuzzedDataProvider data) throws IOException, InterruptedException {
    byte[] bytes = data.consumeRemainingAsBytes();
    new PatchReader(new ByteArrayInputStream(bytes), Optional.of(Commit.none()), new Checking()).read();
  }

  private static final class Checking implements PatchReader.Events {
    @Override
    public void commit(Commit commit) {}

    @Override
    public void fragment(Fragment fragment) {
      if (fragment.content().length() > PatchReader.HUNK_MAX || fragment.path().isEmpty()) {
        throw new AssertionError("a fragment that cannot be");
      }
    }

    @Override
    public void binary(String path, Optional<Commit> commit) {}
  }
}
