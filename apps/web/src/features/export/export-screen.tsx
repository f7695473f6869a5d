import {
  type ExportPreview,
  type ExportSelection,
  exportFiles,
  exportLayers,
  exportPresets,
} from '@koersvast/contracts';
import { Button, NativeSelect, Table } from '@mantine/core';
import '@mantine/core/styles/Table.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { type Choice, fileOf, linesFor, narrowed, pathOf, previewOrder, type Selection } from './choice.ts';
import { CopyChoice } from './copy-choice.tsx';
import classes from './export-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/export');

const nothing = {
  columns: undefined,
  rounds: undefined,
  sets: undefined,
  tags: undefined,
  coders: undefined,
};

/** The same as a request takes it: what is empty is not chosen. */
function asked(selection: Selection): ExportSelection {
  return Object.fromEntries(Object.entries(selection).map(([part, values]) => [part, [...values]]));
}

export function ExportScreen() {
  const { t } = useTranslation('export');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const search = route.useSearch();
  const navigate = useNavigate();
  const choice: Choice = {
    file: search.file ?? 'annotations',
    preset: search.preset ?? 'data',
    layer: search.layer ?? 'current',
  };
  const change = (next: Partial<Choice> & Selection) =>
    void navigate({
      to: '/p/$projectId/export',
      params: { projectId },
      search: (before) => ({ ...before, ...next }),
      replace: true,
      resetScroll: false,
    });
  const sets = useQuery(trpc.set.list.queryOptions({ projectId }));
  const known = project.data && {
    rounds: project.data.rounds.map(({ number }) => number),
    tags: project.data.tags.map(({ id }) => id),
    coders: project.data.members.map(({ id }) => id),
    ...(sets.data && { sets: sets.data.map(({ id }) => id) }),
  };
  const ask = (selection: Selection | undefined) => ({
    ...trpc.export.preview.queryOptions({
      projectId,
      documentId: null,
      ...choice,
      ...(selection === undefined ? {} : { selection: asked(selection) }),
    }),
    placeholderData: keepPreviousData,
  });
  // The whole file says which columns there are; what an old address names beside them is left aside.
  const whole = useQuery(ask(undefined));
  const sameFile = whole.isPlaceholderData ? undefined : whole.data;
  const selection =
    known === undefined || sameFile === undefined
      ? undefined
      : narrowed(choice.file, search, { ...known, columns: sameFile.columns.map(({ name }) => name) });
  const copy = useQuery({ ...ask(selection), enabled: selection !== undefined });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FileChoice choice={choice} onChange={change} />
      <div className={classes.options}>
        <Form.Row>
          <NativeSelect
            label={t('preset')}
            value={choice.preset}
            onChange={(event) => {
              const preset = exportPresets.find((each) => each === event.currentTarget.value);
              if (preset !== undefined) change({ preset });
            }}
          >
            {exportPresets.map((preset) => (
              <option key={preset} value={preset}>
                {t(`preset.${preset}`)}
              </option>
            ))}
          </NativeSelect>
          {choice.file === 'annotations' && (
            <NativeSelect
              label={t('layer')}
              value={choice.layer}
              onChange={(event) => {
                const layer = exportLayers.find((each) => each === event.currentTarget.value);
                if (layer !== undefined) change({ layer });
              }}
            >
              {exportLayers.map((layer) => (
                <option key={layer} value={layer}>
                  {t(`layer.${layer}`)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Form.Row>
      </div>
      <div className={classes.download}>
        <Button component="a" href={pathOf(projectId, choice)} download>
          {t('download', { file: fileOf(choice) })}
        </Button>
        {whole.data !== undefined && (
          <span className={classes.total} role="status">
            {t('total', { count: whole.data.total })}
          </span>
        )}
      </div>
      {project.data !== undefined && (
        <CopyChoice
          project={project.data}
          choice={choice}
          columns={whole.data?.columns.map(({ name }) => name) ?? []}
          selection={selection}
          onChange={(next) => change({ ...nothing, ...next })}
        />
      )}
      <Loaded query={selection === undefined ? whole : copy}>
        {(data) => <Preview preview={data} isCopy={selection !== undefined} />}
      </Loaded>
      <Programs projectId={projectId} choice={choice} />
    </Page>
  );
}

interface FileChoiceProps {
  readonly choice: Choice;
  readonly onChange: (choice: Pick<Choice, 'file'>) => void;
}

function FileChoice({ choice, onChange }: FileChoiceProps) {
  const { t } = useTranslation('export');
  return (
    <fieldset className={classes.files}>
      <legend>{t('file')}</legend>
      {exportFiles.map((file) => (
        <label key={file} className={classes.file}>
          <input
            type="radio"
            name="file"
            checked={choice.file === file}
            onChange={() => onChange({ file })}
          />
          <span>
            <span className={classes.fileName}>{t(`file.${file}`)}</span>
            <span className={classes.what}>{t(`file.${file}.what`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface PreviewProps {
  readonly preview: ExportPreview;
  readonly isCopy: boolean;
}

function Preview({ preview, isCopy }: PreviewProps) {
  const { t } = useTranslation('export');
  const { rows, total, leftOut } = preview;
  const columns = preview.columns.filter(({ chosen }) => chosen);
  const order = previewOrder(columns.map(({ name }) => name));
  const shown = order.flatMap((place) => columns[place] ?? []);
  const language = currentLanguage();
  const reordered = order.some((place, at) => place !== at);
  const words =
    total === 0
      ? t('rows.none')
      : rows.length < total
        ? t('rows.shown', { shown: rows.length, count: total })
        : t('rows.all', { count: total });
  const nothingLeft = Object.values(leftOut).every((count) => count === 0);
  return (
    <>
      <Section
        title={t(isCopy ? 'rows.copy' : 'rows')}
        lead={[words, total > 0 && reordered && t('rows.order')].filter(Boolean).join(' ')}
      >
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: a group of fields it is not */}
        <div className={classes.scroll} role="group" tabIndex={0} aria-label={t('rows')}>
          <Table className={classes.rows}>
            <Table.Thead>
              <Table.Tr>
                {shown.map(({ name }) => (
                  <Table.Th key={name} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no other name than their place
                <Table.Tr key={at}>
                  {order.map((place) => (
                    <Table.Td key={columns[place]?.name ?? place} title={row[place]}>
                      {row[place]}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      </Section>
      <Section title={t('leftOut')}>
        {nothingLeft ? (
          <p>{t('leftOut.nothing')}</p>
        ) : (
          <ul className={classes.leftOut}>
            {leftOut.unselected > 0 && <li>{t('leftOut.unselected', { count: leftOut.unselected })}</li>}
            {leftOut.otherLayers > 0 && <li>{t('leftOut.layers', { count: leftOut.otherLayers })}</li>}
            {leftOut.blindDocuments > 0 && <li>{t('leftOut.blind', { count: leftOut.blindDocuments })}</li>}
            {leftOut.removedDocuments > 0 && (
              <li>{t('leftOut.removed', { count: leftOut.removedDocuments })}</li>
            )}
          </ul>
        )}
      </Section>
      <details className={classes.columns}>
        <summary>
          {t('columns')} · {columns.length}
        </summary>
        <dl>
          {columns.map((column) => (
            <div key={column.name}>
              <dt>
                <code>{column.name}</code>
              </dt>
              <dd>{column.meaning[language]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

function Programs({ projectId, choice }: { readonly projectId: string; readonly choice: Choice }) {
  const { t } = useTranslation('export');
  const url = new URL(pathOf(projectId, choice, 'TOKEN'), window.location.origin).href;
  return (
    <Section title={t('programs')} lead={t('programs.lead')}>
      <div className={classes.programs}>
        <CopyField label="R" value={linesFor('r', url, choice)} lines />
        <CopyField label="Python" value={linesFor('python', url, choice)} lines />
        <p className={classes.what}>
          <Link to="/account">{t('programs.token')}</Link>. {t('programs.secret')}
        </p>
      </div>
    </Section>
  );
}
