import { factorCode } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { trpc } from '../../data/trpc.ts';
import { useFields } from '../../lib/form.ts';
import { CodeField } from '../../parts/factor/code-field.tsx';
import { FactorSetUp } from '../../parts/factor/factor-set-up.tsx';
import { RecoveryCodes } from '../../parts/factor/recovery-codes.tsx';
import { Entrance, EntranceNote } from '../../ui/entrance.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';

interface SignInFactorProps {
  readonly credentials: { readonly email: string; readonly password: string };
  /** The code of a second factor, or one that is set up before they get in. */
  readonly needs: 'code' | 'set up';
  /** They are signed in. */
  readonly onIn: () => Promise<void>;
  readonly onBack: () => void;
}

/** What is asked at sign-in after the password. */
export function SignInFactor(props: SignInFactorProps) {
  return props.needs === 'code' ? <Code {...props} /> : <SetUp {...props} />;
}

const codeInput = z.strictObject({ code: factorCode });

function Code({ credentials, onIn, onBack }: SignInFactorProps) {
  const { t } = useTranslation('factor');
  const signIn = useMutation(trpc.session.signIn.mutationOptions());
  const fields = useFields({ code: '' }, codeInput);
  const submit = async () => {
    const given = fields.parse();
    if (given === null) return;
    await signIn.mutateAsync({ ...credentials, ...given });
    await onIn();
  };
  return (
    <Entrance title={t('signIn.title')} lead={credentials.email}>
      <Form onSubmit={submit}>
        <CodeField field={fields.text('code')} recovery focused />
        <Form.Fault error={signIn.error} />
        <Form.Actions>
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('signIn.back')}
          </Button>
        </Form.Actions>
      </Form>
      <EntranceNote>
        <p>{t('signIn.lost')}</p>
      </EntranceNote>
    </Entrance>
  );
}

function SetUp({ credentials, onIn, onBack }: SignInFactorProps) {
  const { t } = useTranslation('factor');
  const begin = useMutation(trpc.factor.beginAtSignIn.mutationOptions());
  const confirm = useMutation(trpc.factor.confirmAtSignIn.mutationOptions());
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { mutate } = begin;
  useEffect(() => mutate(credentials), [mutate, credentials]);
  if (codes !== null)
    return (
      <Entrance title={t('codes.title')}>
        <RecoveryCodes codes={codes} onDone={onIn} />
      </Entrance>
    );
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t('signIn.back')}
    </Button>
  );
  return (
    <Entrance title={t('setUp.title')} lead={t('setUp.demanded')}>
      {begin.data === undefined ? (
        <>
          <Fault error={begin.error} again={() => begin.mutateAsync(credentials)} />
          {begin.isError && back}
        </>
      ) : (
        <FactorSetUp
          begun={begin.data}
          pending={confirm.isPending}
          error={confirm.error}
          onConfirm={async (code) => {
            const made = await confirm.mutateAsync({ ...credentials, code });
            setCodes(made.codes);
          }}
        >
          {back}
        </FactorSetUp>
      )}
    </Entrance>
  );
}
