import type { ProjectDetail, Reply } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { isActive, memberName } from '../../data/project.ts';
import { useFormat } from '../../lib/format.ts';
import { useOnline } from '../../lib/online.ts';
import { Fault } from '../../ui/fault.tsx';
import fieldClasses from '../../ui/field.module.css';
import classes from './thread.module.css';
import { useReplyField } from './use-reply-field.ts';

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
  const { project, personId, annotationKey, replies, writable, pending, error, onSend } = props;
  const { t } = useTranslation(['compare', 'common']);
  const online = useOnline();
  const members = project.members.filter((member) => isActive(member) && member.id !== project.me.id);
  const reply = useReplyField({ personId, annotationKey, members, onSend });
  const { field, text, offered, at, complete, send } = reply;
  const [begins, setBegins] = useState(false);
  const listId = useId();
  const folded = props.folds === true && !begins && replies.length === 0 && text === '';
  const begin = () => {
    flushSync(() => setBegins(true));
    field.current?.focus();
  };
  return (
    <section className={classes.thread} aria-label={t('thread.label')} data-thread="">
      {replies.length > 0 && <Replies {...props} />}
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
            onChange={(event) => reply.type(event.currentTarget.value, event.currentTarget.selectionStart)}
            onSelect={(event) => reply.setCaret(event.currentTarget.selectionStart)}
            onKeyDown={reply.onKeyDown}
          />
          {offered.length > 0 && (
            <div className={classes.members} id={listId} role="listbox" aria-label={t('thread.members')}>
              {offered.map(({ id, name }, place) => (
                <div
                  key={id}
                  id={`${listId}-${place}`}
                  role="option"
                  tabIndex={-1}
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

/** What was said, oldest first; one's own can be taken back. */
function Replies({ project, replies, writable, onRemove }: ThreadProps) {
  const { t } = useTranslation('compare');
  const format = useFormat();
  return (
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
  );
}
