import { type ExportPreview, exportFiles, exportLayers, exportPresets } from '@koersvast/contracts';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/index.ts';
import { useProject } from '../../lib/project.ts';
import { trpc } from '../../lib/trpc.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import { type Choice, fileOf, linesFor, pathOf } from './choice.ts';
import classes from './export-screen.module.css';

const route = getRouteApi('/inside/p/$projectId/export');

export function ExportScreen() {
  const { t } = useTranslation('export');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const [choice, setChoice] = useState<Choice>({ file: 'annotations', preset: 'data', layer: 'current' });
  const preview = useQuery({
    ...trpc.export.preview.queryOptions({ projectId, documentId: null, ...choice }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FileChoice choice={choice} onChange={setChoice} />
      <div className={classes.options}>
        <Form.Row>
          <NativeSelect
            label={t('preset')}
            value={choice.preset}
            onChange={(event) => {
              const preset = exportPresets.find((each) => each === event.currentTarget.value);
              if (preset !== undefined) setChoice({ ...choice, preset });
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
                if (layer !== undefined) setChoice({ ...choice, layer });
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
        {preview.data !== undefined && (
          <span className={classes.total} role="status">
            {t('total', { count: preview.data.total })}
          </span>
        )}
      </div>
      <Loaded query={preview}>{(data) => <Preview preview={data} />}</Loaded>
      <Programs projectId={projectId} choice={choice} />
    </Page>
  );
}

interface FileChoiceProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
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
            onChange={() => onChange({ ...choice, file })}
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

function Preview({ preview }: { readonly preview: ExportPreview }) {
  const { t } = useTranslation('export');
  const { rows, total, columns, leftOut } = preview;
  const language = currentLanguage();
  return (
    <>
      <Section
        title={t('rows')}
        lead={
          total === 0
            ? t('rows.none')
            : rows.length < total
              ? t('rows.shown', { shown: rows.length, count: total })
              : t('rows.all', { count: total })
        }
      >
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: a group of fields it is not */}
        <div className={classes.scroll} role="group" tabIndex={0} aria-label={t('rows')}>
          <table className={classes.rows}>
            <thead>
              <tr>
                {columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no other name than their place
                <tr key={at}>
                  {row.map((cell, place) => (
                    <td key={columns[place]?.name ?? place} title={cell}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      </Section>
      <Section title={t('leftOut')}>
        {leftOut.otherLayers === 0 && leftOut.removedDocuments === 0 && leftOut.blindDocuments === 0 ? (
          <p>{t('leftOut.nothing')}</p>
        ) : (
          <ul className={classes.leftOut}>
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
