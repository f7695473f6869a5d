import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';

/** One program to check: a workspace as itself, or with its tests and scripts. */
interface Project {
  readonly config: string;
  /** What other programs know it by; null where it only adds tests. */
  readonly name: string | null;
  readonly uses: readonly string[];
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * Writes one project that refers to all programs, in an order in which each is checked once and those that use it read
 * its declarations alone. Made from the manifests each time, so that an editor needs none of it and nothing has to be
 * kept in step. Returns the folder of the solution.
 */
export async function writeTypeProjects(root: string): Promise<string> {
  const folder = path.join(root, 'node_modules', '.cache', 'koersvast', 'types');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const configs = await Array.fromAsync(
    glob(['{apps,packages}/*/tsconfig*.json', 'e2e/tsconfig.json', '.ci/tsconfig.json'], { cwd: root }),
  );
  const projects = configs.sort().map((config) => readProject(root, config));
  const used = new Set(projects.flatMap(({ uses }) => uses));
  for (const project of projects) {
    const isUsed = project.name !== null && used.has(project.name);
    const out = path.join(folder, 'declarations', fileOf(project));
    const options = isUsed
      ? { composite: true, noEmit: false, declaration: true, emitDeclarationOnly: true }
      : { noEmit: true };
    const known = projects.filter(({ name }) => name !== null && project.uses.includes(name));
    write(path.join(folder, fileOf(project)), {
      extends: path.join(root, project.config),
      compilerOptions: { ...options, ...(isUsed ? { rootDir: root, outDir: out } : {}) },
      references: known.map((each) => ({ path: path.join(folder, fileOf(each)) })),
    });
  }
  write(path.join(folder, 'tsconfig.json'), {
    files: [],
    references: projects.map((project) => ({ path: path.join(folder, fileOf(project)) })),
  });
  return folder;
}

function readProject(root: string, config: string): Project {
  const workspace = path.dirname(config);
  if (workspace === '.ci') return { config, name: null, uses: [] };
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, workspace, 'package.json'), 'utf8'));
  const uses = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return { config, name: path.basename(config) === 'tsconfig.json' ? manifest.name : null, uses };
}

function fileOf({ config }: Project): string {
  return `${config.replaceAll(/[\\/]/g, '-').replace(/\.json$/, '')}.json`;
}

function write(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
