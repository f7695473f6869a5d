import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { breakpoints } from '../apps/web/src/lib/breakpoints.ts';
import { faultsOf, homeMade, needless, type Sheet } from './style-rules.ts';

const widths: ReadonlySet<number> = new Set(Object.values(breakpoints));

async function filesIn(folder: string, prefix: string, kind: RegExp): Promise<Sheet[]> {
  const root = new URL(folder, import.meta.url);
  const names = (await readdir(root, { recursive: true })).filter((name) => kind.test(name));
  return Promise.all(
    names.map(async (name) => ({ name: prefix + name, text: await readFile(new URL(name, root), 'utf8') })),
  );
}

const sheets = [
  ...(await filesIn('../apps/web/src/', '', /\.css$/)),
  ...(await filesIn('../packages/highlighter/src/', 'highlighter/', /\.css$/)),
];

describe('every sheet of the web app and of the text view', () => {
  it('says type, weight, corners, space and windows by the tokens, in 200 lines', () => {
    expect(sheets.length).toBeGreaterThan(50);
    expect(sheets.flatMap((sheet) => faultsOf(sheet, widths))).toEqual([]);
  });

  it('needs each of the exceptions', () => {
    expect(needless(sheets)).toEqual([]);
    expect(needless([])).toContain('highlighter/lanes/lanes.css: font-size: 4px');
  });

  it('has seven sizes of type to choose from, on a screen as on paper', () => {
    for (const name of ['styles/tokens.css', 'styles/print.css']) {
      const text = sheets.find((sheet) => sheet.name === name)?.text ?? '';
      expect([...text.matchAll(/--kv-size-[a-z]+:/g)]).toHaveLength(7);
    }
  });
});

it('no screen makes tables, selects and hidden words of its own', async () => {
  const screens = await filesIn('../apps/web/src/', '', /\.tsx$/);
  expect(screens.length).toBeGreaterThan(150);
  expect(screens.flatMap(homeMade)).toEqual([]);
});

describe('a planted violation is found', () => {
  it.each([
    ['<table className={classes.rows}>', '<table'],
    ['<select value={one}>', '<select'],
    ['<td>', '<td'],
    ['<span className={classes.hidden}>', '<span className={classes.hidden}'],
    ['<div\n  aria-label="Kinds"\n  role="radiogroup"\n>', '<div role="radiogroup"'],
  ])('%s', (planted, found) => {
    expect(homeMade({ name: 'a.tsx', text: `return (\n  ${planted}\n);` })).toEqual([`a.tsx: ${found}`]);
  });

  it.each([
    ['font-size: 15px', 'font-size: 15px'],
    ['font-size: 1.05rem', 'font-size: 1.05rem'],
    ['font: 700 11px/12px serif', 'font: 700 11px/12px serif'],
    ['font-weight: 500', 'font-weight: 500'],
    ['border-radius: 5px', 'border-radius: 5px'],
    ['border-top-left-radius: 5px', 'border-top-left-radius: 5px'],
    ['padding: var(--kv-space-1) 7px', 'padding: var(--kv-space-1) 7px'],
    ['margin-inline: -3px', 'margin-inline: -3px'],
    ['clip-path: inset(50%)', 'clip-path: inset(50%)'],
    ['gap: calc(var(--kv-space-1) + 5px)', 'gap: calc(var(--kv-space-1) + 5px)'],
  ])('%s', (planted, found) => {
    expect(faultsOf({ name: 'a.css', text: `.a { color: red; ${planted}; }` }, widths)).toEqual([
      `a.css: ${found}`,
    ]);
  });

  it('a window of its own, and a sheet of 201 lines', () => {
    const text = '@media (max-width: 50em) { .a { color: red; } }';
    expect(faultsOf({ name: 'a.css', text }, widths)).toEqual(['a.css: (max-width: 50em)']);
    expect(faultsOf({ name: 'a.css', text: `${'\n'.repeat(200)}.a {}` }, widths)).toEqual([
      'a.css: 201 lines',
    ]);
  });

  it('and what is right is left alone', () => {
    const text = `.a { font-size: var(--kv-size-note); padding: 1px auto 0; margin: calc(-1 * var(--kv-space-2));
      border-radius: 0 var(--kv-radius) var(--kv-radius) 0; font: inherit; /* font-size: 3px; */ }`;
    expect(faultsOf({ name: 'a.css', text }, widths)).toEqual([]);
  });
});
