import type { DocumentRow } from '@koersvast/contracts';
import { documentMetadata } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/command.ts';
import { useFields } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';
import type { Undo } from '../../lib/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { changedDetails, fieldsOf, inputOf } from './metadata.ts';
import { MetadataInputs } from './metadata-inputs.tsx';

interface EditDocumentProps {
  readonly projectId: string;
  /** The document that is edited; null while none is. */
  readonly document: DocumentRow | null;
  readonly undo: Undo;
  readonly onClose: () => void;
}

export function EditDocument({ projectId, document, undo, onClose }: EditDocumentProps) {
  const { t } = useTranslation('document');
  return (
    <Dialog title={t('details.title')} opened={document !== null} onClose={onClose} size={640}>
      {document !== null && (
        <EditForm projectId={projectId} document={document} undo={undo} onClose={onClose} />
      )}
    </Dialog>
  );
}

function EditForm({ projectId, document, undo, onClose }: EditDocumentProps & { document: DocumentRow }) {
  const { t } = useTranslation(['document', 'common']);
  const before = documentMetadata.strip().parse(document);
  const fields = useFields(fieldsOf(before), documentMetadata, inputOf);
  const edit = useCommand(trpc.document.edit.mutationOptions());
  const submit = async () => {
    const after = fields.parse();
    if (after === null) return;
    const change = changedDetails(before, after);
    if (change !== null) {
      const place = { projectId, documentId: document.id, version: document.version };
      const output = await edit.run({ ...place, change });
      undo.sayUndoable(t('said.edited', { title: after.title }), output);
    }
    onClose();
  };
  return (
    <Form onSubmit={submit}>
      <MetadataInputs
        value={fields.values}
        errors={fields.errors}
        onChange={(value) => {
          for (const name of Object.keys(value) as (keyof typeof value)[]) fields.set(name, value[name]);
        }}
      />
      <Fault error={edit.error} again={edit.again} />
      <Form.Actions>
        <Button type="submit" loading={edit.pending}>
          {t('common:action.save')}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
