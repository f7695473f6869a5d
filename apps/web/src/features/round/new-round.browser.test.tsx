import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { pressable } from '../../testing/pressable.ts';
import { type Answers, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { aMember, anAcknowledgement, aProject, aRound, idOf } from '../../testing/study.ts';
import { EditRound } from './edit-round.tsx';
import { NewRoundScreen } from './new-round-screen.tsx';

const owned = aProject('owner');
// Two who can be given work by the rule that stands there at first.
const gone = aMember(4, 'Gina', { retired: true });
const project = { ...owned, members: [...owned.members, aMember(3, 'Kim'), gone] };
const at = { project, screen: 'rounds/new' };
const items = [1, 2].map((nth) => ({
  document: { id: idOf(2, nth), title: `Letter ${nth}`, language: 'en', fields: {} },
}));
const drawn = {
  documentIds: items.map(({ document }) => document.id),
  assignments: [],
  sample: [],
  strata: [],
  coders: [],
};
const open = {
  rounds: [],
  idleRoundIds: [idOf(5, 1)],
  goesRoundId: null,
  hiddenDocumentIds: [],
};
const answers = (more: Answers = {}): Answers => ({
  'document.list': () => items,
  'member.invitations': () => [],
  'set.list': () => [],
  'round.plan': () => drawn,
  'round.openCoding': () => open,
  ...more,
});
const button = () => page.getByRole('button', { name: words('round:new.submitBlind') });

/** An answer that comes when the test has it come. */
function late(value: unknown) {
  let come = () => {};
  const answer = new Promise((resolve) => {
    come = () => resolve(value);
  });
  return { answer: () => answer, come: () => come() };
}

it.each(['round.plan', 'round.openCoding'])(
  'shows its button once %s has answered, and moves nothing',
  async (path) => {
    const answer = late(path === 'round.plan' ? drawn : open);
    const server = serve(answers({ [path]: answer.answer }));
    const { place } = await show(<NewRoundScreen />, at);
    await expect.poll(() => server.calls.filter((call) => call.path === path).length).toBe(1);
    await expect.element(page.getByText(words('round:told.lead'))).toBeVisible();
    // Nobody is given work any more whose account is retired.
    expect(place.textContent).toContain('Kim');
    expect(place.textContent).not.toContain('Gina');
    const before = pressable(place);
    expect(before.size).toBeGreaterThan(10);
    await expect.element(button()).not.toBeInTheDocument();
    answer.come();
    await expect.element(button()).toBeVisible();
    await expect.element(page.getByText(words('round:before.idle', { round: 'First' }))).toBeVisible();
    const after = pressable(place);
    for (const [element, where] of before) expect(after.get(element)).toBe(where);
  },
);

it('hides its button again while it is asked what another choice would come to', async () => {
  const other = late({ ...open, idleRoundIds: [], hiddenDocumentIds: [items[0]?.document.id] });
  const server = serve(answers());
  await show(<NewRoundScreen />, at);
  await expect.element(button()).toBeVisible();
  server.answer({ 'round.openCoding': other.answer });
  await userEvent.click(page.getByRole('radio', { name: words('round:new.some') }));
  await userEvent.click(page.getByRole('checkbox', { name: items[0]?.document.title ?? '' }));
  await expect.element(button()).not.toBeInTheDocument();
  other.come();
  await expect.element(button()).toBeVisible();
});

it('can keep the coders of a blind round from searching, and says why one would', async () => {
  const server = serve(answers({ 'round.create': () => anAcknowledgement([]) }));
  const { place } = await show(<NewRoundScreen />, at);
  const field = page.getByRole('checkbox', { name: words('round:searching') });
  await expect.element(field).toBeChecked();
  await expect.element(field).toHaveAccessibleDescription(words('round:searching.what'));
  // What the rule gives comes last, and is looked at too.
  await expect.element(page.getByRole('heading', { name: words('round:preview') })).toBeVisible();
  await expect.element(button()).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  await userEvent.click(field);
  await userEvent.click(button());
  const created = () => server.calls.find(({ path }) => path === 'round.create')?.input;
  await expect.poll(created).toMatchObject({ blind: true, searching: false });
});

it('asks nothing of the kind of a shared round', async () => {
  const server = serve(answers({ 'round.create': () => anAcknowledgement([]) }));
  await show(<NewRoundScreen />, at);
  const field = page.getByRole('checkbox', { name: words('round:searching') });
  await userEvent.click(field);
  await userEvent.click(page.getByText(words('round:new.open'), { exact: true }));
  await expect.element(field).not.toBeInTheDocument();
  await userEvent.click(page.getByRole('button', { name: words('round:new.submitOpen') }));
  const created = () => server.calls.find(({ path }) => path === 'round.create')?.input;
  await expect.poll(created).toMatchObject({ blind: false, searching: true });
});

it('changes it of a round that is there, with what was seen of it', async () => {
  const server = serve({ 'round.edit': () => anAcknowledgement([]) });
  const undo = { sayUndoable: () => {} } as never;
  const round = aRound({ blind: true });
  await show(<EditRound projectId={project.project.id} round={round} undo={undo} onClose={() => {}} />, at);
  await userEvent.click(page.getByRole('checkbox', { name: words('round:searching') }));
  await userEvent.click(page.getByRole('button', { name: words('common:action.save') }));
  const edited = () => server.calls.find(({ path }) => path === 'round.edit')?.input;
  await expect.poll(edited).toMatchObject({ change: { searching: false }, base: { searching: true } });
});
