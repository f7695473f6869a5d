import type {
  AnnotationsOfDocument,
  DocumentListItem,
  DocumentText,
  ListedDocument,
  Person,
  ProjectDetail,
  Tag,
} from '@koersvast/contracts';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { onRefusedUndo } from '../../data/outbox/person-outbox.ts';
import { livingTags } from '../../data/project.ts';
import { say, sayFault } from '../../lib/said.ts';
import { useStore } from '../../lib/store.ts';
import { type ListedAnnotation, passes, type ReaderFilter } from './annotation-list.ts';
import { createReaderSession } from './reader-session.ts';
import { inMenuOrder, useLastTag } from './selection/last-tag.ts';
import { useAddress } from './use-address.ts';
import { useCoding } from './use-coding.ts';
import { useDone } from './use-done.ts';
import { useLastPlace } from './use-last-place.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useReading } from './use-reading.ts';
import { useRound } from './use-round.ts';
import { useSteps } from './use-steps.ts';

export interface ReaderProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly row: ListedDocument;
  readonly text: DocumentText;
  readonly documents: readonly DocumentListItem[] | undefined;
  readonly annotations: AnnotationsOfDocument | undefined;
}

/** The tags in the order of the menu: the one that stays, or was given last, first. */
function useMenuTags(project: ProjectDetail, sticky: string | null): Tag[] {
  const lastTag = useLastTag(project.project.id);
  return useMemo(() => inMenuOrder(livingTags(project), sticky ?? lastTag), [project, sticky, lastTag]);
}

/** What passes the filter. */
function usePassing(all: readonly ListedAnnotation[], { tag, coder }: ReaderFilter): ListedAnnotation[] {
  return useMemo(() => all.filter(({ shown }) => passes(shown, { tag, coder })), [all, tag, coder]);
}

/** What an opened document is made of: its round, what is coded in it, what can be done, and by which keys. */
export function useReader({ project, person, row, text, documents, annotations }: ReaderProps) {
  const { t } = useTranslation('reader');
  const refusalWords = useRefusalWords();
  const [session] = useState(createReaderSession);
  const sticky = useStore(session.sticky);

  const listed = documents?.find(({ document }) => document.id === row.id)?.assignments;
  const found = useRound(project, row.id, annotations, listed);
  // In a text that another took the place of, nobody codes any more.
  const around = { ...found, mayCode: found.mayCode && row.replacedById === null };
  const { round, mayCode } = around;
  const coding = useCoding({
    project,
    round,
    mayCode,
    personId: person.id,
    documentId: row.id,
    text: text.text,
    blocks: text.blocks,
    annotations,
  });
  const tags = useMenuTags(project, sticky);
  const steps = useSteps({ session, project, row, coding, tags });
  const address = useAddress(session, annotations === undefined ? null : coding.list, () =>
    say(t('said.missing')),
  );
  useLastPlace({ session, personId: person.id, documentId: row.id, blocks: text.blocks });
  const list = usePassing(coding.list, address.filter);
  const { settled, next, done } = useDone({ project, row, round, coding, mayCode });
  const reading = useReading({ session, text, coding, undo: steps.undo });
  useReaderKeys({
    ...steps,
    session,
    coding,
    list,
    tags,
    colourBy: address.switchColours,
    done,
    readAt: reading.readAt,
  });
  useEffect(
    () => onRefusedUndo(({ code, details }) => sayFault(() => refusalWords(code, details))),
    [refusalWords],
  );
  return { session, around, coding, tags, sticky, steps, address, list, settled, next, done, reading };
}
