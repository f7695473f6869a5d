import { documentMetadata, type IntakeItem } from '@koersvast/contracts';
import { metadataKeys } from '@koersvast/core/file';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Source } from './detail-field.tsx';
import { otherFound } from './details.ts';
import classes from './item-details.module.css';
import type { Passage } from './mending.ts';
import type { Desk } from './use-intake.ts';

interface OwnFieldsProps {
  readonly item: IntakeItem;
  readonly desk: Desk;
  readonly onPassage: (passage: Passage | null) => void;
}

/** Stores all own fields of an item; false where they cannot be stored as they are. */
function useStoreFields({ item, desk }: Pick<OwnFieldsProps, 'item' | 'desk'>) {
  return (fields: Readonly<Record<string, string>>): boolean => {
    const parsed = documentMetadata.shape.fields.safeParse(fields);
    if (parsed.success) desk.choices.choose({ itemIds: [item.id], metadata: { fields: parsed.data } });
    return parsed.success;
  };
}

/** The project's own fields of a document-to-be, as an index gave them or somebody wrote them. */
export function OwnFields({ item, desk, onPassage }: OwnFieldsProps) {
  const { t } = useTranslation(['intake', 'document']);
  const store = useStoreFields({ item, desk });
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState(false);
  const fields = item.metadata?.fields ?? {};
  const add = () => {
    const stored = name.trim() in fields ? false : store({ ...fields, [name.trim()]: value });
    setWrong(!stored);
    if (!stored) return;
    setName('');
    setValue('');
  };
  return (
    <fieldset className={classes.own}>
      <legend>{t('document:field.more')}</legend>
      {Object.entries(fields).map(([each, words]) => (
        <div key={each} className={classes.pair}>
          <OwnValue name={each} words={words} onChange={(next) => store({ ...fields, [each]: next })} />
          <CloseMark
            label={t('document:field.own.drop', { name: each })}
            onClick={() =>
              store(Object.fromEntries(Object.entries(fields).filter(([other]) => other !== each)))
            }
          />
          <div className={classes.from}>
            <Source proposal={item.proposals[each] ?? null} onPassage={onPassage} />
          </div>
        </div>
      ))}
      <div className={classes.newPair}>
        <TextInput
          aria-label={t('document:field.own.name')}
          placeholder={t('document:field.own.name')}
          value={name}
          error={wrong ? t('own.wrong') : null}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          aria-label={t('document:field.own.value')}
          placeholder={t('document:field.own.value')}
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <Button variant="subtle" size="compact-sm" disabled={name.trim() === ''} onClick={add}>
          {t('document:field.own.add')}
        </Button>
      </div>
    </fieldset>
  );
}

interface OwnValueProps {
  readonly name: string;
  readonly words: string;
  readonly onChange: (words: string) => boolean;
}

function OwnValue({ name, words, onChange }: OwnValueProps) {
  const { t } = useTranslation('intake');
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  return (
    <TextInput
      label={name}
      value={typed ?? words}
      error={wrong ? t('own.wrong') : null}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={() => {
        if (typed === null || typed === words) return;
        const stored = onChange(typed);
        setWrong(!stored);
        if (stored) setTyped(null);
      }}
    />
  );
}

/** What else the file, the letter or an index says: it stays with the document, and can become a field. */
export function OtherFound({ item, desk, onPassage }: OwnFieldsProps) {
  const { t } = useTranslation('intake');
  const store = useStoreFields({ item, desk });
  const found = otherFound(item);
  if (found.length === 0) return null;
  const nameOf = (key: string) => {
    const known = metadataKeys.find((each) => each === key);
    return known === undefined ? key : t(`found.${known}`);
  };
  return (
    <section aria-label={t('found')}>
      <h2 className={classes.head}>{t('found')}</h2>
      <dl className={classes.found}>
        {found.map(({ key, proposal }) => (
          <div key={key}>
            <dt>{nameOf(key)}</dt>
            <dd>
              {proposal.value}{' '}
              <span className={classes.from}>
                {proposal.passage?.quote.trim() !== proposal.value.trim() && (
                  <Source proposal={proposal} onPassage={onPassage} />
                )}
                {item.metadata !== null && (
                  <button
                    type="button"
                    className={classes.link}
                    onClick={() => store({ ...item.metadata?.fields, [nameOf(key)]: proposal.value })}
                  >
                    {t('found.take')}
                  </button>
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
