import type { ProjectDetail } from '@koersvast/contracts';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { keepDraft, readDraft } from '../../data/memo-draft.ts';
import { useKinds } from '../../data/verdict-kinds.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { useOnline } from '../../lib/online.ts';
import { hasKind, type Intent, needsKind, needsReason } from './intent.ts';

export interface Why {
  readonly kind: string | null;
  readonly reason: string;
}

interface ReasonInput {
  readonly project: ProjectDetail;
  readonly personId: string;
  readonly intent: Intent;
  readonly onConfirm: (why: Why) => Promise<unknown>;
  readonly onCancel: () => void;
}

/** A reason that is being given: its kind by a digit, its words kept until they were sent, what is still missing. */
export function useReason({ project, personId, intent: { act, about }, onConfirm, onCancel }: ReasonInput) {
  const { kinds } = useKinds(project);
  const online = useOnline();
  const key = `why/${act}/${about}`;
  const [reason, setReason] = useState(() => readDraft(personId, key) ?? '');
  const [kind, setKind] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const mustHaveKind = needsKind(act) && kind === null;
  const mustHaveReason = needsReason(act) && reason.trim() === '';
  /** What is asked for next, once it was asked for. */
  const missing = asked ? (mustHaveKind ? 'kind' : mustHaveReason ? 'words' : null) : null;

  useEffect(() => {
    // Digits are kinds as long as the words have not been reached.
    if (act === 'take' || act === 'drop' || !hasKind(act)) field.current?.focus({ preventScroll: true });
    else form.current?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [act]);

  const choose = (id: string) => {
    setKind(id);
    field.current?.focus({ preventScroll: true });
  };
  const confirm = useOneAtATime(async () => {
    setAsked(true);
    if (mustHaveKind || mustHaveReason) {
      if (mustHaveKind) form.current?.focus();
      else field.current?.focus();
      return;
    }
    if (!online) return;
    try {
      await onConfirm({ kind, reason: reason.trim() });
      keepDraft(personId, key, null);
    } catch {
      // Shown above the button; the words stay.
    }
  });
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing) return;
    const typing = event.target === field.current;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
      return;
    }
    if (event.key === 'Enter' && (typing || event.target === form.current)) {
      if (event.shiftKey) return;
      event.preventDefault();
      void confirm();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const chosen = kinds[Number(event.key) - 1];
    if (chosen === undefined) return;
    event.preventDefault();
    choose(chosen.id);
  };
  const write = (words: string) => {
    setReason(words);
    keepDraft(personId, key, words === '' ? null : words);
  };
  return { form, field, online, kinds, kind, choose, reason, write, missing, confirm, onKeyDown };
}
