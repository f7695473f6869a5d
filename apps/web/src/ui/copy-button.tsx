import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/copy-text.ts';

interface CopyButtonProps {
  readonly words: string;
  readonly text: string;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ words, text }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => void copyText(text).then((done) => setCopied(done ? text : null))}
    >
      <span aria-live="polite">{copied === text ? t('action.copied') : words}</span>
    </Button>
  );
}
