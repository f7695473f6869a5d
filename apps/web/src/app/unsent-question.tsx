import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { forgetDrafts } from '../data/memo-draft.ts';
import { clearOutbox } from '../data/outbox/person-outbox.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';

export interface Question {
  readonly count: number;
  readonly answer: (leaves: boolean) => void;
}

interface UnsentQuestionProps {
  readonly personId: string;
  /** Null while nobody is asked. */
  readonly question: Question | null;
}

/** What is to become of what was not sent. */
export function UnsentQuestion({ personId, question }: UnsentQuestionProps) {
  const { t } = useTranslation();
  const throwAway = async () => {
    await clearOutbox();
    forgetDrafts(personId);
    question?.answer(true);
  };
  return (
    <Dialog title={t('unsent.title')} opened={question !== null} onClose={() => question?.answer(false)}>
      <p>{t('unsent.text', { count: question?.count ?? 0 })}</p>
      <Form.Actions>
        <Button onClick={() => question?.answer(false)}>{t('unsent.stay')}</Button>
        <Button variant="default" onClick={() => question?.answer(true)}>
          {t('unsent.keep')}
        </Button>
        <Button variant="subtle" color="red" onClick={throwAway}>
          {t('unsent.drop')}
        </Button>
      </Form.Actions>
    </Dialog>
  );
}
