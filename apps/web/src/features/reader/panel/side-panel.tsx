import type { ProjectDetail } from '@koersvast/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needWords } from '../../../i18n/index.ts';
import { CoderSwatch } from '../../../parts/person/coder-swatch.tsx';
import { Coming } from '../../../ui/coming.tsx';
import { Later, laterPart, useNext } from '../../../ui/later.tsx';
import { Skeleton } from '../../../ui/loaded.tsx';
import type { ListedAnnotation, ReaderFilter } from '../annotation-list.ts';
import type { ColourBy } from '../letter.tsx';
import classes from './panel.module.css';

// The letter comes first; its column keeps the room for the cards.
const levelCards = laterPart(async () => {
  const [{ LevelCards }] = await Promise.all([import('./panel.tsx'), needWords('compare')]);
  return LevelCards;
});
const panelFilters = laterPart(async () => (await import('./panel-filters.tsx')).PanelFilters);
const sheet = laterPart(async () => {
  const [{ Sheet }] = await Promise.all([import('./sheet.tsx'), needWords('compare')]);
  return Sheet;
});

interface SidePanelProps {
  readonly project: ProjectDetail;
  /** What passes the filter, and everything. */
  readonly list: readonly ListedAnnotation[];
  readonly all: readonly ListedAnnotation[];
  /** Whether the annotations have been read. */
  readonly read: boolean;
  readonly filter: ReaderFilter;
  readonly onFilter: (filter: ReaderFilter) => void;
  readonly colourBy: ColourBy;
  readonly onColours: () => void;
  /** Beside the letter; otherwise a sheet that is opened from the foot of the page. */
  readonly wide: boolean;
}

/** Who made what is shown, each with the place of their colour. */
function codersOf({ members }: ProjectDetail, list: readonly ListedAnnotation[]) {
  const ids = new Set(list.map(({ shown }) => shown.row.createdById));
  return members.map((member, place) => ({ member, place })).filter(({ member }) => ids.has(member.id));
}

/** The annotations in text order, with what narrows and colours them. */
export function SidePanel(props: SidePanelProps) {
  const { project, list, all, read, filter, onFilter, colourBy, onColours, wide } = props;
  const { t } = useTranslation('reader');
  const [open, setOpen] = useState(false);
  useNext(sheet);
  const several = all.some(({ shown }) => shown.row.createdById !== all[0]?.shown.row.createdById);
  const colours = (several || colourBy === 'coder') && (
    <button
      type="button"
      className={classes.colourBy}
      aria-pressed={colourBy === 'coder'}
      onClick={onColours}
    >
      {t('filter.colourByCoder')}
    </button>
  );
  const filters = (
    <Later
      part={panelFilters}
      wanted
      meanwhile={<div className={classes.filters} />}
      give={{ project, list: all, filter, onFilter }}
    />
  );
  const legend = colourBy === 'coder' && (
    <ul className={classes.legend} aria-label={t('legend.title')}>
      {codersOf(project, list).map(({ member, place }) => (
        <li key={member.id}>
          <CoderSwatch place={place} initials={member.initials} /> {member.name}
        </li>
      ))}
    </ul>
  );
  const empty = read && list.length === 0 && (
    <p className={classes.empty}>{t(all.length > 0 ? 'panel.allFiltered' : 'panel.empty')}</p>
  );
  if (!wide) {
    return (
      <>
        <button type="button" className={classes.opener} aria-expanded={open} onClick={() => setOpen(true)}>
          {t('panel.open', { count: list.length })}
        </button>
        {open && (
          <Later
            part={sheet}
            wanted
            meanwhile={<Coming />}
            give={{
              project,
              list,
              colourBy,
              colours,
              empty,
              onClose: () => setOpen(false),
              children: (
                <>
                  {filters}
                  {legend}
                </>
              ),
            }}
          />
        )}
      </>
    );
  }
  return (
    <aside className={classes.panel} aria-label={t('panel.title')}>
      <div className={classes.head}>
        <div className={classes.titleRow}>
          <h2 className={classes.title}>
            {t('panel.title')} <span className={classes.count}>{list.length}</span>
          </h2>
          {colours}
        </div>
        {filters}
        {legend}
      </div>
      {empty}
      {list.length > 0 && (
        <Later part={levelCards} wanted give={{ project, list, colourBy }} meanwhile={<Skeleton />} />
      )}
    </aside>
  );
}
