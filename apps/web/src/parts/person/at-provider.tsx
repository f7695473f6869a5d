import type { ProviderView } from '@koersvast/contracts';
import { DomainError, type DomainErrorCode } from '@koersvast/core/error';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { goToProvider } from '../../data/at-provider.ts';
import { trpc } from '../../data/trpc.ts';
import { useConfirming } from '../../data/ways-in.ts';
import type { Fields } from '../../lib/form.ts';
import { useFormat } from '../../lib/format.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from './account-fields.tsx';
import classes from './at-provider.module.css';

interface AtProviderProps {
  readonly provider: ProviderView;
  /** What the button says. */
  readonly words: string;
  /** Asks the server where to go. */
  readonly begin: () => Promise<{ readonly href: string }>;
  /** What was refused when somebody came back. */
  readonly refused?: DomainErrorCode | undefined;
}

/** Goes to the provider, or says why not, and what was refused when somebody came back from there. */
export function AtProvider({ provider, words, begin, refused }: AtProviderProps) {
  const { t } = useTranslation('provider');
  const going = useMutation({ mutationFn: begin, onSuccess: goToProvider });
  const go = () => going.mutateAsync().catch(() => undefined);
  const before = refused === undefined ? null : new DomainError(refused);
  return (
    <Form onSubmit={go}>
      <Fault error={going.error ?? (going.isPending ? null : before)} again={go} />
      {!provider.ready && going.error === null && <p role="status">{t('down', { label: provider.label })}</p>}
      <Form.Actions>
        <Button type="submit" fullWidth loading={going.isPending || going.isSuccess}>
          {words}
        </Button>
      </Form.Actions>
    </Form>
  );
}

interface ConfirmFieldProps {
  readonly field: ReturnType<Fields<object>['text']>;
  readonly label: string;
}

/** Where somebody says that it is them: by their password, or by signing in again at the provider. */
export function ConfirmField({ field, label }: ConfirmFieldProps) {
  const { t } = useTranslation('provider');
  const format = useFormat();
  const { provider, until } = useConfirming();
  const confirm = useMutation(trpc.provider.confirm.mutationOptions({ onSuccess: goToProvider }));
  if (provider === null) return <PasswordField field={field} kind="current" label={label} />;
  if (until !== null) return <p>{t('confirm.done', { until: format.moment(until) })}</p>;
  return (
    <div className={classes.confirm}>
      <p>{t('confirm.text', { label: provider })}</p>
      <Fault error={confirm.error} />
      <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate({})}>
        {t('confirm.do', { label: provider })}
      </Button>
    </div>
  );
}
