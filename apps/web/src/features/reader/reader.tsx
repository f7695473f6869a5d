import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { needWords } from '../../i18n/index.ts';
import { wideWindow } from '../../lib/breakpoints.ts';
import { usePrinting } from '../../lib/printing.ts';
import { TypedKey } from '../../parts/tag/typed-key.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { DocumentMap } from './document-map.tsx';
import { measureFoot } from './measure-foot.ts';
import { OriginalButton } from './original/original-button.tsx';
import { PagePanel } from './original/page-panel.tsx';
import { useOriginal } from './original/use-original.ts';
import { SidePanel } from './panel/side-panel.tsx';
import { Presence } from './presence.tsx';
import type { PrintedLetterProps } from './print/printed-letter.tsx';
import classes from './reader.module.css';
import { ReaderMenu } from './reader-menu.tsx';
import { ReaderPage } from './reader-page.tsx';
import { ReaderSessionProvider } from './reader-session.ts';
import { TouchChoice } from './selection/selection-choice.tsx';
import { StickyTag } from './selection/sticky-tag.tsx';
import { SpokenLine } from './spoken-line.tsx';
import { DoneButton, TitleBar } from './title-bar.tsx';
import { type ReaderProps, useReader } from './use-reader.ts';

/** One document, open. */
export function Reader({ project, person, row, text, documents, annotations }: ReaderProps) {
  const [conflictOpen, setConflictOpen] = useState(false);
  const wide = useMediaQuery(wideWindow, true, { getInitialValueInEffect: false });
  const reader = useReader({ project, person, row, text, documents, annotations });
  const { session, around, coding, tags, sticky, steps, address, list, settled, next, done, reading } =
    reader;
  const { round } = around;
  const { colourBy, switchColours } = address;
  const original = useOriginal({ session, coding, row, text, wide });
  const pageBeside = wide && original.open;
  // The pages take the place of the cards, which are then reached as in a narrow window.
  const panelBeside = wide && !pageBeside;

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
      wide={panelBeside}
    />
  );
  const page = original.open && (
    <PagePanel project={project} row={row} list={list} original={original} text={text.text} wide={wide} />
  );
  const originalButton = { projectId: project.project.id, row, original };
  return (
    <ReaderSessionProvider value={session}>
      <div className={classes.reader} data-wide={panelBeside} data-beside={pageBeside} data-letter="reader">
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
          <OriginalButton {...originalButton} />
          <ReaderMenu project={project} row={row} />
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
            assignments={documents?.find(({ document }) => document.id === row.id)?.assignments ?? []}
            onToggle={reading.toggle}
          />
          {panelBeside && panel}
          {pageBeside && page}
        </div>
        <DocumentMap project={project} list={list} length={text.text.length} colourBy={colourBy} />
        {!panelBeside && (
          <div className={classes.foot} ref={measureFoot}>
            {panel}
            <OriginalButton {...originalButton} foot />
            {!wide && coding.coder && !settled && <DoneButton done={coding.state === 'done'} onDone={done} />}
          </div>
        )}
        {!wide && page}
        <TouchChoice tags={tags} writable={coding.writable} onChoose={steps.code} />
        <Later
          part={notSaved}
          wanted={conflictOpen}
          give={{
            project,
            personId: person.id,
            shown: coding.shown,
            opened: conflictOpen,
            onClose: () => setConflictOpen(false),
          }}
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

const notSaved = laterPart(async () => (await import('./not-saved.tsx')).NotSaved);
const printedLetter = laterPart(async () => {
  const [{ PrintedLetter }] = await Promise.all([
    import('./print/printed-letter.tsx'),
    needWords('document'),
  ]);
  return PrintedLetter;
});

/** The letter as paper needs it, while the browser prints; long there when somebody does. */
function OnPaper(props: PrintedLetterProps) {
  useSoon(printedLetter);
  return usePrinting() && <Later part={printedLetter} wanted give={props} />;
}
