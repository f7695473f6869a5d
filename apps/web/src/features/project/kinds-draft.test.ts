import { usualVerdictKinds } from '@koersvast/core/review';
import { describe, expect, it } from 'vitest';
import { draftOf, movedBy, problemOf, storedOf, usualAgain, withNew, without } from './kinds-draft.ts';

const usualName = (id: string) => `the ${id}`;
const stored = (draft: Parameters<typeof storedOf>[0]) => storedOf(draft, usualName);
const usual = draftOf([], usualName);
const named = (name: string) => withNew(usual).map((kind) => (kind.id === null ? { ...kind, name } : kind));

describe('the kinds of reasons in the form', () => {
  it('begin with the usual ones, in the words of the language', () => {
    expect(usual.map(({ id, name }) => [id, name])).toEqual(
      usualVerdictKinds.map((id) => [id, usualName(id)]),
    );
  });

  it.each([
    ['Buiten de tekst', 'buiten_de_tekst'],
    ['Één réden!', 'een_reden'],
    ['???', 'kind'],
    ['Boundary', 'boundary_2'],
    ['a'.repeat(80), 'a'.repeat(36)],
  ])('get an id from the name “%s” that can stand in a file', (name, id) => {
    expect(stored(named(name)).at(-1)).toEqual({ id, name, retired: false });
  });

  it('get ids of their own when names give the same', () => {
    const two = withNew(named('Ironie?')).map((kind) =>
      kind.name === '' ? { ...kind, name: 'Ironie!' } : kind,
    );
    expect(stored(two).map(({ id }) => id)).toEqual([...usualVerdictKinds, 'ironie', 'ironie_2']);
  });

  it('keep their id when they are renamed, and stay stored when they are removed', () => {
    const renamed = usual.map((kind) => (kind.id === 'missed' ? { ...kind, name: ' gemist ' } : kind));
    const kept = stored(without(renamed, 'boundary'));
    expect(kept).toContainEqual({ id: 'missed', name: 'gemist', retired: false });
    expect(kept).toContainEqual({ id: 'boundary', name: '', retired: true });
    expect(stored(without(named('x'), 'new 1'))).toEqual(stored(usual));
  });

  it('are stored without a name when they are called as usual, and then named in each language', () => {
    const kept = stored(named('Ironie'));
    expect(kept.slice(0, 5)).toEqual(usualVerdictKinds.map((id) => ({ id, name: '', retired: false })));
    expect(draftOf(kept, (id) => `de ${id}`).map(({ name }) => name)).toEqual([
      ...usualVerdictKinds.map((id) => `de ${id}`),
      'Ironie',
    ]);
  });

  it('keep a usual name that another kind has', () => {
    const own = draftOf([{ id: 'irony', name: usualName('irony'), retired: false }], usualName);
    expect(stored(own)).toEqual([{ id: 'irony', name: 'the irony', retired: false }]);
  });

  it('go by their usual names again once they were renamed', () => {
    const own = draftOf([{ id: 'missed', name: 'over het hoofd gezien', retired: false }], usualName);
    expect(stored(usualAgain(own, usualName))).toEqual(stored(usual));
  });

  it('change places with the next that is offered', () => {
    const some = without(usual, 'boundary');
    expect(stored(movedBy(some, 'codebook_unclear', -1)).map(({ id }) => id)).toEqual([
      'codebook_unclear',
      'boundary',
      'wrong_tag',
      'missed',
      'not_applicable',
    ]);
    expect(movedBy(some, 'wrong_tag', -1)).toEqual(some);
  });

  it('go back to the usual ones without losing what verdicts have', () => {
    const own = draftOf([{ id: 'irony', name: 'Irony', retired: false }], usualName);
    expect(stored(usualAgain(own, usualName))).toEqual([
      ...stored(usual),
      { id: 'irony', name: 'Irony', retired: true },
    ]);
  });

  it.each([
    ['nameMissing', named(' ')],
    ['nameTwice', named('The boundary')],
    ['none', usual.reduce((draft, { key }) => without(draft, key), usual)],
    [
      'tooMany',
      Array.from({ length: 51 }, (_, at) => ({ id: `k${at}`, key: `k${at}`, name: `${at}`, retired: false })),
    ],
    [null, named('Irony')],
  ])('have the problem %s', (problem, draft) => {
    expect(problemOf(draft)).toBe(problem);
  });
});
