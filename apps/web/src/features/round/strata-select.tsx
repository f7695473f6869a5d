import type { DocumentListItem } from '@koersvast/contracts';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isOwnField, strataFields } from './plan.ts';

interface StrataSelectProps {
  readonly label: string;
  readonly documents: readonly DocumentListItem[];
  readonly value: string;
  readonly onChange: (field: string) => void;
}

/** The field over whose values a sample is spread. */
export function StrataSelect({ label, documents, value, onChange }: StrataSelectProps) {
  const { t } = useTranslation('round');
  return (
    <NativeSelect label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t('plan.notStratified')}</option>
      {strataFields(documents).map((name) => (
        <option key={name} value={name}>
          {isOwnField(name) ? t(`field.${name}`) : name}
        </option>
      ))}
    </NativeSelect>
  );
}
