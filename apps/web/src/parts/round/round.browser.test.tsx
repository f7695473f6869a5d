import type { Board, BoardCell } from '@koersvast/contracts';
import { describe, expect, it } from 'vitest';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aMember, aProject, documentId, els, jan } from '../../testing/study.ts';
import { BlindLetters } from './blind-letters.tsx';
import { isAllDone, progressOf, RoundProgress } from './round-progress.tsx';

const cell = (memberId: string, state: BoardCell['state'], assigned = true): BoardCell => ({
  documentId,
  memberId,
  assigned,
  state,
  annotations: null,
  readings: null,
  doneAt: null,
  lastActivityAt: null,
});
const invited = (id: string, note: string, expired = false): Board['invited'][number] => ({
  id,
  role: 'coder',
  note,
  expiresAt: '2026-12-01T10:00:00.000Z',
  expired,
});
const board = (cells: BoardCell[], more: Partial<Board> = {}): Board => ({
  hidden: false,
  documentIds: [documentId],
  documents: [{ id: documentId, title: 'Letter', language: 'en' }],
  memberIds: [els.id, jan.id, 'waits', 'twin', 'nameless'],
  cells,
  invited: [],
  ...more,
});

describe('how far a round is', () => {
  it('says that nothing was given yet', async () => {
    const { place } = await show(
      <RoundProgress detail={aProject()} board={board([cell(els.id, 'done', false)])} />,
    );
    expect(place.textContent).toContain(words('assignment:progress.nobody'));
  });

  it('counts what is done, a re-check as well, in all and by coder', async () => {
    const cells = [cell(els.id, 'done'), cell(els.id, 'recheck'), cell(jan.id, 'in_progress')];
    const { place } = await show(<RoundProgress detail={aProject()} board={board(cells)} />);
    expect(place.textContent).toContain(words('assignment:progress.total', { done: 2, count: 3 }));
    expect(place.textContent).toContain(words('assignment:progress.coder', { done: 0, count: 1 }));
    expect(isAllDone(progressOf(board(cells)))).toBe(false);
    expect(isAllDone(progressOf(board(cells.slice(0, 2))))).toBe(true);
    expect(isAllDone([])).toBe(false);
  });

  it.each(['light', 'dark'] as const)('tells invited people apart, in the %s theme', async (colours) => {
    const cells = ['waits', 'twin', 'nameless'].map((id) => cell(id, null));
    const waiting = [invited('waits', 'Piet'), invited('twin', 'piet', true), invited('nameless', '')];
    const long = aMember(1, 'Wilhelmina Alexandrina van den Hoogenboom-Oudemans '.repeat(3));
    const detail = aProject('owner', { members: [long, jan] });
    const { place } = await show(
      <RoundProgress detail={detail} board={board([cell(els.id, null), ...cells], { invited: waiting })} />,
      { colours },
    );
    expect(place.textContent).toContain(words('assignment:progress.given', { count: 1 }));
    expect(place.textContent).toContain(words('invited.expired'));
    expect(place.textContent).toContain(words('invited.waiting'));
    expect(await faultsIn(place)).toEqual([]);
  });

  it('calls one who is invited alone by their note', async () => {
    const one = board([cell('waits', 'done')], { invited: [invited('waits', 'Piet')] });
    const { place } = await show(<RoundProgress detail={aProject()} board={one} />);
    expect(place.textContent).toContain('Piet');
  });
});

describe('letters that one codes blind', () => {
  it('are counted, and nothing is said where there are none', async () => {
    const shown = await show(
      <BlindLetters project={aProject('coder', { blindDocumentIds: [documentId] })} />,
    );
    expect(shown.place.textContent).toContain(words('blindLetters', { count: 1 }));
    shown.again(<BlindLetters project={aProject()} />);
    await expect.poll(() => shown.place.querySelector('p')).toBeNull();
  });
});
