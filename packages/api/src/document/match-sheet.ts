import type { matchSheetInput, SheetMatch } from '@koersvast/contracts';
import { allFields } from '@koersvast/core/document-field';
import { DomainError } from '@koersvast/core/error';
import { outsideTransaction, type Rows, toWire, wireFields } from '@koersvast/db';
import type { MatchedDocument } from '@koersvast/formats';
import type { z } from 'zod';
import type { SignedInContext } from '../command.ts';
import { readRoundDocuments } from '../round/plan.ts';

function asMatched(document: Rows['document']): MatchedDocument {
  const { id, title, date, author, addressee, dossier, documentNumber } = document;
  const { sourceUrl, licence, language, fields, originalName } = document;
  return {
    ...{ id, title, date, author, addressee, dossier, documentNumber },
    ...{ sourceUrl, licence, language, fields, fileName: originalName },
  };
}

/** What a spreadsheet would change in the documents of a project. Stores nothing. */
export async function matchDocuments(
  ctx: SignedInContext,
  { projectId, name, base64, language }: z.infer<typeof matchSheetInput>,
): Promise<SheetMatch> {
  const tx = outsideTransaction(ctx.db);
  const project = await tx.project.findUnique({ where: { id: projectId }, select: wireFields.project });
  if (project === null) throw new DomainError('not_found');
  const documents = await readRoundDocuments(tx, projectId, []);
  const found = documents.flatMap(({ fields }) => Object.keys(fields));
  return ctx.work.run(ctx.person.id, 'document.matchSheet', {
    name,
    base64,
    documents: documents.map(asMatched),
    fields: allFields(toWire('project', project).documentFields, found),
    notation: language,
  });
}
