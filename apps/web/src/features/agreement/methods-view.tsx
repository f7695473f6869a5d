import type { AgreementMethods, ProjectDetail } from '@koersvast/contracts';
import { type Language, languages } from '@koersvast/core/language';
import { Button, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Section } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import screenClasses from './agreement-screen.module.css';
import { AppendixTable } from './appendix-table.tsx';
import { type Piece, piecesOf } from './blanks.ts';
import { FilesSection } from './files-section.tsx';
import classes from './methods-view.module.css';
import { methodsQuery } from './queries.ts';
import { Reckoned } from './reckoned.tsx';
import { useAgreementAddress } from './use-agreement-address.ts';

type Methods = Extract<AgreementMethods, { state: 'ready' }>;

const nameOf: Readonly<Record<Language, string>> = { nl: 'Nederlands', en: 'English' };

/** What a paper says of the figures, in the language of the paper, and the files that go with it. */
export function MethodsView({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('agreement');
  const { projectId, search, selection, show } = useAgreementAddress();
  const language = search.language ?? currentLanguage();
  const options = methodsQuery({ projectId, selection }, language);
  const query = useQuery(options);
  return (
    <>
      <div className={screenClasses.tools} data-screen="only">
        <Segments
          label={t('methods.language')}
          value={language}
          options={languages.map((value) => ({ value, name: nameOf[value] }))}
          onChoose={(each) => show({ language: each })}
        />
      </div>
      <Reckoned query={query} queryKey={options.queryKey} projectId={projectId}>
        {(methods) => <Text methods={methods} language={language} />}
      </Reckoned>
      {query.data?.state !== 'missing' && <FilesSection detail={detail} />}
    </>
  );
}

interface TextProps {
  readonly methods: Methods;
  readonly language: Language;
}

function Text({ methods, language }: TextProps) {
  const { t } = useTranslation('agreement');
  const { paragraphs, blanks, references, table } = methods;
  const plain = [...paragraphs, references.join('\n')].join('\n\n');
  const pieces = piecesOf(paragraphs, blanks);
  return (
    <>
      <Section
        title={t('methods')}
        lead={blanks.length === 0 ? t('methods.complete') : t('methods.blanks', { count: blanks.length })}
      >
        <div className={screenClasses.tools} data-screen="only">
          <CopyButton words={t('methods.copy')} text={plain} />
          <Button size="compact-sm" variant="default" onClick={() => window.print()}>
            {t('methods.print')}
          </Button>
        </div>
        <div className={classes.text} lang={language}>
          {paragraphs.map((paragraph, nth) => (
            <p key={paragraph}>
              {pieces[nth]?.map((piece) => (
                <Part key={piece.at} piece={piece} />
              ))}
            </p>
          ))}
        </div>
        <Section title={t('methods.references')} level={3}>
          <ul className={classes.references} lang={language}>
            {references.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Section>
      </Section>
      <Section title={t('methods.table')}>
        <AppendixTable table={table} language={language} />
      </Section>
    </>
  );
}

/** A blank is known by its brackets and its frame, and is called one where the text is read out. */
function Part({ piece: { text, isBlank } }: { readonly piece: Piece }) {
  const { t } = useTranslation('agreement');
  if (!isBlank) return text;
  return (
    <mark className={classes.blank}>
      <VisuallyHidden className={classes.named} lang={currentLanguage()}>
        {t('methods.blank')}{' '}
      </VisuallyHidden>
      [{text}]
    </mark>
  );
}
