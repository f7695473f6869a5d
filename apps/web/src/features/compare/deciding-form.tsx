import type { Person, ProjectDetail } from '@koersvast/contracts';
import type { Intent } from '../../parts/review/intent.ts';
import { ReasonForm } from '../../parts/review/reason-form.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import type { Deciding } from './use-deciding.ts';

/** Fetched with the first difference; no key waits for it. */
export const draftFields = laterPart(
  async () => (await import('../../parts/review/draft-fields.tsx')).DraftFields,
);

interface DecidingFormProps {
  readonly project: ProjectDetail;
  readonly person: Person;
  readonly language: string;
  readonly text: string;
  readonly deciding: Deciding;
  readonly intent: Intent;
}

/** What is about to be decided of a difference, with the reason for it. */
export function DecidingForm({ project, person, language, text, deciding, intent }: DecidingFormProps) {
  return (
    <ReasonForm
      key={`${intent.act}/${intent.about}`}
      project={project}
      personId={person.id}
      intent={intent}
      pending={deciding.pending}
      error={deciding.error}
      onConfirm={deciding.confirm}
      onCancel={deciding.cancel}
    >
      {intent.draft !== null && (
        <Later
          part={draftFields}
          wanted
          give={{
            project,
            language,
            draft: intent.draft,
            quote: text.slice(intent.draft.start, intent.draft.end),
            onTag: (tagId) => deciding.setDraft({ tagId }),
            onMove: (side, direction) => deciding.moveDraft(side, 'word', direction),
          }}
        />
      )}
    </ReasonForm>
  );
}
