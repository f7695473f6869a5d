import type { Annotation, AnnotationsOfDocument, ProjectDetail, Review } from '@koersvast/contracts';
import type { Role } from '@koersvast/core/ability';
import { onlineManager } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToKeys } from '../../data/keyboard.ts';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import {
  aDocument,
  aMember,
  anAcknowledgement,
  anAnnotation,
  aProject,
  aReply,
  aReview,
  aRound,
  els,
  jan,
  text,
  trade,
} from '../../testing/study.ts';
import { DraftFields } from './draft-fields.tsx';
import { ReasonForm } from './reason-form.tsx';
import { ReviewCard } from './review-card.tsx';
import { ReviewKeys } from './review-keys.tsx';
import { ReviewMark } from './review-mark.tsx';
import { VerdictLine } from './verdict-line.tsx';

const theirs = anAnnotation(1, jan);
const mine = anAnnotation(2, els);
const showSpan = vi.fn();
let server: ReturnType<typeof serve>;

function answering(document: Partial<AnnotationsOfDocument>) {
  server = serve({
    'annotation.list': () => aDocument({ annotations: [theirs, mine], ...document }),
    'review.give': () => anAcknowledgement(),
    'review.respond': () => anAcknowledgement(),
    'reply.create': () => anAcknowledgement(),
    'reply.remove': () => anAcknowledgement(),
  });
}

beforeEach(() => {
  showSpan.mockReset();
  answering({});
});

const sent = (path: string) => server.calls.filter((call) => call.path === path).map(({ input }) => input);
const button = (key: string) => page.getByRole('button', { name: words(`compare:${key}`) });
const form = (act: string) => page.getByRole('form', { name: words(`compare:act.${act}.title`) });
const reason = page.getByRole('textbox', { name: words('compare:reason.words') });

function card(row: Annotation, role: Role = 'reviewer', project: ProjectDetail = aProject(role)) {
  return (
    <ReviewCard
      project={project}
      personId="person"
      row={row}
      own={row.createdById === els.id}
      letter={{ text, language: 'en' }}
      showSpan={showSpan}
    />
  );
}

describe('a verdict that is given', () => {
  it('accepts at once', async () => {
    await show(card(theirs));
    await userEvent.click(button('do.accept'));
    await expect.poll(() => sent('review.give')).toHaveLength(1);
    expect(sent('review.give')[0]).toMatchObject({ annotationId: theirs.id, verdict: { kind: 'accept' } });
    await expect.poll(() => saidStore.get()?.text).toBe(words('compare:said.accepted'));
  });

  it('rejects with a kind by its digit and words, and asks for what is missing', async () => {
    await show(card(theirs));
    await userEvent.click(button('do.reject'));
    await expect.element(form('reject')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(words('compare:reason.kindMissing'))).toBeVisible();
    await userEvent.keyboard('{8}');
    await userEvent.keyboard('{1}');
    await expect.element(reason).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(words('compare:reason.wordsMissing'))).toBeVisible();
    await userEvent.keyboard('no{Shift>}{Enter}{/Shift}pressure{Enter}');
    await expect.poll(() => sent('review.give')).toHaveLength(1);
    expect(sent('review.give')[0]).toMatchObject({
      verdict: { kind: 'reject', reason: 'no\npressure', reasonKind: expect.stringMatching(/./) },
    });
    await expect.element(button('do.reject')).toBeVisible();
  });

  it('proposes another tag and other boundaries, which the letter shows', async () => {
    await show(card(theirs));
    await userEvent.click(button('do.change'));
    await userEvent.click(page.getByRole('button', { name: 'Trade' }));
    await userEvent.click(button('draft.end.forward'));
    await userEvent.click(button('draft.start.backward'));
    expect(showSpan.mock.lastCall?.[0]).toEqual({ tagId: trade.id, start: 0, end: 17 });
    await userEvent.click(page.getByRole('radio').first());
    await userEvent.fill(reason, 'it is trade');
    await userEvent.click(button('act.change.confirm'));
    await expect.poll(() => sent('review.give')).toHaveLength(1);
    expect(sent('review.give')[0]).toMatchObject({
      verdict: { kind: 'change', tagId: trade.id, span: { start: 0, end: 17, quote: text.slice(0, 17) } },
    });
    await expect.poll(() => showSpan.mock.lastCall).toEqual([null]);
  });

  it('keeps what was typed, when it is refused, and when it is left by Escape', async () => {
    server.answer({
      'review.give': () => {
        throw new Refused('review_stale');
      },
    });
    await show(card(theirs));
    await userEvent.click(button('do.reject'));
    await userEvent.keyboard('{1}words{Enter}');
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(reason).toHaveValue('words');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(button('do.reject'));
    await expect.element(reason).toHaveValue('words');
  });

  it('says what went wrong where accepting is refused', async () => {
    server.answer({
      'review.give': () => {
        throw new Refused('reviewed_meanwhile');
      },
    });
    await show(card(theirs));
    await userEvent.click(button('do.accept'));
    await expect.poll(() => saidStore.get()?.text).toBeTruthy();
  });

  it('is not given without a network', async () => {
    await show(card(theirs));
    await userEvent.click(button('do.reject'));
    onlineManager.setOnline(false);
    await userEvent.keyboard('{1}words{Enter}');
    await expect.element(page.getByText(words('compare:offline')).first()).toBeVisible();
    expect(sent('review.give')).toEqual([]);
  });

  it.each<[string, Annotation, Role, Partial<ProjectDetail>]>([
    ['of a viewer', theirs, 'viewer', {}],
    ['of one’s own work', mine, 'owner', {}],
    [
      'in an archived project',
      theirs,
      'reviewer',
      { project: { ...aProject().project, archivedAt: '2026-01-01' } },
    ],
  ])('is none %s', async (_name, row, role, more) => {
    await show(card(row, role, aProject(role, more)));
    await expect
      .element(page.getByRole('region', { name: words('compare:verdicts.label') }))
      .toBeInTheDocument();
    expect(button('do.accept').elements()).toEqual([]);
  });

  it('is none in a round that is still coded blind', async () => {
    const { place } = await show(
      card(theirs, 'reviewer', aProject('reviewer', { rounds: [aRound({ blind: true })] })),
    );
    await expect.poll(() => server.calls.length).toBe(1);
    expect(place.querySelector('section')).toBeNull();
  });
});

