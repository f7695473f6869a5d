import { type IntakeItem, intakeChoice, type XmlMappingWire } from '@koersvast/contracts';
import { metadataKeys } from '@koersvast/core/file';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './item-details.module.css';
import { readSource } from './items.ts';
import { elementsIn, type Meaning, meaningOf, meanings, withMeaning } from './mapping.ts';
import { fileUrl } from './uploaders.ts';
import type { Desk } from './use-intake.ts';

interface MappingFormProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
}

const empty: XmlMappingWire = { blocks: {}, notes: [], ignored: [], metadata: {} };

/** The elements of a file of no known format: what each is to the text is said here, and seen in the text at once. */
export function MappingForm({ desk, item }: MappingFormProps) {
  const { t } = useTranslation('intake');
  const source = readSource(item);
  const elements = useQuery({
    queryKey: ['elements', desk.place.intakeId, source?.fileId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const answer = await fetch(fileUrl(desk.place, source?.fileId ?? ''), { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      return elementsIn(new TextDecoder().decode(await answer.arrayBuffer()));
    },
  });
  const mapping = item.choice.mapping ?? empty;
  const say = (element: string, meaning: Meaning) => {
    const next = intakeChoice.shape.mapping.safeParse(withMeaning(mapping, element, meaning));
    if (next.success) desk.choices.choose({ itemIds: [item.id], choice: { mapping: next.data } });
  };
  const alike = desk.choices.items.filter(
    ({ id, reading, state }) => id !== item.id && reading?.format === 'xml' && state !== 'added',
  );
  return (
    <section aria-label={t('mapping')}>
      <p className={classes.quiet}>{t('mapping.lead')}</p>
      <Loaded query={elements}>
        {(found) => (
          <>
            {found.length === 0 && <p>{t('mapping.none')}</p>}
            <ul className={classes.elements}>
              {found.map(({ name, count, example }) => (
                <Element
                  key={name}
                  name={name}
                  count={count}
                  example={example}
                  meaning={meaningOf(mapping, name)}
                  onSay={(meaning) => say(name, meaning)}
                />
              ))}
            </ul>
            {alike.length > 0 && item.choice.mapping !== null && (
              <button
                type="button"
                className={classes.link}
                onClick={() =>
                  desk.choices.choose({
                    itemIds: alike.map(({ id }) => id),
                    choice: { mapping: item.choice.mapping },
                  })
                }
              >
                {t('mapping.all', { count: alike.length })}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

interface ElementProps {
  readonly name: string;
  readonly count: number;
  readonly example: string;
  readonly meaning: Meaning;
  readonly onSay: (meaning: Meaning) => void;
}

function Element({ name, count, example, meaning, onSay }: ElementProps) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const told = [...meanings, ...metadataKeys.map((key) => `metadata ${key}` as const)];
  return (
    <li>
      <div>
        <code>{name}</code> <span className={classes.quiet}>{format.number(count)}×</span>
        <div className={classes.example}>{example}</div>
      </div>
      <NativeSelect
        aria-label={t('mapping.of', { name })}
        value={meaning}
        onChange={({ currentTarget }) => {
          const next = told.find((each) => each === currentTarget.value);
          if (next !== undefined) onSay(next);
        }}
      >
        {meanings.map((each) => (
          <option key={each} value={each}>
            {t(`meaning.${each}`)}
          </option>
        ))}
        <optgroup label={t('meaning.metadata')}>
          {metadataKeys.map((key) => (
            <option key={key} value={`metadata ${key}`}>
              {t(`found.${key}`)}
            </option>
          ))}
        </optgroup>
      </NativeSelect>
    </li>
  );
}
