import { PasswordInput, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields } from '../../lib/form.ts';

interface AddressFieldProps {
  readonly field: ReturnType<Fields<object>['text']>;
  /** `username` where it is what one signs in with; `email` where it is changed. */
  readonly autoComplete: 'username' | 'email';
  readonly ref?: Ref<HTMLInputElement>;
}

/** The address to sign in with. */
export function AddressField({ field, autoComplete, ...more }: AddressFieldProps) {
  const { t } = useTranslation('session');
  return (
    <TextInput
      {...field}
      {...more}
      label={t('email')}
      type="email"
      autoComplete={autoComplete}
      inputMode="email"
    />
  );
}

interface PasswordFieldProps {
  readonly field: ReturnType<Fields<object>['text']>;
  /** Whether it is being chosen, or asked for. */
  readonly kind: 'new' | 'current';
  readonly label?: string;
  readonly description?: string;
  /** What a dialogue asks first. */
  readonly first?: boolean;
}

/** A password, which can be looked at. */
export function PasswordField({ field, kind, label, first = false, ...more }: PasswordFieldProps) {
  const { t } = useTranslation('session');
  return (
    <PasswordInput
      {...field}
      {...more}
      data-autofocus={first || undefined}
      label={label ?? t('password')}
      autoComplete={`${kind}-password`}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
    />
  );
}
