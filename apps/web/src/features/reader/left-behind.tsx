import type { ProjectDetail } from '@koersvast/contracts';
import { parkedGroups, type ShownAnnotation } from '@koersvast/core/pending';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startOutbox, useOutboxState } from '../../data/outbox/person-outbox.ts';
import classes from './not-saved.module.css';
import { useCopyAsText, useOperationWords } from './operation-words.ts';

interface LeftBehindProps {
  readonly projectId: string;
  /** What this tab still knows of it. */
  readonly project: ProjectDetail | undefined;
  readonly personId: string;
}

const nothing: ReadonlyMap<string, ShownAnnotation> = new Map();

/** What waited for a project that is closed to its person by now: it can be taken along. */
export function LeftBehind({ projectId, project, personId }: LeftBehindProps) {
  const { t } = useTranslation('reader');
  const wordsOf = useOperationWords(project, nothing);
  const keepCopy = useCopyAsText(wordsOf);
  const [copied, setCopied] = useState(false);
  const groups = parkedGroups(useOutboxState().queue).filter(({ operations }) =>
    operations.every(({ place }) => place.projectId === projectId),
  );
  const operations = groups.flatMap((group) => group.operations);
  if (operations.length === 0) return null;

  const keep = () => {
    keepCopy(operations);
    setCopied(true);
  };
  const drop = async () => {
    const outbox = await startOutbox(personId);
    for (const { because } of groups) await outbox.drop(because);
  };
  return (
    <section className={classes.left} aria-labelledby="left-behind">
      <h2 id="left-behind">{t('parked.title')}</h2>
      <p className={classes.lead}>{t('parked.left', { count: operations.length })}</p>
      <ul className={classes.operations}>
        {operations.map((operation) => (
          <li key={operation.opId}>{wordsOf(operation)}</li>
        ))}
      </ul>
      <div className={classes.choices}>
        <Button size="compact-md" onClick={keep}>
          {t(copied ? 'parked.copied' : 'parked.copy')}
        </Button>
        <Button size="compact-md" variant="subtle" color="red" onClick={drop}>
          {t('parked.drop')}
        </Button>
      </div>
    </section>
  );
}
