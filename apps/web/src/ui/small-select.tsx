import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './small-select.module.css';

interface SmallSelectProps {
  readonly label: string;
  readonly value: string;
  /** Whether something was chosen: then it is to be seen that it narrows what is shown. */
  readonly set?: boolean;
  readonly title?: string;
  readonly className?: string | undefined;
  readonly onChoose: (value: string) => void;
  /** Its options. */
  readonly children: ReactNode;
}

/** A choice in a bar: what is shown, and of which round. */
export function SmallSelect({
  label,
  value,
  set,
  title,
  className = '',
  onChoose,
  children,
}: SmallSelectProps) {
  return (
    <NativeSelect
      className={`${classes.root} ${className}`}
      classNames={{ input: classes.select }}
      size="xs"
      aria-label={label}
      title={title}
      value={value}
      data-set={set}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {children}
    </NativeSelect>
  );
}
