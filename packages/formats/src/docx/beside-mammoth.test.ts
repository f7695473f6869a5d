import { existsSync, readdirSync, readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { docxReader } from './read.ts';

const samples = new URL('../../../../../shared/samples/docx/', import.meta.url);
const fixtures = new URL('../../fixtures/files/', import.meta.url);
if (!existsSync(samples)) process.stdout.write('Left out: real Word files, ../shared/samples is not here.\n');

const inFolder = (folder: URL, recursive: boolean) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive, encoding: 'utf8' })
        .filter((name) => name.endsWith('.docx'))
        .map((name) => [name, new URL(name, folder)] as const)
    : [];

/** Mammoth gives lists without their numbers, and leaves a mark of the author's own glued to its word. */
const otherwise =
  /^(?:brief-(?:kop|tabelhoofd|eindnoten|wijzigingen)|kamerstuk-senaat|letter-|rapport|toezeggingen)/;

const signs = (text: string) => text.replace(/\s+/gu, '');

describe('beside mammoth', () => {
  it.each([
    ...inFolder(samples, true),
    ...inFolder(fixtures, false).filter(([name]) => !otherwise.test(name)),
  ])('%s has the same words', async (_, file) => {
    const bytes = readFileSync(file);
    const { text, blocks } = await docxReader.read(new Uint8Array(bytes), { encoding: null });
    const running = (blocks ?? []).filter(({ kind }) => kind !== 'footnote');
    const raw = await mammoth.extractRawText({ buffer: bytes });
    expect(signs(running.map(({ start, end }) => text.slice(start, end)).join(''))).toBe(signs(raw.value));
  });
});
