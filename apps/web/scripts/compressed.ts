import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Half as large as with 4, which is what can be asked of a server for each answer; 11 takes ten times as long. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/**
 * Puts each text beside itself as a browser takes it, so that the server hands it out as it is: it would else compress
 * the same scripts for every browser anew.
 */
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'koersvast-compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = path.resolve(root, build.outDir);
    },
    closeBundle: async () => {
      const files = await readdir(folder, { recursive: true });
      const texts = files.filter((file) => /\.(m?js|css|html|svg)$/.test(file));
      await Promise.all(
        texts.map(async (file) => {
          const whole = path.join(folder, file);
          const text = await readFile(whole);
          await Promise.all([
            writeFile(`${whole}.br`, await promisify(brotliCompress)(text, quality)),
            writeFile(`${whole}.gz`, await promisify(gzip)(text, { level: 9 })),
          ]);
        }),
      );
    },
  };
}
