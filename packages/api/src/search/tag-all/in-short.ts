import type { Acknowledgement } from '@koersvast/db';

/** So many changes are told one by one, as those of other commands. */
const FEW = 200;

/** What tagging hits came to, or its undo: of hundreds of annotations only in which letters they are to be read again. */
export function toldInShort({ opId, changes, reread = [] }: Acknowledgement): Acknowledgement {
  if (changes.length <= FEW) return { opId, changes, ...(reread.length > 0 && { reread }) };
  const letters = changes.flatMap(({ after }) =>
    after !== null && 'documentId' in after && after.documentId !== null ? after.documentId : [],
  );
  return { opId, changes: [], reread: [...new Set([...reread, ...letters])] };
}
