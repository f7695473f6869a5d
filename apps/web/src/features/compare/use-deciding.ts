import type {
  Acknowledgement,
  Annotation,
  DocumentText,
  Person,
  ProjectDetail,
  Tag,
} from '@koersvast/contracts';
import { createCaret, type MoveDirection, type MoveUnit, utf16 } from '@koersvast/core/text';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import type { Undo } from '../../data/undo.ts';
import { sayFault } from '../../lib/said.ts';
import { useAskedPlace } from '../../lib/use-asked-place.ts';
import { moveEnd } from '../../parts/review/boundary.ts';
import { type Draft, draftOf, type Intent, isVerdict } from '../../parts/review/intent.ts';
import { keyOf } from '../../parts/review/said.ts';
import type { Why } from '../../parts/review/use-reason.ts';
import type { ReviewCommands } from '../../parts/review/use-review-commands.ts';
import type { Comparison, Difference } from './comparison.ts';
import { firstToJudge, mergedOf, nextLeft, rowsOf } from './deciding.ts';
import type { Mode } from './use-compare-address.ts';
import type { FinalCommands } from './use-compare-commands.ts';

interface DecidingInput {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly text: DocumentText;
  readonly language: string;
  readonly comparison: Comparison;
  /** What passes the filter. */
  readonly list: readonly Difference[];
  readonly current: Difference | null;
  readonly mode: Mode;
  /** Whether this person may do in this mode what it is for, here and now. */
  readonly able: boolean;
  readonly review: ReviewCommands;
  readonly final: FinalCommands;
  readonly undo: Undo;
  readonly goTo: (differenceId: string | undefined) => void;
}

/** Which of the annotations of the difference is judged, and of which is talked. */
function usePicked({ project, comparison, current }: DecidingInput) {
  const currentId = current?.id ?? null;
  const [chosen, choose] = useState<string | null>(null);
  const rows = current === null ? [] : rowsOf(current);
  const picked =
    rows.find((row) => keyOf(row) === chosen) ??
    (current === null ? null : firstToJudge(current, comparison, project.me.id));
  // The conversation stays with the annotation that it was about until the person moves on by themselves: a verdict
  // of theirs, or of somebody else, picks another one, and would carry the reply to another coder.
  const [said, setSaid] = useState<{ readonly key: string; readonly at: string | null } | null>(null);
  const talking = rows.find((row) => said?.at === currentId && keyOf(row) === said.key) ?? picked;
  const talkAbout = (row: Annotation) => setSaid({ key: keyOf(row), at: currentId });
  const isOwn = picked?.createdById === project.me.id;
  const standing = picked === null ? undefined : comparison.verdicts.get(keyOf(picked));
  return { rows, picked, talking, talkAbout, isOwn, standing, choose, quiet: () => setSaid(null) };
}

type Picked = Pick<ReturnType<typeof usePicked>, 'rows' | 'choose' | 'talkAbout'>;

interface Beginning
  extends Pick<ReturnType<typeof usePicked>, 'rows' | 'picked' | 'isOwn' | 'choose' | 'quiet'> {
  readonly open: (next: Intent | null) => void;
}

/** What each key begins, and whether it did: nothing is stored before it is confirmed. */
function beginningsOf({ comparison, current, mode, able }: DecidingInput, beginning: Beginning) {
  const { rows, picked, isOwn, open, choose, quiet } = beginning;
  const begin = (act: Intent['act'], about: string, sources: readonly Annotation[], draft: Draft | null) => {
    open({ act, about, sources, draft });
    return true;
  };
  const take = (number: number): boolean => {
    const version = current?.versions[number - 1];
    if (current === null || version === undefined) return false;
    if (mode === 'judge') {
      // The same digit again goes on to the coder's next annotation.
      const own = version.annotations;
      const at = own.findIndex((row) => picked !== null && keyOf(row) === keyOf(picked));
      const next = own[(at + 1) % Math.max(1, own.length)];
      if (next === undefined) return false;
      open(null);
      quiet();
      choose(keyOf(next));
      return true;
    }
    if (!able) return false;
    if (version.annotations.length === 0) return begin('drop', current.id, rows, null);
    return begin('take', current.id, version.annotations, null);
  };
  const edit = (): boolean => {
    if (!able || current === null || picked === null) return false;
    if (mode === 'judge') return !isOwn && begin('change', keyOf(picked), [picked], draftOf(picked));
    const decided = comparison.finalAnnotations.find(({ id }) =>
      current.decisions.some(({ annotationId }) => annotationId === id),
    );
    return begin('edit', current.id, rows, draftOf(decided ?? picked));
  };
  const reject = (): boolean => {
    if (!able || current === null || picked === null) return false;
    if (mode === 'judge') return !isOwn && begin('reject', keyOf(picked), [picked], null);
    return begin('drop', current.id, rows, null);
  };
  const merge = (): boolean => {
    if (!able || current === null || mode !== 'settle') return false;
    return begin('merge', current.id, rows, mergedOf(rows));
  };
  const add = (
    span: { readonly start: number; readonly end: number } | null,
    tag: Tag | undefined,
  ): boolean => {
    if (!able || mode !== 'settle' || span === null || tag === undefined) return false;
    return begin('add', `${span.start}-${span.end}`, [], { tagId: tag.id, ...span });
  };
  return { take, edit, reject, merge, add };
}

