import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Form } from '../../ui/form.tsx';
import classes from './factor.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  /** They say that they have kept them. */
  readonly onDone: () => unknown;
}

/** Recovery codes, which are shown once, and the ways to keep them. Nothing else is on the page that is printed. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation('factor');
  const text = codes.join('\n');
  const first = useRef<HTMLParagraphElement>(null);
  // What a screen reader is at was replaced by this.
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={classes.part}>
      <p ref={first} tabIndex={-1}>
        {t('codes.lead')}
      </p>
      <ul className={classes.codes} aria-label={t('codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div data-screen="only">
        <Form onSubmit={onDone}>
          <Form.Actions>
            <CopyButton words={t('codes.copy')} text={text} />
            <Button size="compact-sm" variant="default" onClick={() => download(t('codes.file'), text)}>
              {t('codes.download')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => window.print()}>
              {t('codes.print')}
            </Button>
          </Form.Actions>
          <Form.Actions>
            <Button type="submit">{t('codes.done')}</Button>
          </Form.Actions>
        </Form>
      </div>
    </div>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
