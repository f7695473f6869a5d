import type { DocumentPreview } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import {
  addable,
  addedTogether,
  type Draft,
  type DraftEvent,
  newDraft,
  reduceDrafts,
  twinOf,
  unusable,
} from './adding.ts';
import { newMetadata } from './metadata.ts';

function preview(title: string): DocumentPreview {
  return {
    title,
    language: 'nl',
    encoding: 'utf-8',
    notices: [],
    lengthCp: 10,
    paragraphs: 1,
    sentences: 1,
    opening: [],
    textSha256: title,
    format: 'text',
    sameAs: null,
  };
}

function after(...events: DraftEvent[]): readonly Draft[] {
  const taken: DraftEvent = {
    kind: 'taken',
    drafts: [newDraft('a', 'op', 'a.txt', null), newDraft('b', 'op2', null, null)],
  };
  return [taken, ...events].reduce<readonly Draft[]>(reduceDrafts, []);
}

describe('reduceDrafts', () => {
  it('takes title and language from the reading', () => {
    const [draft] = after({ kind: 'previewed', id: 'a', preview: preview('Brief') });
    expect(draft).toMatchObject({ stage: 'ready', metadata: { title: 'Brief', language: 'nl' } });
  });

  it('keeps what a person wrote when the text is read in another encoding, and names the command anew', () => {
    const [draft] = after(
      { kind: 'previewed', id: 'a', preview: preview('BriÃ«f') },
      { kind: 'metadata', id: 'a', metadata: { ...newMetadata('Mine', 'nl'), author: 'Blok' }, opId: 'op3' },
      { kind: 'encoding', id: 'a', encoding: 'windows-1252', opId: 'op4' },
      { kind: 'previewed', id: 'a', preview: preview('Briëf') },
    );
    expect(draft).toMatchObject({ opId: 'op4', metadata: { title: 'Mine', author: 'Blok' } });
  });

  it('lets an untouched title follow the new reading', () => {
    const [draft] = after(
      { kind: 'previewed', id: 'a', preview: preview('BriÃ«f') },
      { kind: 'encoding', id: 'a', encoding: 'windows-1252', opId: 'op4' },
      { kind: 'previewed', id: 'a', preview: preview('Briëf') },
    );
    expect(draft?.metadata?.title).toBe('Briëf');
  });

  it('asks how a file is read where it asked at first, whatever is then chosen', () => {
    const source = { kind: 'file', name: 'a.txt', base64: '' } as const;
    const guessed = { ...preview('Brief'), notices: [{ code: 'encoding_guessed', count: 1 }] };
    const replaced = { ...preview('Brief'), notices: [{ code: 'bytes_replaced', count: 9 }] };
    const doubted = (first: DocumentPreview, then: DocumentPreview) =>
      after(
        { kind: 'source', id: 'a', source },
        { kind: 'previewed', id: 'a', preview: first },
        { kind: 'encoding', id: 'a', encoding: 'utf-16le', opId: 'op3' },
        { kind: 'previewed', id: 'a', preview: then },
      )[0]?.doubted;
    expect(doubted(preview('Brief'), preview('Brief'))).toBe(false);
    expect(doubted(preview('Brief'), replaced)).toBe(false);
    expect(doubted(guessed, preview('Brief'))).toBe(true);
  });

  it('changes one draft and leaves the others', () => {
    const [, other] = after({ kind: 'adding', id: 'a' }, { kind: 'refused', id: 'a', error: 'no' });
    expect(other).toEqual(newDraft('b', 'op2', null, null));
  });

  it('leaves out', () => {
    expect(after({ kind: 'left_out', id: 'a' }).map(({ id }) => id)).toEqual(['b']);
  });
});

it('adds what is ready or was refused, never what is in or on its way', () => {
  const drafts = after(
    { kind: 'previewed', id: 'a', preview: preview('A') },
    { kind: 'refused', id: 'b', error: 'no' },
  );
  expect(addable(drafts).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(addable(reduceDrafts(drafts, { kind: 'adding', id: 'a' })).map(({ id }) => id)).toEqual(['b']);
  expect(addable(reduceDrafts(drafts, { kind: 'added', id: 'a' })).map(({ id }) => id)).toEqual(['b']);
});

it('keeps behind what has something wrong in its details, and counts how often it was asked for', () => {
  const drafts = after(
    { kind: 'previewed', id: 'a', preview: preview('Brief') },
    { kind: 'previewed', id: 'b', preview: preview('Nota') },
    {
      kind: 'metadata',
      id: 'a',
      metadata: { ...newMetadata('Brief', 'nl'), date: '4 dagen' },
      opId: 'op3',
    },
    { kind: 'unusable', id: 'a' },
    { kind: 'unusable', id: 'a' },
  );
  expect(unusable(drafts).map(({ id, tried }) => [id, tried])).toEqual([['a', 2]]);
  expect(addable(drafts)).toHaveLength(2);
});

it('adds a text that is there twice only by itself', () => {
  const drafts = after(
    { kind: 'previewed', id: 'a', preview: preview('A') },
    { kind: 'previewed', id: 'b', preview: { ...preview('Copy'), textSha256: preview('A').textSha256 } },
  );
  const [first, copy] = drafts;
  if (first === undefined || copy === undefined) throw new Error('two drafts');
  expect([twinOf(drafts, first), twinOf(drafts, copy)]).toEqual([null, first]);
  expect(addedTogether(drafts)).toEqual([first]);
  expect(addable(drafts)).toEqual([first, copy]);
  const known = { ...preview('A'), sameAs: { id: 'x', title: 'A' } };
  expect(addedTogether(after({ kind: 'previewed', id: 'a', preview: known }))).toEqual([]);
});
