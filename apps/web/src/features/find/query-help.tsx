import { useTranslation } from 'react-i18next';
import classes from './query-help.module.css';

/** What a query can say, each with an example. */
const kinds = [
  ...(['word', 'star', 'forms', 'phrase', 'and', 'or', 'not'] as const),
  ...(['near', 'followed', 'sentence', 'pattern'] as const),
  ...(['tag', 'coding', 'relation', 'date'] as const),
] as const;

interface QueryHelpProps {
  readonly onChoose: (query: string) => void;
}

/** How a query is written, by examples that can be taken over. */
export function QueryHelp({ onChoose }: QueryHelpProps) {
  const { t } = useTranslation(['query', 'find']);
  return (
    <section className={classes.help} aria-label={t('help.title')} data-screen="only">
      <p className={classes.lead}>{t('help.lead')}</p>
      <dl className={classes.list}>
        {kinds.map((kind) => (
          <div key={kind} className={classes.row}>
            <dt>
              <button
                type="button"
                className={classes.example}
                onClick={() => onChoose(t(`find:example.${kind}`))}
              >
                {t(`find:example.${kind}`)}
              </button>
            </dt>
            <dd>{t(`help.${kind}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.lead}>{t('help.pieces')}</p>
    </section>
  );
}
