import type { DocumentField, DocumentMetadata, ListedDocument } from '@koersvast/contracts';
import { documentMetadata } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { documentsQuery } from '../../data/documents.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Gone, useLiveForm } from '../../ui/live-form.tsx';
import {
  fieldsOf,
  inputOf,
  type MetadataFields,
  metadataRules,
  type OwnField,
  withDefined,
} from './metadata.ts';
import { MetadataInputs } from './metadata-inputs.tsx';

interface EditDocumentProps {
  readonly projectId: string;
  /** The document that is edited; null while none is. */
  readonly document: ListedDocument | null;
  /** The fields that the project defines. */
  readonly defined: readonly DocumentField[];
  readonly undo: Undo;
  readonly onClose: () => void;
}

export function EditDocument({ projectId, document, defined, undo, onClose }: EditDocumentProps) {
  const { t } = useTranslation('document');
  return (
    <Dialog title={t('details.title')} opened={document !== null} onClose={onClose} size={640}>
      {document !== null && (
        <EditForm projectId={projectId} document={document} defined={defined} undo={undo} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** The document as it is now: the list follows the project; one that has left it was removed. */
function useLatest(projectId: string, opened: ListedDocument): ListedDocument {
  const list = useQuery(documentsQuery(projectId));
  const listed = list.data?.find(({ document }) => document.id === opened.id)?.document;
  const gone = list.data !== undefined && listed === undefined;
  const place = { projectId, documentId: opened.id };
  const own = useQuery(trpc.document.get.queryOptions(place, { enabled: gone, staleTime: 0 }));
  return [listed, own.data].reduce<ListedDocument>(
    (newest, row) => (row !== undefined && row.version > newest.version ? row : newest),
    opened,
  );
}

function EditForm({
  projectId,
  document: opened,
  defined,
  undo,
  onClose,
}: EditDocumentProps & { document: ListedDocument }) {
  const { t } = useTranslation(['document', 'common']);
  const document = useLatest(projectId, opened);
  const gone = document.removedAt !== null;
  const edit = useCommand(trpc.document.edit.mutationOptions());
  const fields = useLiveForm<MetadataFields, DocumentMetadata>({
    live: gone ? null : withDefined(fieldsOf(document), defined),
    schema: documentMetadata,
    toInput: inputOf,
    rules: metadataRules,
    label: (name) => (name === 'fields' ? t('field.more') : t(`field.${name}`)),
    shown: (_name, value) =>
      Array.isArray(value)
        ? value.map(({ name, value: words }: OwnField) => `${name}: ${words}`).join('\n')
        : String(value),
  });
  const leave = () => {
    fields.leave();
    onClose();
  };
  const save = async (restore: boolean) => {
    const edited = fields.edit();
    if (edited === undefined) return;
    if (edited !== null || restore) {
      const output = await edit.run({
        projectId,
        documentId: document.id,
        version: document.version,
        change: { ...edited?.change, ...(restore ? { removed: false } : {}) },
        ...(edited === null ? {} : { base: edited.base }),
      });
      undo.sayUndoable(t('said.edited', { title: fields.values.title.trim() }), output);
    }
    if (fields.saved()) onClose();
  };
  return (
    <DialogForm
      onSubmit={() => save(gone)}
      submit={t('common:action.save')}
      pending={edit.pending}
      error={edit.error}
      onClose={leave}
    >
      {gone && (
        <Gone
          text={fields.asText()}
          restore={{ words: t('details.restore'), act: () => save(true), pending: edit.pending }}
          onClose={leave}
        >
          {t('details.gone', { title: document.title })}
        </Gone>
      )}
      <MetadataInputs
        value={fields.values}
        defined={defined}
        errors={fields.errors}
        conflict={fields.conflict}
        onChange={fields.set}
      />
    </DialogForm>
  );
}
