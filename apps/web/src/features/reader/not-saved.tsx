import type { ProjectDetail } from '@koersvast/contracts';
import { contestedMemo, type ParkedGroup, parkedGroups, type ShownAnnotation } from '@koersvast/core/pending';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { startOutbox, useOutboxState } from '../../data/outbox/person-outbox.ts';
import { bothTexts, type Choice } from '../../lib/draft.ts';
import { ConflictChoice } from '../../ui/conflict.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import classes from './not-saved.module.css';
import { useCopyAsText, useOperationWords } from './operation-words.ts';
import { keepColours } from './use-address.ts';

interface NotSavedProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly shown: ReadonlyMap<string, ShownAnnotation>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The text that took the place of the one it was done in: there it is to be done, and never here again. */
function newestOf({ refusal: { code, details } }: ParkedGroup): string | null {
  return code === 'document_replaced' && typeof details.id === 'string' ? details.id : null;
}

/** What the server refused, with everything that builds on it: nothing is thrown away but by the person. */
export function NotSaved({ project, personId, shown, opened, onClose }: NotSavedProps) {
  const { t } = useTranslation(['reader', 'note']);
  const refusalWords = useRefusalWords();
  const wordsOf = useOperationWords(project, shown);
  const keepCopy = useCopyAsText(wordsOf);
  const groups = parkedGroups(useOutboxState().queue);
  const [copied, setCopied] = useState<string | null>(null);

  const seen = () => {
    const own = [...shown.values()].filter((each) => each.own && !each.pending);
    return Object.fromEntries(own.map(({ row }) => [row.id, row.version]));
  };
  const choose = async (group: ParkedGroup, choice: 'retry' | 'drop') => {
    const outbox = await startOutbox(personId);
    if (choice === 'drop') await outbox.drop(group.because);
    else await outbox.retry(group.because, seen());
    if (groups.length === 1) onClose();
  };
  const settle = async (group: ParkedGroup, memo: string | null, stored: string | null, choice: Choice) => {
    const outbox = await startOutbox(personId);
    const both = memo === null || stored === null ? (memo ?? stored) : bothTexts(memo, stored);
    const chosen = choice === 'theirs' ? null : { memo: choice === 'mine' ? memo : both, over: stored };
    await outbox.settleMemo(group.because, chosen, seen());
    if (groups.length === 1) onClose();
  };
  /** The memo that waits and the one that is stored, where that is what it was refused for. */
  const memosOf = (group: ParkedGroup) => {
    const contested = contestedMemo(group);
    const row = contested === null ? undefined : shown.get(contested.annotationId)?.row;
    return contested === null || row === undefined ? null : { mine: contested.memo, stored: row.memo };
  };
  const keep = ({ because, operations }: ParkedGroup) => {
    keepCopy(operations);
    setCopied(because);
  };
  return (
    <Dialog title={t('parked.title')} opened={opened && groups.length > 0} onClose={onClose} size={560}>
      <p className={classes.lead}>{t('parked.lead')}</p>
      <ul className={classes.groups}>
        {groups.map((group) => {
          const memos = memosOf(group);
          const newest = newestOf(group);
          return (
            <li key={group.because} className={classes.group}>
              <p className={classes.why}>{refusalWords(group.refusal.code, group.refusal.details)}</p>
              <ul className={classes.operations}>
                {group.operations.map((operation) => (
                  <li key={operation.opId}>{wordsOf(operation)}</li>
                ))}
              </ul>
              {memos !== null && (
                <ConflictChoice
                  field={t('note:memo')}
                  mine={memos.mine ?? ''}
                  theirs={memos.stored ?? ''}
                  both={memos.mine !== null && memos.stored !== null}
                  onChoose={(choice) => void settle(group, memos.mine, memos.stored, choice)}
                />
              )}
              <div className={classes.choices}>
                {newest !== null && (
                  <ButtonLink
                    size="compact-md"
                    to="/p/$projectId/documents/$documentId"
                    params={{ projectId: project.project.id, documentId: newest }}
                    search={keepColours}
                    onClick={onClose}
                  >
                    {t('parked.newest')}
                  </ButtonLink>
                )}
                {memos === null && newest === null && (
                  <Button size="compact-md" onClick={() => choose(group, 'retry')}>
                    {t('parked.retry')}
                  </Button>
                )}
                <Button size="compact-md" variant="default" onClick={() => keep(group)}>
                  {t(copied === group.because ? 'parked.copied' : 'parked.copy')}
                </Button>
                <Button size="compact-md" variant="subtle" color="red" onClick={() => choose(group, 'drop')}>
                  {t('parked.drop')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
