# Two images from one build: `portico`, the default, and `demo`, which includes stand-ins of Entra, Microsoft Graph and
# Key Vault. Both have no shell, run as a non-root user, and work with a read-only file system.
#
#   docker build --tag portico .
#   docker build --tag portico-demo --target demo .

FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY build.js host.json ./
COPY functions functions
COPY scripts scripts
COPY src src
RUN npm run build
RUN node scripts/image.js serve block image/portico && node scripts/image.js demo image/demo

FROM gcr.io/distroless/nodejs22-debian12:nonroot AS base
WORKDIR /app
ENV NODE_ENV=production PORT=7071
USER 65532:65532
EXPOSE 7071
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s --retries=3 \
  CMD ["/nodejs/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node"]

FROM base AS demo
# A published port does not reach loopback inside the container.
ENV HOST=0.0.0.0
COPY --from=build /src/image/demo ./
CMD ["demo.js"]

FROM base AS portico
COPY --from=build /src/image/portico ./
CMD ["serve.js"]
