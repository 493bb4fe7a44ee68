package org.ash.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.ash.cli.Invocation;
import org.ash.onnx.model.OnnxFile;
import org.ash.onnx.model.OnnxMetadata;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code verify}: what they write, and what they refuse. */
final class ExportCommandTest {

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static String run;
  private static Path exported;
  private static Invocation export;

  @BeforeAll
  static void makeRunAndExport() {
    run = TinyRun.create(shared.resolve("run")).path().toString();
    exported = shared.resolve("models/model.onnx");
    export = export(exported, "--json");
  }

  private static Invocation export(Path file, String... more) {
    return invoke(more, "export", "--run", run, "--out", file.toString(), "--images", "3");
  }

  private static Invocation verify(Path file, String... more) {
    return invoke(more, "verify", "--run", run, file.toString(), "--images", "3");
  }

  private static Invocation invoke(String[] more, String... first) {
    String[] arguments = new String[first.length + more.length];
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return Invocation.of(arguments);
  }

  @Test
  void export_writesAFile_thatWasVerifiedOnRealImages() throws IOException {
    assertEquals(0, export.exitCode(), export::err);
    JsonNode result = export.json();
    assertTrue(Files.size(exported) > 0);
    assertEquals(17, result.get("opset").asInt());
    assertTrue(result.get("verification").get("passed").asBoolean(), result::toString);
    assertEquals(3, result.get("verification").get("images").asInt());
    assertEquals("reference", result.get("verification").get("backend").asText());
  }

  @Test
  void exportedFile_saysWhereItComesFrom() throws IOException {
    OnnxMetadata metadata = OnnxMetadata.of(OnnxFile.read(exported));
    assertEquals("resnet-8", metadata.model());
    assertEquals("ash", metadata.activation());
    assertEquals(TinyRun.DATA, metadata.dataSet().orElseThrow());
    assertFalse(metadata.projectVersion().isEmpty());
    assertEquals(10, metadata.preprocessing().orElseThrow().classNames().size());
  }

  @Test
  void verify_passes_andSaysSoFirst() {
    Invocation done = verify(exported);
    assertEquals(0, done.exitCode(), done::err);
    assertTrue(done.out().startsWith("verified: "), done::out);
    assertTrue(done.out().contains("3 of 3 samples in the same class"), done::out);
  }

  @Test
  void verifyAsJson_holdsTheAgreementOfEachOutput() throws IOException {
    JsonNode result = verify(exported, "--json").json();
    assertTrue(result.get("passed").asBoolean());
    JsonNode logits = result.get("outputs").get(0);
    assertEquals("logits", logits.get("output").asText());
    assertTrue(logits.get("maxError").asDouble() <= logits.get("tolerance").asDouble());
  }

  @Test
  void modelOfAnotherRun_failsVerification_withExitCode1() {
    Path other = TinyRun.create(folder.resolve("other"), "relu", TinyRun.DATA).path();
    Invocation failed =
        Invocation.of(
            "verify", "--run", other.toString(), exported.toString(), "--images", "3", "--json");
    assertEquals(1, failed.exitCode(), failed::out);
    assertTrue(failed.out().contains("\"passed\" : false"), failed::out);
  }

  @Test
  void damagedModel_failsVerification_withWhatIsWrong() throws IOException {
    Path damaged = folder.resolve("damaged.onnx");
    byte[] content = Files.readAllBytes(exported);
    Files.write(damaged, Arrays.copyOf(content, content.length / 2));
    Invocation failed = verify(damaged);
    assertEquals(1, failed.exitCode());
    assertTrue(failed.out().startsWith("FAILED: "), failed::out);
    assertTrue(failed.out().contains("error: "), failed::out);
  }

  @Test
  void trustedFile_givesTheSameResult_andLimitsArePositive() throws IOException {
    JsonNode guarded = verify(exported, "--json").json();
    JsonNode trusted = verify(exported, "--json", "--trust").json();
    assertEquals(guarded.get("outputs"), trusted.get("outputs"));
    Invocation refused = verify(exported, "--time-limit", "0");
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("are 1 or more, given 0"), refused::err);
    assertEquals(2, verify(exported, "--trust", "--time-limit", "9").exitCode());
  }

  /** A step of 0 ends the process of whoever divides by it. */
  @Test
  void craftedModel_isAFinding() throws IOException {
    ModelProto.Builder crafted = OnnxFile.read(exported).toBuilder();
    for (NodeProto.Builder node : crafted.getGraphBuilder().getNodeBuilderList()) {
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.getName().equals("strides")) {
          attribute.setInts(0, 0);
        }
      }
    }
    Path file = Files.write(folder.resolve("crafted.onnx"), crafted.build().toByteArray());
    Invocation failed = verify(file);
    assertEquals(1, failed.exitCode());
    assertTrue(failed.out().contains("has strides [0, 1]"), failed::out);
  }

  @Test
  void missingModel_isNamed() {
    Invocation failed = verify(folder.resolve("none.onnx"));
    assertEquals(1, failed.exitCode());
    assertTrue(failed.complaint().contains("none.onnx: no such file"), failed::err);
  }

  @Test
  void existingFile_staysAsItIs_withoutForce() throws IOException {
    Path existing = folder.resolve("model.onnx");
    Files.copy(exported, existing, StandardCopyOption.REPLACE_EXISTING);
    Invocation refused = export(existing);
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("--force"), refused::err);
    assertArrayEquals(Files.readAllBytes(exported), Files.readAllBytes(existing));
  }

  @Test
  void existingFile_isReplaced_withForce() throws IOException {
    Path existing = Files.writeString(folder.resolve("model.onnx"), "old");
    assertEquals(0, export(existing, "--force").exitCode());
    assertArrayEquals(Files.readAllBytes(exported), Files.readAllBytes(existing));
  }

  @Test
  void folderAsOutput_isRefused() {
    Invocation refused = export(folder);
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains("is a folder"), refused::err);
  }

  @Test
  void outputBelowAFile_isRefused_withItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Invocation refused = export(file.resolve("model.onnx"));
    assertEquals(1, refused.exitCode());
    assertTrue(refused.complaint().contains(file.toString()), refused::err);
  }

  @Test
  void unknownOpset_isWrongUsage_withTheRange() {
    Invocation wrong = export(folder.resolve("model.onnx"), "--opset", "99");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.complaint().contains("13 to 26"), wrong::err);
  }

  @Test
  void missingRun_isNamed() {
    Invocation failed =
        Invocation.of("export", "--run", folder.resolve("none") + "", "--out", "x.onnx");
    assertEquals(1, failed.exitCode());
    assertTrue(failed.complaint().contains("No run at "), failed::err);
  }
}
