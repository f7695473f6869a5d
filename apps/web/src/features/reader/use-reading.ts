import type { DocumentText } from '@koersvast/contracts';
import { useTranslation } from 'react-i18next';
import { say } from '../../lib/said.ts';
import { blockAt, type NamedBlock, useBlockName } from './block-name.ts';
import { announce, type ReaderSession } from './reader-session.ts';
import type { Coding } from './use-coding.ts';

interface ReadingInput {
  readonly session: ReaderSession;
  readonly text: DocumentText;
  readonly coding: Coding;
  readonly undo: () => void;
}

export interface Reading {
  toggle(block: NamedBlock): void;
  /** False where nothing can be marked. */
  readAt(offset: number): boolean;
}

/** Saying of a block that one has read it and that nothing applies there, with the words for it. */
export function useReading({ session, text, coding, undo }: ReadingInput): Reading {
  const { t } = useTranslation('reader');
  const { t: common } = useTranslation();
  const nameOf = useBlockName(text);
  const toggle = (block: NamedBlock) => {
    const wasRead = coding.readings.has(block.index);
    const words = { block: nameOf(block) };
    if (!coding.actions.toggleRead(block.index)) {
      say(t('said.readCoded', words));
      return;
    }
    announce(session, t(wasRead ? 'said.unread' : 'said.read', words));
    if (wasRead) say(t('said.unread', words), { label: common('action.undo'), act: undo });
  };
  return {
    toggle,
    readAt: (offset) => {
      const block = blockAt(text.blocks, offset);
      if (block === null || !coding.writable) return false;
      toggle(block);
      return true;
    },
  };
}
