import type { TextView, TextViewOptions } from './types.ts';

export declare function createTextView(host: HTMLElement, options: TextViewOptions): TextView;
