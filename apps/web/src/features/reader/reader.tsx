import type {
  AnnotationsOfDocument,
  DocumentListItem,
  DocumentRow,
  DocumentText,
  Person,
  ProjectDetail,
  Tag,
} from '@koersvast/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onRefusedUndo } from '../../data/outbox/person-outbox.ts';
import { livingTags } from '../../data/project.ts';
import { wideWindow } from '../../lib/breakpoints.ts';
import { usePrinting } from '../../lib/printing.ts';
import { say } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { useRefusalWords } from '../../lib/words.ts';
import { TypedKey } from '../../parts/tag/typed-key.tsx';
import { type ListedAnnotation, passes, type ReaderFilter } from './annotation-list.ts';
import { DocumentMap } from './document-map.tsx';
import { inMenuOrder, useLastTag } from './last-tag.ts';
import { NotSaved } from './not-saved.tsx';
import { Presence } from './presence.tsx';
import { PrintedLetter, type PrintedLetterProps } from './printed-letter.tsx';
import classes from './reader.module.css';
import { ReaderPage } from './reader-page.tsx';
import { createReaderSession, ReaderSessionProvider } from './reader-session.ts';
import { TouchChoice } from './selection-choice.tsx';
import { SidePanel } from './side-panel.tsx';
import { SpokenLine } from './spoken-line.tsx';
import { StickyTag } from './sticky-tag.tsx';
import { DoneButton, TitleBar } from './title-bar.tsx';
import { useAddress } from './use-address.ts';
import { useCoding } from './use-coding.ts';
import { useDone } from './use-done.ts';
import { useLastPlace } from './use-last-place.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useReading } from './use-reading.ts';
import { useRound } from './use-round.ts';
import { useSteps } from './use-steps.ts';

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
  const [session] = useState(createReaderSession);
  const [conflictOpen, setConflictOpen] = useState(false);
  const wide = useMediaQuery(wideWindow, true, { getInitialValueInEffect: false });
  const sticky = useStore(session.sticky);

  const listed = documents?.find(({ document }) => document.id === row.id)?.assignments;
  const around = useRound(project, row.id, annotations, listed);
  const { round, mayCode } = around;
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
  const tags = useMenuTags(project, sticky);
  const steps = useSteps({ session, project, row, coding, tags });
  const address = useAddress(session, annotations === undefined ? null : coding.list, () =>
    say(t('said.missing')),
  );
  useLastPlace({ session, personId: person.id, documentId: row.id, blocks: text.blocks });
  const { colourBy, switchColours } = address;
  const list = usePassing(coding.list, address.filter);
  const { settled, next, done } = useDone({ project, row, round, coding, mayCode });
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
          <ReaderPage
            project={project}
            person={person}
            row={row}
            text={text}
            annotations={annotations}
            around={around}
            coding={coding}
            tags={tags}
            list={list}
            colourBy={colourBy}
            steps={steps}
            settled={settled}
            allDone={next === null}
            onToggle={reading.toggle}
          />
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
        <OnPaper
          project={project}
          row={row}
          text={text}
          round={round}
          list={list}
          read={annotations !== undefined}
          filter={address.filter}
        />
        <TypedKey tags={tags} />
        <SpokenLine />
      </div>
    </ReaderSessionProvider>
  );
}

/** The tags in the order of the menu: the one that stays, or was given last, first. */
function useMenuTags(project: ProjectDetail, sticky: string | null): Tag[] {
  const lastTag = useLastTag(project.project.id);
  return useMemo(() => inMenuOrder(livingTags(project), sticky ?? lastTag), [project, sticky, lastTag]);
}

/** What passes the filter. */
function usePassing(all: readonly ListedAnnotation[], { tag, coder }: ReaderFilter): ListedAnnotation[] {
  return useMemo(() => all.filter(({ shown }) => passes(shown, { tag, coder })), [all, tag, coder]);
}

/** The letter as paper needs it, while the browser prints. */
function OnPaper(props: PrintedLetterProps) {
  return usePrinting() && <PrintedLetter {...props} />;
}
