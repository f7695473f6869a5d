import type {
  AnnotationsOfDocument,
  DocumentRow,
  DocumentText,
  Person,
  ProjectDetail,
  Round,
} from '@koersvast/contracts';
import type { Span } from '@koersvast/core';
import type { TextView } from '@koersvast/highlighter';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { livingTags, mayHere, memberName } from '../../data/project.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { TypedKey } from '../../parts/tag/typed-key.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './compare.module.css';
import { CompareText } from './compare-text.tsx';
import { type Difference, keyOf, type Pass, passesFilter } from './comparison.ts';
import { nextLeft, rowsOf } from './deciding.ts';
import { DifferenceList } from './difference-list.tsx';
import { DifferencePanel } from './difference-panel.tsx';
import { Filters } from './filters.tsx';
import { FinalBar } from './final-bar.tsx';
import { PassSwitch, useStayNow } from './pass-switch.tsx';
import { StartFinal } from './start-final.tsx';
import { TitleBar } from './title-bar.tsx';
import type { CompareAddress, Mode } from './use-compare-address.ts';
import { useFinalCommands, useReviewCommands } from './use-compare-commands.ts';
import { useCompareKeys } from './use-compare-keys.ts';
import { useComparison, useFirstPass } from './use-comparison.ts';
import { useDeciding } from './use-deciding.ts';
import { useExample } from './use-example.ts';

interface CompareProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly round: Round;
  /** All rounds over this document. */
  readonly rounds: readonly Round[];
  readonly row: DocumentRow;
  readonly text: DocumentText;
  readonly data: AnnotationsOfDocument;
  readonly address: CompareAddress;
}

