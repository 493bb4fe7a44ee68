package org.ash.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong arguments: exit code 2, one line on stderr with what was perhaps meant, nothing on stdout.
 */
final class UsageErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          modles                       | No command 'modles'. Did you mean 'models'? See: tools/ash --help
          models --jsn                 | No option '--jsn'. Did you mean '--json'?
          models now                   | 'now' is one argument too many.
          summary --classes many       | '--classes'
          summary --model resnet-21    | Model 'resnet-21'
          summary --model resnet-21    | 20 is near
          summary --activation ahs     | Did you mean 'ash'?
          summary --activation ash:q=1 | 'q'
          data info cifar1O:x          | Did you mean 'cifar10'? See: tools/ash data info --help
          data info shapes:sise=8      | shapes has no option 'sise'
          data info shapes --columns 3 | --png
          data info shapes --png x --columns 0 | --columns is 1 to 1000, given 0
          data info --png x            | name it, as: shapes --png FILE
          quickstart --data imagenet:x | tools/ash train --recipe quick --data imagenet:x
          compare backends -b tensorflwo | 'tensorflow'
          bench infer -b reference,tensorflwo | 'tensorflow'
          """)
  void wrongUsage_isExplainedOnOneLine(String arguments, String expected) {
    Invocation wrong = Invocation.of(arguments.split(" "));
    assertEquals(2, wrong.exitCode());
    assertEquals("", wrong.out());
    assertTrue(wrong.complaint().contains(expected), wrong::err);
  }
}