/** Where one goes once something was said or decided. */
function useMovesOn({ project, comparison, list, current, goTo }: DecidingInput, picked: Picked) {
  const { rows, choose, talkAbout } = picked;
  /** After a verdict: the next annotation here that nobody has judged, else the next such difference. */
  const afterVerdict = (about: Annotation) => {
    const unjudged = (row: Annotation) =>
      row.createdById !== project.me.id &&
      keyOf(row) !== keyOf(about) &&
      !comparison.verdicts.has(keyOf(row));
    const here = rows.find(unjudged);
    // Where one has begun to say something of it, nothing moves.
    if (document.activeElement?.closest('[data-thread]') != null) {
      choose(keyOf(about));
      return;
    }
    choose(here === undefined ? null : keyOf(here));
    if (here !== undefined) {
      talkAbout(about);
      return;
    }
    const next = nextLeft(list, current?.id ?? null, (each) => rowsOf(each).some(unjudged));
    if (next !== null) goTo(next.id);
  };
  const afterDecision = () => {
    const next = nextLeft(list, current?.id ?? null, (each) => !each.settled);
    choose(null);
    if (next !== null) goTo(next.id);
  };
  return { afterVerdict, afterDecision };
}

/** Moves an end of what is proposed by a key, along the text. */
function useMoveDraft(
  text: DocumentText,
  language: string,
  draft: Draft | null,
  setDraft: (change: Partial<Draft>) => void,
) {
  const caret = useMemo(
    () =>
      createCaret({
        text: text.text,
        language,
        blocks: text.blocks.map(({ level, start, end, ...block }) => ({
          ...block,
          ...(level === null ? {} : { level }),
          start: utf16(start),
          end: utf16(end),
        })),
        sentences: [],
      }),
    [text, language],
  );

  return (side: 'start' | 'end', unit: MoveUnit, direction: MoveDirection): boolean => {
    if (draft === null) return false;
    const { start, end } = moveEnd(caret, text.text, draft, side, unit, direction);
    setDraft({ start, end });
    return true;
  };
}

/** What is being judged or decided on the screen, and what each key does to it. */
export function useDeciding(input: DecidingInput) {
  const { project, text, language, comparison, list, current, review, final, undo } = input;
  const { t } = useTranslation('compare');
  const words = useFaultWords();
  /** What was begun, and at which difference: gone to another by whatever way, one decides on that one. */
  const [begun, setBegun] = useState<{ readonly intent: Intent; readonly at: string | null } | null>(null);
  const currentId = current?.id ?? null;
  const asked = useAskedPlace(currentId);
  const goTo = (id: string | undefined) => {
    asked.current = id ?? null;
    input.goTo(id);
  };
  const intent =
    begun !== null && (begun.intent.act === 'add' || begun.at === currentId) ? begun.intent : null;
  const setIntent = (next: Intent | null) => setBegun(next && { intent: next, at: currentId });
  const { rows, picked, talking, talkAbout, isOwn, standing, choose, quiet } = usePicked(input);

  const open = (next: Intent | null) => {
    review.giving.reset();
    final.deciding.reset();
    setIntent(next);
  };
  const step = (by: 1 | -1) => {
    const at = list.findIndex(({ id }) => id === asked.current);
    const to = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
    const found = list[to];
    if (found === undefined) return false;
    open(null);
    choose(null);
    quiet();
    goTo(found.id);
    return true;
  };
  const { afterVerdict, afterDecision } = useMovesOn({ ...input, goTo }, { rows, choose, talkAbout });
  const told = (said: string, output: Acknowledgement | null) => {
    if (output !== null) undo.sayUndoable(said, output);
  };

  const accept = async () => {
    if (picked === null || isOwn) return;
    try {
      const output = await review.accept(picked, standing);
      told(t('said.accepted'), output);
      afterVerdict(picked);
    } catch (error) {
      sayFault(() => words(error));
    }
  };
  const beginnings = beginningsOf(input, { rows, picked, isOwn, open, choose, quiet });
  const confirm = async (why: Why) => {
    if (intent === null) return;
    const [row] = intent.sources;
    if (isVerdict(intent.act) && row !== undefined) {
      const now = comparison.verdicts.get(keyOf(row));
      const { draft } = intent;
      const output =
        draft === null
          ? await review.reject(row, now, why)
          : await review.propose(row, now, { ...draft, quote: text.text.slice(draft.start, draft.end) }, why);
      setIntent(null);
      told(t(draft === null ? 'said.rejected' : 'said.proposed'), output);
      afterVerdict(row);
      return;
    }
    const output = await final.decide(current, intent, why);
    setIntent(null);
    told(t(`said.${intent.act as 'take' | 'merge' | 'edit' | 'add' | 'drop'}`), output);
    if (intent.act !== 'add') afterDecision();
  };
  const setDraft = (change: Partial<Draft>) => {
    if (intent?.draft != null) setIntent({ ...intent, draft: { ...intent.draft, ...change } });
  };
  const moveDraft = useMoveDraft(text, language, intent?.draft ?? null, setDraft);
  return {
    project,
    intent,
    picked,
    standing,
    isOwn,
    pending: review.giving.pending || final.pending,
    error: review.giving.error ?? final.deciding.error,
    step,
    accept,
    ...beginnings,
    confirm,
    cancel: () => open(null),
    talking,
    talkAbout,
    pick: (row: Annotation) => {
      open(null);
      quiet();
      choose(keyOf(row));
    },
    pickKey: (key: string | null) => {
      open(null);
      quiet();
      choose(key);
    },
    setDraft,
    moveDraft,
  };
}

export type Deciding = ReturnType<typeof useDeciding>;
