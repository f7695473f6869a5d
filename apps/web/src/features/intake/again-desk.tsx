import type { DocumentRow, IntakeItem } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { refusalOf } from '../../data/errors.ts';
import { useRefusalWords } from '../../data/fault-words.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { newId } from '../../lib/ids.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { Fault } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Skeleton } from '../../ui/loaded.tsx';
import classes from './again.module.css';
import { useBegin } from './again-choice.tsx';
import { AgainReport } from './again-report.tsx';
import { JobLine } from './job-line.tsx';
import { acceptedFiles } from './take-in.tsx';
import { UploadList } from './upload-list.tsx';
import { forgetUploader } from './uploaders.ts';
import { type Desk, useIntake } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/$documentId/again');

interface AgainDeskProps {
  readonly row: DocumentRow;
  readonly intakeId: string;
  readonly largest: number;
}

/** A reading that is under way, or that has come: what would change, and what to do about it. */
export function AgainDesk({ row, intakeId, largest }: AgainDeskProps) {
  const { t } = useTranslation('rendition');
  const { projectId } = route.useParams();
  const place = useMemo(() => ({ projectId, intakeId }), [projectId, intakeId]);
  const desk = useIntake(place, true, largest);
  const { items } = desk.choices;
  const gone = refusalOf(desk.query.error)?.code === 'not_found';
  const nothing = items.length === 0 && desk.uploads.size === 0;
  const read = items.filter(({ state }) => state === 'read');
  const [item] = read;
  const failed = desk.busy ? undefined : items.find(({ state }) => state === 'failed');
  if (gone && nothing)
    return (
      <>
        <p role="alert">{t('gone')}</p>
        <Another row={row} largest={largest} />
      </>
    );
  return (
    <div className={classes.desk}>
      <UploadList desk={desk} />
      <Fault error={desk.error ?? (gone || desk.away ? null : desk.query.error)} again={desk.again} />
      <JobLine desk={desk} />
      {desk.query.data === undefined && desk.query.isFetching && <Skeleton />}
      {failed !== undefined && item === undefined && (
        <>
          <WhyNot item={failed} />
          <Another row={row} largest={largest} />
        </>
      )}
      {read.length > 1 && (
        <>
          <p role="alert">{t('several')}</p>
          <Another row={row} largest={largest} />
        </>
      )}
      {read.length === 1 && item !== undefined && !desk.busy && (
        <Reckoned row={row} desk={desk} item={item} largest={largest} />
      )}
    </div>
  );
}

function WhyNot({ item: { problem } }: { readonly item: IntakeItem }) {
  const { t } = useTranslation('rendition');
  const words = useRefusalWords();
  return (
    <p role="alert">
      {t('failed')} {problem !== null && words(problem.code, problem.details)}
    </p>
  );
}

/** Begins once more with another file. */
function Another({ row, largest }: Pick<AgainDeskProps, 'row' | 'largest'>) {
  const { t } = useTranslation('rendition');
  const { projectId } = route.useParams();
  const begin = useBegin({ projectId, documentId: row.id, largest });
  return (
    <div className={classes.actions}>
      <Fault error={begin.error} again={begin.again} />
      <FileButton
        label={t('choice.another')}
        accept={acceptedFiles}
        onChoose={([file]) => void begin.from(file ?? null)}
      />
    </div>
  );
}

interface ReckonedProps extends Pick<AgainDeskProps, 'row' | 'largest'> {
  readonly desk: Desk;
  readonly item: IntakeItem;
}

/** What the new reading would do, to be confirmed or dropped. */
function Reckoned({ row, desk, item, largest }: ReckonedProps) {
  const { t } = useTranslation(['rendition', 'intake']);
  const go = useNavigate();
  const { projectId, intakeId } = desk.place;
  const documentId = row.id;
  const place = { projectId, documentId };
  const preview = useQuery(
    trpc.rendition.preview.queryOptions({ ...place, intakeId }, { staleTime: 0, retry: false }),
  );
  const confirm = useCommand(trpc.rendition.confirm.mutationOptions());
  const undo = useUndoKeys(projectId);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const outdated = refusalOf(confirm.error)?.code === 'rendition_outdated';
  const use = useOneAtATime(async () => {
    const key = preview.data?.key;
    if (key === undefined) return;
    const id = newId();
    try {
      const output = await confirm.run({ ...place, id, intakeId, key });
      forgetUploader(desk.place);
      // Whoever has gone elsewhere meanwhile, by Back or otherwise, stays there, and is told all the same.
      if (isHere.current)
        await go({
          to: '/p/$projectId/documents/$documentId',
          params: { projectId, documentId: id },
          replace: true,
        });
      undo.sayUndoable(t('done', { title: row.title }), output);
    } catch {
      // What was seen is no longer so: it is reckoned anew, and nothing was done.
      void preview.refetch();
    }
  });
  const drop = useOneAtATime(async () => {
    await desk.leave().catch(() => undefined);
    await go({ to: '/p/$projectId/documents/$documentId', params: place, replace: true });
  });
  return (
    <>
      {outdated ? (
        <p role="alert" className={classes.warning}>
          {t('report.outdated')}
        </p>
      ) : (
        <Fault error={confirm.error ?? preview.error} again={() => void preview.refetch()} />
      )}
      {preview.isError && <Another row={row} largest={largest} />}
      {preview.isPending && <p role="status">{t('report.reckoning')}</p>}
      {preview.data !== undefined && (
        <AgainReport
          projectId={projectId}
          documentId={documentId}
          preview={preview.data}
          item={item}
          intakeId={intakeId}
        />
      )}
      <div className={classes.actions}>
        {preview.data?.same === false && (
          <Button
            data-autofocus
            loading={confirm.pending}
            disabled={preview.isFetching || desk.choices.saving > 0}
            onClick={() => void use()}
          >
            {t('report.confirm')}
          </Button>
        )}
        <Button variant="default" disabled={confirm.pending} onClick={() => void drop()}>
          {t('report.drop')}
        </Button>
      </div>
    </>
  );
}
