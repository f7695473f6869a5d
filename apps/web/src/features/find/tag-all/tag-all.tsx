import {
  type Boundary,
  boundaries,
  type ProjectDetail,
  type SearchCandidates,
  type Tag,
} from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandKeys } from '../../../data/keyboard.ts';
import { livingTags, useTagName } from '../../../data/project.ts';
import { typedKey, useTagKeys } from '../../../data/tag-keys.ts';
import { trpc } from '../../../data/trpc.ts';
import type { Undo } from '../../../data/undo.ts';
import { newId } from '../../../lib/ids.ts';
import { useStore } from '../../../lib/store.ts';
import { Looking } from '../../../parts/query/looking.tsx';
import { RoundChoice } from '../../../parts/round/round-choice.tsx';
import { TagPicker } from '../../../parts/tag/tag-picker.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Fault } from '../../../ui/fault.tsx';
import { SmallSelect } from '../../../ui/small-select.tsx';
import type { Asked } from '../queries.ts';
import { CandidateList, type CandidateListHandle } from './candidate-list.tsx';
import { ReviewBar } from './review-bar.tsx';
import { Skipped } from './skipped.tsx';
import classes from './tag-all.module.css';
import { useGoing } from './use-going.ts';
import { itemsOf, type Listed, type Mode, questionName, useCounts, useDecisions } from './use-review.ts';
import { useRoundHere } from './use-round-here.ts';
import { type Looked, useTagging } from './use-tagging.ts';

interface TagAllProps {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  readonly undo: Undo;
  readonly onLeave: () => void;
}

type Ready = Extract<SearchCandidates, { state: 'ready' }>;

/** Under this name the server tells how far it is. */
const watch = newId();

const nothing: Listed = { items: [], tagged: 0, notOwn: 0 };

