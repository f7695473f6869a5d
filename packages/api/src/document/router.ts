import {
  addDocumentInput,
  attachment,
  documentInput,
  documentListInput,
  documentListItem,
  documentPages,
  documentPagesInput,
  documentPreview,
  documentRow,
  documentText,
  editDocumentInput,
  editManyDocumentsInput,
  matchSheetInput,
  previewDocumentInput,
  removeManyDocumentsInput,
  sheetMatch,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { loadAccess, outsideTransaction, snapshot } from '@koersvast/db';
import { commandProcedure, commandProcedureAhead } from '../command.ts';
import { keptIn } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { projectProcedure, router, signedInProcedure } from '../trpc.ts';
import { addDocument, editDocument, previewDocument, readAhead } from './commands.ts';
import { editManyDocuments, removeManyDocuments } from './many.ts';
import { matchDocuments } from './match-sheet.ts';
import { getDocument, listDocuments, listPages } from './queries.ts';

export const documentRouter = router({
  list: signedInProcedure
    .input(documentListInput)
    .output(documentListItem.array())
    .query(({ ctx, input }) =>
      snapshot(ctx.db, async (tx) => {
        const access = await loadAccess(tx, { projectId: input.projectId, personId: ctx.person.id });
        if (!access) throw new DomainError('not_found');
        return listDocuments(openStudy(tx, access), keptIn(ctx.db), input.removed);
      }),
    ),
  get: projectProcedure('project.read')
    .input(documentInput)
    .output(documentRow)
    .query(({ ctx, input }) => getDocument(outsideTransaction(ctx.db), input)),
  text: projectProcedure('project.read')
    .input(documentInput)
    .output(documentText)
    // Nothing of it ever changes, so that it need not be read at one moment.
    .query(({ ctx, input }) => openStudy(outsideTransaction(ctx.db), ctx.access).page(input.documentId)),
  pages: projectProcedure('project.read')
    .input(documentPagesInput)
    .output(documentPages)
    .query(({ ctx, input }) => listPages(openStudy(outsideTransaction(ctx.db), ctx.access), input)),
  attachments: projectProcedure('project.read')
    .input(documentInput)
    .output(attachment.array())
    .query(({ ctx, input }) =>
      openStudy(outsideTransaction(ctx.db), ctx.access).attachments(input.documentId),
    ),
  /** Stores nothing; a mutation only because a file does not fit into an address. */
  preview: projectProcedure('document.edit')
    .input(previewDocumentInput)
    .output(documentPreview)
    .mutation(({ ctx, input }) => previewDocument(ctx, input)),
  add: commandProcedureAhead(
    {
      kind: 'document.add',
      ability: 'document.edit',
      input: addDocumentInput,
      ahead: readAhead,
      askedFirst: true,
      answer: ({ acknowledgement }) => acknowledgement,
    },
    addDocument,
  ),
  edit: commandProcedure(
    { kind: 'document.edit', ability: 'document.edit', input: editDocumentInput },
    editDocument,
  ),
  /** Stores nothing; a mutation only because a file does not fit into an address. */
  matchSheet: projectProcedure('document.edit')
    .input(matchSheetInput)
    .output(sheetMatch)
    .mutation(({ ctx, input }) => matchDocuments(ctx, input)),
  editMany: commandProcedure(
    { kind: 'document.editMany', ability: 'document.edit', bulk: true, input: editManyDocumentsInput },
    editManyDocuments,
  ),
  removeMany: commandProcedure(
    { kind: 'document.removeMany', ability: 'document.edit', bulk: true, input: removeManyDocumentsInput },
    removeManyDocuments,
  ),
});
