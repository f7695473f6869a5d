import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the page comes from here and everything else from the server at this address. */
const server = process.env.KOERSVAST_SERVER ?? 'http://127.0.0.1:4000';
const port = process.env.KOERSVAST_WEB_PORT;

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    host: '127.0.0.1',
    ...(port === undefined ? {} : { port: Number(port), strictPort: true }),
    // The server checks the Origin of what changes something: it must see its own.
    proxy: Object.fromEntries(
      ['/trpc', '/api'].map((path) => [
        path,
        { target: server, headers: { origin: new URL(server).origin } },
      ]),
    ),
  },
});
