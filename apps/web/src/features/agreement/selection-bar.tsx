import type { ProjectDetail } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import { treeOrder } from '@koersvast/core/codebook';
import { limits } from '@koersvast/core/limit';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMemberWords } from '../../data/project.ts';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
import { RoundSelect } from '../../parts/round/round-select.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tick } from '../../ui/tick.tsx';
import { DocumentsChoice } from './documents-choice.tsx';
import { overviewQuery } from './queries.ts';
import classes from './selection-bar.module.css';
import { useAgreementAddress } from './use-agreement-address.ts';
import { standingTags, useNames } from './use-names.ts';

const layers = ['first-pass', 'current', 'final'] as const;

interface SelectionBarProps {
  readonly detail: ProjectDetail;
}

/** What is measured. On a phone the figures go first: there it says what is chosen, and opens. */
export function SelectionBar({ detail }: SelectionBarProps) {
  const { t } = useTranslation('agreement');
  const phone = useMediaQuery(phoneWindow, undefined, { getInitialValueInEffect: false }) === true;
  const chosen = useChosenWords(detail);
  const choices = <Choices detail={detail} />;
  return (
    <section className={classes.bar} aria-label={t('selection')} data-screen="only">
      {phone ? (
        <details>
          <summary>
            {t('selection')} <span className={classes.chosen}>{chosen}</span>
          </summary>
          {choices}
        </details>
      ) : (
        choices
      )}
    </section>
  );
}

/** What is chosen, in a line. */
function useChosenWords(detail: ProjectDetail): string {
  const { t } = useTranslation('agreement');
  const format = useFormat();
  const { search } = useAgreementAddress();
  const { round, layers: layer = 'first-pass', seen, set, where, tags, coders } = search;
  return [
    detail.rounds.find(({ id }) => id === round)?.name ?? t('round.all'),
    t(`layers.${layer}`),
    ...(seen === true && layer !== 'current' ? [t('seen')] : []),
    ...(set === undefined && where === undefined ? [] : [t('documents.some')]),
    ...(tags === undefined
      ? []
      : [
          t('tags.shown', {
            number: format.number(tags.length),
            all: format.number(standingTags(detail).length),
          }),
        ]),
    ...(coders === undefined ? [] : [t('coders', { count: coders.length })]),
  ].join(' · ');
}

/**
 * Whose work can be chosen: of whoever has any among what is measured, as far as that is known, and of whoever may code
 * until then. Who is chosen stays in the list.
 */
function useCoders(detail: ProjectDetail): ProjectDetail['members'] {
  const { projectId, search, selection } = useAgreementAddress();
  const ofAll = overviewQuery({ projectId, selection: { ...selection, coderIds: null } });
  // The overview asks for it; nothing is reckoned for this list alone.
  const { data } = useQuery({ ...ofAll, enabled: false });
  const measured = data?.state === 'ready' ? data.basis.coders.map(({ id }) => id) : [];
  const isCoder = ({ id, role }: ProjectDetail['members'][number]) =>
    measured.length === 0 ? may(role, 'annotation.write') : measured.includes(id);
  return detail.members.filter((member) => search.coders?.includes(member.id) === true || isCoder(member));
}

/** Of which round, which work, which documents, tags and coders. */
function Choices({ detail }: SelectionBarProps) {
  const { t } = useTranslation('agreement');
  const { search, measure } = useAgreementAddress();
  const { tag: nameOf } = useNames(detail);
  const coders = useCoders(detail);
  const called = useMemberWords();
  const chosenLayers = search.layers ?? 'first-pass';
  const orAll = <Value,>(chosen: readonly Value[]) => (chosen.length === 0 ? undefined : chosen);
  return (
    <div className={classes.choices}>
      <div className={classes.row}>
        <RoundSelect
          rounds={detail.rounds}
          chosen={search.round}
          words={{ label: t('round'), all: t('round.all') }}
          onChoose={(round) => measure({ round })}
        />
        <SmallSelect
          label={t('layers')}
          value={chosenLayers}
          set={chosenLayers !== 'first-pass'}
          onChoose={(value) => {
            const next = layers.find((each) => each === value);
            measure({ layers: next === 'first-pass' ? undefined : next });
          }}
        >
          {layers.map((each) => (
            <option key={each} value={each}>
              {t(`layers.${each}`)}
            </option>
          ))}
        </SmallSelect>
        {chosenLayers !== 'current' && (
          <Tick
            words={t('seen')}
            checked={search.seen === true}
            onChange={(seen) => measure({ seen: seen || undefined })}
          />
        )}
      </div>
      <DocumentsChoice detail={detail} />
      <div className={classes.row}>
        <ChoiceList
          title={t('tags')}
          items={treeOrder(standingTags(detail)).map(({ tag, depth }) => ({
            value: tag.id,
            words: nameOf(tag.id),
            depth,
          }))}
          chosen={search.tags ?? []}
          maximum={limits.chosen}
          onChange={(tags) => measure({ tags: orAll(tags) })}
        />
        <ChoiceList
          title={t('coders')}
          items={coders.map((member) => ({ value: member.id, words: called(member) }))}
          chosen={search.coders ?? []}
          maximum={limits.chosen}
          onChange={(coders) => measure({ coders: orAll(coders) })}
        />
      </div>
    </div>
  );
}
