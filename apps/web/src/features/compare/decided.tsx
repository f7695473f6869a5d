import type { Annotation, Decision, ProjectDetail } from '@koersvast/contracts';
import { annotationKey } from '@koersvast/core/annotation';
import { excerptOf } from '@koersvast/core/text';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { useKinds } from '../../data/verdict-kinds.ts';
import { useFormat } from '../../lib/format.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import type { Comparison } from './comparison.ts';
import classes from './decided.module.css';

interface DecidedProps {
  readonly project: ProjectDetail;
  readonly comparison: Comparison;
  readonly decision: Decision;
  readonly language: string;
  /** Null where it cannot be taken back, or not by this person. */
  readonly onWithdraw: (() => void) | null;
  readonly onExample: ((final: Annotation | null, counter: boolean) => void) | null;
}

/** Why the final version is as it is here: who decided, when, why, and out of what. */
export function Decided({ project, comparison, decision, language, onWithdraw, onExample }: DecidedProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  const format = useFormat();
  const { nameOf: nameOfKind } = useKinds(project);
  const row = comparison.finalAnnotations.find(({ id }) => id === decision.annotationId) ?? null;
  const tag = project.tags.find(({ id }) => id === row?.tagId);
  const sources = [
    ...new Set(
      decision.sources.map(({ layerId, annotationId }) => {
        const known = comparison.annotations.get(annotationKey({ layerId, id: annotationId }));
        return memberName(project, known?.createdById ?? '');
      }),
    ),
  ];
  return (
    <section className={classes.decided} aria-label={t('decided.label')}>
      <p className={classes.head}>
        <strong>{t(`action.${decision.action}`)}</strong>
        {decision.kind !== null && <span> · {nameOfKind(decision.kind)}</span>}
      </p>
      {row !== null && (
        <p>
          <TagMark tag={tag} name={tag === undefined ? '–' : nameOf(tag)} />{' '}
          <q dir="auto" className={classes.quote} lang={language}>
            {excerptOf(row.quote, 160)}
          </q>
        </p>
      )}
      {decision.reason !== '' && <p className={classes.reason}>{decision.reason}</p>}
      <p className={classes.who}>
        {decision.rule === null
          ? memberName(project, decision.createdById)
          : t('decided.byRule', { rule: t(`rule.${decision.rule as 'unanimous'}`) })}
        , {format.moment(decision.createdAt)}
        {sources.length > 0 && ` · ${t('decided.sources', { who: sources.join(', ') })}`}
      </p>
      <div className={classes.buttons}>
        {onWithdraw !== null && (
          <Button size="compact-sm" variant="default" onClick={onWithdraw}>
            {t('decided.withdraw')}
          </Button>
        )}
        {onExample !== null && (
          <Button size="compact-sm" variant="default" onClick={() => onExample(row, row === null)}>
            {t(row === null ? 'example.counter' : 'example.add')}
          </Button>
        )}
      </div>
    </section>
  );
}
