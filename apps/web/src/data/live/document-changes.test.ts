import type { Annotation, AnnotationsOfDocument, Assignment, Change, Layer } from '@koersvast/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChangesToDocument, lacksQuote } from './document-changes.ts';
import { createJournal } from './journal.ts';

const empty: AnnotationsOfDocument = {
  layers: [],
  annotations: [],
  assignments: [],
  readings: [],
  reviews: [],
  replies: [],
  decisions: [],
  cursor: '',
};
const annotation = (id: string, version: number, documentId = 'letter') =>
  ({ id, layerId: 'layer', documentId, version, memo: `v${version}` }) as Annotation;
const change = (noun: Change['noun'], after: unknown) => ({ noun, after, before: null }) as Change;

describe('applyChangesToDocument', () => {
  it('takes rows of this document and leaves the others', () => {
    const layer = { id: 'layer', documentId: 'letter', version: 1 } as Layer;
    const assignment = { id: 'as', documentId: 'letter', version: 1, state: 'in_progress' } as Assignment;
    const result = applyChangesToDocument(empty, 'letter', [
      change('layer', layer),
      change('assignment', assignment),
      change('annotation', annotation('a', 1)),
      change('annotation', annotation('b', 1, 'another')),
      change('tag', { id: 't', version: 9 }),
      change('review', { id: 'r', layerId: 'layer', documentId: 'letter', version: 1 }),
      change('reading', { id: 'same', layerId: 'layer', documentId: 'letter', version: 1 }),
      change('reading', { id: 'same', layerId: 'copy', documentId: 'letter', version: 1 }),
      change('decision', { id: 'd', layerId: 'final', documentId: 'another', version: 1 }),
    ]);
    expect(result).toMatchObject({
      layers: [layer],
      assignments: [assignment],
      annotations: [{ id: 'a' }],
      readings: [{ layerId: 'layer' }, { layerId: 'copy' }],
      reviews: [{ id: 'r' }],
      decisions: [],
    });
  });

  it('keeps the long quote that a change left alone, and says where it was never told', () => {
    const long = { ...annotation('a', 3), start: 0, end: 2_000, quote: 'x'.repeat(2_000) };
    const edited = change('annotation', { ...long, version: 4, memo: 'new', quote: '' });
    const known = applyChangesToDocument({ ...empty, annotations: [long] }, 'letter', [edited]);
    expect(known.annotations).toEqual([{ ...long, version: 4, memo: 'new' }]);
    expect(lacksQuote(known)).toBe(false);
    const moved = change('annotation', { ...long, version: 4, start: 1, quote: '' });
    const untold = applyChangesToDocument(empty, 'letter', [edited]);
    const elsewhere = applyChangesToDocument({ ...empty, annotations: [long] }, 'letter', [moved]);
    expect([untold, elsewhere].map(lacksQuote)).toEqual([true, true]);
  });

  it('gives the same object back for old news', () => {
    const data = { ...empty, annotations: [annotation('a', 3)] };
    const old = [change('annotation', annotation('a', 2)), change('annotation', annotation('a', 3))];
    expect(applyChangesToDocument(data, 'letter', old)).toBe(data);
  });

  it('comes to the same whatever the order and however often news arrives', () => {
    const arrival = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b'), version: fc.integer({ min: 1, max: 6 }) }),
    );
    fc.assert(
      fc.property(arrival, arrival, (first, second) => {
        const all = [...first, ...second].map(({ id, version }) =>
          change('annotation', annotation(id, version)),
        );
        const result = applyChangesToDocument(empty, 'letter', all);
        const backwards = applyChangesToDocument(empty, 'letter', [...all].reverse());
        const byId = (data: AnnotationsOfDocument) =>
          new Map(data.annotations.map((each) => [each.id, each]));
        expect(byId(backwards)).toEqual(byId(result));
        for (const id of ['a', 'b']) {
          const versions = [...first, ...second].filter((each) => each.id === id).map((each) => each.version);
          expect(byId(result).get(id)?.version).toBe(
            versions.length === 0 ? undefined : Math.max(...versions),
          );
        }
      }),
      { seed: 20260102 },
    );
  });
});

describe('createJournal', () => {
  it('gives what came while it read, and nothing from before or after', async () => {
    const journal = createJournal<Change>();
    const { promise, resolve } = Promise.withResolvers<string>();
    journal.note([change('tag', 'before')]);
    const reading = journal.during(() => promise);
    journal.note([change('tag', 'during')]);
    resolve('answer');
    const result = await reading;
    journal.note([change('tag', 'after')]);
    expect(result).toEqual({ answer: 'answer', noted: [change('tag', 'during')] });
  });
});
