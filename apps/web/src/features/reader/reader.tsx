import type {
  AnnotationsOfDocument,
  DocumentListItem,
  DocumentRow,
  DocumentText,
  Person,
  ProjectDetail,
} from '@koersvast/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveStatus } from '../../data/live/project-live.ts';
import { without } from '../../data/made-of.ts';
import { onRefusedUndo } from '../../data/outbox/person-outbox.ts';
import { livingTags } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { isDoneForGood, nextWork } from '../../data/work-list.ts';
import { wideWindow } from '../../lib/breakpoints.ts';
import { usePrinting } from '../../lib/printing.ts';
import { say } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { useRefusalWords } from '../../lib/words.ts';
import { TypedKey } from '../../parts/tag/typed-key.tsx';
import { ActiveKeys } from './active-keys.tsx';
import { passes } from './annotation-list.ts';
import { AskedCard } from './asked-card.tsx';
import { DocumentMap } from './document-map.tsx';
import { inMenuOrder, useLastTag } from './last-tag.ts';
import { Letter } from './letter.tsx';
import { NotSaved } from './not-saved.tsx';
import { endOf, Notices } from './notices.tsx';
import { Presence } from './presence.tsx';
import { PrintedLetter } from './printed-letter.tsx';
import classes from './reader.module.css';
import { createReaderSession, ReaderSessionProvider } from './reader-session.ts';
import { ReadingMarks } from './reading-marks.tsx';
import { RoundLine } from './round-line.tsx';
import { SelectionChoice, TouchChoice } from './selection-choice.tsx';
import { SidePanel } from './side-panel.tsx';
import { SpokenLine } from './spoken-line.tsx';
import { StickyTag } from './sticky-tag.tsx';
import { DoneButton, TitleBar } from './title-bar.tsx';
import { keepColours, useAddress } from './use-address.ts';
import { useCoding } from './use-coding.ts';
import { useLastPlace } from './use-last-place.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useReading } from './use-reading.ts';
import { useRound } from './use-round.ts';
import { useSteps } from './use-steps.ts';
import { WhyNot } from './why-not.tsx';

export interface ReaderProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly row: DocumentRow;
  readonly text: DocumentText;
  readonly documents: readonly DocumentListItem[] | undefined;
  readonly annotations: AnnotationsOfDocument | undefined;
}

