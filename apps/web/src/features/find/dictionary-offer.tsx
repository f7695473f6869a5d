import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { handedFile } from '../../lib/handed-file.ts';
import { say } from '../../lib/said.ts';
import { useDroppedFile } from '../../lib/use-dropped-file.ts';

/** A table that is dropped on Find may become a dictionary. */
export function DictionaryOffer({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('dictionary');
  const navigate = useNavigate();
  useDroppedFile((file) => {
    const isTable = /\.(csv|tsv|tab|txt)$/i.test(file.name);
    if (!isTable) return say(t('dropped.other', { name: file.name }));
    say(t('dropped.table', { name: file.name }), {
      label: t('dropped.import'),
      act: () => {
        handedFile.set(file);
        void navigate({ to: '/p/$projectId/dictionaries', params: { projectId } });
      },
    });
  });
  return null;
}
