import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countDrafts, forgetDrafts } from '../data/memo-draft.ts';
import { clearOutbox, isAtRisk, unsentCount } from '../data/outbox/person-outbox.ts';
import { usePerson } from '../data/session.ts';
import { guardSignOut } from '../data/sign-out.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';

interface Question {
  readonly count: number;
  readonly answer: (leaves: boolean) => void;
}

/**
 * Asks, before somebody signs out, what is to become of what the server has not acknowledged and of memos that
 * were begun: who signs in next in this browser shall find nothing that was not meant to stay. Before somebody
 * leaves a tab without which something would be lost, the browser asks.
 */
export function UnsentGuard() {
  const { t } = useTranslation();
  const personId = usePerson()?.id ?? '';
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(
    () =>
      guardSignOut(() => {
        const count = unsentCount() + countDrafts(personId);
        if (count === 0) return Promise.resolve(true);
        const { promise, resolve } = Promise.withResolvers<boolean>();
        const answer = (leaves: boolean) => {
          setQuestion(null);
          resolve(leaves);
        };
        setQuestion({ count, answer });
        return promise;
      }),
    [personId],
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isAtRisk()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
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
