import type { DocumentListItem, ProjectDetail, RevealPreview, Round } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { memberName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './round.module.css';

interface RevealProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  readonly documents: readonly DocumentListItem[];
  readonly onClose: () => void;
}

/** Ends the blindness of a round, once it is known what that makes. */
export function Reveal({ detail, round, documents, onClose }: RevealProps) {
  const { t } = useTranslation(['round', 'common']);
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const preview = useQuery(
    trpc.round.revealPreview.queryOptions({ projectId, roundId: round.id }, { staleTime: 0 }),
  );
  const reveal = useCommand(trpc.round.reveal.mutationOptions());
  const submit = async () => {
    await reveal.run({ projectId, roundId: round.id, version: round.version });
    say(t('said.revealed', { name: round.name }), {
      label: t('toCompare'),
      act: () => void navigate({ to: '/p/$projectId/compare', params: { projectId } }),
    });
    onClose();
  };
  return (
    <DialogForm
      onSubmit={submit}
      submit={t('reveal.submit')}
      pending={reveal.pending}
      disabled={preview.data === undefined}
      error={reveal.error}
      final
      cancel={t('reveal.not')}
      onClose={onClose}
    >
      <p>{t('reveal.what')}</p>
      <Loaded query={preview}>
        {(data) => <Finished detail={detail} documents={documents} preview={data} />}
      </Loaded>
      <p className={classes.warning}>{t('reveal.once')}</p>
    </DialogForm>
  );
}

interface FinishedProps {
  readonly detail: ProjectDetail;
  readonly documents: readonly DocumentListItem[];
  readonly preview: RevealPreview;
}

/** Who has finished what, and what will have no first pass. */
function Finished({ detail, documents, preview }: FinishedProps) {
  const { t } = useTranslation('round');
  const titles = new Map(documents.map(({ document }) => [document.id, document.title]));
  const format = useFormat();
  const named = (ids: readonly string[]) => {
    const shown = ids.slice(0, 5).map((id) => titles.get(id) ?? '–');
    const rest = ids.length - shown.length;
    return format.list(rest > 0 ? [...shown, t('reveal.more', { count: rest })] : shown);
  };
  return (
    <>
      {preview.hidden && <p className={classes.hint}>{t('reveal.hidden')}</p>}
      {preview.coders.length === 0 && <p>{t('reveal.nobody')}</p>}
      <ul className={classes.list}>
        {preview.coders.map(({ memberId, assigned, finished, empty, unfinishedDocumentIds }) => {
          const name = memberName(detail, memberId);
          if (finished === null)
            return <li key={memberId}>{t('reveal.assigned', { name, count: assigned })}</li>;
          return (
            <li key={memberId}>
              {t('reveal.coder', { name, finished, count: assigned })}
              {empty !== null && empty > 0 && ` ${t('reveal.empty', { count: empty })}`}
              {unfinishedDocumentIds !== null && unfinishedDocumentIds.length > 0 && (
                <div className={classes.hint}>
                  {t('reveal.unfinished', { documents: named(unfinishedDocumentIds) })}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {preview.unassignedDocumentIds.length > 0 && (
        <p className={classes.hint}>
          {t('reveal.unassigned', { documents: named(preview.unassignedDocumentIds) })}
        </p>
      )}
    </>
  );
}
