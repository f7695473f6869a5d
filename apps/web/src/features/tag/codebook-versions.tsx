import type { ProjectDetail, Tag } from '@koersvast/contracts';
import { appearanceCount, type ComparedField, diffCodebooks } from '@koersvast/core/codebook';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberName, useTagName } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useFormat } from '../../lib/format.ts';
import { TagMark } from '../../parts/tag/tag-mark.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './codebook-versions.module.css';

/** The versions of the codebook, and what is different between any two. */
export function CodebookVersions({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('tag');
  const format = useFormat();
  const projectId = detail.project.id;
  const versions = useQuery(trpc.tag.versions.queryOptions({ projectId }, { staleTime: 0 }));
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number } | null>(null);
  return (
    <Loaded query={versions}>
      {(list) => {
        const last = list[0]?.version ?? 0;
        if (last < 2) return <p>{t('versions.one')}</p>;
        const { from, to } = chosen ?? { from: last - 1, to: last };
        const options = list.map(({ version, createdAt, memberId }) => (
          <option key={version} value={version}>
            {[
              t('versions.version', { version }),
              format.moment(createdAt),
              ...(memberId === null ? [] : [memberName(detail, memberId)]),
            ].join(' · ')}
          </option>
        ));
        return (
          <>
            <Form onSubmit={() => undefined}>
              <Form.Row>
                <NativeSelect
                  label={t('versions.from')}
                  value={from}
                  onChange={(event) => setChosen({ from: Number(event.currentTarget.value), to })}
                >
                  {options}
                </NativeSelect>
                <NativeSelect
                  label={t('versions.to')}
                  value={to}
                  onChange={(event) => setChosen({ from, to: Number(event.currentTarget.value) })}
                >
                  {options}
                </NativeSelect>
              </Form.Row>
            </Form>
            <Difference detail={detail} from={from} to={to} />
          </>
        );
      }}
    </Loaded>
  );
}

interface DifferenceProps {
  readonly detail: ProjectDetail;
  readonly from: number;
  readonly to: number;
}

function Difference({ detail, from, to }: DifferenceProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const projectId = detail.project.id;
  const forGood = { staleTime: Number.POSITIVE_INFINITY };
  const before = useQuery(trpc.tag.version.queryOptions({ projectId, version: from }, forGood));
  const after = useQuery(trpc.tag.version.queryOptions({ projectId, version: to }, forGood));
  return (
    <Loaded query={before}>
      {(old) => (
        <Loaded query={after}>
          {(present) => {
            const { added, removed, changed } = diffCodebooks(old.tags, present.tags);
            if (added.length + removed.length + changed.length === 0) return <p>{t('versions.same')}</p>;
            const whole = (list: readonly Tag[], kind: 'added' | 'removed') =>
              list.map((tag) => (
                <li key={tag.id} className={classes.tag}>
                  <h3>
                    <TagMark tag={tag} name={nameOf(tag)} />
                    <span className={classes.kind}>{t(`versions.${kind}`)}</span>
                  </h3>
                  {tag.definition !== '' && (
                    <p className={classes.text} dir="auto">
                      {tag.definition}
                    </p>
                  )}
                </li>
              ));
            return (
              <ul className={classes.list}>
                {whole(added, 'added')}
                {changed.map(({ before: was, after: is, fields }) => (
                  <li key={is.id} className={classes.tag}>
                    <h3>
                      <TagMark tag={is} name={nameOf(is)} />
                    </h3>
                    {fields.map((field) => (
                      <Field key={field} field={field} was={was} is={is} tags={detail.tags} />
                    ))}
                  </li>
                ))}
                {whole(removed, 'removed')}
              </ul>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

interface FieldProps {
  readonly field: ComparedField;
  readonly was: Tag;
  readonly is: Tag;
  readonly tags: readonly Tag[];
}

/** One field as it was and as it is. */
function Field({ field, was, is, tags }: FieldProps) {
  const { t } = useTranslation('tag');
  const nameOf = useTagName();
  const words = (tag: Tag): string => {
    const value = tag[field];
    if (field === 'parentId') {
      const parent = tags.find((each) => each.id === value);
      return parent === undefined ? t('field.parent.none') : nameOf(parent);
    }
    if (field === 'appearance')
      return t(tag.appearance < appearanceCount ? 'versions.place' : 'versions.place.again', {
        place: (tag.appearance % appearanceCount) + 1,
        of: appearanceCount,
      });
    if (field === 'names') return [tag.names.nl, tag.names.en].filter(Boolean).join(', ');
    if (field === 'examples' || field === 'counterExamples')
      return tag[field].map(({ quote, note }) => [quote, note].filter(Boolean).join(' – ')).join('\n');
    return typeof value === 'string' ? value : '';
  };
  return (
    <dl className={classes.field}>
      <dt>{t(`versions.field.${field}`)}</dt>
      <dd>
        <del className={classes.text}>{words(was) || '–'}</del>
        <ins className={classes.text}>{words(is) || '–'}</ins>
      </dd>
    </dl>
  );
}