describe('a verdict that was given', () => {
  const verdict = (more: Partial<Review> = {}) => answering({ reviews: [aReview(mine, more)] });

  it('is adopted, or learned from', async () => {
    verdict();
    await show(card(mine, 'coder'));
    await expect.element(page.getByText('This is no pressure.')).toBeVisible();
    await userEvent.click(button('respond.adoptReject'));
    await userEvent.click(button('respond.learned'));
    await expect.poll(() => sent('review.respond')).toHaveLength(2);
    expect(sent('review.respond')).toMatchObject([{ response: 'adopted' }, { response: 'learned' }]);
  });

  it('is answered with a reason by who keeps their tag', async () => {
    verdict({
      verdict: 'change',
      proposedTagId: trade.id,
      proposedQuote: 'cabinet urges',
      kind: 'wrong_tag',
    });
    await show(card(mine, 'coder'));
    await expect.element(button('respond.adoptChange')).toBeVisible();
    await userEvent.click(button('respond.kept'));
    await userEvent.keyboard('it urges');
    await userEvent.click(button('act.keep.confirm'));
    await expect.poll(() => sent('review.respond')).toMatchObject([{ response: 'kept', reason: 'it urges' }]);
    await userEvent.click(button('respond.kept'));
    await userEvent.click(page.getByRole('button', { name: words('action.cancel') }));
    await expect.element(button('respond.kept')).toBeVisible();
  });

  it('says so where the answer is refused', async () => {
    verdict();
    server.answer({
      'review.respond': () => {
        throw new Refused('review_stale');
      },
    });
    await show(card(mine, 'coder'));
    await userEvent.click(button('respond.learned'));
    await expect.poll(() => saidStore.get()?.text).toBeTruthy();
  });

  it('of another version, or one that counts no more, is shown as such', async () => {
    answering({
      reviews: [
        aReview(mine, { annotationVersion: 7 }),
        aReview(mine, {
          id: 'b',
          supersededAt: '2026-11-03T00:00:00.000Z',
          createdAt: '2026-11-01T00:00:00.000Z',
        }),
        aReview(mine, {
          id: 'c',
          withdrawnAt: '2026-11-03T00:00:00.000Z',
          createdAt: '2026-11-02T00:00:00.000Z',
        }),
      ],
    });
    const { place } = await show(card(mine, 'coder'));
    await expect.element(page.getByText(words('compare:verdict.stale'))).toBeVisible();
    await userEvent.click(page.getByText(words('compare:verdicts.earlier', { count: 2 })));
    await expect.element(page.getByText(words('compare:verdicts.withdrawn'), { exact: false })).toBeVisible();
    expect(button('respond.learned').elements()).toEqual([]);
    expect(await faultsIn(place)).toEqual([]);
  });

  it('shows what its coder made of it', async () => {
    const review = aReview(mine, { response: 'kept', responseReason: 'it urges', reason: '' });
    const { place } = await show(<VerdictLine project={aProject()} review={review} annotation={mine} />);
    expect(place.textContent).toContain(words('compare:response.kept'));
    expect(place.textContent).toContain('it urges');
  });

  it('is a mark in a list, with how much was said', async () => {
    answering({ reviews: [aReview(mine, { annotationVersion: 7 })], replies: [aReply(1, mine)] });
    const shown = await show(<ReviewMark project={aProject()} row={mine} />);
    await expect.element(page.getByTitle(new RegExp(words('compare:verdict.reject')))).toBeVisible();
    expect(shown.place.textContent).toContain('✕ 1');
    shown.again(<ReviewMark project={aProject()} row={theirs} />);
    await expect.poll(() => shown.place.querySelector('span')).toBeNull();
  });

  it('is a mark of its thread alone, where there is no verdict', async () => {
    answering({ replies: [aReply(1, mine), aReply(2, mine)] });
    await show(<ReviewMark project={aProject()} row={mine} />);
    await expect.element(page.getByTitle(words('compare:thread.count', { count: 2 }))).toBeVisible();
  });
});

