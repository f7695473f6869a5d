import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * What pdf.js asks for by name while it draws a page: the fonts that every PDF may take for granted, the character maps
 * of Asian fonts, and decoders for the pictures of scans. They are ours to hand out: a page asks nobody else. Of the
 * decoders only those that are scripts, as the page's policy lets no WebAssembly run.
 */
const folders = ['standard_fonts', 'cmaps', 'wasm'] as const;
const wanted = /\.(pfb|ttf|bcmap)$|_nowasm_fallback\.js$/;
/** Among the files that are kept for ever: the version is a part of the name. */
const address = (version: string) => `assets/pdf-${version}`;

async function namesIn(root: string): Promise<string[]> {
  const all = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(path.join(root, folder))).map((name) => `${folder}/${name}`),
    ),
  );
  return all.flat().filter((name) => wanted.test(name));
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.ttf': 'font/ttf' };

/** Hands out these files, and tells the page where: `import.meta.env.PDF_FILES`. */
export function pdfFiles(): Plugin {
  const root = path.dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
  const version = readFile(path.join(root, 'package.json'), 'utf8').then(
    (text) => (JSON.parse(text) as { readonly version: string }).version,
  );
  return {
    name: 'koersvast-pdf-files',
    config: async () => ({
      define: { 'import.meta.env.PDF_FILES': JSON.stringify(`/${address(await version)}/`) },
    }),
    async generateBundle() {
      const folder = address(await version);
      for (const name of await namesIn(root)) {
        const source = await readFile(path.join(root, name));
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source });
      }
    },
    async configureServer(server) {
      const folder = `/${address(await version)}/`;
      const names = new Set(await namesIn(root));
      server.middlewares.use(async (request, response, next) => {
        const name = (request.url ?? '').replace(/\?.*$/s, '').replace(folder, '');
        const file = path.join(root, name);
        if (!names.has(name) || !existsSync(file)) return next();
        response.setHeader('content-type', types[path.extname(name)] ?? 'application/octet-stream');
        response.end(await readFile(file));
      });
    },
  };
}
