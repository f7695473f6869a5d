import type { ProjectDetail } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMemberWords } from '../../data/project.ts';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
import { DocumentConditions } from '../../parts/document/document-conditions.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { RoundSelect } from '../../parts/round/round-select.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tick } from '../../ui/tick.tsx';
import classes from './charts-screen.module.css';
import { useCountAddress } from './use-count-address.ts';
import { standingTags, useNames } from './use-names.ts';

const layers = ['current', 'first-pass', 'final'] as const;

/** What is counted. It says what is chosen, and opens; on a phone and on a desk alike, since charts are tall. */
export function CountBar({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const phone = useMediaQuery(phoneWindow, undefined, { getInitialValueInEffect: false }) === true;
  const chosen = useChosenWords(detail);
  return (
    <section className={classes.bar} aria-label={t('selection')} data-screen="only">
      {!phone && <WorkChoice detail={detail} />}
      <details>
        <summary>
          {t('selection')} <span className={classes.chosen}>{chosen}</span>
        </summary>
        {phone && <WorkChoice detail={detail} />}
        <DocumentsChoice detail={detail} />
        <ListsChoice detail={detail} />
      </details>
    </section>
  );
}

/** What is chosen, in a line. */
function useChosenWords(detail: ProjectDetail): string {
  const { t } = useTranslation('count');
  const format = useFormat();
  const { search } = useCountAddress();
  const { round, layers: layer = 'current', set, where, tags, coders } = search;
  return [
    detail.rounds.find(({ id }) => id === round)?.name ?? t('round.all'),
    t(`layers.${layer}`),
    ...(set === undefined && where === undefined ? [] : [t('documents.some')]),
    ...(tags === undefined
      ? []
      : [
          t('tags.shown', {
            number: format.number(tags.length),
            all: format.number(standingTags(detail).length),
          }),
        ]),
    ...(coders === undefined
      ? []
      : [t('coders', { count: coders.length, number: format.number(coders.length) })]),
  ].join(' · ');
}

/** Of which round, and which work. */
function WorkChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { search, count } = useCountAddress();
  const chosen = search.layers ?? 'current';
  const tick = (name: 'unfinished' | 'independent' | 'below') => (
    <Tick
      words={t(name)}
      checked={search[name] === true}
      onChange={(ticked) => count({ [name]: ticked || undefined })}
    />
  );
  return (
    <div className={classes.row}>
      <RoundSelect
        rounds={detail.rounds}
        chosen={search.round}
        words={{ label: t('round'), all: t('round.all') }}
        onChoose={(round) => count({ round })}
      />
      <SmallSelect
        label={t('layers')}
        value={chosen}
        set={chosen !== 'current'}
        onChoose={(value) => {
          const next = layers.find((each) => each === value);
          count({ layers: next === 'current' ? undefined : next });
        }}
      >
        {layers.map((each) => (
          <option key={each} value={each}>
            {t(`layers.${each}`)}
          </option>
        ))}
      </SmallSelect>
      {chosen === 'current' && tick('unfinished')}
      {chosen === 'first-pass' && tick('independent')}
      {detail.tags.some(({ parentId }) => parentId !== null) && tick('below')}
    </div>
  );
}

/** Which documents: those of a set, those that meet conditions, or those of the set that do. */
function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { projectId, search, count } = useCountAddress();
  return (
    <DocumentConditions detail={detail} where={search.where} onWhere={(where) => count({ where })}>
      <SetSelect
        projectId={projectId}
        chosen={search.set}
        words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
        onChoose={(set) => count({ set })}
      />
    </DocumentConditions>
  );
}

/** Which tags and coders; all of them where none is ticked. */
function ListsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('count');
  const { search, count } = useCountAddress();
  const names = useNames(detail);
  const called = useMemberWords();
  const orAll = <Value,>(chosen: readonly Value[]) => (chosen.length === 0 ? undefined : chosen);
  return (
    <div className={classes.lists}>
      <ChoiceList
        title={t('tags')}
        items={treeOrder(standingTags(detail)).map(({ tag, depth }) => ({
          value: tag.id,
          words: names.tag(tag.id),
          depth,
        }))}
        chosen={search.tags ?? []}
        maximum={limits.chosen}
        onChange={(tags) => count({ tags: orAll(tags) })}
      />
      {search.layers !== 'final' && (
        <ChoiceList
          title={t('coders')}
          items={detail.members.map((member) => ({ value: member.id, words: called(member) }))}
          chosen={search.coders ?? []}
          maximum={limits.chosen}
          onChange={(coders) => count({ coders: orAll(coders) })}
        />
      )}
    </div>
  );
}
