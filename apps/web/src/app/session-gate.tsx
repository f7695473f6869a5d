import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionGate } from '../data/asked-password.ts';
import { sessionQuery, usePerson } from '../data/session.ts';
import { queryClient } from '../data/trpc.ts';
import { useConfirming } from '../data/ways-in.ts';
import { needWords } from '../i18n/index.ts';
import { at } from '../lib/base.ts';
import { useStore } from '../lib/store.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Later, laterPart } from '../ui/later.tsx';

/** Both are there before the session ends: then the network may be gone. */
const byPassword = laterPart(async () => {
  const [{ GateByPassword }] = await Promise.all([
    import('./gate-by-password.tsx'),
    needWords('factor', 'entrance'),
  ]);
  return GateByPassword;
});
const atProvider = laterPart(async () => {
  await needWords('provider', 'entrance');
  return (await import('./gate-at-provider.tsx')).GateAtProvider;
});

/** Asks whoever it was to sign in again where they are, when the session has ended, and goes on with what was asked. */
export function SessionGate() {
  const { t } = useTranslation('session');
  const asking = useStore(sessionGate);
  const person = usePerson();
  const away = useConfirming().provider;
  const { fetch } = away === null ? byPassword : atProvider;
  useEffect(() => whenIdle(fetch), [fetch]);

  const leave = () => {
    asking?.gaveUp();
    queryClient.setQueryData(sessionQuery.queryKey, { person: null, needsFirstOwner: false });
    window.location.assign(at('/sign-in'));
  };
  if (person === null) return null;
  const gate = asking && { person, onBack: asking.signedIn, onLeave: leave };
  // It comes while somebody types: a press that was meant for what they wrote must not throw that away.
  return (
    <Dialog title={t('gate.title')} opened={asking !== null} onClose={leave} insists size={420}>
      {gate !== null && away === null && <Later part={byPassword} wanted give={gate} />}
      {gate !== null && away !== null && <Later part={atProvider} wanted give={{ ...gate, label: away }} />}
    </Dialog>
  );
}
