import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inversePatch, isAsLeft, isSameMatter, undoingOf, undoSteps } from './operation.ts';

const a = (opId: string, undoes: string | null = null) => ({ memberId: 'anna', opId, undoes });
const b = (opId: string, undoes: string | null = null) => ({ memberId: 'bram', opId, undoes });

describe('isAsLeft', () => {
  test.each([
    ['the last change', [a('1')], '1', { ok: true }],
    ['a change after which somebody else changed it', [a('1'), b('2')], '1', { ok: false, memberId: 'bram' }],
    ['a change after which one changed it oneself', [a('1'), a('2')], '1', { ok: false, memberId: 'anna' }],
    ['a change after which one undid one’s own', [a('1'), a('2'), a('3', '2')], '1', { ok: true }],
    ['a change after which somebody undid their own', [a('1'), b('2'), b('3', '2')], '1', { ok: true }],
    ['an undo', [a('1'), a('2', '1')], '2', { ok: true }],
    [
      'an undo after which somebody changed it',
      [a('1'), a('2', '1'), b('3')],
      '2',
      { ok: false, memberId: 'bram' },
    ],
    ['a redo', [a('1'), a('2', '1'), a('3', '2')], '3', { ok: true }],
    ['a change that was undone and redone', [a('1'), a('2', '1'), a('3', '2')], '1', { ok: true }],
    [
      'a change below two that were undone',
      [a('1'), a('2'), a('3'), a('4', '3'), a('5', '2')],
      '1',
      { ok: true },
    ],
    ['the middle of three', [a('1'), a('2'), a('3')], '2', { ok: false, memberId: 'anna' }],
    ['a change of the same number by somebody else', [a('1'), b('1')], '1', { ok: false, memberId: 'bram' }],
    ['an operation that changed it twice', [a('1'), a('1')], '1', { ok: true }],
    ['an operation that is not there', [b('1')], '9', { ok: false, memberId: 'bram' }],
    [
      'one that is not there, over what was changed and changed back',
      [b('1'), a('2'), a('3', '2')],
      '9',
      { ok: false, memberId: 'bram' },
    ],
    [
      'a change that was taken back, below one whose maker took back the making',
      [b('1'), a('2'), a('3', '2'), b('4', '1')],
      '2',
      { ok: false, memberId: 'bram' },
    ],
    ['nothing at all', [], '1', { ok: false, memberId: 'anna' }],
  ])('%s', (_, changes, opId, expected) => {
    expect(isAsLeft(changes, { memberId: 'anna', opId })).toEqual(expected);
  });
});

describe('undoSteps', () => {
  const steps = (...links: [string, string?][]) => {
    const { undo, redo } = undoSteps(links.map(([opId, undoes = null]) => ({ opId, undoes })));
    return [undo.map((step) => step.target).join(' '), redo.map((step) => step.target).join(' ')];
  };

  test.each<[string, [string, string?][], string[]]>([
    ['nothing', [], ['', '']],
    ['three operations', [['1'], ['2'], ['3']], ['3 2 1', '']],
    ['one undone', [['1'], ['2'], ['3', '2']], ['1', '3']],
    ['two undone', [['1'], ['2'], ['3', '2'], ['4', '1']], ['', '4 3']],
    ['undone and redone', [['1'], ['2', '1'], ['3', '2']], ['3', '']],
    ['undone again', [['1'], ['2', '1'], ['3', '2'], ['4', '3']], ['', '4']],
    ['a new one after an undo', [['1'], ['2', '1'], ['3']], ['3', '']],
    ['an older one undone out of turn', [['1'], ['2'], ['3', '1']], ['2', '3']],
    ['an undo of something not in the list', [['2', '1'], ['3']], ['3', '']],
  ])('%s', (_, links, expected) => {
    expect(steps(...links)).toEqual(expected);
  });

  test('any sequence of new, undo and redo walks like a tape', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('new', 'undo', 'redo'), { maxLength: 60 }), (script) => {
        const links: { opId: string; undoes: string | null }[] = [];
        let tape: string[] = [];
        let at = 0;
        for (const [index, each] of script.entries()) {
          const opId = `o${index}`;
          const { undo, redo } = undoSteps(links);
          if (each === 'new') {
            links.push({ opId, undoes: null });
            tape = [...tape.slice(0, at), opId];
            at += 1;
          } else {
            const step = (each === 'undo' ? undo : redo)[0];
            if (!step) continue;
            links.push({ opId, undoes: step.target });
            at += each === 'undo' ? -1 : 1;
          }
          const after = undoSteps(links);
          expect(after.undo.map((step) => step.base)).toEqual(tape.slice(0, at).reverse());
          expect(after.redo.map((step) => step.base)).toEqual(tape.slice(at));
        }
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });
});

