import type { ProjectDetail } from '@koersvast/contracts';
import { treeOrder } from '@koersvast/core/codebook';
import { readRule, ruleOf } from '@koersvast/core/document-rule';
import { limits } from '@koersvast/core/limit';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfProject } from '../../data/document-fields.ts';
import { useMemberWords } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { phoneWindow } from '../../lib/breakpoints.ts';
import { useFormat } from '../../lib/format.ts';
import { cellColumns } from '../../parts/document/cell-column.ts';
import { FilterBar } from '../../parts/document/filter-bar.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
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
    <label className={classes.tick}>
      <input
        type="checkbox"
        checked={search[name] === true}
        onChange={(event) => count({ [name]: event.currentTarget.checked || undefined })}
      />
      {t(name)}
    </label>
  );
  return (
    <div className={classes.row}>
      <SmallSelect
        label={t('round')}
        value={search.round ?? ''}
        set={search.round !== undefined}
        onChoose={(round) => count({ round: round === '' ? undefined : round })}
      >
        <option value="">{t('round.all')}</option>
        {detail.rounds.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SmallSelect>
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
  const { t } = useTranslation(['count', 'document']);
  const { projectId, search, count } = useCountAddress();
  const [opened, setOpened] = useState(false);
  // Some documents have details that the project does not name; they are asked for when somebody may choose one.
  const list = useQuery({
    ...trpc.document.list.queryOptions({ projectId, removed: false }),
    enabled: opened,
  }).data;
  const fields = fieldsOfProject(
    detail,
    (list ?? []).map(({ document }) => document),
  );
  return (
    <FilterBar
      columns={cellColumns(fields, (id) => t(`document:field.${id}`))}
      conditions={readRule(search.where ?? []) ?? []}
      onConditions={(conditions) =>
        count({ where: conditions.length === 0 ? undefined : ruleOf(conditions) })
      }
      onOpen={() => setOpened(true)}
    >
      <SetSelect
        projectId={projectId}
        chosen={search.set}
        words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
        onChoose={(set) => count({ set })}
      />
    </FilterBar>
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
