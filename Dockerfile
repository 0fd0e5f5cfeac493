# Bronwijzer in an image of its own: model, corpus and index inside, no compiler, nothing fetched when it runs.
# Debian, not Alpine: onnxruntime-node is built for glibc.

FROM node:22-bookworm-slim AS build
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# What changes seldom comes first, so that it is built seldom. The compiler of TypeScript is wanted for "prepare" only.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts && npm rebuild hnswlib-node
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY bin bin
RUN npm run prepare
COPY corpus corpus
COPY embeddings embeddings
RUN npm run build-index
RUN npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
# The sentences of the bot: dist reads them from here.
COPY --from=build /app/src/i18n src/i18n
COPY --from=build /app/corpus corpus
COPY --from=build /app/embeddings embeddings
# All of it belongs to root and is only read. What chats chose is written here: mount a volume.
RUN mkdir /data && chown node:node /data
ENV SETTINGS_FOLDER=/data
VOLUME /data
USER node
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MONITOR_PORT || 9464}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["bin/bronwijzer", "start"]
