import {
  asideInput,
  editSearchInput,
  projectInput,
  removeSearchInput,
  saveSearchInput,
  searchCandidates,
  searchCandidatesInput,
  searchCollocates,
  searchCollocatesInput,
  searchCounts,
  searchCountsInput,
  searchFindInput,
  searchForms,
  searchFormsInput,
  searchFound,
  searchProgress,
  searchProgressInput,
  searchRow,
  tagHitsInput,
} from '@koersvast/contracts';
import { type Access, outsideTransaction } from '@koersvast/db';
import { progressOf, watchable } from '../agreement/progress.ts';
import type { Doing } from '../agreement/summed.ts';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import type { InnerContext, SignedInPerson } from '../context.ts';
import { projectProcedure, router } from '../trpc.ts';
import { collocatesOf } from './collocates.ts';
import { editSearch, putAside, removeSearch, saveSearch, takeBack } from './commands.ts';
import { countsIn } from './counts.ts';
import { findIn } from './find.ts';
import { formsOf } from './forms.ts';
import { listSearches } from './queries.ts';
import { anchorHitsOf } from './tag-all/anchored.ts';
import { candidatesIn } from './tag-all/candidates.ts';
import { toldInShort } from './tag-all/in-short.ts';
import { tagHits } from './tag-all/tag-hits.ts';

export interface Asking {
  readonly ctx: InnerContext & { readonly person: SignedInPerson; readonly access: Access };
  readonly input: { readonly watch?: string | undefined };
  readonly signal?: AbortSignal | undefined;
}

/** Searches for a person: told of where they watch, and given up when they have gone. */
export async function doing<T>(
  { ctx, input, signal }: Asking,
  work: (doing: Doing) => Promise<T>,
): Promise<T> {
  const { ended, ...watching } = watchable(ctx.person.id, input.watch);
  try {
    return await work({ work: ctx.work, personId: ctx.person.id, signal, ...watching });
  } finally {
    ended();
  }
}

const reading = projectProcedure('project.read');
const searching = projectProcedure('project.read', { from: 'replica' });
const saving = { ability: 'search.save' } as const;

/** Where words stand, and what was coded. Searched in a process of its own, which keeps the texts. */
export const searchRouter = router({
  /** Hits as lines, with exact totals. */
  find: searching
    .input(searchFindInput)
    .output(searchFound)
    .query((asking) => doing(asking, (how) => findIn(asking.ctx, asking.input, how))),
  /** Hits by what their documents say. */
  counts: searching
    .input(searchCountsInput)
    .output(searchCounts)
    .query((asking) => doing(asking, (how) => countsIn(asking.ctx, asking.input, how))),
  /** Words that stand near hits, and how much more often than elsewhere. */
  collocates: searching
    .input(searchCollocatesInput)
    .output(searchCollocates)
    .query((asking) => doing(asking, (how) => collocatesOf(asking.ctx, asking.input, how))),
  /** The forms of a word that stand in the documents, for a person to choose from. */
  forms: searching
    .input(searchFormsInput)
    .output(searchForms)
    .query((asking) => doing(asking, (how) => formsOf(asking.ctx, asking.input, how))),
  /** The hits that somebody may tag in a round, one by one, and what they cannot tag. */
  candidates: reading
    .input(searchCandidatesInput)
    .output(searchCandidates)
    .query((asking) => doing(asking, (how) => candidatesIn(asking.ctx, asking.input, how))),
  /** Tags those that somebody took, all in one step, and says of the others why not. */
  tagHits: commandProcedureAhead(
    {
      ability: 'annotation.write',
      kind: 'annotation.tagHits',
      bulk: true,
      input: tagHitsInput,
      askedFirst: true,
      ahead: anchorHitsOf,
      answer: ({ acknowledgement, answer }) => ({ ...toldInShort(acknowledgement), ...answer }),
    },
    tagHits,
  ),
  /** How far something is that the same person asked for under this name. */
  progress: reading
    .input(searchProgressInput)
    .output(searchProgress)
    .query(({ ctx, input }) => progressOf(ctx.person.id, input.watch)),
  /** The searches that one keeps, and those that are shared. */
  list: reading
    .input(projectInput)
    .output(searchRow.array())
    .query(({ ctx }) => listSearches(outsideTransaction(ctx.db), ctx.access)),
  save: commandProcedure({ kind: 'search.save', ...saving, input: saveSearchInput }, saveSearch),
  edit: commandProcedure({ kind: 'search.edit', ...saving, input: editSearchInput }, editSearch),
  remove: commandProcedure({ kind: 'search.remove', ...saving, input: removeSearchInput }, removeSearch),
  putAside: commandProcedure({ kind: 'search.putAside', ...saving, input: asideInput }, putAside),
  takeBack: commandProcedure({ kind: 'search.takeBack', ...saving, input: asideInput }, takeBack),
});
