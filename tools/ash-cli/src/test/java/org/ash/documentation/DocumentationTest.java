package org.ash.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.ash.cli.Ash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class DocumentationTest {
  private static final Path ROOT = projectRoot();
  private static final Pattern TYPE_NAME =
      Pattern.compile(
          "^(?:public |final |abstract )*(?:class|record|interface) (\\w+)", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @TempDir Path classes;

  /**
   * Excerpts without imports are held to their page by tests of their own, as ExportExampleTest.
   */
  static List<Snippet> javaSnippets() {
    return snippets("java").stream().filter(snippet -> snippet.text().contains("import ")).toList();
  }

  @ParameterizedTest
  @MethodSource("javaSnippets")
  void javaSnippet_compiles(Snippet snippet) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    String source = asCompilationUnit(snippet.text());
    Matcher name = TYPE_NAME.matcher(source);
    assertTrue(name.find(), snippet + " declares no type");
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    boolean compiled =
        compiler
            .getTask(
                null, null, problems, options, null, List.of(new SourceText(name.group(1), source)))
            .call();
    assertTrue(
        compiled,
        () ->
            snippet
                + ":\n"
                + problems.getDiagnostics().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n")));
  }

  static Stream<String> commands() {
    return snippets("sh").stream()
        .flatMap(snippet -> snippet.text().replace("\\\n", " ").lines())
        .filter(line -> line.startsWith("tools/ash"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandOfTheDocumentation_parses(String line) {
    String command = line.replaceAll("\\s+#.*$", "").replaceAll("[|>].*$", "").trim();
    List<String> words = Arrays.asList(command.split("\\s+"));
    CommandLine.ParseResult result =
        Ash.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    assertTrue(result.errors().isEmpty(), () -> line + ": " + result.errors());
  }

  @Test
  void linksOfThePages_leadToFiles() {
    List<String> dead =
        pages()
            .flatMap(
                page ->
                    LINK.matcher(read(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !target.contains("://"))
                        .filter(target -> !Files.exists(page.resolveSibling(target)))
                        .map(target -> ROOT.relativize(page) + " -> " + target))
            .toList();
    assertEquals(List.of(), dead);
  }

  @Test
  void readme_hasAnExampleForEachOfTheThreeUses() {
    long examples =
        javaSnippets().stream().filter(snippet -> snippet.page().equals("README.md")).count();
    assertTrue(examples >= 3, "README.md has " + examples + " Java examples");
  }

  private static String asCompilationUnit(String text) {
    if (TYPE_NAME.matcher(text).find()) {
      return text;
    }
    String imports =
        text.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String body =
        text.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    return imports + "\nclass Example {\n void run() throws Exception {\n" + body + "\n}\n}\n";
  }

  private static List<Snippet> snippets(String language) {
    return pages()
        .flatMap(page -> Snippet.of(ROOT.relativize(page).toString(), read(page)).stream())
        .filter(snippet -> snippet.language().equals(language))
        .toList();
  }

  private static Stream<Path> pages() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      List<Path> docs = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String source;

    SourceText(String typeName, String source) {
      super(URI.create("string:///" + typeName + Kind.SOURCE.extension), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