describe('inversePatch', () => {
  const at = '2026-11-23T20:00:00.000Z';

  test.each([
    ['an annotation that was made', 'annotation', null, { id: '1', deletedAt: null }, { deletedAt: at }],
    ['a tag that was made', 'tag', null, { id: '1' }, { archivedAt: at }],
    ['a document that was added', 'document', null, { id: '1' }, { removedAt: at }],
    ['a project that was made', 'project', null, { id: '1' }, null],
    [
      'an assignment that was made',
      'assignment',
      null,
      { id: '1' },
      { state: 'todo', doneAt: null, removedAt: at },
    ],
    ['a reading that was made', 'reading', null, { id: '1' }, { deletedAt: at }],
    ['a verdict that was given', 'review', null, { id: '1' }, { withdrawnAt: at }],
    ['a decision that was taken', 'decision', null, { id: '1' }, { withdrawnAt: at }],
    ['a reply that was written', 'reply', null, { id: '1' }, { deletedAt: at }],
    ['what was only put away', 'tag', { id: '1' }, null, null],
    [
      'what was changed, without the counts',
      'annotation',
      { id: '1', tagId: 'x', memo: null, version: 1, updatedAt: 'then' },
      { id: '1', tagId: 'y', memo: null, version: 2, updatedAt: 'now' },
      { tagId: 'x' },
    ],
    [
      'lists and records',
      'tag',
      { examples: [{ quote: 'a' }], names: { nl: 'druk' } },
      { examples: [], names: { nl: 'druk' } },
      { examples: [{ quote: 'a' }] },
    ],
  ] as const)('%s', (_, noun, before, after, expected) => {
    expect(inversePatch(noun, { before, after }, at, `${noun}.verb`)).toEqual(expected);
  });

  test('work that was given is taken away as it then is; a change of it goes back like any other', () => {
    const given = { id: '1', state: 'in_progress', removedAt: null };
    const patch = (before: typeof given | null) =>
      inversePatch('assignment', { before, after: given }, at, 'assignment.assign');
    expect(patch(null)).toEqual({ removedAt: at });
    expect(patch({ ...given, removedAt: 'then' } as never)).toEqual({ removedAt: 'then' });
  });
});

describe('isSameMatter', () => {
  const open = { state: 'todo', removedAt: null };
  const done = { ...open, state: 'done' };
  const gone = { ...open, removedAt: 'then' };
  test.each([
    ['giving', 'assignment.assign', null, open, true],
    ['giving', 'assignment.assign', open, done, false],
    ['giving', 'assignment.assign', open, gone, true],
    ['giving', 'assignment.assign', gone, null, true],
    ['a state', 'assignment.setState', null, open, true],
    ['a state', 'assignment.setState', open, done, true],
    ['a state', 'assignment.setState', open, gone, false],
    ['a state', 'assignment.setState', open, null, true],
  ] as const)('undo of %s (%s) looks at a change from %j to %j: %s', (_, kind, before, after, same) => {
    expect(isSameMatter(kind, { before, after })).toBe(same);
  });
});

test.each([
  ['reading.create', ['reading'], 'annotation.write'],
  ['document.edit', ['document'], 'document.edit'],
  ['reply.create', ['reply'], 'reply.write'],
  ['annotation.create', ['annotation', 'reading'], 'annotation.write'],
  ['assignment.setState', ['assignment'], 'annotation.write'],
  ['assignment.assign', ['assignment'], 'assignment.edit'],
  ['tag.importCodebook', ['tag', 'annotation', 'decision'], 'codebook.edit'],
  ['project.edit', ['project', 'document', 'set'], 'project.edit'],
  ['review.give', ['review'], 'review.write'],
  ['review.respond', ['review', 'annotation', 'reading'], 'annotation.write'],
  ['adjudication.decide', ['decision', 'annotation'], 'layer.adjudicate'],
])('%s is undone on %j by whoever may %s', (kind, nouns, ability) => {
  expect(undoingOf(kind)).toEqual({ nouns, ability });
});

test.each(['project.create', 'member.invite', 'round.reveal', 'operation.undo', 'toString.x', 'toString'])(
  '%s cannot be undone',
  (kind) => {
    expect(undoingOf(kind)).toBeNull();
  },
);
