import type { Intake, IntakeItem, Job } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords, useRefusalWords } from '../../data/fault-words.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { takeUpChanges } from '../../data/live/take-up.ts';
import { client, queryClient, trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { say, sayFault } from '../../lib/said.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { FileList } from './file-list.tsx';
import { isIn, readSource, titleOf } from './items.ts';
import { persist } from './persist.ts';
import classes from './report.module.css';
import { fileUrl } from './uploaders.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

interface ReportProps {
  readonly intake: Intake;
  readonly job: Job | null;
}

/** What came of an import: it is found again under its address for as long as the import is kept. */
export function Report({ intake: { intake, items, files } }: ReportProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const { projectId } = route.useParams();
  const added = items.filter(({ state }) => state === 'added');
  const failed = items.filter(({ state }) => state === 'failed');
  const left = items.filter((item) => isIn(item, 'left'));
  const behind = items.filter(
    ({ state, choice }) => (state === 'read' && choice.include) || state === 'waiting',
  );
  const twins = added.filter((item) => item.twins.length > 0);
  return (
    <section className={classes.report} aria-label={t('report')}>
      <h2 className={classes.title}>
        <span role="status">
          {t('report.added', { count: added.length, number: format.number(added.length) })}
        </span>
      </h2>
      <div className={classes.actions}>
        <ButtonLink to="/p/$projectId/documents" params={{ projectId }}>
          {t('report.toDocuments')}
        </ButtonLink>
        <ButtonLink to="/p/$projectId/documents/add" params={{ projectId }} search={{}} variant="default">
          {t('report.more')}
        </ButtonLink>
        <UndoAll operationId={intake.operationId} count={added.length - intake.removed} />
      </div>
      {intake.removed > 0 && (
        <p>{t('report.removed', { count: intake.removed, number: format.number(intake.removed) })}</p>
      )}
      <p className={classes.quiet}>{t('report.kept')}</p>
      <Part
        title={t('report.failed', { count: failed.length })}
        note={t('report.failedKept')}
        items={failed}
        fileOf={(item) => fileUrl({ projectId, intakeId: intake.id }, readSource(item)?.fileId ?? '')}
      >
        {(item) => <Why item={item} />}
      </Part>
      <Part title={t('report.behind', { count: behind.length })} items={behind}>
        {(item) => <Why item={item} />}
      </Part>
      <Part title={t('report.left', { count: left.length })} items={left}>
        {(item) => <TwinWords item={item} />}
      </Part>
      <Part title={t('report.twins', { count: twins.length })} items={twins}>
        {(item) => <TwinWords item={item} />}
      </Part>
      <FileList place={{ projectId, intakeId: intake.id }} files={files} />
    </section>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: string;
  readonly items: readonly IntakeItem[];
  /** Where the file of an item is, of those that are no documents. */
  readonly fileOf?: (item: IntakeItem) => string;
  readonly children: (item: IntakeItem) => ReactNode;
}

/** So many are told before somebody asks for all. */
const shown = 10;

function Part({ title, note, items, fileOf, children }: PartProps) {
  const { t } = useTranslation('intake');
  const { projectId } = route.useParams();
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className={classes.part}>{title}</h3>
      {note !== undefined && <p className={classes.quiet}>{note}</p>}
      <ul className={classes.list}>
        {(all ? items : items.slice(0, shown)).map((item) => (
          <li key={item.id}>
            {item.state === 'added' && !item.removed ? (
              <Link to="/p/$projectId/documents/$documentId" params={{ projectId, documentId: item.id }}>
                {titleOf(item)}
              </Link>
            ) : fileOf === undefined ? (
              <span>{titleOf(item)}</span>
            ) : (
              <a href={fileOf(item)} download>
                {titleOf(item)}
              </a>
            )}{' '}
            <span className={classes.quiet}>
              {fileBeside(item)}
              {fileBeside(item) !== null && (item.twins.length > 0 || item.problem !== null) && ' · '}
              {children(item)}
            </span>
          </li>
        ))}
      </ul>
      {!all && items.length > shown && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t('report.all', { count: items.length })}
        </Button>
      )}
    </div>
  );
}

function Why({ item: { problem } }: { readonly item: IntakeItem }) {
  const words = useRefusalWords();
  return problem === null ? null : words(problem.code, problem.details);
}

/** The file that it is read from, where it is not called by that already. */
function fileBeside(item: IntakeItem): string | null {
  const path = readSource(item)?.path ?? null;
  return path === titleOf(item) ? null : path;
}

/** Of what it is a twin, by title and file, with a link to it. */
export function TwinWords({ item: { twins } }: { readonly item: IntakeItem }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const { projectId } = route.useParams();
  // Of texts that are not the same, nobody is told that they are so for 100 %.
  const part = (likeness: number) => format.number(Math.min(99, Math.floor(likeness * 100)));
  return twins.map(({ kind, of, id, title, file, likeness }) => (
    <span key={id}>
      {kind === 'same' ? t('twin.same') : t('twin.near', { part: part(likeness) })}{' '}
      {of === 'document' ? (
        <Link to="/p/$projectId/documents/$documentId" params={{ projectId, documentId: id }}>
          {t('quoted', { words: title })}
        </Link>
      ) : (
        <route.Link to="." search={(before) => ({ ...before, item: id })}>
          {t('quoted', { words: title })}
        </route.Link>
      )}
      {file != null && file !== title && ` (${file})`}
      {of === 'item' ? ` ${t('twin.here')}` : '.'}{' '}
    </span>
  ));
}

/** Takes all documents of this import out again, as one step. */
function UndoAll({ operationId, count }: { readonly operationId: string | null; readonly count: number }) {
  const { t } = useTranslation(['intake', 'common']);
  const words = useFaultWords();
  const { projectId } = route.useParams();
  const opId = useState(newId)[0];
  const [undone, setUndone] = useState(false);
  const done = undone || operationId === null || count === 0;
  const undo = useOneAtATime(async () => {
    if (operationId === null) return;
    try {
      const output = await persist(() =>
        client.operation.undo.mutate({ opId, projectId, target: operationId }),
      );
      takeUpChanges(projectId, output.changes, output.reread);
      void queryClient.invalidateQueries(trpc.intake.get.queryFilter());
      setUndone(true);
      say(t('report.undone', { count }));
    } catch (error) {
      sayFault(() => words(error));
    }
  });
  useCommandKeys('everywhere', { 'operation.undo': () => (done ? false : void undo()) });
  if (operationId === null || count === 0) return null;
  return (
    <Button variant="default" disabled={undone} onClick={() => void undo()}>
      {t('report.undo')}
    </Button>
  );
}
