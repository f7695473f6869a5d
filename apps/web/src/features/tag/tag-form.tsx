import type { Tag } from '@koersvast/contracts';
import {
  appearanceAt,
  changesMeaning,
  freeTagKeys,
  lentLetters,
  suggestTagKey,
} from '@koersvast/core/codebook';
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTagName } from '../../data/project.ts';
import { bothTexts } from '../../lib/draft.ts';
import { type LiveChange, useFields } from '../../lib/form.ts';
import { Form } from '../../ui/form.tsx';
import { Gone, type LiveForm, useLiveForm } from '../../ui/live-form.tsx';
import { AppearancePicker } from './appearance-picker.tsx';
import { ExamplesInput } from './examples-input.tsx';
import { Impact } from './impact.tsx';
import { tagContent } from './tag-content.ts';
import {
  bothExamples,
  contentOf,
  emptyTag,
  fieldsOf,
  type KeyedExample,
  keyProblem,
  possibleParents,
  type TagContent,
  type TagFields,
  tagRules,
} from './tag-fields.ts';
import classes from './tag-form.module.css';

/** What is to be saved of a tag, and the name that it will have. */
export type TagSaving = LiveChange<TagContent> & { readonly name: string; readonly recheck: boolean };

interface TagFormProps {
  readonly projectId: string;
  /** The tag that is edited, also when it has been archived meanwhile; null for a new one. */
  readonly tag: Tag | null;
  readonly living: readonly Tag[];
  readonly pending: boolean;
  readonly error: unknown;
  /** Adds a new tag. */
  readonly onAdd: (content: TagContent) => unknown;
  /** Null where nothing was changed. Rejects where it is refused; what was typed then stays. */
  readonly onSave: (saving: TagSaving | null, restore: boolean) => unknown;
  readonly onCancel: () => void;
}

/** A tag's form, in the place of the tag. Control and Enter save, Escape leaves it. */
export function TagForm({ tag, ...rest }: TagFormProps) {
  return tag === null ? <NewTag {...rest} /> : <EditTag tag={tag} {...rest} />;
}

type Rest = Omit<TagFormProps, 'tag'>;

function NewTag({ onAdd, ...rest }: Rest) {
  const fields = useFields<TagFields, unknown>(emptyTag, tagContent, contentOf);
  const save = () => (fields.parse() === null ? undefined : onAdd(contentOf(fields.values)));
  return <TagSheet {...rest} tag={null} fields={{ ...fields, conflict: () => null }} onSubmit={save} />;
}

function EditTag({ tag, onSave, onCancel, ...rest }: Rest & { readonly tag: Tag }) {
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const [recheck, setRecheck] = useState(true);
  const gone = tag.archivedAt !== null;
  const labels: Record<keyof TagFields, string> = {
    name: t('field.name'),
    nl: t('field.nl'),
    en: t('field.en'),
    key: t('field.key'),
    appearance: t('field.appearance'),
    parentId: t('field.parent'),
    definition: t('definition'),
    whenToUse: t('whenToUse'),
    whenNot: t('whenNot'),
    examples: t('examples'),
    counterExamples: t('counterExamples'),
  };
  const shown = (name: keyof TagFields, value: TagFields[keyof TagFields]): string => {
    if (name === 'appearance' && typeof value === 'number') {
      const { colour, line } = appearanceAt(value);
      return t('field.appearance.option', { colour: colour + 1, line: t(`line.${line}`) });
    }
    if (name === 'parentId') {
      const parent = rest.living.find(({ id }) => id === value);
      return parent === undefined ? t('field.parent.none') : nameOf(parent);
    }
    if (Array.isArray(value))
      return value
        .map(({ quote, note }: KeyedExample) => [quote, note].filter(Boolean).join(' – '))
        .join('\n');
    return String(value ?? '');
  };
  const fields = useLiveForm<TagFields, TagContent>({
    live: gone ? null : fieldsOf(tag),
    schema: tagContent,
    toInput: contentOf,
    rules: tagRules,
    join: {
      definition: bothTexts,
      whenToUse: bothTexts,
      whenNot: bothTexts,
      examples: bothExamples,
      counterExamples: bothExamples,
    },
    label: (name) => labels[name],
    shown,
  });
  const leave = () => {
    fields.leave();
    onCancel();
  };
  const save = async (restore: boolean) => {
    const edit = fields.edit();
    if (edit === undefined) return;
    const name = fields.values.name.trim();
    await onSave(edit === null ? null : { ...edit, name, recheck }, restore);
    if (fields.saved()) onCancel();
  };
  const means = changesMeaning(tag, contentOf(fields.values));
  return (
    <TagSheet
      {...rest}
      tag={tag}
      fields={fields}
      onSubmit={() => save(gone)}
      onCancel={leave}
      onEscape={onCancel}
      above={
        gone && (
          <Gone
            text={fields.asText()}
            restore={{ words: t('form.restore'), act: () => save(true), pending: rest.pending }}
            onClose={leave}
          >
            {t('form.gone', { tag: nameOf(tag) })}
          </Gone>
        )
      }
    >
      <Impact projectId={rest.projectId} tag={tag} />
      {means && (
        <Checkbox
          label={t('form.recheck')}
          description={t('form.recheck.hint')}
          checked={recheck}
          onChange={(event) => setRecheck(event.currentTarget.checked)}
        />
      )}
    </TagSheet>
  );
}

