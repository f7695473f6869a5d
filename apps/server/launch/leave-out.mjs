import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What packages bring that nothing reads here, each as the names that lead to it from `node_modules`. */
const UNREAD = [
  // Node's C headers, for whoever compiles against it.
  [/^node$/, /^node_modules$/, /^node-/, /^include$/],
  // Prisma's compilers for other databases.
  [/^@prisma$/, /^client$/, /^runtime$/, /_bg\.(cockroachdb|mysql|sqlite|sqlserver)\./],
  // What pdf.js shows and debugs with; the build of the web app takes what it draws with (`apps/web/scripts/pdf-files.ts`).
  [/^pdfjs-dist$/, /^(build|image_decoders|iccs|types|web)$/],
  [/^pdfjs-dist$/, /^legacy$/, /^(image_decoders|web)$/],
  [/^pdfjs-dist$/, /^legacy$/, /^build$/, /^pdf\.(?!(mjs|(worker\.)?min\.mjs)$)/],
  [/^@napi-rs$/, /^canvas/],
  // Node runs TypeScript by itself; tRPC asks for it because of its types.
  [/^typescript$/],
];

/**
 * Takes out of an installation for running what npm puts into it all the same: what no run reads, and the test tools
 * of which some package says that it could use them. An installation for testing has all of it.
 * @param {string} root
 */
export function leaveOut(root) {
  for (const place of leftOut(root)) rmSync(place, { recursive: true, force: true });
}

/**
 * The places that are taken out.
 * @param {string} root
 */
export function leftOut(root) {
  const modules = path.join(root, 'node_modules');
  return [
    ...UNREAD.flatMap((names) => find(modules, names)),
    ...onlyOffered(root).map((name) => path.join(root, name)),
  ];
}

/**
 * @param {string} folder
 * @param {RegExp[]} names
 * @returns {string[]}
 */
function find(folder, [name, ...further]) {
  if (!name) return [folder];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => name.test(entry))
    .flatMap((entry) => find(path.join(folder, entry), further));
}

/**
 * What a package in use could use if it were there, and the project itself asks for in its tests alone.
 * @param {string} root
 */
function onlyOffered(root) {
  /** @type {Record<string, import('./install.mjs').Locked>} */
  const packages = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.keys(packages).filter((name) => packages[name]?.devOptional);
}
