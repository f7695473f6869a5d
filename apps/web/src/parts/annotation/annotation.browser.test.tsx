import type { Annotation, Change, ProjectDetail } from '@koersvast/contracts';
import type { ShownAnnotation } from '@koersvast/core/pending';
import type { ComponentProps } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { keepMemoDraft, readMemoDraft } from '../../data/memo-draft.ts';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve, silent } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import {
  aChange,
  aDocument,
  anAnnotation,
  aProject,
  els,
  jan,
  pressure,
  trade,
} from '../../testing/study.ts';
import { AnnotationCard } from './annotation-card.tsx';
import { AnnotationFace } from './annotation-face.tsx';
import { CertaintyDots } from './certainty.tsx';

const own = anAnnotation(1);
const shownOf = (row: Annotation, more: Partial<ShownAnnotation> = {}): ShownAnnotation => ({
  row,
  pending: false,
  own: row.createdById === els.id,
  ...more,
});
const edit = vi.fn<ComponentProps<typeof AnnotationCard>['actions']['edit']>();
const remove = vi.fn<(key: string) => void>();
const onDone = vi.fn();
const onRemoved = vi.fn();
const onTurn = vi.fn();

beforeEach(() => {
  for (const each of [edit, remove, onDone, onRemoved, onTurn]) each.mockReset();
  edit.mockReturnValue(true);
  serve({ 'annotation.list': () => aDocument({ annotations: [own] }) });
});

function card(row: Annotation = own, more: Partial<ComponentProps<typeof AnnotationCard>> = {}) {
  const project: ProjectDetail = more.project ?? aProject();
  return (
    <AnnotationCard
      annotationKey="key"
      shown={shownOf(row)}
      personId="person"
      writable
      actions={{ edit, remove }}
      focus={null}
      letter={{ text: 'The cabinet urges Russia to talk.', language: 'en' }}
      among={new Map()}
      onTurn={onTurn}
      defined={undefined}
      showSpan={() => {}}
      onRemoved={onRemoved}
      onDone={onDone}
      {...more}
      project={project}
    />
  );
}

describe('the card of an annotation', () => {
  it('changes the tag in place, and gives the focus back to it', async () => {
    await show(card(), { project: aProject() });
    const tag = page.getByRole('button', { name: words('reader:card.changeTag', { tag: 'Pressure' }) });
    await userEvent.click(tag);
    await userEvent.click(page.getByRole('list', { name: words('reader:card.tags') }).getByText('Trade'));
    expect(edit.mock.calls).toEqual([['key', { tagId: trade.id }]]);
    await expect.element(tag).toHaveFocus();
    await expect.element(tag).toHaveAttribute('aria-expanded', 'false');
  });

  it('says how sure one is, otherwise, and takes it back by a second click or the button', async () => {
    const shown = await show(card());
    await userEvent.click(page.getByRole('radio').nth(1));
    expect(edit.mock.lastCall?.slice(0, 2)).toEqual(['key', { certainty: 2 }]);
    shown.again(card({ ...own, certainty: 2 }));
    await userEvent.click(page.getByRole('radio').nth(1));
    expect(edit.mock.lastCall?.slice(0, 2)).toEqual(['key', { certainty: null }]);
    await userEvent.click(page.getByRole('button', { name: words('note:certainty.clear') }));
    expect(edit).toHaveBeenCalledTimes(3);
  });

  it('deletes, and leads back', async () => {
    await show(card());
    await userEvent.click(page.getByRole('button', { name: words('reader:card.remove') }));
    expect(remove.mock.calls).toEqual([['key']]);
    expect(onRemoved).toHaveBeenCalled();
  });

  it('asks whether a tag of another meaning still holds', async () => {
    const project = aProject('coder', { tags: [{ ...pressure, meaningVersion: 2 }, trade] });
    await show(card(own, { project }));
    await userEvent.click(page.getByRole('button', { name: words('reader:card.confirm') }));
    expect(edit.mock.calls).toEqual([['key', { confirmed: true }]]);
  });

  it('only shows what somebody else coded', async () => {
    const row = anAnnotation(2, jan, { memo: 'theirs', certainty: 1 });
    const { place } = await show(card(row));
    expect(place.textContent).toContain('Jan');
    expect(place.textContent).toContain('theirs');
    expect(page.getByRole('textbox', { name: words('note:memo') }).elements()).toEqual([]);
    expect(page.getByRole('button', { name: words('reader:card.remove') }).elements()).toEqual([]);
    await expect.element(page.getByRole('radio').first()).toBeDisabled();
  });

  it('shows what somebody else has left out as nothing, and a tag that is gone as a dash', async () => {
    const row = anAnnotation(2, jan, { tagId: 'gone' });
    const { place } = await show(card(row));
    expect(place.textContent).toContain('–');
    expect(page.getByRole('radio').elements()).toEqual([]);
  });

  it('turns to what else lies there, and says what the tag means', async () => {
    const other = anAnnotation(2, jan, { tagId: trade.id });
    const unknown = anAnnotation(3, els, { tagId: 'gone' });
    const among = new Map([
      ['key', shownOf(own)],
      ['other', shownOf(other)],
      ['unknown', shownOf(unknown)],
    ]);
    await show(card(own, { among, defined: pressure }));
    await expect.element(page.getByText(words('reader:card.among', { count: 3 }))).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Trade JA' }));
    expect(onTurn.mock.calls).toEqual([['other']]);
    await expect.element(page.getByText('Somebody is urged.')).toBeVisible();
  });

  it('takes the focus where it is asked to', async () => {
    const shown = await show(card(own, { focus: 'memo' }));
    await expect.element(page.getByRole('textbox', { name: words('note:memo') })).toHaveFocus();
    shown.again(card(own, { focus: 'tag' }));
    await expect
      .element(page.getByRole('button', { name: words('reader:card.changeTag', { tag: 'Pressure' }) }))
      .toHaveFocus();
    await expect.element(page.getByRole('list', { name: words('reader:card.tags') })).toBeVisible();
  });

  it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
    const long = 'Prikkelbaarheid-in-internationale-betrekkingen '.repeat(4);
    const project = aProject('coder', { tags: [{ ...pressure, name: long, meaningVersion: 2 }, trade] });
    const among = new Map([
      ['key', shownOf(own)],
      ['other', shownOf(anAnnotation(2, jan))],
    ]);
    const row = { ...own, memo: 'why', certainty: 2 };
    const { place } = await show(card(row, { project, among, focus: 'tag', defined: pressure }), {
      colours,
      project,
    });
    expect(await faultsIn(place)).toEqual([]);
  });
});

