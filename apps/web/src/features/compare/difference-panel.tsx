import type { AnnotationsOfDocument, ListedDocument, Person, ProjectDetail } from '@koersvast/contracts';
import type { PlaceInProject } from '@koersvast/core/place';
import { Button, VisuallyHidden } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../data/keyboard.ts';
import { mayHere, memberName, useTagName } from '../../data/project.ts';
import type { Undo } from '../../data/undo.ts';
import { firstClick } from '../../lib/first-click.ts';
import { keyOf, repliesOf } from '../../parts/review/said.ts';
import type { ReviewCommands } from '../../parts/review/use-review-commands.ts';
import { Later, laterPart, useNext, useSoon } from '../../ui/later.tsx';
import barClasses from '../../ui/title-bar.module.css';
import type { Comparison, Difference } from './comparison.ts';
import { DecidingForm, draftFields } from './deciding-form.tsx';
import classes from './difference-panel.module.css';
import { Passage } from './passage.tsx';
import type { Mode } from './use-compare-address.ts';
import type { FinalCommands } from './use-compare-commands.ts';
import type { Deciding } from './use-deciding.ts';
import type { ExampleCommand } from './use-example.ts';
import { Versions } from './versions.tsx';

const decided = laterPart(async () => (await import('./decided.tsx')).Decided);
const thread = laterPart(async () => (await import('../../parts/review/thread.tsx')).Thread);

interface DifferencePanelProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly place: PlaceInProject;
  readonly row: ListedDocument;
  readonly text: string;
  readonly data: AnnotationsOfDocument;
  readonly comparison: Comparison;
  readonly difference: Difference;
  /** Its place among those that pass the filter; 0 when it does not. */
  readonly number: number;
  readonly of: number;
  readonly mode: Mode;
  readonly able: boolean;
  readonly deciding: Deciding;
  readonly review: ReviewCommands;
  readonly final: FinalCommands;
  readonly undo: Undo;
  readonly example: ExampleCommand;
  readonly wide: boolean;
}

/** One difference: who has what, what was said and decided of it, and what can be. */
export function DifferencePanel(props: DifferencePanelProps) {
  const { project, person, row, text, data, comparison, difference, number, of, mode, able } = props;
  const { deciding, review, final, undo, example, wide } = props;
  const { t } = useTranslation('compare');
  useNext(decided);
  useNext(draftFields);
  useSoon(thread);
  const nameOf = useTagName();
  const { intent, picked, talking } = deciding;
  const said = talking === null ? [] : repliesOf(data.replies, talking);
  const tag = project.tags.find(({ id }) => id === talking?.tagId);
  const settling = mode === 'settle' && able;
  const head = useRef<HTMLDivElement>(null);
  useFromTop(head, wide, difference.id, intent !== null);
  return (
    <section className={classes.difference} aria-label={t('panel.title', { number, of })}>
      <div className={classes.panelHead} ref={head}>
        <h2 className={classes.heading}>{t('panel.title', { number, of })}</h2>
        <span className={classes.kindWord}>{t(`kind.${difference.kind}`)}</span>
        <div className={classes.stepping}>
          <StepButton deciding={deciding} by={-1} />
          <StepButton deciding={deciding} by={1} />
        </div>
      </div>
      {!wide && <Passage text={text} language={row.language} span={difference} />}
      <Versions
        project={project}
        comparison={comparison}
        difference={difference}
        language={row.language}
        pickedKey={mode === 'judge' && picked !== null ? keyOf(picked) : null}
        onPick={deciding.pick}
      />
      {difference.decisions.map((decision) => (
        <Later
          key={decision.id}
          part={decided}
          wanted
          give={{
            project,
            comparison,
            decision,
            language: row.language,
            onWithdraw: settling
              ? () =>
                  void final.withdraw(decision).then(
                    (output) => undo.sayUndoable(t('said.withdrawn'), output),
                    () => undefined,
                  )
              : null,
            onExample:
              mayHere(project, 'codebook.edit') && decision.rule === null
                ? () => void example.add(comparison, difference, decision)
                : null,
          }}
        />
      ))}
      {able && intent === null && <Actions {...props} />}
      {intent !== null && (
        <DecidingForm
          project={project}
          person={person}
          language={row.language}
          text={text}
          deciding={deciding}
          intent={intent}
        />
      )}
      {talking !== null && (said.length > 0 || mode === 'judge') && intent === null && (
        <div>
          <h3 className={classes.threadTitle}>
            {t('thread.about', {
              tag: tag === undefined ? '–' : nameOf(tag),
              coder: memberName(project, talking.createdById),
            })}
          </h3>
          <Later
            key={keyOf(talking)}
            part={thread}
            wanted
            give={{
              project,
              personId: person.id,
              annotationKey: keyOf(talking),
              onBegin: () => deciding.talkAbout(talking),
              replies: said,
              writable: mayHere(project, 'reply.write') && project.project.archivedAt === null,
              pending: review.answering.pending,
              error: review.answering.error,
              onSend: (words, mentions) => review.say(talking, words, mentions),
              onRemove: (reply) =>
                void review.unsay(reply).then(
                  (output) => undo.sayUndoable(t('said.unsaid'), output),
                  () => undefined,
                ),
            }}
          />
        </div>
      )}
    </section>
  );
}

