import { needWords } from '../../i18n/index.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import type { ConditionsBarProps } from './conditions-bar.tsx';
import classes from './filter-bar.module.css';

/** With it come the words of documents and their details. */
const conditionsBar = laterPart(async () => {
  const [{ ConditionsBar }] = await Promise.all([
    import('./conditions-bar.tsx'),
    needWords('document', 'set'),
  ]);
  return ConditionsBar;
});

/** The conditions that the documents meet of which a screen shows something; until they have come, what stands beside them. */
export function DocumentConditions(props: ConditionsBarProps) {
  const { children, more } = props;
  return (
    <Later
      part={conditionsBar}
      wanted
      give={props}
      meanwhile={
        <div className={classes.bar}>
          <div className={`${classes.row} ${classes.coming}`}>
            {children}
            {more}
          </div>
        </div>
      }
    />
  );
}
