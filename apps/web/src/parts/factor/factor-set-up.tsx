import { confirmFactorInput, type factorBegun } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFields } from '../../lib/form.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { CodeField } from './code-field.tsx';
import classes from './factor.module.css';
import { Qr } from './qr.tsx';

interface FactorSetUpProps {
  readonly begun: z.infer<typeof factorBegun>;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (code: string) => Promise<unknown>;
  /** What stands beside the button. */
  readonly children?: ReactNode;
}

/** The secret for an app, as a picture and as text; it counts once the app has shown a code that is right. */
export function FactorSetUp({ begun, pending, error, onConfirm, children }: FactorSetUpProps) {
  const { t } = useTranslation('factor');
  const fields = useFields({ code: '' }, confirmFactorInput);
  const submit = async () => {
    const given = fields.parse();
    if (given !== null) await onConfirm(given.code);
  };
  return (
    <div className={classes.part}>
      <p>{t('setUp.scan')}</p>
      <Qr text={begun.address} label={t('setUp.picture')} />
      <div>
        <p>{t('setUp.type')}</p>
        <CopyField label={t('setUp.key')} value={begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
      </div>
      <Form onSubmit={submit}>
        <CodeField field={fields.text('code')} label={t('setUp.confirm')} focused />
        <Form.Fault error={error} />
        <Form.Actions>
          <Button type="submit" loading={pending}>
            {t('setUp.submit')}
          </Button>
          {children}
        </Form.Actions>
      </Form>
    </div>
  );
}
