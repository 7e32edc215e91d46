package dev.braid.datasets.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WavTest {

  private static byte[] wav(int channels) {
    ByteBuffer out = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(US_ASCII)).putInt(52).put("WAVE".getBytes(US_ASCII));
    out.put("fmt ".getBytes(US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(8000).putInt(16_000);
    out.putShort((short) 2).putShort((short) 16);
    // an unknown chunk of an odd length with a byte of padding
    out.put("LIST".getBytes(US_ASCII)).putInt(3).put(new byte[4]);
    out.put("data".getBytes(US_ASCII)).putInt(4).putShort((short) -32768).putShort((short) 8192);
    return out.array();
  }

  @Test
  void should_read_samples_between_other_chunks() throws FileFormatException {
    Wav wav = Wav.read(wav(1), "a.wav");

    assertThat(wav.rate()).isEqualTo(8000);
    assertThat(wav.samples()).containsExactly(-1, 0.25f);
  }

  @Test
  void should_reject_several_channels() {
    assertThatThrownBy(() -> Wav.read(wav(2), "a.wav"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("2 channels of 16 bits");
  }

  @Test
  void should_reject_every_truncated_file() {
    byte[] full = wav(1);
    for (int i = 0; i < full.length; i++) {
      int length = i;
      assertThatThrownBy(() -> Wav.read(Arrays.copyOf(full, length), "a.wav"))
          .isInstanceOf(FileFormatException.class);
    }
  }
}
