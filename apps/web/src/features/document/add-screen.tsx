import { Button, Textarea } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { say } from '../../lib/said.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import classes from './add-screen.module.css';
import { addable, addedTogether, type Draft, twinOf, unusable } from './adding.ts';
import { DraftCard } from './draft-card.tsx';
import { type Adding, useAdding } from './use-adding.ts';

/** What a browser offers when somebody chooses files; what they are, their bytes decide. */
const accepted =
  '.pdf,.docx,.docm,.doc,.odt,.rtf,.epub,.html,.htm,.xhtml,.xml,.md,.markdown,.txt,.text,text/plain';

const route = getRouteApi('/inside/p/$projectId/documents/add');

export function AddScreen() {
  const { t } = useTranslation('document');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  const adding = useAdding(projectId);
  usePageTitle(t('add.title'), project.data?.project.name);
  return (
    <Page title={t('add.title')} lead={t('add.lead')}>
      <Loaded query={project}>
        {(detail) =>
          mayHere(detail, 'document.edit') ? (
            <>
              <TakeIn adding={adding} />
              <Drafts adding={adding} projectId={projectId} />
            </>
          ) : (
            <p>{t('add.notAllowed')}</p>
          )
        }
      </Loaded>
    </Page>
  );
}

function TakeIn({ adding }: { readonly adding: Adding }) {
  const { t } = useTranslation('document');
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    adding.takeFiles(event.dataTransfer.files);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button in it does the same */}
      <div
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className={classes.dropTitle}>{t('add.drop')}</p>
        <FileButton label={t('add.choose')} accept={accepted} multiple onChoose={adding.takeFiles} />
        <p className={classes.limit}>{t('add.limit')}</p>
      </div>
      <details className={classes.paste}>
        <summary>{t('add.paste')}</summary>
        <Textarea
          aria-label={t('add.pasteLabel')}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          rows={8}
          classNames={{ input: classes.pasteInput }}
        />
        <Button
          variant="default"
          disabled={pasted.trim() === ''}
          onClick={() => {
            adding.takeText(pasted);
            setPasted('');
          }}
        >
          {t('add.pasteSubmit')}
        </Button>
      </details>
    </>
  );
}

function Drafts({ adding, projectId }: { readonly adding: Adding; readonly projectId: string }) {
  const { t } = useTranslation('document');
  const [busy, setBusy] = useState(false);
  const { drafts } = adding;
  if (drafts.length === 0) return null;
  const waiting = addedTogether(drafts);
  const doubles = addable(drafts).length - waiting.length;
  const wrong = unusable(drafts);
  const usable = waiting.length - wrong.length;
  const titlesOf = (some: readonly Draft[]) =>
    some
      .map(({ metadata, name }) => t('add.name', { name: metadata?.title.trim() || name || t('add.pasted') }))
      .join(', ');
  const added = drafts.filter(({ stage }) => stage === 'added').length;
  const addAll = async () => {
    setBusy(true);
    const { added: count, left } = await adding.addAll();
    setBusy(false);
    const done = count > 0 ? [t('add.done', { count })] : [];
    const behind = left.length > 0 ? [t('add.behind', { count: left.length, titles: titlesOf(left) })] : [];
    if (done.length + behind.length > 0) say([...done, ...behind].join(' '));
  };
  return (
    <div className={classes.drafts}>
      <Section title={t('add.list')}>
        <ul className={classes.list} aria-label={t('add.list')}>
          {drafts.map((draft) => (
            <DraftCard
              key={draft.id}
              draft={draft}
              twin={twinOf(drafts, draft)}
              adding={adding}
              projectId={projectId}
            />
          ))}
        </ul>
        {wrong.length > 0 && (
          <p className={classes.wrong}>{t('add.wrong', { count: wrong.length, titles: titlesOf(wrong) })}</p>
        )}
        {doubles > 0 && <p className={classes.wrong}>{t('add.doubles', { count: doubles })}</p>}
        <div className={classes.foot}>
          {waiting.length > 0 && (
            <Button onClick={addAll} loading={busy}>
              {t('add.all', { count: usable === 0 ? waiting.length : usable })}
            </Button>
          )}
          {added > 0 && (
            <ButtonLink
              to="/p/$projectId/documents"
              params={{ projectId }}
              variant={waiting.length > 0 ? 'default' : 'filled'}
            >
              {t('add.toList')}
            </ButtonLink>
          )}
        </div>
      </Section>
    </div>
  );
}
