rootProject.name = "ash-examples"
