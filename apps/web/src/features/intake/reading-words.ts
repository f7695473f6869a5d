import type { IntakeReading } from '@koersvast/contracts';
import { noticeCodes } from '@koersvast/core/file';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

/** What was read of a file, in words. */
export interface ReadingWords {
  /** Its kind, its size and its language, on one line. */
  facts(reading: IntakeReading): string;
  /** What was guessed, left out or changed. */
  notices(reading: IntakeReading): readonly { readonly code: string; readonly words: string }[];
}

export function useReadingWords(): ReadingWords {
  const { t } = useTranslation(['intake', 'document']);
  const format = useFormat();
  return useMemo(() => {
    const facts = ({ format: kind, pages, paragraphs, lengthCp, language }: IntakeReading) =>
      [
        t(`document:format.${kind}`),
        ...(pages === null ? [] : [t('facts.pages', { count: pages, number: format.number(pages) })]),
        t('facts.paragraphs', { count: paragraphs, number: format.number(paragraphs) }),
        t('facts.characters', { count: lengthCp, number: format.number(lengthCp) }),
        language,
      ].join(' · ');
    const notices = ({ notices: found, format: kind }: IntakeReading) =>
      found.flatMap(({ code, count, examples = [] }) => {
        const known = noticeCodes.find((each) => each === code);
        if (known === undefined) return [];
        const said = t(`document:notice.${known}`, { count, examples: t(`document:format.${kind}`) });
        const quoted = examples.map((name) => t('quoted', { words: name })).join(', ');
        const more =
          quoted === '' || known === 'kind_differs'
            ? ''
            : ` ${t('document:notice.examples', { examples: quoted })}`;
        return [{ code: known, words: `${said}${more}` }];
      });
    return { facts, notices };
  }, [t, format]);
}
