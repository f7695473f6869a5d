import type {
  AnnotationsOfDocument,
  DocumentText,
  ListedDocument,
  Person,
  ProjectDetail,
  Round,
} from '@koersvast/contracts';
import type { Span } from '@koersvast/core/text';
import type { TextView } from '@koersvast/highlighter';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { livingTags } from '../../data/project.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { wideWindow } from '../../lib/breakpoints.ts';
import { useReviewCommands } from '../../parts/review/use-review-commands.ts';
import { TypedKey } from '../../parts/tag/typed-key.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import classes from './compare.module.css';
import { ComparePanel } from './compare-panel.tsx';
import { CompareText } from './compare-text.tsx';
import { rightsIn } from './rights.ts';
import { TitleBar } from './title-bar.tsx';
import type { CompareAddress } from './use-compare-address.ts';
import { useFinalCommands } from './use-compare-commands.ts';
import { useDeciding } from './use-deciding.ts';
import { useDeedKeys } from './use-deed-keys.ts';
import { useExample } from './use-example.ts';
import { useLookedAt } from './use-looked-at.ts';

// What stands above the letter comes a moment after it.
const above = laterPart(async () => (await import('./above-letter.tsx')).AboveLetter);

interface CompareProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly round: Round;
  /** All rounds over this document. */
  readonly rounds: readonly Round[];
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly data: AnnotationsOfDocument;
  readonly address: CompareAddress;
}

/** One document of one round: the text with the coders' lanes, its differences, and what is made of them. */
export function Compare({ project, person, round, rounds, row, text, data, address }: CompareProps) {
  const wide = useMediaQuery(wideWindow, true, { getInitialValueInEffect: false });
  const place = { projectId: project.project.id, documentId: row.id, roundId: round.id };
  const { first, pass, reads, comparison, list, current } = useLookedAt(project, round, data, address);
  const { differences } = comparison;
  const [selected, setSelected] = useState<Span | null>(null);
  const view = useRef<TextView | null>(null);
  const [shown, setShown] = useState<TextView | null>(null);
  const rights = rightsIn(project, comparison, reads, address.mode);
  const { judges, mode, able } = rights;

  const undo = useUndoKeys(place.projectId, place);
  const review = useReviewCommands(place);
  const quoteOf = (start: number, end: number) => text.text.slice(start, end);
  const final = useFinalCommands(place, comparison, quoteOf);
  const deciding = useDeciding({
    project,
    person,
    text,
    language: row.language,
    comparison,
    list,
    current,
    mode,
    able,
    review,
    final,
    undo,
    goTo: address.goTo,
  });
  const example = useExample(place, undo);
  const tags = livingTags(project);
  const add = () => deciding.add(selected, tags[0]);
  useDeedKeys({ rights, comparison, current, tags, deciding, final, undo, example, address, add });
  const currentId = current?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another difference is gone to, not the same one again
  useEffect(() => {
    if (current !== null) view.current?.scrollTo(current, { align: 'center' });
  }, [currentId]);

  const total = differences.length;
  const remaining = differences.filter(({ settled }) => !settled).length;
  return (
    <div className={classes.compare} data-wide={wide}>
      <TitleBar
        project={project}
        row={row}
        round={round}
        rounds={rounds}
        onRound={address.setRound}
        left={remaining}
        total={total}
        judged={mode === 'judge' && judges ? comparison.judged : null}
        counts={reads ? 'first' : first.has && !first.same ? 'now' : null}
      />
      <div className={classes.columns}>
        <div className={classes.page}>
          <Later
            part={above}
            wanted
            give={{
              ...{ project, comparison, address, pass, first, wide, text, data, view: shown },
              onLetGo: () => setSelected(null),
            }}
          />
          {wide && (
            <CompareText
              row={row}
              text={text}
              project={project}
              comparison={comparison}
              list={list}
              current={current}
              draft={deciding.intent?.draft ?? null}
              onChoose={(id, key) => {
                address.goTo(id);
                deciding.pickKey(key);
              }}
              onSelect={setSelected}
              onBoundary={(span) => deciding.setDraft({ start: span.start, end: span.end })}
              onView={(made) => {
                view.current = made;
                setShown(made);
                if (made !== null && current !== null) made.scrollTo(current, { align: 'center' });
              }}
            />
          )}
        </div>
        <ComparePanel
          project={project}
          person={person}
          place={place}
          row={row}
          text={text.text}
          data={data}
          comparison={comparison}
          list={list}
          current={current}
          rights={rights}
          address={address}
          deciding={deciding}
          review={review}
          final={final}
          undo={undo}
          example={example}
          selected={selected !== null}
          onAdd={add}
          wide={wide}
        />
      </div>
      <TypedKey tags={tags} />
    </div>
  );
}
