import { column, momentColumn, type Table } from '../csv/table.ts';

/** One thing that was done. Moments are ISO 8601 in UTC. */
export interface HistoryRow {
  readonly at: string;
  readonly member: { readonly id: string; readonly name: string };
  readonly operation: string;
  readonly action: string;
  readonly noun: string;
  readonly id: string;
  readonly document: { readonly id: string; readonly title: string } | null;
  readonly layerId: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** The columns of `history.csv`: one row for each change of one thing, oldest first. */
export const historyTable: Table<HistoryRow> = [
  momentColumn('at', 'When the server stored it.', 'Wanneer de server het opsloeg.', (row) => row.at),
  column('member', 'Who did it.', 'Wie het deed.', (row) => row.member.name),
  column(
    'member_id',
    'Identifies the member, also after their name has been changed or erased.',
    'Kenmerk van het lid, ook als de naam is gewijzigd of verwijderd.',
    (row) => row.member.id,
  ),
  column(
    'operation',
    'The command that was given, as noun and verb; one command may change several things.',
    'De opdracht die is gegeven, als naamwoord en werkwoord; één opdracht kan meer dan één ding wijzigen.',
    (row) => row.operation,
  ),
  column(
    'action',
    'create, edit, remove, restore, undo or redo.',
    'create, edit, remove, restore, undo of redo.',
    (row) => row.action,
  ),
  column('noun', 'What kind of thing was changed.', 'Wat voor ding is gewijzigd.', (row) => row.noun),
  column('id', 'Identifies the thing.', 'Kenmerk van het ding.', (row) => row.id),
  column(
    'document_id',
    'The document that it belongs to; empty for what belongs to the project.',
    'Het document waar het bij hoort; leeg voor wat bij het project hoort.',
    (row) => row.document?.id ?? null,
  ),
  column(
    'document_title',
    'Title of that document.',
    'Titel van dat document.',
    (row) => row.document?.title ?? null,
  ),
  column(
    'layer_id',
    'Identifies the layer that it belongs to.',
    'Kenmerk van de laag waar het bij hoort.',
    (row) => row.layerId,
  ),
  column(
    'before',
    'The values before, as JSON; empty when it was created. Of what was done to many annotations at once only what that touched.',
    'De waarden ervoor, als JSON; leeg als het nieuw is. Van wat met veel annotaties tegelijk is gedaan alleen wat daardoor veranderde.',
    (row) => row.before,
  ),
  column(
    'after',
    'The values after, as JSON. Of what was done to many annotations at once only what that touched.',
    'De waarden erna, als JSON. Van wat met veel annotaties tegelijk is gedaan alleen wat daardoor veranderde.',
    (row) => row.after,
  ),
];
