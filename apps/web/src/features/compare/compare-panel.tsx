import type { AnnotationsOfDocument, ListedDocument, Person, ProjectDetail } from '@koersvast/contracts';
import type { PlaceInProject } from '@koersvast/core/place';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName } from '../../data/project.ts';
import type { Undo } from '../../data/undo.ts';
import { keyOf } from '../../parts/review/said.ts';
import type { ReviewCommands } from '../../parts/review/use-review-commands.ts';
import { Empty } from '../../ui/empty.tsx';
import { Later, laterPart, useSoon } from '../../ui/later.tsx';
import classes from './compare.module.css';
import type { Comparison, Difference } from './comparison.ts';
import { nextLeft, rowsOf } from './deciding.ts';
import { DifferenceList } from './difference-list.tsx';
import { DifferencePanel } from './difference-panel.tsx';
import bar from './final-bar.module.css';
import type { Rights } from './rights.ts';
import type { CompareAddress } from './use-compare-address.ts';
import type { FinalCommands } from './use-compare-commands.ts';
import type { Deciding } from './use-deciding.ts';
import type { ExampleCommand } from './use-example.ts';

// The differences come first; the bar keeps its room.
const finalBar = laterPart(async () => (await import('./final-bar.tsx')).FinalBar);
const startFinal = laterPart(async () => (await import('./start-final.tsx')).StartFinal);

interface ComparePanelProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly place: PlaceInProject;
  readonly row: ListedDocument;
  readonly text: string;
  readonly data: AnnotationsOfDocument;
  readonly comparison: Comparison;
  /** What passes the filter. */
  readonly list: readonly Difference[];
  readonly current: Difference | null;
  readonly rights: Rights;
  readonly address: CompareAddress;
  readonly deciding: Deciding;
  readonly review: ReviewCommands;
  readonly final: FinalCommands;
  readonly undo: Undo;
  readonly example: ExampleCommand;
  /** Whether words of the letter are selected. */
  readonly selected: boolean;
  readonly onAdd: () => boolean;
  readonly wide: boolean;
}

/** The way to the next annotation whose coder disagrees with a verdict; null when none does. */
function useToDisagreed({ comparison, current, deciding, address }: ComparePanelProps): (() => void) | null {
  const { differences } = comparison;
  const disagreed = useMemo(() => new Set(comparison.disagreed), [comparison.disagreed]);
  const disagreedIn = (difference: Difference) =>
    rowsOf(difference)
      .map(keyOf)
      .find((key) => disagreed.has(key)) ?? null;
  const isDisputed = (difference: Difference) => disagreed.size > 0 && disagreedIn(difference) !== null;
  const disputed =
    nextLeft(differences, current?.id ?? null, isDisputed) ??
    (current !== null && isDisputed(current) ? current : null);
  if (disputed === null) return null;
  return () => {
    address.goTo(disputed.id);
    deciding.pickKey(disagreedIn(disputed));
  };
}

/** Beside the letter: how far it is, the difference that is worked on, and all of them. */
export function ComparePanel(props: ComparePanelProps) {
  const { project, place, row, text, comparison, list, current, rights, address } = props;
  const { review, final, undo, selected, onAdd } = props;
  const { judges, settles, mode, able } = rights;
  const { t } = useTranslation('compare');
  useSoon(startFinal);
  const toDisagreed = useToDisagreed(props);
  const currentId = current?.id ?? null;
  const total = comparison.differences.length;
  const remaining = comparison.differences.filter(({ settled }) => !settled).length;
  const namesOf = (ids: readonly string[]) => ids.map((id) => memberName(project, id)).join(', ');
  return (
    <aside className={classes.panel} aria-label={t('panel.label')}>
      {(judges || settles) && (
        <Later
          part={finalBar}
          wanted
          meanwhile={<div className={bar.bar} />}
          give={{
            comparison,
            mode,
            onMode: judges && settles ? address.setMode : null,
            review,
            final,
            undo,
            judges,
            settles,
            selected: selected && able,
            onAdd,
            left: remaining,
            onDisagreed: toDisagreed,
          }}
        />
      )}
      {mode === 'settle' && settles && comparison.final === null && comparison.coders.length > 0 ? (
        <Later
          part={startFinal}
          wanted
          give={{ project, place, comparison, final, onStarted: () => undefined }}
        />
      ) : null}
      {comparison.coders.length > 0 && comparison.unfinished.length > 0 && (
        <p className={classes.none}>{t('unfinished', { who: namesOf(comparison.unfinished) })}</p>
      )}
      <Chosen {...props} namesOf={namesOf} />
      {total > 0 && (
        <section aria-label={t('list.label')} className={classes.all}>
          <h2 className={classes.heading}>
            {t('list.label')} <span className={classes.count}>{list.length}</span>
          </h2>
          <DifferenceList
            project={project}
            text={text}
            language={row.language}
            list={list}
            currentId={currentId}
            onChoose={address.goTo}
          />
        </section>
      )}
    </aside>
  );
}

interface ChosenProps extends ComparePanelProps {
  readonly namesOf: (memberIds: readonly string[]) => string;
}

/** The difference that is worked on, or why there is none. */
function Chosen({
  namesOf,
  rights,
  list,
  current,
  address: _,
  selected: __,
  onAdd: ___,
  ...rest
}: ChosenProps) {
  const { t } = useTranslation('compare');
  const { coders, unfinished, differences } = rest.comparison;
  if (coders.length === 0)
    return (
      <Empty title={t('empty.nobody')}>
        {t('empty.nobodyText')} {unfinished.length > 0 && t('unfinished', { who: namesOf(unfinished) })}
      </Empty>
    );
  if (differences.length === 0)
    return (
      <Empty title={t('empty.same')}>{t(coders.length === 1 ? 'empty.oneText' : 'empty.sameText')}</Empty>
    );
  if (current === null) return <p className={classes.none}>{t('empty.filtered')}</p>;
  return (
    <DifferencePanel
      {...rest}
      difference={current}
      number={list.findIndex(({ id }) => id === current.id) + 1}
      of={list.length}
      mode={rights.mode}
      able={rights.able}
    />
  );
}
