package org.ash.conformance.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ash.conformance.operator.OperatorCase;
import org.ash.conformance.operator.OperatorSweeps;
import org.ash.ir.Contraction;
import org.ash.ir.Convolution;
import org.ash.ir.Elementwise;
import org.ash.ir.Op;
import org.ash.ir.Reduction;
import org.ash.ir.Shaping;
import org.ash.ir.TensorType;
import org.ash.spi.Feeds;
import org.ash.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutants are what they are said to be. */
final class MutantTest {

  @Test
  void draws_areThoseOfTheSeed() {
    assertEquals(drawn(5), drawn(5));
    assertFalse(drawn(5).equals(drawn(6)));
  }

  private static List<String> drawn(long seed) {
    MutantDraw draw = new MutantDraw(seed);
    return IntStream.range(0, 100).mapToObj(i -> draw.draw(i).toString()).toList();
  }

  static Stream<Mutant> equivalents() {
    return Stream.of(
        mutant(Elementwise.Abs.class, "sign lost", Region.EVERYWHERE, Occasion.ALWAYS),
        mutant(Elementwise.Sigmoid.class, "saturated", Region.EVERYWHERE, Occasion.ALWAYS),
        mutant(
            Elementwise.Sign.class,
            "truncated to whole numbers",
            new Region(Region.Kind.TAIL, 4_096),
            Occasion.ALWAYS),
        mutant(
            Elementwise.Not.class,
            "NaN swallowed",
            Region.EVERYWHERE,
            new Occasion(Occasion.Kind.RUN, 5)));
  }

  @ParameterizedTest
  @MethodSource("equivalents")
  void equivalent_hasNoWitness(Mutant mutant) {
    assertEquals(Optional.empty(), new WitnessSearch(mutant.operator()).find(mutant));
  }

  static Stream<Mutant> broken() {
    return Stream.of(
        mutant(
            Elementwise.Exp.class, "zero", new Region(Region.Kind.TAIL, 65_536), Occasion.ALWAYS),
        mutant(
            Elementwise.Tanh.class, "the first run's result", Region.EVERYWHERE, Occasion.ALWAYS),
        mutant(
            Elementwise.Erf.class,
            "another executable's result",
            Region.EVERYWHERE,
            Occasion.ALWAYS),
        mutant(
            Elementwise.Relu.class,
            "written into an operand",
            Region.EVERYWHERE,
            new Occasion(Occasion.Kind.EXECUTABLE, 2)),
        mutant(
            Elementwise.Sqrt.class,
            "relative error",
            new Region(Region.Kind.LAST_COLUMN, 0),
            new Occasion(Occasion.Kind.OTHER_SIZE, 0)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void broken_hasAWitness(Mutant mutant) {
    assertTrue(new WitnessSearch(mutant.operator()).find(mutant).isPresent());
  }

  private static Mutant mutant(
      Class<? extends Op> operator, String effect, Region region, Occasion occasion) {
    Effect found =
        Stream.concat(ValueEffects.all().stream(), MemoryEffects.all().stream())
            .filter(each -> each.kind().equals(effect))
            .findFirst()
            .orElseThrow();
    return new Mutant(operator, new Fault(found, region, occasion));
  }

  static Stream<Class<? extends Op>> growing() {
    return Stream.of(
        Reduction.ReduceSum.class,
        Contraction.MatMul.class,
        Convolution.ConvWeightGradient.class,
        Reduction.ArgMax.class,
        Shaping.Transpose.class);
  }

  @ParameterizedTest
  @MethodSource("growing")
  void enlarged_isLargeEnoughAndFitsIntoMemory(Class<? extends Op> operator) {
    for (OperatorCase small : OperatorSweeps.of(operator).values().subList(0, 3)) {
      for (OperatorCase large : Enlargement.of(small, 65_537)) {
        TensorType type = large.graph().outputs().values().iterator().next().type();
        Map<String, Long> bindings = Feeds.bind(large.graph(), large.feeds());
        assertTrue(type.shape().bind(bindings).size() >= 65_537, large::toString);
        large.inputs().forEach(x -> assertTrue(x.size() <= 1 << 21, large::toString));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1.0001, 1, 1",
    "1.001, 1.0009765625, 1",
    "2049, 2048, 2048",
    "-65519, -65504, -65536",
    "65520, Infinity, 65536",
    "1e-8, 0, 1.0011717677116394e-8",
    "-Infinity, -Infinity, -Infinity"
  })
  void narrowTypes_round(double x, double half, double brain) {
    assertEquals(half, ValueEffects.half(x));
    assertEquals(brain, ValueEffects.brain(x), Math.abs(brain) * 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYWHERE, 0, 0 1 2 3 4 5 6 7 8 9 10 11 12 13",
    "TAIL, 8, 8 9 10 11 12 13",
    "REMAINDER, 4, 12 13",
    "REMAINDER, 16, ''",
    "BLOCK_STARTS, 4, 4 8 12",
    "ROWS, 1, 7 8 9 10 11 12 13",
    "LAST_COLUMN, 0, 6 13",
    "LAST, 0, 13"
  })
  void regions_holdTheirElements(Region.Kind kind, int threshold, String elements) {
    Region region = new Region(kind, threshold);
    String held =
        String.join(
            " ",
            IntStream.range(0, 14)
                .filter(i -> region.holds(i, Shape.of(2, 7)))
                .mapToObj(Integer::toString)
                .toList());
    assertEquals(elements, held);
  }
}
