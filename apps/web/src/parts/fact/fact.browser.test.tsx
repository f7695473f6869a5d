import type { ProjectDetail } from '@koersvast/contracts';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAcknowledgement, aProject, aRound, els, idOf } from '../../testing/study.ts';
import { MemberTold } from './member-told.tsx';
import { NewRoundTold } from './new-round-told.tsx';
import { ProjectTold } from './project-told.tsx';
import { RoundTold } from './round-told.tsx';

const projectId = idOf(1, 1);
const done = () => anAcknowledgement();

function undoable() {
  const said: string[] = [];
  const undo = {
    sayUndoable: (text: string) => void said.push(text),
    undoLast: async () => undefined,
    redoLast: async () => undefined,
  };
  return { said, undo };
}
const field = (name: string) => page.getByLabelText(words(`fact:label.${name}`));
const save = () => userEvent.click(page.getByRole('button', { name: words('action.save') }));

const empty = { stage: '', sampling: '', blindTo: '', settled: '' };

function Asked({ onTold }: { readonly onTold: (values: typeof empty) => void }) {
  const [values, setValues] = useState(empty);
  const change = (next: typeof empty) => {
    setValues(next);
    onTold(next);
  };
  return <NewRoundTold {...{ names: ['stage', 'blindTo'], values, onChange: change }} />;
}

describe('what is told of a coder', () => {
  it('sends what was filled in alone, with what was seen of it, and says how to take it back', async () => {
    const server = serve({ 'member.describe': done });
    const { said, undo } = undoable();
    const closed: string[] = [];
    const member = { ...els, training: 'one session', isAuthor: false };
    await show(<MemberTold {...{ projectId, member, undo, onClose: () => void closed.push('closed') }} />);
    await expect.element(field('training')).toHaveValue('one session');
    await expect.element(field('isAuthor')).toHaveValue('no');
    await userEvent.fill(field('background'), ' student of law,\nspeaks Dutch ');
    await userEvent.fill(field('trainingHours'), '7,5');
    await userEvent.selectOptions(field('isAuthor'), '');
    await save();
    await expect.poll(() => closed).toEqual(['closed']);
    expect(server.calls.map(({ input }) => input)).toEqual([
      expect.objectContaining({
        memberId: els.id,
        change: { background: 'student of law, speaks Dutch', isAuthor: null, trainingHours: 7.5 },
        base: { background: null, isAuthor: false, trainingHours: null },
      }),
    ]);
    expect(said).toEqual([words('fact:said.member', { name: els.name })]);
  });

  it('asks for a number where none was written, and sends nothing', async () => {
    const server = serve({ 'member.describe': done });
    const { undo } = undoable();
    await show(<MemberTold {...{ projectId, member: els, undo, onClose: () => undefined }} />);
    await userEvent.fill(field('trainingHours'), 'two days');
    await save();
    await expect.element(field('trainingHours')).toHaveAttribute('aria-invalid', 'true');
    await userEvent.fill(field('trainingHours'), '');
    await save();
    expect(server.calls).toEqual([]);
  });

  it('keeps what was typed where somebody else told the same, and shows both', async () => {
    serve({});
    const { undo } = undoable();
    const form = (member: typeof els) => (
      <MemberTold {...{ projectId, member, undo, onClose: () => undefined }} />
    );
    const { again, place } = await show(form(els));
    await userEvent.fill(field('training'), 'two sessions');
    again(form({ ...els, training: 'a week', background: 'student', version: 2 }));
    await expect.element(page.getByRole('group', { name: /choose which stays$/ })).toBeVisible();
    expect(place.textContent).toContain('a week');
    await expect.element(field('background')).toHaveValue('student');
    await expect.element(field('training')).toHaveValue('two sessions');
  });
});

describe('what is told of a round and of the study', () => {
  it('has its button once something was filled in, and says why it was not stored', async () => {
    const server = serve({
      'round.edit': () => {
        throw new Refused('round_closed');
      },
    });
    const { said, undo } = undoable();
    const round = aRound({ stage: 'pilot' });
    const { place } = await show(<RoundTold {...{ projectId, round, undo }} />);
    await expect.element(field('stage')).toHaveValue('pilot');
    expect(place.querySelector('button')).toBeNull();
    await userEvent.selectOptions(field('stage'), 'full');
    await save();
    await expect.element(page.getByRole('alert')).toBeVisible();
    server.answer({ 'round.edit': done });
    await save();
    await expect.poll(() => said).toEqual([words('fact:said.round', { name: round.name })]);
    expect(server.calls.at(-1)?.input).toMatchObject({ change: { stage: 'full' }, base: { stage: 'pilot' } });
  });

  it('does not ask what the program drew, and says so', async () => {
    serve({});
    const { undo } = undoable();
    const plan = {
      ...{ codersPerDocument: 1, memberIds: [els.id], doubleCodedPercent: 20, stratifiedBy: null, seed: 7 },
    };
    const { place } = await show(<RoundTold {...{ projectId, round: aRound({ plan }), undo }} />);
    expect(place.textContent).toContain(words('fact:what.sampling.drawn'));
  });

  it.each(['light', 'dark'] as const)('is filled in for the study, in the %s theme', async (colours) => {
    const server = serve({ 'project.edit': done });
    const { undo } = undoable();
    const detail: ProjectDetail = aProject('owner');
    const { place } = await show(<ProjectTold {...{ project: detail.project, undo }} />, { colours });
    await userEvent.fill(field('pilot'), 'on ten letters');
    await save();
    await expect
      .poll(() => server.calls.at(-1)?.input)
      .toMatchObject({
        change: { pilot: 'on ten letters' },
        base: { pilot: null },
      });
    expect(await faultsIn(place)).toEqual([]);
  });

  it('is asked of a new round as far as it can be known', async () => {
    serve({});
    const told: (typeof empty)[] = [];
    const { place } = await show(<Asked onTold={(values) => void told.push(values)} />);
    await userEvent.fill(field('blindTo'), 'the hypotheses');
    expect(told.at(-1)).toEqual({ ...empty, blindTo: 'the hypotheses' });
    expect(place.textContent).not.toContain(words('fact:label.sampling'));
  });
});
