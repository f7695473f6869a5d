import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { letters } from '../fixtures/letters/index.ts';
import { type Truth, truthOf, wordsOf } from '../fixtures/truth.ts';
import { readFile } from './index.ts';

// What LibreOffice made of letters whose truth is known (see fixtures/README.md).

const folder = join(import.meta.dirname, '../fixtures');
const truths = new Map(letters.map((letter) => [letter.id, truthOf(letter)]));
const files = readdirSync(join(folder, 'files'));
/** What a program must be able to read without a guess: every word, in its place. */
const exact = files.filter((name) => /\.(?:docx|doc|odt|rtf)$/.test(name));

const read = (name: string) =>
  readFile(new Uint8Array(readFileSync(join(folder, 'files', name))), name, { encoding: null });

function truthFor(name: string): Truth {
  const truth = truths.get(name.slice(0, name.indexOf('.')));
  if (truth === undefined) throw new Error(`nothing is known of ${name}`);
  return truth;
}

describe('the fixtures', () => {
  it('are at least sixty files', () => {
    expect(files.length).toBeGreaterThanOrEqual(60);
    expect(exact.length).toBe(letters.length * 4);
  });

  it.each(letters)('have their truth beside them: $id', (letter) => {
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'truth', `${letter.id}.json`), 'utf8'));
    expect(kept).toEqual(JSON.parse(JSON.stringify(truthOf(letter))));
  });
});

describe.each(exact.filter((name) => name.startsWith('brief-wijzigingen')))('%s', (name) => {
  it('is read as if its changes were accepted, and says so', async () => {
    const { notices } = await read(name);
    const counts = Object.fromEntries(notices.map(({ code, count }) => [code, count]));
    expect(counts).toMatchObject({ changes_accepted: 10, comments_left_out: 2, hidden_left_out: 1 });
  });
});

describe.each(exact)('%s', (name) => {
  it('is read with every word, block and note in its place', async () => {
    const truth = truthFor(name);
    const { text, blocks, notes, title, margins } = await read(name);
    const said = (blocks ?? []).map(({ kind, level, start, end }) => ({
      kind,
      ...(level === undefined ? {} : { level }),
      text: text.slice(start, end),
    }));
    expect(said.filter(({ kind }) => kind !== 'footnote')).toEqual(
      truth.blocks.map(({ kind, level, text: words }) => ({
        kind,
        ...(level === undefined ? {} : { level }),
        text: words,
      })),
    );
    expect(
      notes.map(({ mark, start, end, at }) => ({
        mark,
        text: text.slice(start, end),
        after: at === null ? null : /\S*$/.exec(text.slice(0, at))?.[0],
      })),
    ).toEqual(truth.notes);
    expect(said.filter(({ kind }) => kind === 'footnote')).toHaveLength(truth.notes.length);
    if (truth.title !== null) expect(title).toBe(truth.title);
    const inMargins = wordsOf((margins ?? []).join(' '));
    for (const head of truth.heads) {
      for (const word of wordsOf(head).filter((each) => !/[#\d]/.test(each)))
        expect(inMargins).toContain(word);
    }
  });
});
