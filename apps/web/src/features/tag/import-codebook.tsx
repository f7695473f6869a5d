import type { ImportCodebookOutput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { isLiving, useJobs } from '../../data/jobs.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { base64Of } from '../../lib/base64.ts';
import { newId } from '../../lib/ids.ts';
import { CancelJob } from '../../parts/job/cancel-job.tsx';
import { JobProgress } from '../../parts/job/job-progress.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Form } from '../../ui/form.tsx';
import classes from './import-codebook.module.css';
import { ImportColumns, type ImportReading } from './import-columns.tsx';
import { ImportReport } from './import-report.tsx';

interface ImportCodebookProps {
  readonly projectId: string;
  readonly opened: boolean;
  readonly undo: Undo;
  readonly onClose: () => void;
}

export function ImportCodebook({ opened, onClose, ...rest }: ImportCodebookProps) {
  const { t } = useTranslation('tag');
  return (
    <Dialog title={t('import.title')} opened={opened} onClose={onClose} size={760}>
      <ImportForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

/** A file as it was chosen, and what the person says of it; what they leave open is found out. */
interface Chosen extends ImportReading {
  readonly name: string;
  readonly file: string;
}

function inputOf({ file, encoding, columns, separator }: Chosen) {
  return { file, encoding, columns: columns === undefined ? undefined : [...columns], separator };
}

/** Throws `over_limit` for a file that no codebook is as large as, before it is sent. */
function checkSize(file: File): void {
  if (file.size > limits.codebook)
    throw new DomainError('over_limit', { of: 'codebook', maximum: limits.codebook });
}

function ImportForm({ projectId, undo, onClose }: Omit<ImportCodebookProps, 'opened'>) {
  const { t } = useTranslation(['tag', 'common']);
  /** Of the file that was chosen last, whatever came of it. */
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [report, setReport] = useState<ImportCodebookOutput | null>(null);
  const send = useMutation(trpc.tag.importCodebook.mutationOptions());
  const dryRun = useMutation({
    mutationFn: async (next: Chosen) =>
      send.mutateAsync({ opId: newId(), projectId, ...inputOf(next), dryRun: true }),
  });
  // It goes on when the dialogue is closed, and must not close then what has been opened meanwhile.
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const readIn = useCommand(trpc.tag.importCodebook.mutationOptions(), (_output, { opId }) => {
    undo.sayUndoable(t('said.imported'), { opId, changes: [] });
    if (isHere.current) onClose();
  });
  const look = async (next: Chosen) => {
    setChosen(next);
    // What was found before stays in sight until there is something newer.
    setReport(await dryRun.mutateAsync(next));
  };
  const open = useMutation({
    mutationFn: async (file: File) => {
      setReport(null);
      checkSize(file);
      await look({ name: file.name, file: await base64Of(file) });
    },
  });
  const status = useRef<HTMLDivElement>(null);
  // A long file is read as long work: what was asked for last comes first.
  const busy = readIn.pending || dryRun.isPending;
  const job = useJobs().data?.find(
    (each) =>
      busy &&
      each.mine &&
      isLiving(each) &&
      each.projectId === projectId &&
      each.kind === (readIn.pending ? 'tag.import' : 'tag.tryImport'),
  );
  const changes = report?.tree.some(({ outcome }) => outcome !== 'same') ?? false;
  const usable = report !== null && report.problems.length === 0;
  return (
    <Form
      onSubmit={async () => {
        if (chosen !== null && usable) await readIn.run({ projectId, ...inputOf(chosen), dryRun: false });
      }}
    >
      <p>{t('import.lead')}</p>
      <div className={classes.file}>
        <FileButton
          label={t('import.choose')}
          accept=".csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values"
          onChoose={([file]) => {
            if (file === undefined) return;
            setName(file.name);
            open.mutate(file);
          }}
        />
        <span>{name}</span>
      </div>
      <Fault error={open.error ?? dryRun.error} />
      {report !== null && chosen !== null && (
        <>
          <ImportColumns
            report={report}
            reading={chosen}
            pending={dryRun.isPending}
            onChange={(reading) => void look({ ...chosen, ...reading }).catch(() => undefined)}
          />
          <ImportReport report={report} changes={changes} />
        </>
      )}
      <Form.Fault error={readIn.error} />
      <div ref={status} tabIndex={-1} className={classes.job}>
        {job !== undefined && (
          <>
            <JobProgress job={job} />
            <CancelJob job={job} focusAfter={status} />
          </>
        )}
      </div>
      <Form.Actions>
        <Button
          type="submit"
          loading={readIn.pending || open.isPending || dryRun.isPending}
          disabled={!usable || !changes}
        >
          {t('import.submit')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t(job === undefined ? 'common:action.cancel' : 'common:action.close')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
