import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearOutbox, unsentCount } from '../lib/outbox/person-outbox.ts';
import { guardSignOut } from '../lib/sign-out.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';

interface Question {
  readonly count: number;
  readonly answer: (leaves: boolean) => void;
}

/** Asks, before somebody signs out, what is to become of what the server has not acknowledged. */
export function UnsentGuard() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(
    () =>
      guardSignOut(() => {
        const count = unsentCount();
        if (count === 0) return Promise.resolve(true);
        const { promise, resolve } = Promise.withResolvers<boolean>();
        const answer = (leaves: boolean) => {
          setQuestion(null);
          resolve(leaves);
        };
        setQuestion({ count, answer });
        return promise;
      }),
    [],
  );
  const throwAway = async () => {
    await clearOutbox();
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
