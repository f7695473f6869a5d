import { useTranslation } from 'react-i18next';
import classes from './find-bar.module.css';

interface StepButtonProps {
  /** To the next hit, or the one before. */
  readonly by: 1 | -1;
  readonly shortcut: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

export function StepButton({ by, shortcut, disabled, onPress }: StepButtonProps) {
  const { t } = useTranslation('find');
  const words = t(by === 1 ? 'here.next' : 'here.previous');
  return (
    <button
      type="button"
      className={classes.step}
      disabled={disabled}
      aria-label={words}
      title={`${words} (${shortcut})`}
      onClick={onPress}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={by === 1 ? 'M3.5 6 8 10.5 12.5 6' : 'M3.5 10 8 5.5 12.5 10'}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}
