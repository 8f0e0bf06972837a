# keystrel in a container.
#
#   docker build -t keystrel .                  the program alone, without a shell
#   docker build -t keystrel:ci --target ci .   with git and keystrel-ci, for pipelines
#
#   docker run --rm -v "$PWD:/src:ro" keystrel scan
FROM swift:6.3-bookworm AS build
WORKDIR /keystrel
COPY . .
RUN make dist && mv .build/dist/keystrel-*-linux-*/ /release

FROM debian:12-slim AS ci
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /release/keystrel /release/keystrel-ci /usr/local/bin/
COPY --from=build /release/licenses /usr/share/doc/keystrel/licenses
WORKDIR /src

FROM gcr.io/distroless/base-nossl-debian12:nonroot
COPY --from=build /release/keystrel /usr/local/bin/keystrel
COPY --from=build /release/licenses /usr/share/doc/keystrel/licenses
WORKDIR /src
ENTRYPOINT ["keystrel"]
CMD ["scan"]