/** One document of one round: the text with the coders' lanes, its differences, and what is made of them. */
export function Compare({ project, person, round, rounds, row, text, data, address }: CompareProps) {
  const { t } = useTranslation('compare');
  const wide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false });
  const place = { projectId: project.project.id, documentId: row.id, roundId: round.id };
  const first = useFirstPass(data, round.id);
  const asked = address.pass ?? (round.revealedAt === null ? 'now' : 'first');
  const pass: Pass = first.has ? asked : 'now';
  // As long as nothing has changed since, both are the same, and what is decided is decided of the work as it is now.
  const reads = pass === 'first' && !first.same;
  useStayNow(first.same, pass, address);
  const comparison = useComparison(data, project, round, reads ? 'first' : 'now');
  const { differences } = comparison;
  const { kind, tag, coder, left } = address.filter;
  const list = useMemo(
    () => differences.filter((each) => passesFilter(each, { kind, tag, coder, left })),
    [differences, kind, tag, coder, left],
  );
  const [selected, setSelected] = useState<Span | null>(null);
  const view = useRef<TextView | null>(null);
  const current: Difference | null =
    differences.find(({ id }) => id === address.differenceId) ?? list[0] ?? null;

  const open = project.project.archivedAt === null && !reads;
  const judges = open && mayHere(project, 'review.write');
  const settles = open && mayHere(project, 'layer.adjudicate');
  const mode: Mode = reads ? 'settle' : (address.mode ?? (judges ? 'judge' : 'settle'));
  const finished = comparison.final?.finishedAt != null;
  const able = mode === 'judge' ? judges : settles && comparison.final !== null && !finished;

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
  const decision = current?.decisions[0];
  const add = () => deciding.add(selected, tags[0]);
  const withdraw = () => {
    if (mode !== 'settle' || decision === undefined) return false;
    void final.withdraw(decision).then(
      (output) => undo.sayUndoable(t('said.withdrawn'), output),
      () => undefined,
    );
    return true;
  };
  const toCodebook = () => {
    if (current === null || decision === undefined) return false;
    void example.add(comparison, current, decision);
    return true;
  };
  useCompareKeys({
    deciding,
    mode,
    able,
    tags,
    add,
    withdraw,
    example: toCodebook,
    switchMode: judges && settles ? () => address.setMode(mode === 'judge' ? 'settle' : 'judge') : null,
  });
  const currentId = current?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another difference is gone to, not the same one again
  useEffect(() => {
    if (current !== null) view.current?.scrollTo(current, { align: 'center' });
  }, [currentId]);

  const disagreed = useMemo(() => new Set(comparison.disagreed), [comparison.disagreed]);
  const disagreedIn = (difference: Difference) =>
    rowsOf(difference)
      .map(keyOf)
      .find((key) => disagreed.has(key)) ?? null;
  const isDisputed = (difference: Difference) => disagreed.size > 0 && disagreedIn(difference) !== null;
  const disputed =
    nextLeft(differences, currentId, isDisputed) ??
    (current !== null && isDisputed(current) ? current : null);
  const namesOf = (ids: readonly string[]) => ids.map((id) => memberName(project, id)).join(', ');
  const total = differences.length;
  const remaining = differences.filter(({ settled }) => !settled).length;
  const panel =
    comparison.coders.length === 0 ? (
      <Empty title={t('empty.nobody')}>
        {t('empty.nobodyText')}{' '}
        {comparison.unfinished.length > 0 && t('unfinished', { who: namesOf(comparison.unfinished) })}
      </Empty>
    ) : total === 0 ? (
      <Empty title={t('empty.same')}>
        {t(comparison.coders.length === 1 ? 'empty.oneText' : 'empty.sameText')}
      </Empty>
    ) : current === null ? (
      <p className={classes.none}>{t('empty.filtered')}</p>
    ) : (
      <DifferencePanel
        project={project}
        person={person}
        place={place}
        row={row}
        text={text.text}
        data={data}
        comparison={comparison}
        difference={current}
        number={list.findIndex(({ id }) => id === current.id) + 1}
        of={list.length}
        mode={mode}
        able={able}
        deciding={deciding}
        review={review}
        final={final}
        undo={undo}
        example={example}
        wide={wide}
      />
    );
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
          {first.has && <PassSwitch pass={pass} same={first.same} onPass={address.setPass} />}
          {total > 0 && (
            <Filters
              project={project}
              comparison={comparison}
              filter={address.filter}
              onFilter={address.setFilter}
            />
          )}
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
                if (made !== null && current !== null) made.scrollTo(current, { align: 'center' });
              }}
            />
          )}
        </div>
        <aside className={classes.panel} aria-label={t('panel.label')}>
          {(judges || settles) && (
            <FinalBar
              comparison={comparison}
              mode={mode}
              onMode={judges && settles ? address.setMode : null}
              review={review}
              final={final}
              undo={undo}
              judges={judges}
              settles={settles}
              selected={selected !== null && able}
              onAdd={add}
              left={remaining}
              onDisagreed={
                disputed === null
                  ? null
                  : () => {
                      address.goTo(disputed.id);
                      deciding.pickKey(disagreedIn(disputed));
                    }
              }
            />
          )}
          {mode === 'settle' && settles && comparison.final === null && comparison.coders.length > 0 ? (
            <StartFinal
              project={project}
              place={place}
              comparison={comparison}
              final={final}
              onStarted={() => undefined}
            />
          ) : null}
          {comparison.coders.length > 0 && comparison.unfinished.length > 0 && (
            <p className={classes.none}>{t('unfinished', { who: namesOf(comparison.unfinished) })}</p>
          )}
          {panel}
          {total > 0 && (
            <section aria-label={t('list.label')} className={classes.all}>
              <h2 className={classes.heading}>
                {t('list.label')} <span className={classes.count}>{list.length}</span>
              </h2>
              <DifferenceList
                project={project}
                text={text.text}
                language={row.language}
                list={list}
                currentId={currentId}
                onChoose={address.goTo}
              />
            </section>
          )}
        </aside>
      </div>
      <TypedKey tags={tags} />
    </div>
  );
}
