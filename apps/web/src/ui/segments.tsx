import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import type { Ref } from 'react';
import classes from './segments.module.css';

interface Segment<Value extends string> {
  readonly value: Value;
  readonly name: string;
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Segment<Value>[];
  readonly onChoose: (value: Value) => void;
  /** More about it, under the pointer. */
  readonly title?: string | undefined;
  /** Over the whole width, all alike. */
  readonly wide?: boolean;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLDivElement>;
}

/** One of a few that stand beside each other: what is shown of a list, or in which way. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, options, onChoose, title, wide = false, className = '', ref } = props;
  return (
    <SegmentedControl
      ref={ref}
      aria-label={label}
      title={title}
      classNames={{
        root: `${classes.root} ${className}`,
        control: classes.control,
        input: classes.input,
        label: classes.label,
        indicator: classes.indicator,
      }}
      data={options.map((each) => ({ value: each.value, label: each.name }))}
      value={value}
      fullWidth={wide}
      withItemsBorders={false}
      transitionDuration={150}
      onChange={onChoose}
    />
  );
}
