import { useTranslation } from 'react-i18next';
import { RecoveryCodes } from '../../parts/factor/recovery-codes.tsx';
import { Page } from '../../ui/page.tsx';

interface AccountCodesProps {
  readonly email: string;
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Recovery codes alone on the page, so that they can be printed. */
export function AccountCodes({ email, codes, onDone }: AccountCodesProps) {
  const { t } = useTranslation('factor');
  return (
    <Page title={t('codes.title')} lead={`Koersvast · ${email}`}>
      <RecoveryCodes codes={codes} onDone={onDone} />
    </Page>
  );
}
