package org.ash.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

final class TerminalTest {

  @ParameterizedTest
  @CsvSource({"'',false,false", "out,true,false", "err,false,true", "'out,err',true,true"})
  void streams_areTerminalsAsTheLauncherSays(String streams, boolean out, boolean err) {
    try (TerminalStreams said = new TerminalStreams(streams)) {
      assertEquals(List.of(out, err), List.of(Terminal.out(), Terminal.err()), said::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "out"})
  void freshLine_isNothingWhereNobodySeesStderr(String streams) {
    try (TerminalStreams said = new TerminalStreams(streams)) {
      assertEquals("", Terminal.freshLine(), said::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "err"})
  void colours_areForTerminalsOnly(String streams) {
    try (TerminalStreams said = new TerminalStreams(streams)) {
      assertEquals(Ansi.OFF, Terminal.resultColours(), said::toString);
    }
  }
}
