import type { Tag } from '@koersvast/contracts';
import { changesMeaning } from '@koersvast/core';
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields } from '../../lib/form.ts';
import { useTagName } from '../../lib/project.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { AppearancePicker } from './appearance-picker.tsx';
import { ExamplesInput } from './examples-input.tsx';
import { Impact } from './impact.tsx';
import { tagContent } from './tag-content.ts';
import {
  contentOf,
  emptyTag,
  fieldsOf,
  freeKeys,
  keyProblem,
  possibleParents,
  type TagContent,
  type TagFields,
} from './tag-fields.ts';
import classes from './tag-form.module.css';

interface TagFormProps {
  readonly projectId: string;
  /** The tag that is edited; null for a new one. */
  readonly tag: Tag | null;
  readonly living: readonly Tag[];
  readonly pending: boolean;
  readonly error: unknown;
  readonly again: () => unknown;
  readonly onSave: (content: TagContent, recheck: boolean) => unknown;
  readonly onCancel: () => void;
}

/** A tag's form, in the place of the tag. Control and Enter save, Escape leaves it. */
export function TagForm({ projectId, tag, living, pending, error, again, onSave, onCancel }: TagFormProps) {
  const { t } = useTranslation(['tag', 'common']);
  const nameOf = useTagName();
  const fields = useFields<TagFields, unknown>(
    tag === null ? emptyTag : fieldsOf(tag),
    tagContent,
    contentOf,
  );
  const [recheck, setRecheck] = useState(true);
  const others = living.filter((each) => each.id !== tag?.id);
  const means = tag !== null && changesMeaning(tag, contentOf(fields.values));
  const problem = keyProblem(fields.values.key, others);
  const letters = freeKeys(others);

  const submit = () => {
    if (fields.parse() === null || problem !== null) return;
    return onSave(contentOf(fields.values), recheck);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      Promise.resolve(submit()).catch(() => undefined);
    else return;
    event.preventDefault();
  };
  const keyWords =
    problem === null
      ? undefined
      : problem.kind === 'taken'
        ? t('key.taken', { tag: nameOf(problem.by) })
        : t(`key.${problem.kind}`);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: two keys that hold in every field of the form
    <div className={classes.sheet} onKeyDown={onKeyDown}>
      <Form label={tag === null ? t('form.new') : t('form.label', { tag: nameOf(tag) })} onSubmit={submit}>
        <div className={classes.first}>
          <TextInput {...fields.text('name')} label={t('field.name')} maxLength={80} autoFocus />
          <TextInput
            {...fields.text('key')}
            label={t('field.key')}
            onChange={(event) => fields.set('key', event.currentTarget.value.trim().slice(-1).toLowerCase())}
            error={keyWords}
            autoComplete="off"
            autoCapitalize="none"
            classNames={{ input: classes.key }}
          />
        </div>
        <p className={classes.hint}>
          {letters.length === 0 ? t('field.key.none') : t('field.key.hint', { letters: letters.join(' ') })}
        </p>
        <Form.Row>
          <TextInput {...fields.text('nl')} label={t('field.nl')} lang="nl" maxLength={80} />
          <TextInput {...fields.text('en')} label={t('field.en')} lang="en" maxLength={80} />
        </Form.Row>
        <p className={classes.hint}>{t('field.names.hint')}</p>
        <AppearancePicker
          value={fields.values.appearance}
          others={others}
          onChange={(appearance) => fields.set('appearance', appearance)}
        />
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
        />
        <ExamplesInput
          legend={t('counterExamples')}
          add={t('counterExample.add')}
          value={fields.values.counterExamples}
          onChange={(examples) => fields.set('counterExamples', examples)}
        />
        {tag !== null && <Impact projectId={projectId} tag={tag} />}
        {means && (
          <Checkbox
            label={t('form.recheck')}
            description={t('form.recheck.hint')}
            checked={recheck}
            onChange={(event) => setRecheck(event.currentTarget.checked)}
          />
        )}
        <Fault error={error} again={again} />
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
