import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface SearchingFieldProps {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Whether coders may search what they have not finished in a blind round. */
export function SearchingField({ value, onChange }: SearchingFieldProps) {
  const { t } = useTranslation('round');
  return (
    <Checkbox
      label={t('searching')}
      description={t('searching.what')}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
