# Watchdesk in one image: web, API, mail listener, escalation and sending.
# It uses the PostgreSQL of DATABASE_URL; without one it runs its own, in the volume.

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
# What only building and testing need goes, the npm package that brings Node among it: the image has Node.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf web

FROM node:26-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    SMTP_LISTEN_HOST=0.0.0.0 \
    SMTP_LISTEN_PORT=2525 \
    WATCHDESK_DATA=/data
WORKDIR /app
# The program belongs to root and is only read; the user "node" comes with the image and owns the data alone.
COPY --from=build /app ./
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000 2525

# Red when the pager is not well, which is more than "the process lives". For a container that only works
# (command: work) switch it off: nothing listens there.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# After it: nothing (everything), serve, work or migrate.
ENTRYPOINT ["node", "server/main.ts"]