describe('the memo', () => {
  const memo = page.getByRole('textbox', { name: words('note:memo') });

  it('is saved when one leaves it, and kept until then', async () => {
    const shown = await show(card());
    await userEvent.fill(memo, 'my memo');
    expect(readMemoDraft('person', 'key', null)?.text).toBe('my memo');
    expect(edit).not.toHaveBeenCalled();
    shown.again(card(own, { shown: shownOf(own) }));
    await userEvent.click(page.getByRole('radio').first());
    expect(edit.mock.calls[0]).toEqual(['key', { memo: 'my memo' }, { memo: null }]);
    expect(readMemoDraft('person', 'key', null)).toBeNull();
  });

  it('is saved by Ctrl+Enter, which leads out, as Escape does; other keys are text', async () => {
    await show(card());
    await userEvent.fill(memo, 'words');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(edit).toHaveBeenCalledTimes(1);
    expect(onDone).toHaveBeenCalledTimes(1);
    await userEvent.click(memo);
    await userEvent.keyboard('{Enter}x{Escape}');
    expect(onDone).toHaveBeenCalledTimes(2);
  });

  it('stays with its writer where there is nothing any more to save it in', async () => {
    edit.mockReturnValue(false);
    await show(card());
    await userEvent.fill(memo, 'words');
    await userEvent.keyboard('{Escape}');
    expect(readMemoDraft('person', 'key', null)?.text).toBe('words');
  });

  it('asks which of two memos counts', async () => {
    keepMemoDraft('person', 'key', { text: 'mine', base: 'before' });
    const row = { ...own, memo: 'theirs' };
    const shown = await show(card(row));
    await expect.element(memo).toHaveAttribute('aria-invalid', 'true');
    await userEvent.click(memo);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(onDone).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: words('conflict.keepBoth') }));
    expect(edit.mock.lastCall).toEqual(['key', { memo: 'theirs\n\nmine' }, { memo: 'theirs' }]);
    shown.unmount();
  });

  it.each([
    ['theirs', 'conflict.useTheirs', null],
    ['mine', 'conflict.keepMine', 'mine'],
  ] as const)('takes %s when that is chosen', async (_name, button, saved) => {
    keepMemoDraft('person', 'key', { text: 'mine', base: 'before' });
    await show(card({ ...own, memo: 'theirs' }));
    await userEvent.click(page.getByRole('button', { name: words(button) }));
    if (saved === null) expect(edit).not.toHaveBeenCalled();
    else expect(edit.mock.lastCall?.[1]).toEqual({ memo: saved });
  });

  it('says so where two memos wait and the card goes', async () => {
    keepMemoDraft('person', 'key', { text: 'mine', base: 'before' });
    const shown = await show(card({ ...own, memo: 'theirs' }));
    shown.unmount();
    expect(saidStore.get()?.text).toBe(words('reader:card.memo.waits'));
  });
});

