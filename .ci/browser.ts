import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { install, mayInstall, run } from './debian.ts';

/** Where a browser is, or what to do to have one. */
export type Found = { path: string; missing?: never } | { path: ''; missing: string };

/** Browsers without windows: a page of theirs is opened for a fifth of what one costs whose windows nobody sees. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PROGRAM_FILES = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

/**
 * The browser that is named; else one without windows, installed or fetched as Debian's package; else any installed one;
 * else Playwright's own download; else Debian's package of a whole one; else a sentence.
 */
export async function ensureBrowser(root: string, say: (line: string) => void): Promise<Found> {
  const installed = findInstalled(SHELLS) ?? (await fetchShell(say)) ?? findInstalled(NAMES);
  if (installed) return { path: installed };
  const playwright = path.join(root, 'node_modules', 'playwright-core');
  const downloaded = await downloadedByPlaywright();
  if (downloaded) return { path: downloaded };
  say('Fetching a browser (Playwright)');
  await run(process.execPath, [path.join(playwright, 'cli.js'), 'install', 'chromium']);
  const fetched = await downloadedByPlaywright();
  if (fetched) return { path: fetched };
  if (mayInstall()) {
    say('Fetching a browser (the package chromium)');
    await install(['chromium']);
    const packaged = findInstalled(NAMES);
    if (packaged) return { path: packaged };
  }
  return {
    path: '',
    missing: 'install Chromium, Chrome or Edge, or set KOERSVAST_BROWSER to the program of one',
  };
}

/** Where the package is to be had: opening pages in windows would take minutes of the whole run. */
async function fetchShell(say: (line: string) => void): Promise<string | undefined> {
  if (process.env.KOERSVAST_BROWSER || !existsSync('/etc/debian_version') || !mayInstall()) return undefined;
  say('Fetching a browser without windows (the package chromium-headless-shell)');
  await install(['chromium-headless-shell']);
  return findInstalled(SHELLS);
}

function findInstalled(names: readonly string[]): string | undefined {
  return candidates(names).find((file) => existsSync(file) && starts(file));
}

function candidates(names: readonly string[]): string[] {
  const named = process.env.KOERSVAST_BROWSER;
  if (named) return [named];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const inPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  if (names === SHELLS) return inPath;
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const programFiles = PROGRAM_FILES.flatMap((name) => process.env[name] ?? []);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programFiles.flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  return inPath;
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
