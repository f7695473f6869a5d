import type { Tag } from '@koersvast/contracts';
import { lentLetters } from '@koersvast/core/codebook';
import type { MoveDirection, MoveUnit, RawSpan } from '@koersvast/core/text';
import { useEffect, useRef } from 'react';
import { type CommandHandlers, lendLetters, useCommandKeys } from '../../data/keyboard.ts';
import type { CommandName } from '../../data/keys.ts';
import { useTagKeys } from '../../data/tag-keys.ts';
import type { ListedAnnotation } from './annotation-list.ts';
import { type Active, activate, type ReaderSession } from './reader-session.ts';
import type { Coding } from './use-coding.ts';

/** What the keys of the reader need; everything else they ask of the session. */
export interface ReaderKeysInput {
  readonly session: ReaderSession;
  readonly coding: Coding;
  /** What passes the filter, in text order. */
  readonly list: readonly ListedAnnotation[];
  /** In the order of the menu. */
  readonly tags: readonly Tag[];
  readonly code: (span: RawSpan, tag: Tag) => void;
  readonly remove: (key: string) => void;
  readonly visit: (each: ListedAnnotation) => void;
  readonly stick: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly colourBy: () => void;
  readonly done: () => void;
  /** Marks the block at a place as read with nothing that applies, or takes the mark away. */
  readonly readAt: (offset: number) => boolean;
}

type Input = { readonly current: ReaderKeysInput };

/** The annotation that a key is about: the active one, or the shortest at the caret. */
function targetKey({ session }: ReaderKeysInput): string | null {
  const active = session.active.get();
  if (active !== null) return active.key;
  const view = session.view.get();
  if (view === null || document.activeElement !== view.element) return null;
  return view.annotationsAt(view.getCaret())[0] ?? null;
}

function step(input: ReaderKeysInput, by: 1 | -1): boolean {
  const { list, session, visit } = input;
  const active = session.active.get();
  const at = list.findIndex(({ key }) => key === active?.key);
  const caret = session.view.get()?.getCaret() ?? 0;
  const to =
    at >= 0
      ? at + by
      : by > 0
        ? list.findIndex(({ shown }) => shown.row.start >= caret)
        : list.findLastIndex(({ shown }) => shown.row.start < caret);
  const found = list[to];
  if (found !== undefined) visit(found);
  return found !== undefined;
}

function openCard(input: ReaderKeysInput, focus: Active['focus']): boolean {
  const key = targetKey(input);
  if (key === null) return false;
  activate(input.session, key, { card: 'text', focus });
  return true;
}

function moveBoundary(
  input: ReaderKeysInput,
  side: 'start' | 'end',
  unit: MoveUnit,
  direction: MoveDirection,
): boolean {
  const key = targetKey(input);
  const { session, coding } = input;
  const shown = key === null ? undefined : coding.shown.get(key);
  if (key === null || shown?.own !== true || !coding.writable) return false;
  const span = session.view.get()?.moveBoundary(key, side, unit, direction);
  if (span == null) return true;
  activate(session, key, { card: session.active.get()?.card ?? null });
  coding.actions.edit(key, { start: span.start, end: span.end, quote: coding.quoteOf(span) });
  return true;
}

function setCertainty(input: ReaderKeysInput, certainty: number | null): boolean {
  const key = targetKey(input);
  if (key === null || !input.coding.writable) return false;
  input.coding.actions.edit(key, { certainty });
  return true;
}

function clear({ session }: ReaderKeysInput): boolean {
  const active = session.active.get();
  if (session.selection.get() !== null) {
    session.view.get()?.setSelection(null);
    session.selection.set(null);
  } else if (active?.card != null) session.active.set({ ...active, card: null, focus: null });
  else if (active !== null) session.active.set(null);
  else if (session.sticky.get() !== null) session.sticky.set(null);
  else return false;
  return true;
}

/** A button that has the focus keeps its own Enter. */
function isOnControl({ target }: Event): boolean {
  return target instanceof Element && target.closest('button, a, input, select, textarea, summary') !== null;
}

/** The view has movements of its own keys; those that may be remapped come to it under the keys that it knows. */
function bySentence({ session }: ReaderKeysInput, key: 'ArrowUp' | 'ArrowDown', shiftKey: boolean): boolean {
  const view = session.view.get();
  view?.focus();
  return view?.handleKey(new KeyboardEvent('keydown', { key, shiftKey, altKey: true })) ?? false;
}

/** Shown in the key sheet; the letter itself listens to them. */
const heardByTheLetter: readonly CommandName[] = [
  'caret.character.previous',
  'caret.character.next',
  'caret.line.previous',
  'caret.line.next',
  'caret.word.previous',
  'caret.word.next',
  'caret.paragraph.previous',
  'caret.paragraph.next',
  'caret.document.start',
  'caret.document.end',
  'extend.character.previous',
  'extend.character.next',
  'extend.line.previous',
  'extend.line.next',
  'extend.word.previous',
  'extend.word.next',
  'extend.paragraph.previous',
  'extend.paragraph.next',
  'extend.document.start',
  'extend.document.end',
];

