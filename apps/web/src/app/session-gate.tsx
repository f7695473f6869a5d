import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionGate } from '../data/asked-password.ts';
import { sessionQuery, usePerson } from '../data/session.ts';
import { client, queryClient } from '../data/trpc.ts';
import { useConfirming } from '../data/ways-in.ts';
import { needWords } from '../i18n/index.ts';
import { at } from '../lib/base.ts';
import { useStore } from '../lib/store.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { Later, laterPart } from '../ui/later.tsx';

/** Both are there before the session ends: then the network may be gone. */
const byPassword = laterPart(async () => {
  const [{ GateByPassword }] = await Promise.all([import('./gate-by-password.tsx'), needWords('factor')]);
  return GateByPassword;
});
const atProvider = laterPart(async () => {
  await needWords('provider');
  return (await import('./gate-at-provider.tsx')).GateAtProvider;
});

/** How long the dialogue waits to be told why the session has ended, in milliseconds. */
const patience = 3_000;

/** Whether it ended because the account was retired; undefined until that is known. */
function useRetired(asks: boolean): { readonly retired: boolean | undefined; readonly look: () => void } {
  const [retired, setRetired] = useState<boolean>();
  const look = useCallback(() => {
    client.session.current.query({}, { signal: AbortSignal.timeout(patience) }).then(
      (session) => setRetired(session.retired === true),
      () => setRetired(false),
    );
  }, []);
  useEffect(() => {
    if (asks) look();
    else setRetired(undefined);
  }, [asks, look]);
  return { retired, look };
}

/** Asks whoever it was to sign in again where they are, when the session has ended, and goes on with what was asked. */
export function SessionGate() {
  const { t } = useTranslation('session');
  const asking = useStore(sessionGate);
  const person = usePerson();
  const away = useConfirming().provider;
  const { fetch } = away === null ? byPassword : atProvider;
  useEffect(() => whenIdle(fetch), [fetch]);
  const { retired, look } = useRetired(asking !== null);

  const leave = () => {
    asking?.gaveUp();
    queryClient.setQueryData(sessionQuery.queryKey, { person: null, needsFirstOwner: false });
    window.location.assign(at('/sign-in'));
  };
  if (person === null) return null;
  const opened = asking !== null && retired !== undefined;
  if (opened && retired)
    return (
      <Dialog title={t('gate.retired')} opened onClose={leave} size={420}>
        <Form onSubmit={async () => look()}>
          <p>{t('gate.retiredText', { email: person.email })}</p>
          <Form.Actions>
            <Button type="submit">{t('gate.submit')}</Button>
            <Button variant="subtle" onClick={leave}>
              {t('gate.leave')}
            </Button>
          </Form.Actions>
        </Form>
      </Dialog>
    );
  const gate = asking && { person, onBack: asking.signedIn, onLeave: leave };
  return (
    <Dialog title={t('gate.title')} opened={opened} onClose={leave} size={420}>
      {gate !== null && away === null && <Later part={byPassword} wanted give={gate} />}
      {gate !== null && away !== null && <Later part={atProvider} wanted give={{ ...gate, label: away }} />}
    </Dialog>
  );
}
