import { encoding as encodingSchema, type IntakeItem } from '@koersvast/contracts';
import { fileFormats, textFormats } from '@koersvast/core/file';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './item-details.module.css';
import { readSource } from './items.ts';
import type { Desk } from './use-intake.ts';

interface ItemFilesProps {
  readonly item: IntakeItem;
  readonly desk: Desk;
}

const formatOf = (name: string | null) => fileFormats.find((each) => each === name);

/** Of which files the document is made, which of them is read, and how its signs are. */
export function ItemFiles({ item, desk }: ItemFilesProps) {
  const { t } = useTranslation(['intake', 'document']);
  const format = useFormat();
  const read = readSource(item);
  const choose = (choice: Parameters<Desk['choices']['choose']>[0]['choice']) =>
    desk.choices.choose({ itemIds: [item.id], ...(choice === undefined ? {} : { choice }) });
  return (
    <section aria-label={t('files')}>
      <h2 className={classes.head}>{t('files')}</h2>
      {item.sources.length > 1 && <p className={classes.quiet}>{t('files.why')}</p>}
      <ul className={classes.files}>
        {item.sources.map((source) => {
          const known = formatOf(source.format);
          return (
            <li key={`${source.fileId} ${source.path}`}>
              <span className={classes.path}>{source.path}</span>
              <span className={classes.quiet}>
                {[
                  ...(known === undefined ? [] : [t(`document:format.${known}`)]),
                  format.bytes(source.size),
                  t(`role.${source.role}`),
                  ...(item.sources.length > 1 ? [t(`why.${source.why}`)] : []),
                ].join(' · ')}
              </span>
              {source.role === 'attached' && known !== undefined && (
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => choose({ source: source.path })}
                >
                  {t('files.read')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {item.choice.source !== null && (
        <button type="button" className={classes.link} onClick={() => choose({ source: null })}>
          {t('files.best')}
        </button>
      )}
      <Encoding item={item} read={formatOf(read?.format ?? null)} onChoose={choose} />
    </section>
  );
}

interface EncodingProps {
  readonly item: IntakeItem;
  readonly read: (typeof fileFormats)[number] | undefined;
  readonly onChoose: (choice: Pick<IntakeItem['choice'], 'encoding'>) => void;
}

/** How the signs of a file are read, where that is not said by the file's kind. */
function Encoding({ item, read, onChoose }: EncodingProps) {
  const { t } = useTranslation('intake');
  const kind = item.reading?.format ?? read;
  if (kind === undefined || !textFormats.has(kind)) return null;
  const { encoding } = item.choice;
  return (
    <NativeSelect
      label={t('encoding')}
      className={classes.encoding}
      value={encoding ?? ''}
      onChange={({ currentTarget }) =>
        onChoose({ encoding: encodingSchema.options.find((each) => each === currentTarget.value) ?? null })
      }
    >
      <option value="">
        {t('encoding.auto', { encoding: encoding === null ? (item.reading?.encoding ?? '–') : '–' })}
      </option>
      {encodingSchema.options.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </NativeSelect>
  );
}