interface TagSheetProps extends Omit<Rest, 'onAdd' | 'onSave'> {
  readonly tag: Tag | null;
  readonly fields: Pick<LiveForm<TagFields, TagContent>, 'values' | 'set' | 'conflict'> & {
    text(name: keyof TagFields): object;
  };
  readonly onSubmit: () => unknown;
  /** Escape, which keeps what was typed at hand. */
  readonly onEscape?: () => void;
  readonly above?: ReactNode;
  readonly children?: ReactNode;
}

/** The fields themselves. */
function TagSheet(props: TagSheetProps) {
  const { tag, living, fields, pending, error, onSubmit, onCancel, onEscape, above, children } = props;
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const others = living.filter((each) => each.id !== tag?.id);
  const problem = keyProblem(fields.values.key, others);
  const free = freeTagKeys(others);
  const taken = others.flatMap((each) => each.key ?? []);
  const suggested =
    tag !== null || fields.values.name.trim() === '' ? null : suggestTagKey(fields.values.name, taken);
  const [lent] = problem === null ? lentLetters([{ key: fields.values.key || null }]) : [];

  const submit = () => (problem === null ? onSubmit() : undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') (onEscape ?? onCancel)();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      Promise.resolve(submit()).catch(() => undefined);
    else return;
    event.preventDefault();
  };
  const keyWords =
    problem === null
      ? undefined
      : problem.kind === 'taken'
        ? t('key.taken', {
            key: fields.values.key,
            tag: nameOf(problem.by),
            held: problem.by.key ?? '',
            free: free.join(' '),
          })
        : t(`key.${problem.kind}`, { key: fields.values.key, free: free.join(' ') });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: two keys that hold in every field of the form
    <div className={classes.sheet} onKeyDown={onKeyDown}>
      <Form label={tag === null ? t('form.new') : t('form.label', { tag: nameOf(tag) })} onSubmit={submit}>
        {above}
        <div className={classes.first}>
          <TextInput {...fields.text('name')} label={t('field.name')} maxLength={80} autoFocus />
          <TextInput
            {...fields.text('key')}
            label={t('field.key')}
            onChange={(event) =>
              fields.set('key', event.currentTarget.value.trim().slice(0, 2).toLowerCase())
            }
            {...(keyWords === undefined ? {} : { error: keyWords })}
            maxLength={2}
            {...(suggested === null ? {} : { placeholder: suggested })}
            autoComplete="off"
            autoCapitalize="none"
            classNames={{ input: classes.key }}
          />
        </div>
        <p className={classes.hint}>
          {free.length === 0 ? t('field.key.none') : t('field.key.hint', { letters: free.join(' ') })}
          {fields.values.key === '' &&
            suggested !== null &&
            ` ${t('field.key.suggested', { key: suggested })}`}
          {lent !== undefined && ` ${t('field.key.lent', { letter: lent, shifted: lent.toUpperCase() })}`}
        </p>
        <Form.Row>
          <TextInput {...fields.text('nl')} label={t('field.nl')} lang="nl" maxLength={80} />
          <TextInput {...fields.text('en')} label={t('field.en')} lang="en" maxLength={80} />
        </Form.Row>
        <p className={classes.hint}>{t('field.names.hint')}</p>
        <NativeSelect {...fields.text('parentId')} label={t('field.parent')}>
          <option value="">{t('field.parent.none')}</option>
          {possibleParents(tag, others).map((each) => (
            <option key={each.id} value={each.id}>
              {nameOf(each)}
            </option>
          ))}
        </NativeSelect>
        {(['definition', 'whenToUse', 'whenNot'] as const).map((name) => (
          <Textarea
            key={name}
            {...fields.text(name)}
            label={t(name)}
            rows={name === 'definition' ? 3 : 2}
            classNames={{ input: classes.text }}
          />
        ))}
        <ExamplesInput
          legend={t('examples')}
          add={t('example.add')}
          value={fields.values.examples}
          onChange={(examples) => fields.set('examples', examples)}
        >
          {fields.conflict('examples')}
        </ExamplesInput>
        <ExamplesInput
          legend={t('counterExamples')}
          add={t('counterExample.add')}
          value={fields.values.counterExamples}
          onChange={(examples) => fields.set('counterExamples', examples)}
        >
          {fields.conflict('counterExamples')}
        </ExamplesInput>
        <AppearancePicker
          value={fields.values.appearance}
          others={others}
          onChange={(appearance) => fields.set('appearance', appearance)}
        />
        {fields.conflict('appearance')}
        {children}
        <Form.Fault error={error} />
        <Form.Actions>
          <Button type="submit" loading={pending}>
            {t(tag === null ? 'form.create' : 'form.save')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        </Form.Actions>
      </Form>
    </div>
  );
}
