import type { Intake } from '@koersvast/contracts';
import { Button, Textarea } from '@mantine/core';
import { type ComponentProps, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useOnline } from '../../lib/online.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { type Found, filesOfChoice, filesOfDrop } from './chosen.ts';
import classes from './take-in.module.css';

/** What a browser offers when somebody chooses files; what they are, their bytes decide. */
export const acceptedFiles =
  '.pdf,.docx,.docm,.doc,.odt,.rtf,.epub,.html,.htm,.xhtml,.xml,.md,.markdown,.txt,.text,text/plain,.zip,.csv,.xlsx,.json';

interface TakeInProps {
  /** Once there is something to be seen the place to drop on makes room for it. */
  readonly small: boolean;
  readonly limits: Intake['limits'];
  readonly onTake: (found: Found) => void;
}

/** Where files and folders are dropped or chosen, and text is pasted. */
export function TakeIn({ small, limits, onTake }: TakeInProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const online = useOnline();
  const take = (files: readonly File[]) => onTake({ chosen: filesOfChoice(files), unopened: [] });
  const place = useRef<HTMLDivElement>(null);
  const over = useDropOnPage(place, onTake);
  return (
    <>
      <div ref={place} className={classes.drop} data-over={over} data-small={small}>
        <p className={classes.title}>{t(small ? 'drop.more' : 'drop')}</p>
        <div className={classes.buttons}>
          <FileButton label={t('choose')} accept={acceptedFiles} multiple onChoose={take} />
          <FolderButton label={t('chooseFolder')} onChoose={take} />
        </div>
        <p className={classes.limit}>{t('limit', { size: format.bytes(limits.file) })}</p>
        {!online && <p role="status">{t('offline')}</p>}
      </div>
      <Paste onTake={(file) => onTake({ chosen: [{ path: file.name, file }], unopened: [] })} />
    </>
  );
}

/**
 * Takes files that are let go of anywhere on the page, instead of having them opened by the browser. Whether they are
 * held over the place for them.
 */
function useDropOnPage(place: RefObject<HTMLElement | null>, onTake: TakeInProps['onTake']): boolean {
  const [held, setHeld] = useState(false);
  const latest = useRef(onTake);
  latest.current = onTake;
  useEffect(() => {
    const isOverPlace = ({ target }: DragEvent) =>
      target instanceof Node && place.current?.contains(target) === true;
    const isOurs = (event: DragEvent) =>
      !event.defaultPrevented && (isOverPlace(event) || event.dataTransfer?.types.includes('Files') === true);
    const over = (event: DragEvent) => {
      setHeld(isOverPlace(event));
      if (isOurs(event)) event.preventDefault();
    };
    // From one thing in the page to the next it is still held.
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHeld(false);
    };
    const drop = (event: DragEvent) => {
      setHeld(false);
      if (event.dataTransfer === null || !isOurs(event)) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then(latest.current);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [place]);
  return held;
}

interface FolderButtonProps {
  readonly label: string;
  readonly onChoose: (files: readonly File[]) => void;
}

/** React has no name for what makes a field choose a folder. */
const folders = { webkitdirectory: '' } as ComponentProps<'input'>;

function FolderButton({ label, onChoose }: FolderButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        multiple
        data-folder=""
        {...folders}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that the same folder can be chosen again.
          currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      <Button variant="default" onClick={() => field.current?.click()}>
        {label}
      </Button>
    </>
  );
}

function Paste({ onTake }: { readonly onTake: (file: File) => void }) {
  const { t } = useTranslation('intake');
  const [pasted, setPasted] = useState('');
  return (
    <details className={classes.paste}>
      <summary>{t('paste')}</summary>
      <Textarea
        aria-label={t('paste.label')}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        rows={8}
        classNames={{ input: classes.pasteInput }}
      />
      <Button
        variant="default"
        disabled={pasted.trim() === ''}
        onClick={() => {
          onTake(new File([pasted], `${nameFor(pasted) || t('pasted')}.txt`, { type: 'text/plain' }));
          setPasted('');
        }}
      >
        {t('paste.submit')}
      </Button>
    </details>
  );
}

/** A name for pasted text that is told from other pasted text by its first words. */
function nameFor(text: string): string {
  const [first = ''] = text.trim().split('\n', 1);
  return first
    .replace(/[\p{C}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
    .trim();
}
