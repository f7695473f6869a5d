import type { AgreementMethods, ProjectDetail } from '@koersvast/contracts';
import { type Language, languages } from '@koersvast/core/language';
import { Button, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
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
import { type Asked, mayTell, nameOfBlank, TellBlank } from './tell-blank.tsx';
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
        {(methods) => <Text detail={detail} methods={methods} language={language} />}
      </Reckoned>
      {query.data?.state !== 'missing' && <FilesSection detail={detail} />}
    </>
  );
}

interface TextProps {
  readonly detail: ProjectDetail;
  readonly methods: Methods;
  readonly language: Language;
}

function Text({ detail, methods, language }: TextProps) {
  const { t } = useTranslation('agreement');
  const { paragraphs, blanks, asked, references, table } = methods;
  const { search, show } = useAgreementAddress();
  const plain = [...paragraphs, references.join('\n')].join('\n\n');
  const pieces = piecesOf(paragraphs, blanks);
  const asksOf = new Map(
    pieces
      .flat()
      .filter(({ isBlank }) => isBlank)
      .map((piece, nth) => [piece, asked[nth]]),
  );
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
                <Part key={piece.at} piece={piece} detail={detail} asked={asksOf.get(piece)} />
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
      <TellBlank detail={detail} asked={asked} tell={search.tell} onClose={() => show({ tell: undefined })} />
      <Section title={t('methods.table')}>
        <AppendixTable table={table} language={language} />
      </Section>
    </>
  );
}

interface PartProps {
  readonly piece: Piece;
  readonly detail: ProjectDetail;
  /** What a blank asks for. */
  readonly asked: Asked | undefined;
}

/**
 * A blank is known by its brackets and its frame, and is called one where the text is read out. For who may fill it in
 * it is a link, which stands in its sentence as words do.
 */
function Part({ piece: { text, isBlank }, detail, asked }: PartProps) {
  const { t } = useTranslation('agreement');
  const { projectId } = useAgreementAddress();
  if (!isBlank) return text;
  const words = (
    <>
      <VisuallyHidden className={classes.named} lang={currentLanguage()}>
        {t('methods.blank')}{' '}
      </VisuallyHidden>
      [{text}]
    </>
  );
  if (asked === undefined || !mayTell(detail, asked)) return <mark className={classes.blank}>{words}</mark>;
  return (
    <Link
      to="/p/$projectId/agreement"
      params={{ projectId }}
      search={(before) => ({ ...before, tell: nameOfBlank(asked) })}
      resetScroll={false}
      className={`${classes.blank} ${classes.open}`}
    >
      {words}
    </Link>
  );
}