/** Brings who has what back into view when another difference is gone to, and when a form below it was closed. */
function useFromTop(
  head: RefObject<HTMLElement | null>,
  wide: boolean,
  differenceId: string,
  writing: boolean,
) {
  const before = useRef({ differenceId, writing });
  useEffect(() => {
    const was = before.current;
    before.current = { differenceId, writing };
    if (was.differenceId === differenceId && (writing || !was.writing)) return;
    // The panel scrolls in a wide window, the page in a narrow one.
    if (wide) head.current?.closest('aside')?.scrollTo({ top: 0 });
    else head.current?.scrollIntoView({ block: 'nearest' });
  }, [head, wide, differenceId, writing]);
}

function StepButton({ deciding, by }: { readonly deciding: Deciding; readonly by: 1 | -1 }) {
  const { t } = useTranslation('compare');
  const arrow = by < 0 ? 'M9.5 3.5 5 8l4.5 4.5' : 'M6.5 3.5 11 8l-4.5 4.5';
  const word = t(by < 0 ? 'step.previous' : 'step.next');
  return (
    <button
      type="button"
      className={barClasses.step}
      aria-label={word}
      title={word}
      onClick={() => deciding.step(by)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={arrow} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
    </button>
  );
}

/** What can be done with a difference, each with its key. */
function Actions({ project, difference, mode, deciding, review, undo }: DifferencePanelProps) {
  const { t } = useTranslation('compare');
  const keymap = useKeymap();
  const { standing } = deciding;
  const button = (
    command: 'accept' | 'reject' | 'edit' | 'merge',
    word: string,
    act: () => unknown,
    primary = false,
  ) => (
    <Button
      key={command}
      size="compact-md"
      variant={primary ? 'filled' : 'default'}
      onClick={firstClick(act)}
      rightSection={
        <span aria-hidden="true">
          <kbd>{keymap.keysOf(`difference.${command}`)[0]}</kbd>
        </span>
      }
    >
      {word}
    </Button>
  );
  if (mode === 'judge' && deciding.isOwn) return <p className={classes.kindWord}>{t('do.own')}</p>;
  if (mode === 'judge')
    return (
      <div className={classes.actions}>
        {button('accept', t('do.accept'), () => void deciding.accept(), true)}
        {button('reject', t('do.reject'), deciding.reject)}
        {button('edit', t('do.change'), deciding.edit)}
        {standing !== undefined && standing.createdById === project.me.id && (
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() =>
              void review.withdraw(standing).then(
                (output) => undo.sayUndoable(t('said.verdictWithdrawn'), output),
                () => undefined,
              )
            }
          >
            {t('do.withdrawVerdict')}
          </Button>
        )}
      </div>
    );
  return (
    <div className={classes.actions}>
      {difference.versions.map(({ memberId, annotations }, at) => (
        <Button
          key={memberId}
          size="compact-md"
          variant="default"
          title={memberName(project, memberId)}
          onClick={firstClick(() => deciding.take(at + 1))}
          rightSection={
            at < 9 ? (
              <span aria-hidden="true">
                <kbd>{at + 1}</kbd>
              </span>
            ) : undefined
          }
        >
          <VisuallyHidden>
            {t(annotations.length === 0 ? 'do.takeNothing' : 'do.take', {
              who: memberName(project, memberId),
            })}
          </VisuallyHidden>
          <span aria-hidden="true" className={classes.coder}>
            {memberName(project, memberId)}
          </span>
        </Button>
      ))}
      {button('merge', t('do.merge'), deciding.merge)}
      {button('edit', t('do.edit'), deciding.edit)}
      {button('reject', t('do.drop'), deciding.reject)}
    </div>
  );
}
