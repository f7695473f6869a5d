import type { FactName } from '@koersvast/core/fact';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf, kindOf } from './told.ts';

interface FactFieldProps {
  readonly name: FactName;
  readonly field: {
    readonly value: string;
    readonly error?: string | undefined;
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
    readonly inputContainer?: (field: ReactNode) => ReactNode;
  };
  readonly disabled?: boolean;
  readonly what?: string | undefined;
  /** Of the one where somebody begins. */
  readonly place?: RefObject<HTMLElement | null> | undefined;
}

/** The field for one fact, with an example of what may stand there. */
export function FactField({ name, field, disabled = false, what, place }: FactFieldProps) {
  const { t, i18n } = useTranslation('fact');
  const kind = kindOf(name);
  const usual = i18n.exists(`fact:what.${name}`) ? t(`what.${name as 'training'}`) : undefined;
  const given = {
    ...field,
    name,
    label: t(`label.${name}`),
    description: what ?? usual,
    disabled,
    ref: (element: HTMLElement | null) => {
      if (place !== undefined) place.current = element;
    },
    ...(place !== undefined && { 'data-autofocus': true }),
  };
  if (kind === 'words') return <Textarea {...given} autosize minRows={1} maxRows={8} maxLength={1000} />;
  if (kind === 'hours') return <TextInput {...given} inputMode="decimal" maxLength={10} />;
  const options =
    kind === 'stage'
      ? choicesOf.stage.map((value) => ({ value, words: t(`stage.${value}`) }))
      : choicesOf.yesNo.map((value) => ({ value, words: t(value) }));
  return (
    <NativeSelect {...given}>
      <option value="">{t('unsaid')}</option>
      {options.map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </NativeSelect>
  );
}
