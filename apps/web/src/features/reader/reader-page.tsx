import type {
  AnnotationsOfDocument,
  Assignment,
  DocumentText,
  ListedDocument,
  Person,
  ProjectDetail,
  Tag,
} from '@koersvast/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLiveStatus } from '../../data/live/project-live.ts';
import { needWords } from '../../i18n/index.ts';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import { ActiveKeys } from './active-keys.tsx';
import type { ListedAnnotation } from './annotation-list.ts';
import { type ColourBy, Letter } from './letter.tsx';
import { endOf, Notices } from './notices.tsx';
import classes from './reader.module.css';
import { ReadingMarks } from './reading-marks.tsx';
import { RoundLine } from './round-line.tsx';
import { AskedCard } from './selection/asked-card.tsx';
import { SelectionChoice } from './selection/selection-choice.tsx';
import type { Coding } from './use-coding.ts';
import type { useReading } from './use-reading.ts';
import type { useRound } from './use-round.ts';
import type { useSteps } from './use-steps.ts';

/** Few letters were ever read again. */
const renditionLine = laterPart(async () => {
  const [{ RenditionLine }] = await Promise.all([import('./rendition-line.tsx'), needWords('rendition')]);
  return RenditionLine;
});
const letterFind = laterPart(async () => {
  const [{ LetterFind }] = await Promise.all([import('./find/letter-find.tsx'), needWords('find')]);
  return LetterFind;
});
const whyNot = laterPart(async () => (await import('./selection/why-not.tsx')).WhyNot);

interface ReaderPageProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly annotations: AnnotationsOfDocument | undefined;
  readonly around: ReturnType<typeof useRound>;
  readonly coding: Coding;
  readonly tags: readonly Tag[];
  /** What passes the filter. */
  readonly list: readonly ListedAnnotation[];
  readonly colourBy: ColourBy;
  readonly steps: ReturnType<typeof useSteps>;
  /** Whether the coder has finished here for good. */
  readonly settled: boolean;
  /** Whether the coder has finished everywhere. */
  readonly allDone: boolean;
  /** Of this letter, of the one who reads it. */
  readonly assignments: readonly Assignment[];
  readonly onToggle: ReturnType<typeof useReading>['toggle'];
}

/** The letter, with what is said above it, and what opens in it. */
export function ReaderPage(props: ReaderPageProps) {
  const { project, person, row, text, annotations, around, coding, tags, list, colourBy, steps } = props;
  const { settled, allDone, assignments, onToggle } = props;
  const { round, rounds, mayCode } = around;
  const { t } = useTranslation('reader');
  const projectId = project.project.id;
  const live = useLiveStatus();
  useSoon(whyNot);
  return (
    <div className={classes.page}>
      <Later part={letterFind} wanted give={{ project, text, assignments }} />
      <RoundLine
        project={project}
        documentId={row.id}
        round={round}
        rounds={rounds}
        mayCode={mayCode}
        annotations={annotations}
      />
      {(row.rendition > 1 || row.replacedById !== null) && (
        <Later part={renditionLine} wanted give={{ project, row, coding }} />
      )}
      <Notices
        coding={coding}
        settled={settled}
        ended={endOf(live)}
        tags={tags}
        allDone={
          allDone && (
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
      <ReadingMarks text={text} coding={coding} onToggle={onToggle} />
      <SelectionChoice
        project={project}
        tags={tags}
        writable={coding.writable}
        onChoose={steps.code}
        whyNot={(span) =>
          annotations !== undefined && (
            <Later
              part={whyNot}
              wanted
              give={{ project, round, mayCode, settled, replaced: row.replacedById !== null, span }}
            />
          )
        }
      />
      <AskedCard
        project={project}
        personId={person.id}
        coding={coding}
        letter={{ text: text.text, language: row.language }}
      />
      <ActiveKeys project={project} coding={coding} />
    </div>
  );
}
