import { beginFactorInput, changeFactorInput, type FactorState } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { useFields } from '../../lib/form.ts';
import { useFormat } from '../../lib/format.ts';
import { say } from '../../lib/said.ts';
import { CodeField } from '../../parts/factor/code-field.tsx';
import { FactorSetUp } from '../../parts/factor/factor-set-up.tsx';
import { PasswordField } from '../../parts/person/account-fields.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';

interface AccountFactorProps {
  /** Codes that are shown once. */
  readonly onCodes: (codes: readonly string[]) => void;
}
type Asked = 'set up' | 'renew' | 'end';

/** One's own second factor: on or off, and what can be done about it. */
export function AccountFactor({ onCodes }: AccountFactorProps) {
  const { t } = useTranslation('factor');
  const state = useQuery(trpc.factor.state.queryOptions({}));
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Section title={t('own')} lead={t('own.lead')}>
      <Loaded query={state}>{(loaded) => <Own state={loaded} onAsk={setAsked} />}</Loaded>
      <Dialog title={t('setUp.title')} opened={asked === 'set up'} onClose={close}>
        <SetUp onCodes={onCodes} onClose={close} />
      </Dialog>
      <Dialog title={t('own.renew')} opened={asked === 'renew'} onClose={close}>
        <Renew onCodes={onCodes} onClose={close} />
      </Dialog>
      <Dialog title={t('own.endTitle')} opened={asked === 'end'} onClose={close}>
        <End onClose={close} />
      </Dialog>
    </Section>
  );
}

const few = 3;

function Own({
  state: { since, codesLeft, demanded },
  onAsk,
}: {
  readonly state: FactorState;
  readonly onAsk: (what: Asked) => void;
}) {
  const { t } = useTranslation('factor');
  const format = useFormat();
  const ask = (what: Asked) => ({ variant: 'default', onClick: () => onAsk(what) }) as const;
  if (since === null)
    return (
      <>
        <p>{t(demanded ? 'own.offDemanded' : 'own.off')}</p>
        <Form.Actions>
          <Button {...ask('set up')}>{t('own.begin')}</Button>
        </Form.Actions>
      </>
    );
  const said = [
    t('own.on', { when: format.day(since) }),
    t('own.left', { count: codesLeft }),
    ...(codesLeft <= few ? [t('own.few')] : []),
    ...(demanded ? [t('own.needed')] : []),
  ];
  return (
    <>
      <p>{said.join(' ')}</p>
      <Form.Actions>
        <Button {...ask('renew')}>{t('own.renew')}</Button>
        {!demanded && <Button {...ask('end')}>{t('own.end')}</Button>}
      </Form.Actions>
    </>
  );
}

interface AskedProps extends AccountFactorProps {
  readonly onClose: () => void;
}

/** First the password, then the app. */
function SetUp({ onCodes, onClose }: AskedProps) {
  const { t } = useTranslation(['factor', 'common']);
  const begin = useMutation(trpc.factor.begin.mutationOptions());
  const confirm = useMutation(trpc.factor.confirm.mutationOptions());
  const fields = useFields({ password: '' }, beginFactorInput);
  if (begin.data !== undefined)
    return (
      <FactorSetUp
        begun={begin.data}
        pending={confirm.isPending}
        error={confirm.error}
        onConfirm={async (code) => {
          const { codes } = await confirm.mutateAsync({ code });
          onClose();
          onCodes(codes);
        }}
      >
        <Button variant="subtle" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </FactorSetUp>
    );
  return (
    <DialogForm
      onSubmit={async () => {
        const given = fields.parse();
        if (given !== null) await begin.mutateAsync(given);
      }}
      submit={t('own.next')}
      pending={begin.isPending}
      error={begin.error}
      onClose={onClose}
    >
      <PasswordField first field={fields.text('password')} kind="current" label={t('own.password')} />
    </DialogForm>
  );
}

/** The password and a code, which both are asked for before anything about the second factor changes. */
function useProof() {
  const { t } = useTranslation('factor');
  const fields = useFields({ password: '', code: '' }, changeFactorInput);
  const shown = (
    <>
      <PasswordField first field={fields.text('password')} kind="current" label={t('own.password')} />
      <CodeField field={fields.text('code')} recovery />
    </>
  );
  return { parse: fields.parse, shown };
}

function Renew({ onCodes, onClose }: AskedProps) {
  const { t } = useTranslation('factor');
  const renew = useMutation(trpc.factor.renewCodes.mutationOptions());
  const proof = useProof();
  return (
    <DialogForm
      onSubmit={async () => {
        const given = proof.parse();
        if (given === null) return;
        const { codes } = await renew.mutateAsync(given);
        onClose();
        onCodes(codes);
      }}
      submit={t('own.renew')}
      pending={renew.isPending}
      error={renew.error}
      onClose={onClose}
    >
      <p>{t('own.renewText')}</p>
      {proof.shown}
    </DialogForm>
  );
}

function End({ onClose }: Pick<AskedProps, 'onClose'>) {
  const { t } = useTranslation('factor');
  const end = useMutation(trpc.factor.end.mutationOptions());
  const proof = useProof();
  return (
    <DialogForm
      onSubmit={async () => {
        const given = proof.parse();
        if (given === null) return;
        await end.mutateAsync(given);
        onClose();
        say(t('said.off'));
      }}
      submit={t('own.end')}
      pending={end.isPending}
      error={end.error}
      danger
      onClose={onClose}
    >
      <p>{t('own.endText')}</p>
      {proof.shown}
    </DialogForm>
  );
}