describe('the keys of verdicts', () => {
  const openCard = vi.fn();
  const keys = (row: Annotation, role: Role, more: Partial<ProjectDetail> = {}) => {
    const own = row.createdById === els.id;
    return (
      <>
        <ReviewKeys project={aProject(role, more)} row={row} own={own} openCard={openCard} />
        {card(row, role, aProject(role, more))}
      </>
    );
  };
  let stop = () => {};
  beforeEach(() => {
    openCard.mockReset();
    stop();
    stop = listenToKeys();
  });

  it('accept, reject and propose for a reviewer', async () => {
    await show(keys(theirs, 'reviewer'));
    await expect.element(button('do.accept')).toBeVisible();
    await userEvent.keyboard('a');
    await expect.poll(() => sent('review.give')).toHaveLength(1);
    await userEvent.keyboard('x');
    await expect.element(form('reject')).toBeVisible();
    await userEvent.keyboard('{Escape}e');
    await expect.element(form('change')).toBeVisible();
    expect(openCard).toHaveBeenCalledTimes(2);
  });

  it('say what went wrong', async () => {
    server.answer({
      'review.give': () => {
        throw new Refused('reviewed_meanwhile');
      },
    });
    await show(keys(theirs, 'reviewer'));
    await expect.element(button('do.accept')).toBeVisible();
    await userEvent.keyboard('a');
    await expect.poll(() => saidStore.get()?.text).toBeTruthy();
  });

  it('adopt for a coder, and leave the others to the reader', async () => {
    answering({ reviews: [aReview(mine)] });
    await show(keys(mine, 'coder'));
    await expect.element(button('respond.learned')).toBeVisible();
    await userEvent.keyboard('axe');
    await expect.poll(() => sent('review.respond')).toMatchObject([{ response: 'adopted' }]);
    expect(openCard).not.toHaveBeenCalled();
  });

  it('do nothing for who may only read', async () => {
    await show(keys(theirs, 'viewer'));
    await expect.poll(() => server.calls.length).toBeGreaterThan(0);
    await userEvent.keyboard('axe');
    expect(openCard).not.toHaveBeenCalled();
    expect(sent('review.give')).toEqual([]);
  });
});

