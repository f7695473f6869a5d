import type { IntakeItem } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../data/fault-words.ts';
import { useCommandKeys } from '../../data/keyboard.ts';
import { DetailField } from './detail-field.tsx';
import { acceptance, details } from './details.ts';
import classes from './item-details.module.css';
import { ItemFiles } from './item-files.tsx';
import type { Passage } from './mending.ts';
import { OtherFound, OwnFields } from './own-fields.tsx';
import { useReadingWords } from './reading-words.ts';
import { TwinWords } from './report.tsx';
import type { Desk } from './use-intake.ts';

interface ItemDetailsProps {
  readonly desk: Desk;
  readonly item: IntakeItem;
  /** Shows where something was read. */
  readonly onPassage: (passage: Passage | null) => void;
  /** Whether the text is beside it, and shows at once from where the field was read in which somebody is. */
  readonly follow: boolean;
  /** All is looked at: on to the next. */
  readonly onDone: () => unknown;
}

/** What is known of a document-to-be: what is wrong with it, its details each with its passage, and its files. */
export function ItemDetails({ desk, item, onPassage, follow, onDone }: ItemDetailsProps) {
  const { t } = useTranslation('intake');
  const words = useReadingWords();
  const refusal = useRefusalWords();
  const { problem, reading, metadata } = item;
  const accepted = acceptance(item);
  const acceptAll = () => {
    if (accepted !== null) desk.choices.choose({ itemIds: [item.id], metadata: accepted });
    onDone();
  };
  useCommandKeys('item', { 'proposal.acceptAll': acceptAll });
  return (
    <div className={classes.details}>
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {refusal(problem.code, problem.details)}
        </p>
      )}
      {item.twins.length > 0 && (
        <p className={classes.warning}>
          <TwinWords item={item} />
        </p>
      )}
      {reading !== null && (
        <>
          <p className={classes.quiet}>{words.facts(reading)}</p>
          <ul className={classes.notices}>
            {words.notices(reading).map((notice) => (
              <li key={notice.code}>{notice.words}</li>
            ))}
          </ul>
        </>
      )}
      {metadata !== null && (
        <fieldset className={classes.fields}>
          <legend>{t('details')}</legend>
          {details.map((detail) => (
            <DetailField
              key={detail}
              detail={detail}
              item={item}
              desk={desk}
              onPassage={onPassage}
              follow={follow}
            />
          ))}
          <OwnFields item={item} desk={desk} onPassage={onPassage} />
          <div className={classes.done}>
            <Button variant="default" onClick={acceptAll}>
              {t(accepted === null ? 'details.next' : 'details.acceptAll')}
            </Button>
          </div>
        </fieldset>
      )}
      <OtherFound item={item} desk={desk} onPassage={onPassage} />
      <ItemFiles item={item} desk={desk} />
    </div>
  );
}
