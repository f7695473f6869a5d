import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './scripts/compressed.ts';
import { withoutParts } from './scripts/left-out.ts';
import { oneFolder } from './scripts/one-folder.ts';
import { pdfFiles } from './scripts/pdf-files.ts';

/** In development the page comes from here and everything else from the server at this address. */
const server = process.env.KOERSVAST_SERVER ?? 'http://127.0.0.1:4000';
const port = process.env.KOERSVAST_WEB_PORT;

export default defineConfig(({ command }) => ({
  // Each file finds the others from where it lies itself; in the page the server names them.
  base: command === 'build' ? './' : '/',
  plugins: [react(), withoutParts(), pdfFiles(), oneFolder(), compressed()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // Scripts that always come together are one: a browser takes up scores of small ones one by one.
        codeSplitting: {
          groups: [
            // What every page begins with, but for the beginning itself.
            {
              name: 'base',
              tags: ['$initial'],
              test: (id) => !/main\.tsx$|index\.html/.test(id),
              priority: 3,
            },
            // What lies around every screen of who is signed in, and what nearly each of them says while it waits.
            {
              name: 'frame',
              test: /app[\\/]frame\.tsx$|ui[\\/](loaded|coming|fault)\.tsx$/,
              priority: 2,
            },
            // A text with its marks and lanes, in the reader and in Compare; not what other screens use of the core too,
            // nor what finds in it and marks what was found, which come later.
            {
              name: 'letter',
              test: /packages[\\/]highlighter(?!.*found\.ts)|use-text-view|parts[\\/]letter(?![\\/]find)/,
              priority: 1,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
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
}));
