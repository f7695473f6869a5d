import type { DocumentRow } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { Fault } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import classes from './again.module.css';
import { filesOfChoice } from './chosen.ts';
import { persist } from './persist.ts';
import { acceptedFiles } from './take-in.tsx';
import { uploaderOf } from './uploaders.ts';

interface AgainChoiceProps {
  readonly projectId: string;
  readonly row: DocumentRow;
  /** Bytes of one file. */
  readonly largest: number;
}

/** From what a letter is read again: its own file, or another one. */
export function AgainChoice({ projectId, row, largest }: AgainChoiceProps) {
  const { t } = useTranslation('rendition');
  const documentId = row.id;
  const begin = useBegin({ projectId, documentId, largest });
  return (
    <>
      <Fault error={begin.error} again={begin.again} />
      <div className={classes.choices}>
        <section className={classes.choice}>
          <h2>{t('choice.original')}</h2>
          <p>
            {row.originalName === null
              ? t('choice.original.pasted')
              : t('choice.original.text', { name: row.originalName })}
          </p>
          <Button loading={begin.pending} onClick={() => void begin.from(null)}>
            {t('choice.original.do')}
          </Button>
        </section>
        <section className={classes.choice}>
          <h2>{t('choice.file')}</h2>
          <p>{t('choice.file.text')}</p>
          <FileButton
            label={t('choice.file.do')}
            accept={acceptedFiles}
            onChoose={([file]) => void begin.from(file ?? null)}
          />
        </section>
      </div>
    </>
  );
}

interface BeginGiven {
  readonly projectId: string;
  readonly documentId: string;
  readonly largest: number;
}

/** Opens an intake for the letter and goes on there: with its own file, or with another that is sent to it. */
export function useBegin({ projectId, documentId, largest }: BeginGiven) {
  const go = useNavigate();
  const begin = useMutation({
    mutationFn: async (file: File | null) => {
      const intakeId = newId();
      const from = file === null ? ('original' as const) : ('file' as const);
      await persist(() => client.rendition.begin.mutate({ projectId, documentId, intakeId, from }));
      if (file !== null) uploaderOf({ projectId, intakeId }).choose(filesOfChoice([file]), largest);
      return intakeId;
    },
  });
  const from = useOneAtATime(async (file: File | null) => {
    const intakeId = await begin.mutateAsync(file).catch(() => null);
    if (intakeId !== null)
      await go({
        to: '/p/$projectId/documents/$documentId/again',
        params: { projectId, documentId },
        search: { intake: intakeId },
        replace: true,
      });
  });
  return {
    from,
    pending: begin.isPending,
    error: begin.error,
    again: () => {
      if (begin.variables !== undefined) void from(begin.variables);
    },
  };
}
