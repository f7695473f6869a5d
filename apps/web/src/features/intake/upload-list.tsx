import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFaultWords } from '../../data/fault-words.ts';
import { useFormat } from '../../lib/format.ts';
import { useOnline } from '../../lib/online.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import classes from './upload-list.module.css';
import type { Upload } from './uploads.ts';
import type { Desk } from './use-intake.ts';

/** Of more than this the rest is counted. */
const shown = 20;

/** How far the files are: those on their way, those that were refused, and those that are still to be chosen. */
export function UploadList({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const { total, uploads } = desk;
  if (total.going === 0 && total.missing.length === 0 && total.refused.length === 0) return null;
  const sending = [...uploads.values()].filter(({ state }) => state === 'sending');
  return (
    <section className={classes.uploads} aria-label={t('uploads')}>
      {total.going > 0 && <Together desk={desk} />}
      {sending.length > 0 && (
        <ul className={classes.list} aria-label={t('uploads.going')}>
          {sending.map((upload) => (
            <Going key={upload.id} upload={upload} desk={desk} />
          ))}
        </ul>
      )}
      {total.refused.length > 0 && <Refused desk={desk} />}
      {total.missing.length > 0 && total.going === 0 && <Missing desk={desk} />}
    </section>
  );
}

function Together({ desk: { total, uploads, uploader } }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const online = useOnline();
  const left = [...uploads.values()].filter(({ state }) => state === 'waiting' || state === 'sending');
  const lost = left.some((upload) => upload.lost > 1);
  return (
    <>
      <div className={classes.together}>
        <progress aria-label={t('uploads.all')} value={total.gone} max={Math.max(1, total.bytes)} />
        <span>
          {t('uploads.so', {
            sent: format.number(total.sent),
            files: format.number(total.files),
            size: format.bytes(total.bytes),
          })}
        </span>
        <Button variant="subtle" size="compact-sm" onClick={() => uploader.drop(left.map(({ id }) => id))}>
          {t('uploads.stop')}
        </Button>
      </div>
      <p className={classes.quiet} role="status">
        {!online ? t('uploads.offline') : lost ? t('uploads.lost') : ''}
      </p>
    </>
  );
}

interface OneProps {
  readonly upload: Upload;
  readonly desk: Desk;
}

function Going({ upload: { id, path, size, gone }, desk }: OneProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  return (
    <li className={classes.one}>
      <span className={classes.path} title={path}>
        {path}
      </span>
      <progress aria-label={t('uploads.of', { path })} value={gone} max={Math.max(1, size)} />
      <span className={classes.quiet}>{format.bytes(size)}</span>
      <CloseMark label={t('uploads.cancel', { path })} onClick={() => desk.uploader.drop([id])} />
    </li>
  );
}

function Refused({ desk: { total, uploader } }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const words = useFaultWords();
  const all = total.refused;
  return (
    <div className={classes.refused}>
      <p role="alert">{t('uploads.refused', { count: all.length })}</p>
      <ul className={classes.list}>
        {all.slice(0, shown).map(({ id, path, file, error }) => (
          <li key={id} className={classes.said}>
            <span className={classes.path}>{path}</span>
            <span className={classes.quiet}>{words(error)}</span>
            {file !== null && (
              <Button variant="subtle" size="compact-sm" onClick={() => uploader.again(id)}>
                {t('uploads.again')}
              </Button>
            )}
            <CloseMark label={t('uploads.drop', { path })} onClick={() => uploader.drop([id])} />
          </li>
        ))}
      </ul>
      {all.length > shown && <p>{t('more', { count: all.length - shown })}</p>}
    </div>
  );
}

function Missing({ desk: { total, uploader, unread, read, busy } }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const all = total.missing;
  return (
    <div className={classes.missing}>
      <p role="status">
        {t(all.every(({ changed }) => changed === true) ? 'uploads.changed' : 'uploads.missing', {
          count: all.length,
        })}
      </p>
      <ul className={classes.list} aria-label={t('uploads.missingList')}>
        {all.slice(0, shown).map(({ id, path }) => (
          <li key={id} className={classes.said}>
            <span className={classes.path}>{path}</span>
            <CloseMark label={t('uploads.drop', { path })} onClick={() => uploader.drop([id])} />
          </li>
        ))}
      </ul>
      {all.length > shown && <p>{t('more', { count: all.length - shown })}</p>}
      <Button
        variant="default"
        size="compact-sm"
        disabled={busy}
        onClick={() => {
          uploader.drop(all.map(({ id }) => id));
          if (unread) read();
        }}
      >
        {t('uploads.without')}
      </Button>
    </div>
  );
}