function handlersOf(input: Input): CommandHandlers {
  const now = () => input.current;
  const letter = Object.fromEntries(heardByTheLetter.map((name) => [name, () => false]));
  return {
    ...letter,
    'caret.sentence.previous': () => bySentence(now(), 'ArrowUp', false),
    'caret.sentence.next': () => bySentence(now(), 'ArrowDown', false),
    'extend.sentence.previous': () => bySentence(now(), 'ArrowUp', true),
    'extend.sentence.next': () => bySentence(now(), 'ArrowDown', true),
    'tag.last': (event) => {
      const { session, tags, code, coding } = now();
      const selection = session.selection.get();
      const [first] = tags;
      if (selection === null || first === undefined || !coding.writable || isOnControl(event)) return false;
      code(selection.span, first);
      return true;
    },
    'tag.filter': () => {
      const filter = document.querySelector<HTMLElement>('[data-tag-filter]');
      const choice = document.querySelector<HTMLElement>('[data-tag]');
      (filter ?? choice)?.focus();
      return (filter ?? choice) !== null;
    },
    'tag.define': () => {
      const { session, tags, coding } = now();
      const key = targetKey(now());
      const tagId = session.selection.get() === null ? coding.shown.get(key ?? '')?.row.tagId : tags[0]?.id;
      if (tagId === undefined) return false;
      session.defined.set(session.defined.get() === tagId ? null : tagId);
      if (session.selection.get() === null && session.active.get()?.card !== 'text') openCard(now(), null);
      return true;
    },
    'tag.stick': () => now().stick(),
    'selection.clear': () => clear(now()),
    'annotation.next': () => step(now(), 1),
    'annotation.previous': () => step(now(), -1),
    'annotation.edit': () => openCard(now(), 'tag'),
    'annotation.memo': () => openCard(now(), 'memo'),
    'annotation.history': () => openCard(now(), 'history'),
    'annotation.remove': () => {
      const key = targetKey(now());
      if (key === null) return false;
      now().remove(key);
      return true;
    },
    'annotation.certainty.none': () => setCertainty(now(), null),
    'annotation.certainty.1': () => setCertainty(now(), 1),
    'annotation.certainty.2': () => setCertainty(now(), 2),
    'annotation.certainty.3': () => setCertainty(now(), 3),
    'annotation.start.wordEarlier': () => moveBoundary(now(), 'start', 'word', 'backward'),
    'annotation.start.wordLater': () => moveBoundary(now(), 'start', 'word', 'forward'),
    'annotation.end.wordLater': () => moveBoundary(now(), 'end', 'word', 'forward'),
    'annotation.end.wordEarlier': () => moveBoundary(now(), 'end', 'word', 'backward'),
    'annotation.start.characterEarlier': () => moveBoundary(now(), 'start', 'character', 'backward'),
    'annotation.start.characterLater': () => moveBoundary(now(), 'start', 'character', 'forward'),
    'annotation.end.characterLater': () => moveBoundary(now(), 'end', 'character', 'forward'),
    'annotation.end.characterEarlier': () => moveBoundary(now(), 'end', 'character', 'backward'),
    'letter.colourBy': () => now().colourBy(),
    'letter.nothingApplies': () => {
      const { session, readAt } = now();
      const caret = session.view.get()?.getCaret() ?? 0;
      return readAt(session.selection.get()?.span.start ?? caret);
    },
    'letter.done': () => now().done(),
  };
}

/** Listens to the keys of the reader for as long as it is there. */
export function useReaderKeys(input: ReaderKeysInput): void {
  const latest = useRef(input);
  latest.current = input;
  const handlers = useRef<CommandHandlers>(undefined);
  handlers.current ??= handlersOf(latest);
  useCommandKeys('letter', handlers.current);
  useCommandKeys('everywhere', {
    'operation.undo': () => latest.current.undo(),
    'operation.redo': () => latest.current.redo(),
  });
  const { tags } = input;
  useEffect(() => {
    lendLetters(lentLetters(tags));
    return () => lendLetters(new Set());
  }, [tags]);
  // They code what is selected, or change the tag of the card that is open.
  useTagKeys({
    tags,
    wants: () => {
      const { session, coding } = latest.current;
      return coding.writable && (session.selection.get() !== null || session.active.get()?.card != null);
    },
    give: (tag) => {
      const { session, coding, code } = latest.current;
      const selection = session.selection.get();
      const active = session.active.get();
      if (selection !== null) code(selection.span, tag);
      else if (active !== null) coding.actions.edit(active.key, { tagId: tag.id });
    },
  });
}