describe('the history', () => {
  const history = page.getByRole('list', { name: words('reader:card.history') });
  let version = 0;
  const change = (
    action: Change['action'],
    before: Partial<Annotation> | null,
    after: Partial<Annotation>,
  ) => {
    version += 1;
    const was = before === null ? null : { ...own, ...before };
    return aChange('annotation', { ...own, ...after, version }, { action, before: was });
  };

  it('says what was done, the last first', async () => {
    const changes = [
      change('create', null, {}),
      change('edit', {}, { tagId: trade.id }),
      change('edit', {}, { tagId: 'gone' }),
      change('edit', {}, { end: 20, quote: 'cabinet urges' }),
      change('edit', {}, { memo: 'why' }),
      change('edit', { memo: 'why' }, { memo: null }),
      change('edit', {}, { certainty: 3 }),
      change('edit', { certainty: 3 }, { certainty: null }),
      change('remove', {}, {}),
      aChange('review', null),
    ];
    serve({ 'operation.history': () => changes });
    await show(card());
    await userEvent.click(page.getByRole('button', { name: words('reader:card.history') }));
    await expect.element(history).toBeVisible();
    const said = [...history.element().children].map((each) => each.firstElementChild?.textContent);
    const edited = (what: string) => `${words('reader:history.edit')}: ${what}`;
    const sure = words('note:certainty.changed', { value: words('note:certainty.3') });
    expect(said).toEqual([
      words('reader:history.remove'),
      edited(words('note:certainty.gone')),
      edited(sure),
      edited(words('note:memo.gone')),
      edited(words('note:memo.changed', { value: 'why' })),
      edited(words('reader:history.span', { quote: 'cabinet urges' })),
      edited(words('reader:history.tag', { tag: '–' })),
      edited(words('reader:history.tag', { tag: 'Trade' })),
      words('reader:history.create'),
    ]);
  });

  it('is asked for, waits, and says what went wrong', async () => {
    const server = serve({ 'operation.history': silent });
    const shown = await show(card(own, { focus: 'history' }));
    await expect.element(page.getByRole('status', { name: words('state.loading') })).toBeInTheDocument();
    shown.unmount();
    server.answer({
      'operation.history': () => {
        throw new Refused('not_allowed');
      },
    });
    await show(card({ ...own, id: 'another' }, { focus: 'history' }));
    await expect.element(page.getByRole('alert')).toBeVisible();
  });

  it('says of what is not sent yet that it is not', async () => {
    await show(card({ ...own, layerId: '' }, { focus: 'history' }));
    await expect.element(page.getByText(words('reader:history.notSaved'))).toBeVisible();
  });
});

describe('what an annotation shows in a list', () => {
  it('is its tag, how sure its coder was, who that was, its words and its memo', async () => {
    const row = anAnnotation(1, jan, { certainty: 2, memo: 'why', layerId: '' });
    const shown = await show(<AnnotationFace project={aProject()} shown={shownOf(row)} byCoder={false} />);
    for (const each of ['Pressure', 'cabinet', 'why', 'JA']) expect(shown.place.textContent).toContain(each);
    await expect.element(page.getByTitle('Jan')).toBeVisible();
    shown.again(<AnnotationFace project={aProject()} shown={shownOf(row, { pending: true })} byCoder />);
    expect(await faultsIn(shown.place)).toEqual([]);
  });

  it('is a dash for a tag and a coder that nobody knows any more', async () => {
    const row = anAnnotation(1, jan, { tagId: 'gone', createdById: 'gone', layerId: '' });
    const { place } = await show(<AnnotationFace project={aProject()} shown={shownOf(row)} byCoder />);
    expect(place.textContent).toContain('–');
  });

  it('says nothing of a certainty that was not given', async () => {
    const { place } = await show(
      <p>
        <CertaintyDots value={null} />
      </p>,
    );
    expect(place.querySelector('p')?.textContent).toBe('');
  });
});
