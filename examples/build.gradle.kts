// Gradle reads no profiles of poms, so it does not know the natives' platform: javacpp's natives are
// left out where they come transitively, and named here.
plugins {
    application
}

repositories {
    mavenLocal()
    mavenCentral()
}

java {
    toolchain.languageVersion.set(JavaLanguageVersion.of(17))
}

val natives = "linux-x86_64" // or linux-arm64, macosx-arm64, windows-x86_64

dependencies {
    implementation(platform("org.ash:ash-bom:0.2.0"))
    implementation("org.ash:ash-api")
    implementation("org.ash:ash-data")
    implementation("org.ash:ash-onnx") {
        exclude(group = "org.bytedeco", module = "javacpp")
        exclude(group = "org.bytedeco", module = "onnx")
    }
    runtimeOnly("org.bytedeco:javacpp:1.5.11")
    runtimeOnly("org.bytedeco:javacpp:1.5.11:$natives")
    runtimeOnly("org.bytedeco:onnx:1.17.0-1.5.11") {
        exclude(group = "org.bytedeco", module = "javacpp")
    }
    runtimeOnly("org.bytedeco:onnx:1.17.0-1.5.11:$natives") { // x86_64 only
        isTransitive = false
    }
}

application {
    mainClass.set("org.example.Train")
}
