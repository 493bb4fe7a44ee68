package org.ash.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineChartTest {
  /** What is cut off reaches the edge. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 14})
  void names_areNotCutOff(int count) throws IOException {
    Map<String, Charts.Curve> curves = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      List<Double> ys = List.of(1.0 * i, 2.0 * i, 1.0);
      curves.put("hard-ash-eq7 " + i, new Charts.Curve(List.of(1.0, 2.0, 3.0), ys, true));
    }
    byte[] png = new LineChart("resnet-20: top 1, %", "epoch", curves).png();
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    for (int y = 0; y < picture.getHeight(); y++) {
      assertEquals(Color.WHITE.getRGB(), picture.getRGB(0, y), "left edge at " + y);
      assertEquals(
          Color.WHITE.getRGB(), picture.getRGB(picture.getWidth() - 1, y), "right edge at " + y);
    }
  }
}
