import type { Member } from '@koersvast/contracts';
import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { keepDraft, readDraft } from '../../data/memo-draft.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { useOnline } from '../../lib/online.ts';
import { afterCompletion, mentionedIn, nameBegun } from './mentions.ts';

interface ReplyFieldInput {
  readonly personId: string;
  /** Names the annotation, for keeping what was typed. */
  readonly annotationKey: string;
  /** Whom `@` offers. */
  readonly members: readonly Member[];
  readonly onSend: (text: string, mentions: string[]) => Promise<unknown>;
}

/** A reply that is being typed: kept until it was sent, with the names that `@` offers. */
export function useReplyField({ personId, annotationKey, members, onSend }: ReplyFieldInput) {
  const online = useOnline();
  const key = `reply/${annotationKey}`;
  const [text, setText] = useState(() => readDraft(personId, key) ?? '');
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const begun = nameBegun(text, caret);
  const offered =
    begun === null
      ? []
      : members.filter(({ name }) => name.toLowerCase().startsWith(begun.toLowerCase())).slice(0, 8);

  /** Where the space ended that completing a name left, until something is typed. */
  const completed = useRef<number | null>(null);
  const write = (value: string, place: number) => {
    setText(value);
    setCaret(place);
    setAt(0);
    keepDraft(personId, key, value === '' ? null : value);
  };
  /** In one turn: a caret that is set later would jump back from under what is typed meanwhile. */
  const writeAt = (value: string, place: number) => {
    flushSync(() => write(value, place));
    field.current?.setSelectionRange(place, place);
  };
  const complete = (name: string) => {
    const from = caret - (begun?.length ?? 0);
    const place = from + name.length + 1;
    completed.current = place;
    field.current?.focus();
    writeAt(`${text.slice(0, from)}${name} ${text.slice(caret).replace(/^ /, '')}`, place);
  };
  const type = (value: string, place: number) => {
    const mended = completed.current === null ? null : afterCompletion(value, place, completed.current);
    completed.current = null;
    if (mended === null) write(value, place);
    else writeAt(mended.text, mended.caret);
  };
  const send = useOneAtATime(async () => {
    if (text.trim() === '' || !online) return;
    try {
      await onSend(text.trim(), mentionedIn(text, members));
      write('', 0);
    } catch {
      // Shown above the button; the words stay.
    }
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const choice = offered[at];
    if (choice !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
    } else if (choice !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      complete(choice.name);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (offered.length > 0) setCaret(-1);
      else field.current?.blur();
    }
  };
  return { field, text, offered, at, type, setCaret, complete, send, onKeyDown };
}
