import type { Dictionary, ProjectDetail } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { type Undo, useUndoKeys } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { handedFile } from '../../lib/handed-file.ts';
import { useDroppedFile } from '../../lib/use-dropped-file.ts';
import { DocumentConditions } from '../../parts/document/document-conditions.tsx';
import { SetSelect } from '../../parts/document/set-select.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { SmallSelect } from '../../ui/small-select.tsx';
import { useDictionaryAddress } from './address.ts';
import classes from './dictionary.module.css';

const accept = '.csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values';

// What is done with a dictionary comes a moment after the choice of one.
const help = laterPart(async () => (await import('./dictionary-help.tsx')).DictionaryHelp);
const menu = laterPart(async () => (await import('./dictionary-menu.tsx')).DictionaryMenu);
const readIn = laterPart(async () => (await import('./read-in.tsx')).ReadIn);
const report = laterPart(async () => (await import('./report.tsx')).Report);

/** Concepts with the patterns by which they are found, and how far these reach in the documents. */
export function DictionariesScreen() {
  const { t } = useTranslation('dictionary');
  const { projectId } = useDictionaryAddress();
  const project = useProject(projectId);
  const list = useQuery(trpc.dictionary.list.queryOptions({ projectId }));
  const undo = useUndoKeys(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  return (
    <Page wide title={t('title')} lead={t('lead')}>
      <Loaded query={project}>
        {(detail) => (
          <Loaded query={list}>
            {(dictionaries) => <Dictionaries detail={detail} dictionaries={dictionaries} undo={undo} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface DictionariesProps {
  readonly detail: ProjectDetail;
  readonly dictionaries: readonly Dictionary[];
  readonly undo: Undo;
}

function Dictionaries({ detail, dictionaries, undo }: DictionariesProps) {
  const { t } = useTranslation('dictionary');
  const { projectId, search, go } = useDictionaryAddress();
  const [file, setFile] = useState<File | null>(null);
  const [replacing, setReplacing] = useState(false);
  const chosen = dictionaries.find(({ id }) => id === search.dictionary) ?? null;
  const maySave = mayHere(detail, 'search.save');
  useDroppedFile(maySave ? setFile : null);
  useEffect(() => {
    const handed = handedFile.get();
    if (handed === null) return;
    handedFile.set(null);
    setFile(handed);
  }, []);
  const groups = [
    { name: t('own'), some: dictionaries.filter(({ shared }) => !shared) },
    { name: t('shared'), some: dictionaries.filter(({ shared }) => shared) },
  ].filter(({ some }) => some.length > 0);
  const format = useFormat();
  /** Of two with one name it is said when each was made. */
  const nameOf = ({ name, createdAt }: Dictionary) =>
    dictionaries.filter((each) => each.name === name).length > 1
      ? t('same.name', { name, day: format.moment(createdAt) })
      : name;
  const close = () => {
    setFile(null);
    setReplacing(false);
  };
  return (
    <>
      <div className={classes.bar} data-screen="only">
        {groups.length > 0 && (
          <SmallSelect
            label={t('choose')}
            value={chosen?.id ?? ''}
            set={chosen !== null}
            onChoose={(id) => go({ dictionary: id === '' ? undefined : id })}
          >
            <option value="">{t('choose')}</option>
            {groups.map(({ name, some }) => (
              <optgroup key={name} label={name}>
                {some.map((each) => (
                  <option key={each.id} value={each.id}>
                    {nameOf(each)}
                  </option>
                ))}
              </optgroup>
            ))}
          </SmallSelect>
        )}
        {maySave && (
          <FileButton
            label={t(replacing ? 'read.another' : 'read')}
            accept={accept}
            onChoose={([first]) => setFile(first ?? null)}
          />
        )}
        {chosen !== null && (
          <Later
            key={chosen.id}
            part={menu}
            wanted
            give={{ detail, dictionary: chosen, undo, onReplace: () => setReplacing(true) }}
          />
        )}
        {replacing && <span>{t('replace.now', { name: chosen?.name ?? '' })}</span>}
      </div>
      {chosen === null ? (
        <>
          <Empty title={t('start')}>{t(maySave ? 'start.text' : 'start.viewer')}</Empty>
          <Later part={help} wanted give={{}} />
        </>
      ) : (
        <>
          <DocumentsChoice detail={detail} />
          <Later
            key={chosen.id}
            part={report}
            wanted
            give={{ dictionary: chosen }}
            meanwhile={<Skeleton />}
          />
        </>
      )}
      <Dialog
        title={t(replacing && chosen !== null ? 'replace' : 'read.title')}
        opened={file !== null}
        onClose={close}
        size={680}
      >
        {file !== null && (
          <Later
            part={readIn}
            wanted
            give={{
              ...{ projectId, file, undo, onClose: close },
              replaces: replacing ? chosen : null,
              onSaved: (id) => {
                close();
                go({ dictionary: id });
              },
            }}
          />
        )}
      </Dialog>
    </>
  );
}

/** Which documents are asked: those of a set, those that meet conditions, or those of the set that do. */
function DocumentsChoice({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('find');
  const { projectId, search, go } = useDictionaryAddress();
  return (
    <div data-screen="only">
      <DocumentConditions detail={detail} where={search.where} onWhere={(where) => go({ where })}>
        <SetSelect
          projectId={projectId}
          chosen={search.set}
          words={{ label: t('set'), all: t('set.all'), gone: t('set.gone') }}
          onChoose={(set) => go({ set })}
        />
      </DocumentConditions>
    </div>
  );
}
