import type { importCodebookOutput } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../lib/command.ts';
import { newId } from '../../lib/ids.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { Undo } from '../../lib/undo.ts';
import { useRefusalWords } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import classes from './import-codebook.module.css';
import { isRefusal, problemCodes } from './import-problems.ts';

type Report = z.infer<typeof importCodebookOutput>;

interface ImportCodebookProps {
  readonly projectId: string;
  readonly opened: boolean;
  readonly undo: Undo;
  readonly onClose: () => void;
}

export function ImportCodebook({ opened, onClose, ...rest }: ImportCodebookProps) {
  const { t } = useTranslation('tag');
  return (
    <Dialog title={t('import.title')} opened={opened} onClose={onClose} size={640}>
      <ImportForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

/** As UTF-8, and where that cannot be as Windows-1252: what Excel writes here when asked for plain CSV. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function ImportForm({ projectId, undo, onClose }: Omit<ImportCodebookProps, 'opened'>) {
  const { t } = useTranslation(['tag', 'common']);
  const chooser = useId();
  const [csv, setCsv] = useState<string | null>(null);
  const dryRun = useMutation(trpc.tag.importCodebook.mutationOptions());
  const readIn = useCommand(trpc.tag.importCodebook.mutationOptions(), async (_output, { opId }) => {
    await queryClient.invalidateQueries({ queryKey: trpc.project.get.queryKey({ projectId }) });
    undo.sayUndoable(t('said.imported'), { opId, changes: [] });
    onClose();
  });
  const look = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = await textOf(file);
    setCsv(text);
    await dryRun.mutateAsync({ opId: newId(), projectId, csv: text, dryRun: true });
  };
  const report = dryRun.data;
  const changes = report?.rows.some(({ outcome }) => outcome !== 'same') ?? false;
  const usable = report !== undefined && report.problems.length === 0;
  return (
    <Form
      onSubmit={async () => {
        if (csv !== null && usable) await readIn.run({ projectId, csv, dryRun: false });
      }}
    >
      <p>{t('import.lead')}</p>
      <div>
        <label htmlFor={chooser}>{t('import.choose')}</label>
        <input
          id={chooser}
          className={classes.file}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void look(event.currentTarget.files?.[0]).catch(() => undefined)}
        />
      </div>
      <Fault error={dryRun.error} />
      {report !== undefined && <ReportOf report={report} changes={changes} />}
      <Fault error={readIn.error} again={readIn.again} />
      <Form.Actions>
        <Button type="submit" loading={readIn.pending || dryRun.isPending} disabled={!usable || !changes}>
          {t('import.submit')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}

function ReportOf({ report, changes }: { readonly report: Report; readonly changes: boolean }) {
  const { t } = useTranslation('tag');
  const refusal = useRefusalWords();
  const wordsOf = (code: string): string => {
    const known = problemCodes.find((each) => each === code);
    if (known !== undefined) return t(`problem.${known}`);
    return isRefusal(code) ? refusal(code) : t('problem.value_not_valid');
  };
  return (
    <div role="status" className={classes.report}>
      {report.ignoredColumns.length > 0 && (
        <p>{t('import.ignored', { columns: report.ignoredColumns.join(', ') })}</p>
      )}
      {report.problems.length > 0 ? (
        <>
          <p className={classes.problems}>{t('import.problems')}</p>
          <ul>
            {report.problems.map(({ line, column, code }) => (
              <li key={`${line} ${column} ${code}`}>
                {column === ''
                  ? t('import.problemLine', { line, problem: wordsOf(code) })
                  : t('import.problem', { line, column, problem: wordsOf(code) })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t(changes ? 'import.none' : 'import.nothing')}</p>
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('import.line')}</th>
                  <th scope="col">{t('import.tag')}</th>
                  <th scope="col">{t('import.outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {report.rows.map(({ line, name, outcome }) => (
                  <tr key={line}>
                    <td>{line}</td>
                    <td>{name}</td>
                    <td data-outcome={outcome}>{t(`import.${outcome}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}
