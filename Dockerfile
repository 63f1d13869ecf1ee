# An image with the program that "eng/publish linux-x64 linux-arm64" made, for both kinds of machines:
#   docker build --tag conform .
#   docker run --rm --volume "$PWD:/work" conform verify my-api --base-url https://staging.example --user-file users.txt
#   docker run --rm --publish 4010:4010 --volume "$PWD:/work" conform mock my-api --host 0.0.0.0
FROM scratch AS program-amd64
COPY artifacts/programs/linux-x64/conform /conform
FROM scratch AS program-arm64
COPY artifacts/programs/linux-arm64/conform /conform
FROM program-${TARGETARCH:-amd64} AS program

FROM debian:stable-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libstdc++6 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --create-home --uid 1000 conform
COPY --from=program /conform /usr/local/bin/conform
# It unpacks itself at its first start, which is here and not in each container.
ENV DOTNET_BUNDLE_EXTRACT_BASE_DIR=/opt/conform
RUN conform --version && chmod -R a+rX /opt/conform
USER conform
WORKDIR /work
EXPOSE 4010
ENTRYPOINT ["conform"]
