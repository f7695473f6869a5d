import { Modal, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentsQuery } from '../data/documents.ts';
import { findBy } from '../lib/find.ts';
import { useInertPage } from '../ui/inert-page.ts';
import classes from './palette.module.css';
import { usePaletteEntries } from './palette-entries.ts';

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly projectId: string | undefined;
}

const focusOn = (field: HTMLInputElement | null) => field?.focus();

/** How many results are shown; typing on narrows them down. */
const SHOWN = 12;

/** The index of the program: every screen, document, tag, member and action by name. */
export function Palette({ opened, onClose, projectId }: PaletteProps) {
  const { t } = useTranslation();
  useInertPage(opened);
  return (
    <Modal.Root opened={opened} onClose={onClose} centered={false} yOffset="12vh" padding={0} size={560}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <Modal.Body className={classes.body}>
          <PaletteSearch onClose={onClose} projectId={projectId} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteSearch({ onClose, projectId }: Omit<PaletteProps, 'opened'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const documents = useQuery({
    ...documentsQuery(projectId ?? ''),
    enabled: projectId !== undefined,
  });
  const entries = usePaletteEntries(projectId, documents.data ?? []);
  const found = findBy(
    typed,
    entries,
    (entry) => entry.name,
    (entry) => entry.words ?? '',
  ).slice(0, SHOWN);
  const current = found[Math.min(active, found.length - 1)];
  const go = (entry: (typeof found)[number] | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.act();
  };
  return (
    <div>
      <input
        className={classes.input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-results"
        aria-activedescendant={current === undefined ? undefined : `palette-${current.id}`}
        aria-label={t('palette.label')}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        // At once, and not when the dialogue gets to it: what is typed meanwhile would be lost.
        ref={focusOn}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, found.length));
          else if (event.key === 'ArrowUp')
            setActive((active + found.length - 1) % Math.max(1, found.length));
          else if (event.key === 'Enter') go(current);
          else return;
          event.preventDefault();
        }}
      />
      <div id="palette-results" role="listbox" aria-label={t('palette.label')} className={classes.results}>
        {found.map((entry, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={entry === current}
            className={classes.result}
            onMouseMove={() => setActive(at)}
            onClick={() => go(entry)}
          >
            <span className={classes.name}>{entry.name}</span>
            <span className={classes.kind}>{entry.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes.none}>{t('palette.none')}</p>}
      <VisuallyHidden role="status">{t('palette.found', { count: found.length })}</VisuallyHidden>
    </div>
  );
}