describe('the thread', () => {
  const field = page.getByRole('textbox', { name: words('compare:thread.reply') });

  it('shows what was said; one’s own can be taken back', async () => {
    answering({
      replies: [
        aReply(1, theirs),
        aReply(2, theirs, { createdById: els.id }),
        aReply(3, theirs, { deletedAt: '2026' }),
      ],
    });
    const { place } = await show(card(theirs));
    await expect.element(page.getByText('reply 1')).toBeVisible();
    expect(place.textContent).not.toContain('reply 3');
    await userEvent.click(button('thread.remove'));
    await expect.poll(() => sent('reply.remove')).toHaveLength(1);
    await expect.poll(() => saidStore.get()?.text).toBe(words('compare:said.unsaid'));
  });

  it('says so where that is refused', async () => {
    answering({ replies: [aReply(2, theirs, { createdById: els.id })] });
    server.answer({
      'reply.remove': () => {
        throw new Refused('version_conflict');
      },
    });
    await show(card(theirs));
    await userEvent.click(button('thread.remove'));
    await expect.poll(() => saidStore.get()?.text).toBeTruthy();
  });

  it('offers members behind an @, by keys and by pointer, and sends whom it names', async () => {
    await show(card(theirs));
    await userEvent.click(field);
    await userEvent.keyboard('@j');
    const listbox = page.getByRole('listbox', { name: words('compare:thread.members') });
    await expect.element(listbox).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{Tab}');
    await expect.element(field).toHaveValue('@Jan ');
    await userEvent.keyboard(', look');
    await expect.element(field).toHaveValue('@Jan, look');
    await userEvent.keyboard(' @');
    await userEvent.click(page.getByRole('option', { name: 'Jan' }));
    await expect.element(field).toHaveValue('@Jan, look @Jan ');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => sent('reply.create'))
      .toMatchObject([{ text: '@Jan, look @Jan', mentions: [jan.id] }]);
    await expect.element(field).toHaveValue('');
  });

  it('offers nobody whose account is retired', async () => {
    const { members } = aProject('reviewer');
    const gone = aMember(3, 'Gina', { retired: true });
    await show(card(theirs, 'reviewer', aProject('reviewer', { members: [...members, gone] })));
    await userEvent.click(field);
    await userEvent.keyboard('@');
    await expect.element(page.getByRole('option', { name: 'Jan' })).toBeVisible();
    expect(page.getByRole('option').elements()).toHaveLength(1);
  });

  it('closes the names by Escape, and then leaves the field', async () => {
    await show(card(theirs));
    await userEvent.click(field);
    await userEvent.keyboard('@{Escape}');
    await expect.poll(() => page.getByRole('option').elements()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(document.body);
  });

  it('keeps what was typed when it is refused, and without a network', async () => {
    server.answer({
      'reply.create': () => {
        throw new Refused('not_allowed');
      },
    });
    await show(card(theirs));
    await userEvent.fill(field, 'words');
    await userEvent.click(button('thread.send'));
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(field).toHaveValue('words');
    onlineManager.setOnline(false);
    await expect.element(page.getByText(words('compare:offline'))).toBeVisible();
    await userEvent.click(field);
    await userEvent.keyboard('{Enter}');
    expect(sent('reply.create')).toHaveLength(1);
  });

  it('is a button under one’s own work of which nobody said anything', async () => {
    await show(card(mine, 'coder'));
    await userEvent.click(button('thread.begin'));
    await expect.element(field).toHaveFocus();
  });
});

describe('the form for a reason', () => {
  it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
    const project = aProject('reviewer');
    const intent = { act: 'change', about: 'x', sources: [theirs], draft: null } as const;
    const { place } = await show(
      <ReasonForm
        project={project}
        personId="person"
        intent={intent}
        pending={false}
        error={new Error('lost')}
        onConfirm={async () => {}}
        onCancel={() => {}}
      >
        <DraftFields
          project={aProject('reviewer', {
            tags: [...project.tags, { ...trade, id: 'x', key: null, appearance: 61 }],
          })}
          language="en"
          draft={theirs}
          quote="cabinet"
          onTag={() => {}}
          onMove={() => {}}
        />
      </ReasonForm>,
      { colours },
    );
    expect(await faultsIn(place)).toEqual([]);
  });

  it('begins with the words where a decision needs no reason, and then says so', async () => {
    const onConfirm = vi.fn(async () => {});
    const intent = { act: 'take', about: 'x', sources: [theirs], draft: null } as const;
    await show(
      <ReasonForm
        project={aProject('reviewer')}
        personId="person"
        intent={intent}
        pending={false}
        error={null}
        onConfirm={onConfirm}
        onCancel={() => {}}
      />,
    );
    const optional = page.getByRole('textbox', { name: words('compare:reason.wordsOptional') });
    await expect.element(optional).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onConfirm.mock.calls).toEqual([[{ kind: null, reason: '' }]]);
  });
});