/** One document, open. */
export function Reader({ project, person, row, text, documents, annotations }: ReaderProps) {
  const { t } = useTranslation('reader');
  const refusalWords = useRefusalWords();
  const navigate = useNavigate();
  const [session] = useState(createReaderSession);
  const [conflictOpen, setConflictOpen] = useState(false);
  const wide = useMediaQuery(wideWindow, true, { getInitialValueInEffect: false });
  const live = useLiveStatus();
  const sticky = useStore(session.sticky);
  const projectId = project.project.id;

  const listed = documents?.find(({ document }) => document.id === row.id)?.assignments;
  const { round, rounds, mayCode } = useRound(project, row.id, annotations, listed);
  const work = useQuery(
    trpc.assignment.work.queryOptions(
      { projectId },
      { enabled: mayCode, ...without('annotation', 'reading', 'layer', 'tag') },
    ),
  );
  const coding = useCoding({
    project,
    round,
    mayCode,
    personId: person.id,
    documentId: row.id,
    text: text.text,
    blocks: text.blocks,
    annotations,
  });
  const lastTag = useLastTag(projectId);
  const tags = useMemo(() => inMenuOrder(livingTags(project), sticky ?? lastTag), [project, sticky, lastTag]);
  const steps = useSteps({ session, project, row, coding, tags });
  const address = useAddress(session, annotations === undefined ? null : coding.list, () =>
    say(t('said.missing')),
  );
  useLastPlace({ session, personId: person.id, documentId: row.id, blocks: text.blocks });
  const { colourBy, switchColours } = address;
  const { tag: tagFilter, coder: coderFilter } = address.filter;
  const list = useMemo(
    () => coding.list.filter(({ shown }) => passes(shown, { tag: tagFilter, coder: coderFilter })),
    [coding.list, tagFilter, coderFilter],
  );
  const settled = round !== null && coding.state === 'done' && isDoneForGood(round);
  const next =
    work.data === undefined || round === null
      ? undefined
      : nextWork(work.data, project.rounds, { documentId: row.id, roundId: round.id });
  const done = () => {
    if (!coding.coder || round === null || settled) return;
    if (coding.state === 'done') {
      coding.actions.setState('in_progress');
      return;
    }
    coding.actions.setState('done');
    if (next === null)
      say(t('said.allDone', { title: row.title }), {
        label: t('said.toWork'),
        act: () => void navigate({ to: '/p/$projectId/work', params: { projectId } }),
      });
    else {
      say(t('said.done', { title: row.title }));
      if (next === undefined) return;
      void navigate({
        to: '/p/$projectId/documents/$documentId',
        params: { projectId, documentId: next.documentId },
        search: (before) => ({ ...keepColours(before), round: next.roundId }),
      });
    }
  };
  const reading = useReading({ session, text, coding, undo: steps.undo });
  useReaderKeys({
    ...steps,
    session,
    coding,
    list,
    tags,
    colourBy: switchColours,
    done,
    readAt: reading.readAt,
  });
  useEffect(() => onRefusedUndo(({ code, details }) => say(refusalWords(code, details))), [refusalWords]);

  const printing = usePrinting();

  const panel = (
    <SidePanel
      project={project}
      list={list}
      all={coding.list}
      read={annotations !== undefined}
      filter={address.filter}
      onFilter={address.setFilter}
      colourBy={colourBy}
      onColours={switchColours}
      wide={wide}
    />
  );
  return (
    <ReaderSessionProvider value={session}>
      <div className={classes.reader} data-wide={wide} data-letter="reader">
        <TitleBar
          project={project}
          documentId={row.id}
          title={row.title}
          documents={documents}
          coding={coding}
          onConflict={() => setConflictOpen(true)}
          round={round}
          onDone={wide && !settled ? done : null}
        >
          <StickyTag tag={tags.find((tag) => tag.id === sticky)} onStop={steps.stick} />
        </TitleBar>
        <Presence project={project} documentId={row.id} />
        <div className={classes.columns}>
          <div className={classes.page}>
            <RoundLine
              project={project}
              documentId={row.id}
              round={round}
              rounds={rounds}
              mayCode={mayCode}
              annotations={annotations}
            />
            <Notices
              coding={coding}
              settled={settled}
              ended={endOf(live)}
              tags={tags}
              allDone={
                next === null && (
                  <Link to="/p/$projectId/work" params={{ projectId }}>
                    {t('notice.allDone')}
                  </Link>
                )
              }
              onShow={steps.open}
            />
            <Letter
              row={row}
              text={text}
              project={project}
              list={list}
              colourBy={colourBy}
              writable={coding.writable}
              onSelect={steps.select}
              onBoundary={steps.drag}
            />
            <ReadingMarks text={text} coding={coding} onToggle={reading.toggle} />
            <SelectionChoice
              project={project}
              tags={tags}
              writable={coding.writable}
              onChoose={steps.code}
              whyNot={(span) =>
                annotations !== undefined && (
                  <WhyNot project={project} round={round} mayCode={mayCode} settled={settled} span={span} />
                )
              }
            />
            <AskedCard
              project={project}
              personId={person.id}
              coding={coding}
              letter={{ text: text.text, language: row.language }}
            />
            <ActiveKeys project={project} personId={person.id} coding={coding} />
          </div>
          {wide && panel}
        </div>
        <DocumentMap project={project} list={list} length={text.text.length} colourBy={colourBy} />
        {!wide && (
          <div className={classes.foot}>
            {panel}
            {coding.coder && !settled && <DoneButton done={coding.state === 'done'} onDone={done} />}
          </div>
        )}
        <TouchChoice tags={tags} writable={coding.writable} onChoose={steps.code} />
        <NotSaved
          project={project}
          personId={person.id}
          shown={coding.shown}
          opened={conflictOpen}
          onClose={() => setConflictOpen(false)}
        />
        {printing && (
          <PrintedLetter
            project={project}
            row={row}
            text={text}
            round={round}
            list={list}
            read={annotations !== undefined}
            filter={address.filter}
          />
        )}
        <TypedKey tags={tags} />
        <SpokenLine />
      </div>
    </ReaderSessionProvider>
  );
}
