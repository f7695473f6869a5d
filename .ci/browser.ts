import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a browser is, or what to do to have one. */
export type Found = { path: string; missing?: never } | { path: ''; missing: string };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PROGRAM_FILES = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

/** An installed browser; else Playwright's own download; else Debian's package; else a sentence. */
export async function ensureBrowser(root: string, say: (line: string) => void): Promise<Found> {
  const installed = findInstalled();
  if (installed) return { path: installed };
  const playwright = path.join(root, 'node_modules', 'playwright-core');
  const downloaded = await downloadedByPlaywright();
  if (downloaded) return { path: downloaded };
  say('Fetching a browser (Playwright)');
  run(process.execPath, [path.join(playwright, 'cli.js'), 'install', 'chromium']);
  const fetched = await downloadedByPlaywright();
  if (fetched) return { path: fetched };
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Fetching a browser (the package chromium)');
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    const packaged = findInstalled();
    if (packaged) return { path: packaged };
  }
  return {
    path: '',
    missing: 'install Chromium, Chrome or Edge, or set KOERSVAST_BROWSER to the program of one',
  };
}

function findInstalled(): string | undefined {
  return candidates().find((file) => existsSync(file) && starts(file));
}

function candidates(): string[] {
  const named = process.env.KOERSVAST_BROWSER;
  if (named) return [named];
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = PROGRAM_FILES.flatMap((name) => process.env[name] ?? []);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return folders.flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

async function downloadedByPlaywright(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return existsSync(file) && starts(file) ? file : undefined;
}

/** A downloaded browser may be there and still lack the libraries that it needs. */
function starts(file: string): boolean {
  // On Windows asking for the version opens a window.
  return process.platform === 'win32' || spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

function run(program: string, args: string[]): void {
  spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
