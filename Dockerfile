# The ash command in a container. Written, but never built by the project's own checks.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /ash
COPY . .
RUN tools/ash --version

# Java stays a JDK, and Maven stays: tools/ash compares its sources with what was built.
FROM build
ENV ASH_CACHE=/cache
VOLUME ["/cache", "/runs"]
ENTRYPOINT ["/ash/tools/ash"]
