import type { AnnotationsOfDocument, Assignment, ProjectDetail, Round } from '@koersvast/contracts';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { mayCodeIn, ownAssignments, readingRound, roundsOver } from '../../data/reading-round.ts';
import { readerRoute } from './use-address.ts';

export interface ReaderRound {
  /** Null where the document is in no round, and as long as it is not known in which one works. */
  readonly round: Round | null;
  /** All rounds over the document. */
  readonly rounds: readonly Round[];
  /** Whether one may code the document in this round. */
  readonly mayCode: boolean;
}

/**
 * The round in which one reads a document. What is not in the address is decided once, so that finishing the work of
 * one round does not carry anybody into another.
 */
export function useRound(
  project: ProjectDetail,
  documentId: string,
  annotations: AnnotationsOfDocument | undefined,
  /** One's own in this document, as the list of documents has them. */
  listed: readonly Assignment[] | undefined,
): ReaderRound {
  const { round: asked } = useSearch({ from: readerRoute });
  const decided = useRef<string | undefined>(undefined);
  const rounds = roundsOver(project, documentId);
  const known = annotations?.assignments ?? listed;
  const own = ownAssignments(project, known ?? []);
  const found = readingRound(project, documentId, own, asked ?? decided.current);
  const isSure = known !== undefined || rounds.length <= 1 || rounds.some(({ id }) => id === asked);
  const sureId = isSure ? found?.id : undefined;
  useEffect(() => {
    decided.current ??= sureId;
  }, [sureId]);
  const round = isSure ? found : null;
  return {
    round,
    rounds,
    mayCode: round !== null && mayCodeIn(project, round, documentId, own),
  };
}
