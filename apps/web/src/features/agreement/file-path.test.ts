import { type AgreementSelection, agreementQuery, agreementSelection } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { idOf } from '../../testing/study.ts';
import { pathOf } from './file-path.ts';

const projectId = idOf(1, 1);
const rounds = [{ id: idOf(5, 2), number: 2 }];
const of = (selection: Partial<AgreementSelection>) => ({
  projectId,
  rounds,
  selection: { ...agreementSelection.parse({}), ...selection },
});

/** What the server understands of an address. */
function understood(path: string) {
  const query = new URL(path, 'http://k.test').searchParams;
  const names = [...new Set(query.keys())];
  return agreementQuery.parse(
    Object.fromEntries(
      names.map((name) => [name, query.getAll(name).length > 1 ? query.getAll(name) : query.get(name)]),
    ),
  );
}

it('names nothing that is not chosen', () => {
  expect(pathOf(of({}), 'agreement.csv')).toBe(`/api/projects/${projectId}/agreement.csv`);
});

it('names what is measured as the server reads it', () => {
  const path = pathOf(
    of({
      roundId: idOf(5, 2),
      layers: 'final',
      onlyIndependent: false,
      documents: { kind: 'set', setId: idOf(6, 1) },
      tagIds: [idOf(3, 1), idOf(3, 2)],
      coderIds: [idOf(4, 1)],
    }),
    'agreement_spans.csv',
    'TOKEN',
  );
  expect(understood(path)).toEqual({
    preset: 'data',
    token: 'TOKEN',
    round: 2,
    layers: 'final',
    all: '1',
    set: idOf(6, 1),
    tags: [idOf(3, 1), idOf(3, 2)],
    coders: [idOf(4, 1)],
  });
});

it.each<Partial<AgreementSelection>>([
  { documents: { kind: 'filter', conditions: [['tag', 'is', 'a & b=c']] } },
  { documents: { kind: 'set', setId: idOf(6, 1), conditions: [['title', 'filled']] } },
  { withChildren: true, tagIds: [idOf(3, 1)] },
  // A round that is not there is refused, and not measured as all rounds.
  { roundId: idOf(5, 9) },
])('has the whole selection where it has no names for it: %j', (selection) => {
  const { selection: whole } = understood(pathOf(of(selection), 'agreement.csv'));
  expect(JSON.parse(whole ?? '')).toEqual(of(selection).selection);
});

it('asks for what was told of the study without a selection: it is of the project', () => {
  expect(pathOf(of({ layers: 'current' }), 'facts.csv')).toBe(`/api/projects/${projectId}/facts.csv`);
});

it('asks for scripts without a selection: they read the file that lies beside them', () => {
  expect(pathOf(of({ layers: 'current' }), 'agreement.R', 'TOKEN')).toBe(
    `/api/projects/${projectId}/agreement.R?token=TOKEN`,
  );
});
