import type { ListedSession } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { Row, RowAction, Rows } from '../../ui/rows.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';

/** Where somebody is signed in: each of these can be ended, or all but the browser that they look with. */
export function AccountSessions() {
  const { t } = useTranslation('account');
  const sessions = useQuery(trpc.session.sessions.queryOptions({}));
  const end = useMutation(trpc.session.endSession.mutationOptions());
  const endOthers = useMutation(trpc.session.endOtherSessions.mutationOptions());
  const [asks, setAsks] = useState(false);
  const nameOf = useDeviceName();
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0;
  const focus = useRowFocus((sessions.data ?? []).map(({ id }) => id));
  // With the last of the others the button goes that opened the dialogue, to which that gives the focus back.
  const ended = useRef(false);
  useEffect(() => {
    if (!ended.current || asks || others > 0) return;
    ended.current = false;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const active = document.activeElement;
        if (active === document.body || active?.closest('[role="dialog"]')) focus.place.current?.focus();
      }),
    );
  }, [asks, others, focus.place]);
  return (
    <Section title={t('account.sessions')} lead={t('account.sessions.lead')}>
      <Loaded query={sessions}>
        {(list) => (
          <div ref={focus.place} tabIndex={-1}>
            <Rows label={t('account.sessions')}>
              {list.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  onEnd={async (pressed) => {
                    focus.leaves(pressed);
                    await end.mutateAsync({ id: session.id });
                    say(t('account.sessions.ended', { device: nameOf(session) }));
                  }}
                />
              ))}
            </Rows>
          </div>
        )}
      </Loaded>
      <Fault error={end.error} />
      {others > 0 && (
        <Form.Actions>
          <Button
            variant="default"
            onClick={() => {
              endOthers.reset();
              setAsks(true);
            }}
          >
            {t('account.sessions.endOthers')}
          </Button>
        </Form.Actions>
      )}
      <Dialog title={t('account.sessions.ask')} opened={asks} onClose={() => setAsks(false)}>
        <DialogForm
          onSubmit={async () => {
            const { ended: count } = await endOthers.mutateAsync({});
            ended.current = true;
            setAsks(false);
            say(t('account.sessions.othersEnded', { count }));
          }}
          submit={t('account.sessions.endOthers')}
          pending={endOthers.isPending}
          error={endOthers.error}
          danger
          final
          onClose={() => setAsks(false)}
        >
          <p>{t('account.sessions.askText')}</p>
        </DialogForm>
      </Dialog>
    </Section>
  );
}

function SessionRow({
  session,
  onEnd,
}: {
  readonly session: ListedSession;
  readonly onEnd: (pressed: HTMLElement) => Promise<void>;
}) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const device = useDeviceName()(session);
  const { createdAt, lastUsedAt, current } = session;
  return (
    <Row
      title={device}
      detail={[
        t('account.sessions.begun', { when: format.day(createdAt) }),
        current
          ? t('account.sessions.current')
          : t('account.sessions.used', { when: format.since(lastUsedAt, Date.now()) }),
      ].join(' · ')}
    >
      {!current && (
        <RowAction danger label={t('account.sessions.endLabel', { device })} onPress={onEnd}>
          {t('account.sessions.end')}
        </RowAction>
      )}
    </Row>
  );
}

/** What a browser is called, as far as it says what it is. */
function useDeviceName(): (session: Pick<ListedSession, 'browser' | 'system'>) => string {
  const { t } = useTranslation('account');
  return ({ browser, system }) => {
    if (browser !== null && system !== null) return t('account.sessions.device', { browser, system });
    return (
      browser ?? (system === null ? t('account.sessions.unknown') : t('account.sessions.on', { system }))
    );
  };
}
