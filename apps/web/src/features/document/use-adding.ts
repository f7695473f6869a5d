import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { useReducer, useRef } from 'react';
import { isPassing } from '../../data/errors.ts';
import { takeUpChanges } from '../../data/live/take-up.ts';
import { client } from '../../data/trpc.ts';
import { base64Of } from '../../lib/base64.ts';
import { newId } from '../../lib/ids.ts';
import { retryDelay } from '../../lib/retry-delay.ts';
import {
  addable,
  addedTogether,
  type Draft,
  type DraftEvent,
  type Encoding,
  newDraft,
  reduceDrafts,
} from './adding.ts';
import { type MetadataFields, metadataOf } from './metadata.ts';

/** Sends again, under the same operation id, as long as no answer comes. */
async function persist<Output>(send: () => Promise<Output>): Promise<Output> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isPassing(error) || attempt >= 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelay(attempt + 1)));
    }
  }
}

export interface Adding {
  readonly drafts: readonly Draft[];
  takeFiles(files: Iterable<File>): void;
  takeText(text: string): void;
  setEncoding(draft: Draft, encoding: Encoding | null): void;
  setMetadata(draft: Draft, metadata: MetadataFields): void;
  read(draft: Draft): void;
  leaveOut(draft: Draft): void;
  /** Adds one; true when it is in. One whose details cannot be used says what is wrong with them. */
  add(draft: Draft): Promise<boolean>;
  /** Adds all that can be added, in order: how many are in, and what stays behind. */
  addAll(): Promise<{ readonly added: number; readonly left: readonly Draft[] }>;
}

/** Texts on their way into a project: each is read, shown, and added by itself. */
export function useAdding(projectId: string): Adding {
  const [drafts, dispatch] = useReducer(reduceDrafts, []);
  const latest = useRef(drafts);
  latest.current = drafts;
  // One after the other, so that twenty large files do not all travel at once.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const tell = (event: DraftEvent) => dispatch(event);

  const preview = (id: string, source: Draft['source'], encoding: Encoding | null) => {
    if (source === null) return;
    // What was chosen last is what is shown: another may have been chosen while this one waited.
    const isAskedFor = () => (latest.current.find((draft) => draft.id === id)?.encoding ?? null) === encoding;
    queue.current = queue.current.then(async () => {
      try {
        const found = await persist(() => client.document.preview.mutate({ projectId, source, encoding }));
        if (isAskedFor()) tell({ kind: 'previewed', id, preview: found });
      } catch (error) {
        if (isAskedFor()) tell({ kind: 'unreadable', id, error });
      }
    });
  };

  const takeFiles = async (files: Iterable<File>) => {
    const taken = [...files].map((file) => ({ file, draft: newDraft(newId(), newId(), file.name, null) }));
    tell({ kind: 'taken', drafts: taken.map(({ draft }) => draft) });
    for (const { file, draft } of taken) {
      try {
        if (file.size > limits.file) throw overLimit('file');
        if (file.size === 0) throw new DomainError('file_empty');
        const source = { kind: 'file', name: file.name, base64: await base64Of(file) } as const;
        tell({ kind: 'source', id: draft.id, source });
        preview(draft.id, source, null);
      } catch (error) {
        tell({ kind: 'unreadable', id: draft.id, error });
      }
    }
  };

  const add = async (draft: Draft): Promise<boolean> => {
    const metadata = draft.metadata === null ? null : metadataOf(draft.metadata);
    const { id, opId, source, encoding } = draft;
    if (metadata === null) tell({ kind: 'unusable', id });
    if (source === null || metadata === null) return false;
    tell({ kind: 'adding', id });
    try {
      const output = await persist(() =>
        client.document.add.mutate({ opId, projectId, id, source, encoding, metadata }),
      );
      tell({ kind: 'added', id });
      takeUpChanges(projectId, output.changes);
      return true;
    } catch (error) {
      tell({ kind: 'refused', id, error });
      return false;
    }
  };

  return {
    drafts,
    takeFiles: (files) => void takeFiles(files),
    takeText: (text) => {
      const draft = newDraft(newId(), newId(), null, { kind: 'pasted', text });
      tell({ kind: 'taken', drafts: [draft] });
      preview(draft.id, draft.source, null);
    },
    setEncoding: (draft, encoding) => {
      tell({ kind: 'encoding', id: draft.id, encoding, opId: newId() });
      preview(draft.id, draft.source, encoding);
    },
    setMetadata: (draft, metadata) => tell({ kind: 'metadata', id: draft.id, metadata, opId: newId() }),
    read: (draft) => {
      tell({ kind: 'reading', id: draft.id });
      preview(draft.id, draft.source, draft.encoding);
    },
    leaveOut: (draft) => tell({ kind: 'left_out', id: draft.id }),
    add,
    addAll: async () => {
      let added = 0;
      const left: Draft[] = [];
      for (const { id } of addedTogether(drafts)) {
        // As it is by now: somebody may write on while those before it travel.
        const draft = addable(latest.current).find((each) => each.id === id);
        if (draft === undefined) continue;
        if (await add(draft)) added += 1;
        else left.push(draft);
      }
      return { added, left };
    },
  };
}
