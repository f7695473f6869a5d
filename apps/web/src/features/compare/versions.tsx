import type { Annotation, ProjectDetail } from '@koersvast/contracts';
import { excerptOf } from '@koersvast/core/text';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { originLine } from '../../parts/annotation/origin.ts';
import { keyOf } from '../../parts/review/said.ts';
import { VerdictLine } from '../../parts/review/verdict-line.tsx';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Later } from '../../ui/later.tsx';
import type { Comparison, Difference } from './comparison.ts';
import classes from './versions.module.css';

interface VersionsProps {
  readonly project: ProjectDetail;
  readonly comparison: Comparison;
  readonly difference: Difference;
  readonly language: string;
  /** The annotation that the next verdict is about. */
  readonly pickedKey: string | null;
  readonly onPick: (row: Annotation) => void;
}

/** What each coder has in a difference, with the digit that names it. */
export function Versions({ project, comparison, difference, language, pickedKey, onPick }: VersionsProps) {
  const { t } = useTranslation('compare');
  const nameOf = useTagName();
  return (
    <ol className={classes.versions} aria-label={t('versions.label')}>
      {difference.versions.map(({ memberId, annotations }, at) => (
        <li key={memberId} className={classes.version}>
          <span className={classes.coder}>
            {at < 9 && (
              <span aria-hidden="true">
                <kbd>{at + 1}</kbd>
              </span>
            )}
            <span>{memberName(project, memberId)}</span>
          </span>
          {annotations.length === 0 && <span className={classes.nothing}>{t('versions.nothing')}</span>}
          {annotations.map((row) => {
            const tag = project.tags.find(({ id }) => id === row.tagId);
            const review = comparison.verdicts.get(keyOf(row));
            return (
              <div key={keyOf(row)} className={classes.row}>
                <button
                  type="button"
                  className={classes.annotation}
                  aria-pressed={pickedKey === keyOf(row)}
                  onClick={() => onPick(row)}
                >
                  <TagMark tag={tag} name={tag === undefined ? '–' : nameOf(tag)} />
                  <q dir="auto" className={classes.quote} lang={language}>
                    {excerptOf(row.quote, 160)}
                  </q>
                  {row.memo !== null && (
                    <span className={classes.memo} dir="auto">
                      {excerptOf(row.memo, 160)}
                    </span>
                  )}
                </button>
                <Later part={originLine} wanted={false} give={{ project, row }} />
                {review !== undefined && <VerdictLine project={project} review={review} annotation={row} />}
              </div>
            );
          })}
        </li>
      ))}
    </ol>
  );
}