/** The hits of a question, one after the other, to be tagged in one step once somebody has looked at them. */
export function TagAll({ detail, asked, undo, onLeave }: TagAllProps) {
  const { t } = useTranslation('tagAll');
  const { rounds, roundId, setRoundId } = useRoundHere(detail);
  const [boundary, setBoundary] = useState<Boundary>(
    boundaries.find((each) => each === asked.piece) ?? 'hit',
  );
  const round = rounds.find(({ id }) => id === roundId);
  const { projectId, query, documents, searchId } = asked;
  const search = { query, documents, searchId, boundary };
  const found = useQuery(
    trpc.search.candidates.queryOptions(
      { projectId, ...search, roundId: roundId ?? '', watch },
      { enabled: round !== undefined, placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const tags = treeOrder(livingTags(detail)).map(({ tag }) => tag);
  const [tagId, setTagId] = useState<string | null>(null);
  if (roundId === undefined && rounds.length > 0)
    return <Looking projectId={projectId} watch={watch} onStop={onLeave} />;
  if (round === undefined) return <Empty title={t('noRound')}>{t('noRoundText')}</Empty>;
  const choices = (
    <>
      <TagButton tags={tags} tagId={tagId} onTag={setTagId} />
      <RoundChoice label={t('round')} round={round} rounds={rounds} onRound={setRoundId} />
      <SmallSelect
        label={t('boundary')}
        value={boundary}
        onChoose={(next) => setBoundary(boundaries.find((each) => each === next) ?? 'hit')}
      >
        {boundaries.map((each) => (
          <option key={each} value={each}>
            {t(`boundary.${each}`)}
          </option>
        ))}
      </SmallSelect>
    </>
  );
  const { data } = found;
  return (
    <section aria-label={t('title')} className={classes.review}>
      <h2 className={classes.title}>{t('title')}</h2>
      <p id="tag-all-keys" className={classes.note}>
        {t('keys')}
      </p>
      {data === undefined ? (
        <>
          <div className={classes.choices}>{choices}</div>
          {found.isError ? (
            <Fault error={found.error} again={found.refetch} />
          ) : (
            <Looking projectId={projectId} watch={watch} onStop={onLeave} />
          )}
        </>
      ) : data.state === 'ready' ? (
        <Review
          {...{ detail, asked, undo, onLeave, found: data, boundary, search, tagId, choices, round }}
          coming={found.isPlaceholderData}
        />
      ) : null}
    </section>
  );
}

interface TagButtonProps {
  readonly tags: readonly Tag[];
  readonly tagId: string | null;
  readonly onTag: (tagId: string) => void;
}

/** The tag that hits get, and the codebook to choose it from. */
function TagButton({ tags, tagId, onTag }: TagButtonProps) {
  const { t } = useTranslation('tagAll');
  const nameOf = useTagName();
  const [open, setOpen] = useState(false);
  const tag = tags.find(({ id }) => id === tagId);
  useCommandKeys('review', { 'candidates.choose': () => setOpen(true) });
  const choose = ({ id }: Tag) => {
    onTag(id);
    setOpen(false);
  };
  useTagKeys({ tags, wants: () => open, give: choose, inDialogue: true });
  const { typed: begun } = useStore(typedKey);
  return (
    <>
      <Button
        size="compact-sm"
        variant={tag === undefined ? 'filled' : 'default'}
        onClick={() => setOpen(true)}
      >
        {tag === undefined ? t('choose') : t('tag', { tag: nameOf(tag) })}
      </Button>
      <Dialog title={t('choose')} opened={open} onClose={() => setOpen(false)}>
        <section
          className={classes.picker}
          aria-label={t('choose')}
          // Keys of tags are heard from here, and none of them closes the dialogue.
          tabIndex={-1}
          data-autofocus
        >
          <TagPicker
            tags={tags}
            label={t('choose')}
            {...(tagId !== null && { chosen: tagId })}
            typedKey={begun}
            onChoose={choose}
          />
        </section>
      </Dialog>
    </>
  );
}

interface ReviewProps extends TagAllProps {
  readonly found: Ready;
  /** Whether that is still what was found before, for another question: nobody decides about it any more. */
  readonly coming: boolean;
  readonly boundary: Boundary;
  readonly search: Looked;
  readonly tagId: string | null;
  readonly choices: ReactNode;
  readonly round: { readonly id: string };
}

function Review({
  detail,
  asked,
  undo,
  onLeave,
  found,
  coming,
  boundary,
  search,
  tagId,
  choices,
  round,
}: ReviewProps) {
  const { t } = useTranslation('tagAll');
  const nameOf = useTagName();
  const list = useRef<CandidateListHandle>(null);
  const [chosen, setMode] = useState<Mode>('beside');
  // Of words nothing is tagged otherwise, whatever was chosen for codings.
  const mode = found.ofTags === null ? 'beside' : chosen;
  const { items, tagged, notOwn } = useMemo(
    () => (coming ? nothing : itemsOf(found, tagId, mode)),
    [coming, found, tagId, mode],
  );
  const question = questionName(asked, boundary);
  const { by, decide } = useDecisions(question);
  const counts = useCounts(items, by);
  const going = useGoing({ of: `${question} ${round.id}`, items, by, decide, list });
  const { here, setAt } = going;
  const tag = detail.tags.find(({ id }) => id === tagId);
  const { projectId } = asked;
  const { accepted } = counts;
  const { submit, command, left } = useTagging({
    projectId,
    round,
    search,
    tag,
    mode,
    accepted,
    decide,
    undo,
  });
  useCommandKeys('review', {
    'candidates.tag': () => void submit(),
    'candidates.leave': onLeave,
  });
  // Whoever comes by a key goes on by keys.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || items.length === 0) return;
    begun.current = true;
    list.current?.focus(0);
  }, [items.length]);
  return (
    <>
      <div className={classes.choices}>
        {choices}
        {found.ofTags !== null && (
          <SmallSelect
            label={t('mode')}
            value={mode}
            onChoose={(next) => setMode(next === 'instead' ? 'instead' : 'beside')}
          >
            <option value="beside">{t('mode.beside')}</option>
            <option value="instead">{t('mode.instead')}</option>
          </SmallSelect>
        )}
      </div>
      {!coming && <Skipped found={found} tagged={tagged} notOwn={notOwn} left={left} most={limits.hits} />}
      {coming ? (
        <Looking projectId={projectId} watch={watch} onStop={onLeave} />
      ) : items.length === 0 ? (
        <Empty
          title={t('nothing')}
          actions={
            <Button variant="default" autoFocus={begun.current} onClick={onLeave}>
              {t('leave')}
            </Button>
          }
        />
      ) : (
        <CandidateList ref={list} label={t('list')} items={items} decided={by} at={here} onAt={setAt} />
      )}
      {command.error !== null && command.error !== undefined && (
        <Fault error={command.error} again={submit} />
      )}
      {items.length > 0 && (
        <ReviewBar
          going={going}
          counts={counts}
          tag={tag === undefined ? null : nameOf(tag)}
          pending={command.pending}
          onSubmit={() => void submit()}
          onLeave={onLeave}
        />
      )}
    </>
  );
}
