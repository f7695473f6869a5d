import type { ProjectDetail, Reply } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { keepDraft, readDraft } from '../../data/memo-draft.ts';
import { memberName } from '../../data/project.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { useOnline } from '../../lib/online.ts';
import { useFormat } from '../../lib/words.ts';
import { Fault } from '../../ui/fault.tsx';
import fieldClasses from '../../ui/field.module.css';
import { afterCompletion, mentionedIn, nameBegun } from './mentions.ts';
import classes from './thread.module.css';

interface ThreadProps {
  readonly project: ProjectDetail;
  readonly personId: string;
  /** Names the annotation, for keeping what was typed. */
  readonly annotationKey: string;
  readonly replies: readonly Reply[];
  readonly writable: boolean;
  /** Where nothing was said yet, and another field stands above, a button stands in the place of this one. */
  readonly folds?: boolean;
  /** Somebody goes to the place to answer. */
  readonly onBegin?: () => void;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSend: (text: string, mentions: string[]) => Promise<unknown>;
  readonly onRemove: (reply: Reply) => void;
}

/** What is said about one annotation, oldest first, and a place to answer. `@` offers the members. */
export function Thread(props: ThreadProps) {
  const { project, personId, annotationKey, replies, writable, pending, error, onSend, onRemove } = props;
  const { t } = useTranslation(['compare', 'common']);
  const format = useFormat();
  const online = useOnline();
  const key = `reply/${annotationKey}`;
  const [text, setText] = useState(() => readDraft(personId, key) ?? '');
  const [begins, setBegins] = useState(false);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const members = project.members.filter(({ id, removedAt }) => removedAt === null && id !== project.me.id);
  const begun = nameBegun(text, caret);
  const folded = props.folds === true && !begins && replies.length === 0 && text === '';
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
  const begin = () => {
    flushSync(() => setBegins(true));
    field.current?.focus();
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
  return (
    <section className={classes.thread} aria-label={t('thread.label')} data-thread="">
      {replies.length > 0 && (
        <ol className={classes.replies} aria-live="polite">
          {replies.map((reply) => (
            <li key={reply.id}>
              <p className={classes.who}>
                {memberName(project, reply.createdById)}, {format.moment(reply.createdAt)}
                {writable && reply.createdById === project.me.id && (
                  <button type="button" className={classes.remove} onClick={() => onRemove(reply)}>
                    {t('thread.remove')}
                  </button>
                )}
              </p>
              <p className={classes.text} dir="auto">
                {reply.text}
              </p>
            </li>
          ))}
        </ol>
      )}
      {writable && folded && members.length > 0 && (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={begin}>
            {t('thread.begin')}
          </Button>
        </div>
      )}
      {writable && !folded && (
        <>
          <textarea
            ref={field}
            className={`${fieldClasses.field} ${classes.field}`}
            rows={1}
            maxLength={10_000}
            aria-label={t('thread.reply')}
            placeholder={t('thread.reply')}
            aria-autocomplete="list"
            aria-controls={offered.length > 0 ? listId : undefined}
            aria-activedescendant={offered.length > 0 ? `${listId}-${at}` : undefined}
            value={text}
            onFocus={props.onBegin}
            onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
          />
          {offered.length > 0 && (
            <div className={classes.members} id={listId} role="listbox" aria-label={t('thread.members')}>
              {offered.map(({ id, name }, place) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
                <div
                  key={id}
                  id={`${listId}-${place}`}
                  role="option"
                  aria-selected={place === at}
                  className={classes.member}
                  onPointerDown={(event) => {
                    event.preventDefault();
                    complete(name);
                  }}
                >
                  {name}
                </div>
              ))}
            </div>
          )}
          <Fault error={error} />
          {text.trim() !== '' && (
            <div>
              <Button size="compact-sm" onClick={() => void send()} loading={pending} disabled={!online}>
                {t('thread.send')}
              </Button>
            </div>
          )}
          {!online && text !== '' && <p className={classes.who}>{t('offline')}</p>}
        </>
      )}
    </section>
  );
}
