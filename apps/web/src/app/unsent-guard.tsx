import { useEffect, useState } from 'react';
import { countDrafts } from '../data/memo-draft.ts';
import { isAtRisk, unsentCount } from '../data/outbox/person-outbox.ts';
import { usePerson } from '../data/session.ts';
import { guardSignOut } from '../data/sign-out.ts';
import { Later, laterPart } from '../ui/later.tsx';
import type { Question } from './unsent-question.tsx';

const unsentQuestion = laterPart(async () => (await import('./unsent-question.tsx')).UnsentQuestion);

/**
 * Asks, before somebody signs out, what is to become of what the server has not acknowledged and of memos that
 * were begun: who signs in next in this browser shall find nothing that was not meant to stay. Before somebody
 * leaves a tab without which something would be lost, the browser asks.
 */
export function UnsentGuard() {
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
  return <Later part={unsentQuestion} wanted={question !== null} give={{ personId, question }} />;
}
